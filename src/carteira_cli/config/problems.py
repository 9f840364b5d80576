"""Turns validation errors into sentences that name the right key."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from carteira_cli.model.phrases import Phrase

_DATE = "escreva a data como AAAA-MM-DD"
_SENTENCES = {
    "date_from_datetime_parsing": _DATE,
    "date_type": _DATE,
    "bool_type": "deve ser true ou false",
    "finite_number": "deve ser um número finito",
    "float_type": "deve ser um número",
    "greater_than": "deve ser maior que {gt}",
    "greater_than_equal": "deve ser pelo menos {ge}",
    "int_type": "deve ser um número inteiro",
    "less_than": "deve ser menor que {lt}",
    "less_than_equal": "deve ser no máximo {le}",
    "list_type": "deve ser uma lista entre colchetes",
    "literal_error": "deve ser {expected}",
    "string_type": "deve ser um texto entre aspas",
    "too_long": "tem itens demais",
    "tuple_type": "deve ser uma lista entre colchetes",
    "value_error": "{error}",
}
_TABLES = ("dataclass_type", "dict_type", "mapping_type", "model_type")
_UNKNOWN_KEYS = ("extra_forbidden", "unexpected_keyword_argument")

Location = tuple[int | str, ...]


def describe(error: ValidationError, sections: type[BaseModel]) -> list[Phrase]:
    """Write one sentence for each error, headed by its ``[section] key``."""
    return [
        Phrase(
            "\n  - {place}: {sentence}",
            place=_place(problem["loc"]),
            sentence=_sentence(problem, sections),
        )
        for problem in error.errors(include_url=False)
    ]


def _place(location: Location) -> str:
    # Keys inside a table of the user's own may be names of customers, so they stay unsaid.
    section, *path = location
    return " ".join([f"[{section}]", ", ".join(_steps(path[:1] + _from_item(path[1:])))]).strip()


def _from_item(path: list[int | str]) -> list[int | str]:
    return path if path and isinstance(path[0], int) else []


def _steps(path: list[int | str]) -> Iterator[str]:
    for step in path:
        yield f"item {step + 1}" if isinstance(step, int) else step


def _sentence(problem: ErrorDetails, sections: type[BaseModel]) -> Phrase:
    kind, details = problem["type"], problem.get("ctx", {})
    if kind == "missing":
        return _missing(problem["loc"][-1])
    if kind in _UNKNOWN_KEYS:
        return _unknown(problem["loc"], sections)
    if kind in _TABLES:
        return Phrase("deve ser uma seção, com uma chave por linha")
    return Phrase(_SENTENCES.get(kind, "valor não aceito"), **_told(details))


def _missing(key: int | str) -> Phrase:
    if isinstance(key, int):
        return Phrase("faltam itens")
    return Phrase("falta a chave {key}", key=key)


def _told(details: Mapping[str, Any]) -> dict[str, object]:
    """Give the values of a sentence; an error that we raised is a sentence itself."""
    return {name: _value(value) for name, value in details.items()}


def _value(value: object) -> object:
    if isinstance(value, ValueError):
        return value.args[0]
    before, either, last = str(value).rpartition(" or ")
    return Phrase("{before} ou {last}", before=before, last=last) if either else last


def _unknown(location: Location, sections: type[BaseModel]) -> Phrase:
    *path, key = location
    known = _keys(sections, tuple(path))
    nearest = get_close_matches(str(key), known, n=1)
    suggestion = ", ".join(nearest or known)
    if not suggestion:
        return Phrase("esta chave não existe")
    if path:
        return Phrase("esta chave não existe; use {known}", known=suggestion)
    return Phrase("esta seção não existe; use {known}", known=suggestion)


def _keys(kind: Any, path: Location) -> list[str]:
    """List the keys that are known at a place of the file."""
    children = _children(kind)
    if not path:
        return list(children)
    step, *rest = path
    inner = get_args(kind)[0] if isinstance(step, int) else children[step]
    return _keys(inner, tuple(rest))


def _children(kind: Any) -> Mapping[str, Any]:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {each.metadata.get("alias", each.name): hints[each.name] for each in fields(kind)}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        members = kind.model_fields.items()
        return {member.alias or name: member.annotation for name, member in members}
    return {}
