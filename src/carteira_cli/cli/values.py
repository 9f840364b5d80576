"""What the user typed after an option, understood or refused in Portuguese."""

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

import typer

from carteira_cli.cli import speech
from carteira_cli.cli.speech import say
from carteira_cli.config import parse_reference_date
from carteira_cli.config.reference_date import ReferenceDate
from carteira_cli.model.options import ENGLISH_FIELDS, FIELD_NAMES

_PERCENTAGE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<sign>%?)")


def choice(
    option: str,
    written: str,
    choices: Collection[str],
    english: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Take one of a few words, or its English name.

    Raises:
        typer.BadParameter: it is none of them.
    """
    word = english.get(written, written)
    if word in choices:
        return word
    shown = choices if speech.is_source() else english or choices
    message = say(
        "{written} não é uma das escolhas: {choices}", written=written, choices=", ".join(shown)
    )
    raise typer.BadParameter(message, param_hint=option)


def columns(option: str, pairs: Iterable[str]) -> dict[str, str]:
    """Take ``campo=cabeçalho`` pairs.

    Raises:
        typer.BadParameter: a pair has no ``=`` or no known field.
    """
    return dict(_column(option, pair) for pair in pairs)


def _column(option: str, pair: str) -> tuple[str, str]:
    field, separator, header = (part.strip() for part in pair.partition("="))
    if not separator or not header:
        message = say(
            'escreva campo=cabeçalho, por exemplo {option} cliente="Razão Social"', option=option
        )
        raise typer.BadParameter(message, param_hint=option)
    known = ENGLISH_FIELDS.get(field, field)
    if known in FIELD_NAMES:
        return known, header
    raise typer.BadParameter(_no_such_field(field), param_hint=option)


def _no_such_field(field: str) -> str:
    fields = FIELD_NAMES if speech.is_source() else _english_fields()
    nearest = get_close_matches(field, fields, n=1)
    if nearest:
        text = "{field} não é um campo; você quis dizer {nearest}?"
        return say(text, field=field, nearest=nearest[0])
    return say("{field} não é um campo; use {fields}", field=field, fields=", ".join(fields))


def _english_fields() -> list[str]:
    names = {field: english for english, field in ENGLISH_FIELDS.items()}
    return [names.get(field, field) for field in FIELD_NAMES]


def day(option: str, written: str) -> ReferenceDate:
    """Take a reference date.

    Raises:
        typer.BadParameter: it is no date.
    """
    try:
        return parse_reference_date(written)
    except ValueError as error:
        raise typer.BadParameter(say(error.args[0]), param_hint=option) from error


def count(option: str, written: str) -> int:
    """Take a whole number from 1 up.

    Raises:
        typer.BadParameter: it is none.
    """
    if written.isascii() and written.isdigit() and int(written):
        return int(written)
    message = say("{written} não é um número inteiro a partir de 1", written=written)
    raise typer.BadParameter(message, param_hint=option)


def share(option: str, written: str) -> float:
    """Take a percentage as a share of one: ``5``, ``5%``, ``2,5%``.

    Raises:
        typer.BadParameter: it is no percentage up to 100, or could as well be a share.
    """
    match = _PERCENTAGE.fullmatch(written.strip())
    number = float(match["number"].replace(",", ".")) if match else -1.0
    if match is None or number > 100:  # noqa: PLR2004  per cent
        message = say("escreva uma porcentagem de 0 a 100, por exemplo 5%")
        raise typer.BadParameter(message, param_hint=option)
    if 0 < number <= 1 and not match["sign"]:
        text = "{written} pode ser {written}% ou uma fração; escreva com o sinal %"
        message = say(text, written=written)
        raise typer.BadParameter(message, param_hint=option)
    return number / 100
