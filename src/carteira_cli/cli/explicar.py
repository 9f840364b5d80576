"""``carteira explicar``: what a word of the outputs means."""

from difflib import get_close_matches
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated, Any

import typer

from carteira_cli.cli import options, printing, reading, speech
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from carteira_cli.layout.glossary import Entry

ABOUT = """\
Explica uma coluna, uma situação, uma ação, um aviso ou um código de saída.

Mostra o que a palavra significa, os limites em uso (os de carteira.toml, se houver) e a fonte da
conta. Sem TERMO, lista as palavras; layouts lista os sistemas conhecidos.

Exemplos:
  carteira explicar total-mismatch
  carteira explicar "ticket médio"
  carteira explicar atrasado
  carteira explicar 3
  carteira explicar layouts
"""
_SYSTEMS = "layouts"
_HERE = "carteira.toml"  # only its folder matters

Term = Annotated[
    str | None, typer.Argument(metavar="[TERMO]", help="A palavra, como o programa a mostra.")
]


def explicar(
    term: Term = None,
    config: options.Config = None,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Say what a term means, or list the terms or the known systems."""
    from carteira_cli.layout import glossary

    if term == _SYSTEMS:
        printing.result(
            "\n".join(f"{each.slug}: {each.title}" for each in glossary.systems(speech.language()))
        )
        return Exit.DONE
    known = glossary.entries(speech.language(), _rules(config))
    told = map(_told, _found(term, known)) if term else _index(known)
    printing.result("\n\n".join(told))
    return Exit.DONE


def _rules(config: str | None) -> "Mapping[str, Any]":
    """Give the rules in force; a faulty file that was not asked for only costs its values.

    Raises:
        CarteiraError: the given configuration does not exist or needs a correction.
    """
    try:
        return reading.settings(config, Path(_HERE)).rules
    except CarteiraError as error:
        if config:
            raise
        printing.notice(speech.say(error.code.message, **error.details))
        printing.notice(speech.say("Os limites mostrados são os de fábrica."))
        return {}


def _index(entries: "tuple[Entry, ...]") -> "Iterator[str]":
    """List the words by what they are, each once."""
    titles: dict[str, dict[str, None]] = {}
    for each in entries:
        titles.setdefault(each.group or each.kind, {})[each.title] = None
    for kind, listed in titles.items():
        words, width = "; ".join(listed), printing.width()
        yield f"{kind}\n" + fill(words, width, initial_indent="  ", subsequent_indent="  ")


def _found(term: str, entries: "tuple[Entry, ...]") -> "list[Entry]":
    """Find what is called so, by slug or by title.

    Raises:
        CarteiraError: nothing is.
    """
    if found := [each for each in entries if each.is_called(term)]:
        return found
    names = {name.casefold(): name for each in entries for name in (each.slug, each.title)}
    near = get_close_matches(term.casefold(), names, n=3) or [_SYSTEMS]
    nearest = ", ".join(names.get(each, each) for each in near)
    raise CarteiraError(catalogue.UNKNOWN_TERM, term=term, nearest=nearest)


def _told(entry: "Entry") -> str:
    name = "" if entry.title == entry.slug else f" ({entry.slug})"
    width = printing.width()
    lines = (
        fill(line, width, initial_indent="  ", subsequent_indent="    ")
        for line in entry.lines
        if line
    )
    return "\n".join((f"{entry.kind}: {entry.title}{name}", *lines))
