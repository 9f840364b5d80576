"""The cells of a table: words at their edge, a bar or a shade for size, a shape for the tone."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Table
from carteira_cli.writers.html.markup import Markup, element, is_address, joined
from carteira_cli.writers.html.words import NARROW, NUMBERS, native, told

_SHADES = 5
_SHORT = 40

Dress = Callable[[int, Any, str], str]


def cells(
    table: Table,
    column: Column,
    rows: pd.DataFrame,
    language: Language,
    *,
    naming: bool = False,
) -> list[Markup]:
    """Give the cells of a column for some rows, which keep their places in the table as index.

    The column that is ``naming`` says what each row is about.
    """
    values = native(rows[column.name])
    words = [told(column, value, language) for value in values]
    dress, looks = _dress(table, column, rows), _looks(table, column, rows, values, words)
    name, scope = ("th", "row") if naming else ("td", None)
    return [
        element(name, dress(place, value, word), scope=scope, class_=look)
        for place, value, word, look in zip(rows.index, values, words, looks, strict=True)
    ]


def header(column: Column) -> Markup:
    """Give the header of a column; figures stand at the right."""
    look = "number" if column.kind in NUMBERS else None
    return element("th", column.label, scope="col", class_=look)


def _dress(table: Table, column: Column, rows: pd.DataFrame) -> Dress:
    """Choose what stands around the words of a column."""
    if column.name in table.links:
        addresses = table.links[column.name].tolist()
        return lambda place, _, word: _linked(word, addresses, place)
    if column.name in table.bars and column.kind in NUMBERS:
        most = rows[column.name].max()
        return lambda _, value, word: _barred(word, value, most)
    if column.kind is Kind.CATEGORY:
        tones = column.tones
        return lambda _, value, word: _toned(word, tones.get(value, Tone.NEUTRAL))
    return lambda _, __, word: word


def _linked(word: str, addresses: Sequence[Any], place: int) -> str:
    address = addresses[place] if place < len(addresses) else None
    if not isinstance(address, str) or not is_address(address):
        return word
    return element("a", word, href=address, rel="noopener noreferrer")


def _barred(word: str, value: Any, most: float) -> str:
    """Draw a bar below a figure, as long as its part of the largest; none below zero."""
    part = max(float(value or 0) / float(most), 0.0) if most > 0 else 0.0
    bar = element("rect", width=f"{part:.1%}", height="100%")
    return joined([word, element("svg", bar, class_="bar", aria_hidden="true")])


def _toned(word: str, tone: Tone) -> str:
    return word if tone is Tone.NEUTRAL else element("span", word, class_=f"tone {tone}")


def _looks(
    table: Table, column: Column, rows: pd.DataFrame, values: Sequence[Any], words: Sequence[str]
) -> list[str]:
    """Give each cell the name of its look: at the right, on one line, in running text."""
    if column.name in table.heat:
        most = rows[list(table.heat)].max().max()
        return [f"number heat{_shade(value, most)}" for value in values]
    if column.kind in NUMBERS:
        return ["number"] * len(values)
    if column.kind in NARROW:
        return ["line"] * len(values)
    return ["words" if all(len(word) <= _SHORT for word in words) else "prose"] * len(values)


def _shade(value: Any, most: float) -> int:
    """Give a value of a map its shade: none where it is unknown or zero."""
    return max(1, round(float(value) / float(most) * _SHADES)) if value and most > 0 else 0
