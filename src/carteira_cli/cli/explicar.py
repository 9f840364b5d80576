"""``carteira explicar``: what a word of the outputs means."""

from difflib import get_close_matches
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from carteira_cli.cli import options, printing
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit

if TYPE_CHECKING:
    from carteira_cli.layout.glossary import Entry

ABOUT = """\
Explica uma coluna, um aviso ou um sistema conhecido; layouts lista os sistemas.

\b
Exemplos:
  carteira explicar total-mismatch
  carteira explicar "ticket médio"
  carteira explicar layouts
"""
_SYSTEMS = "layouts"

Term = Annotated[str, typer.Argument(metavar="TERMO", help="A palavra, como o programa a mostra.")]


def explicar(
    term: Term,
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Say what a term means, or list the known systems."""
    from carteira_cli.layout import glossary

    if term == _SYSTEMS:
        printing.result("\n".join(f"{each.slug}: {each.title}" for each in glossary.systems()))
        return Exit.DONE
    printing.result("\n\n".join(map(_told, _found(term, glossary.entries()))))
    return Exit.DONE


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
