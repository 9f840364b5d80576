"""A table of the report, cut to what a page is read for: the first rows, the leading columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column
from carteira_cli.model.report import Table
from carteira_cli.writers.html.cells import cells, header
from carteira_cli.writers.html.markup import Markup, element, joined, sentence
from carteira_cli.writers.html.words import NUMBERS, native, told

MOST_ROWS = 50
"""How many rows of a table the page shows at most."""

_OPEN_ROWS = 15
_PAGE_CHARACTERS, _WIDEST, _BETWEEN = 168, 28, 3
_NAMED_WITHIN = 3
_EMPTY = "Nada a mostrar aqui."


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a table that the page shows; ``rows`` keep their places in it as index."""

    table: Table
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    all_rows: int
    left_out: int

    @property
    def is_cut(self) -> bool:
        """Tell whether rows are missing."""
        return len(self.rows) < self.all_rows


def part(table: Table, language: Language) -> Part:
    """Choose the rows and columns to be shown: none that is its owner's own.

    His notes are not for whoever he sends the page to; rows that his filter hides stay hidden.
    """
    frame = table.frame.reset_index(drop=True)
    hidden = table.own.hidden if table.own else frozenset()
    seen = frame.drop(index=[place for place in hidden if place < len(frame)])
    rows, ours = seen.head(MOST_ROWS), _ours(table)
    columns = _leading(table, ours, rows, language)
    return Part(table, columns, rows, len(seen), len(ours) - len(columns))


def place(table: Table, language: Language, title: str, *, alone: bool = False) -> Markup:
    """Give a table with its title, its takeaway and what is missing of it.

    A long one is folded, unless it is ``alone`` and so the point of its section; ``title`` is
    that of the section.
    """
    shown = part(table, language)
    is_short = len(shown.rows) <= _OPEN_ROWS
    parts = [element("h3", table.title)] if table.title else []
    said = [element("p", sentence(table.takeaway), class_="takeaway")] if table.takeaway else []
    if shown.rows.empty:
        parts += [*said, element("p", language.say(_EMPTY), class_="note")]
    elif not any(column.label for column in shown.columns):
        parts += [_listing(shown, language), *said]
    else:
        body = joined([grid(shown, language, table.title or title), *_notes(shown, language)])
        parts += [*said, body if is_short else _folded(shown, body, language, is_open=alone)]
    return element("div", *parts, class_="part short" if is_short else "part")


def grid(shown: Part, language: Language, title: str) -> Markup:
    """Give the table itself, in a box of its own that scrolls where it is too wide."""
    head = element("thead", element("tr", *map(header, shown.columns)))
    body = element("tbody", *_rows(shown, language))
    return element(
        "div",
        element("table", element("caption", title), head, body),
        class_="box",
        role="region",
        aria_label=title,
        tabindex=0,
    )


def plain(shown: Part) -> Part:
    """Give the same part without bars and shades."""
    return replace(shown, table=replace(shown.table, bars=(), heat=()))


def _ours(table: Table) -> tuple[Column, ...]:
    own = table.own.columns if table.own else ()
    return tuple(column for column in table.columns if column.name not in own)


def _leading(
    table: Table, columns: Sequence[Column], rows: pd.DataFrame, language: Language
) -> tuple[Column, ...]:
    """Take columns from the left while the page has room for them; a map stays whole."""
    if table.heat:
        return tuple(columns)
    room = _PAGE_CHARACTERS
    taken: list[Column] = []
    for column in columns:
        room -= _width(column, rows, language)
        if room < 0 and taken:
            break
        taken.append(column)
    return tuple(taken)


def _width(column: Column, rows: pd.DataFrame, language: Language) -> int:
    """Estimate how wide a column is, in characters; its header may take several lines."""
    words = [told(column, value, language) for value in native(rows[column.name])]
    header_words = column.label.split()
    return min(max(map(len, [*words, *header_words, ""])), _WIDEST) + _BETWEEN


def _rows(shown: Part, language: Language) -> Iterator[Markup]:
    named = _naming(shown.columns)
    columns = [
        cells(shown.table, column, shown.rows, language, naming=at == named)
        for at, column in enumerate(shown.columns)
    ]
    return (element("tr", *row) for row in zip(*columns, strict=True))


def _naming(columns: Sequence[Column]) -> int:
    """Give the place of the column that says what a row is about: the first that is no figure."""
    leading = columns[:_NAMED_WITHIN]
    return next((at for at, each in enumerate(leading) if each.kind not in NUMBERS), 0)


def _listing(shown: Part, language: Language) -> Markup:
    """Set a table without labels as a list: markers, and a text."""
    words = [
        [told(column, value, language) for value in native(shown.rows[column.name])]
        for column in shown.columns
    ]
    items = (
        element(
            "li",
            *(element("strong", marker) for marker in markers),
            element("span", sentence(text)),
        )
        for *markers, text in zip(*words, strict=True)
    )
    return element("ul", *items, class_="list", role="list")


def _notes(shown: Part, language: Language) -> Iterator[Markup]:
    """Say how many rows and columns the page leaves out, and where they are."""
    if shown.is_cut:
        rows = language.say(
            "Aqui estão {shown} de {rows} linhas; a planilha de resultado tem todas.",
            shown=language.count(len(shown.rows)),
            rows=language.count(shown.all_rows),
        )
        yield element("p", rows, class_="note")
    if shown.left_out:
        columns = language.plural(
            "Mais {n} coluna está na planilha de resultado.",
            "Mais {n} colunas estão na planilha de resultado.",
            shown.left_out,
        )
        yield element("p", columns, class_="note")


def _folded(shown: Part, body: Markup, language: Language, *, is_open: bool) -> Markup:
    """Fold a long table; one that is whole is printed all the same."""
    said = language.say("Ver as {n} linhas", n=language.count(len(shown.rows)))
    if shown.is_cut:
        said = language.say(
            "Ver {shown} de {rows} linhas",
            shown=language.count(len(shown.rows)),
            rows=language.count(shown.all_rows),
        )
    look = "cut" if shown.is_cut else "whole"
    return element("details", element("summary", said), body, open=is_open, class_=look)
