"""Values on their way into cells: typed, gated and written in one tight loop."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.writers.workbook.formulas import Template
from carteira_cli.writers.workbook.paper import Paper
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.texts import FORMULA_LIKE, clean

Cell = str | int | float | None

_TEXTS = (Kind.TEXT, Kind.IDENTIFIER, Kind.LIST)
_DAYS = (Kind.DATE, Kind.MONTH)
_EPOCH = pd.Timestamp("1899-12-30")
_FIRST_SOUND_DAY = 61  # Excel believes in 29 February 1900, so earlier days are a day off


def cells(column: Column, values: "pd.Series[Any]") -> list[Cell]:
    """Turn one column into what its cells hold: numbers, serial days, gated text, or nothing."""
    known = values.notna()
    if column.kind in _DAYS:
        return _days(values, known)
    if column.kind is Kind.CATEGORY:
        return _words(column, values, known)
    native = values.astype(object).where(known, None).tolist()
    if column.kind in _TEXTS:
        return [None if value is None else clean(value) or None for value in native]
    return [_number(value) for value in native]


def cell(column: Column, value: object) -> Cell:
    """Turn one value into what its cell holds."""
    return cells(column, pd.Series([value], dtype=object))[0]


def _days(values: "pd.Series[Any]", known: "pd.Series[bool]") -> list[Cell]:
    dates = pd.to_datetime(values).dt.normalize()
    serials = (dates - _EPOCH).dt.days.astype(object).where(known, None).tolist()
    return [
        day if day is None or day >= _FIRST_SOUND_DAY else f"{date:%d/%m/%Y}"
        for day, date in zip(serials, dates, strict=True)
    ]


def _words(column: Column, values: "pd.Series[Any]", known: "pd.Series[bool]") -> list[Cell]:
    """Give the shown word for each slug; an undeclared slug is its own word."""
    slugs = values.astype(object).where(known, None).tolist()
    labels: dict[Any, Cell] = {slug: clean(slug) or None for slug in set(slugs) - {None}}
    labels |= {slug: clean(label) for slug, label in column.labels.items()}
    return [None if slug is None else labels[slug] for slug in slugs]


def _number(value: Any) -> Cell:
    if value is None or isinstance(value, str):
        return clean(value) if value else None
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞"
    number: int | float = value
    return number


def write_cells(paper: Paper, row: int, col: int, values: Iterable[Cell], style: Style) -> None:
    """Write a column downwards from ``row``; the values are gated already."""
    plain, quoted = style.plain, style.quoted
    number, text, blank = paper.write_number, paper.write_string, paper.write_blank
    for at, value in enumerate(values, row):
        if value is None:
            blank(at, col, None, plain)
        elif value.__class__ is str:
            text(at, col, value, quoted if value.startswith(FORMULA_LIKE) else plain)
        else:
            number(at, col, value, plain)


def write_known(paper: Paper, row: int, columns: Sequence[Sequence[Cell]], style: Style) -> None:
    """Write columns side by side, row by row, and nothing at all where there is no value."""
    number, text = paper.write_number, paper.write_string
    for at, values in enumerate(zip(*columns, strict=True), row):
        for col, value in enumerate(values):
            if value.__class__ is str:
                text(at, col, value, style.plain)
            elif value is not None:
                number(at, col, value, style.plain)


def write_formula(
    paper: Paper, row: int, col: int, formula: str, value: Cell, style: Style
) -> None:
    """Write one formula of our own with its value, or a blank where there is none."""
    if value is None:
        paper.write_blank(row, col, None, style.plain)
    else:
        paper.write_formula(row, col, formula, style.plain, value)


@dataclass(frozen=True, slots=True)
class Pen:
    """How one column of a table is written: where, in which style, and by which living formula.

    ``draw`` writes, at a row and column, what is neither a text nor a number.
    """

    col: int
    style: Style
    formula: Template | None = None
    draw: Callable[[int, int, Any], None] | None = None


def write_rows(
    paper: Paper, row: int, pens: Sequence[Pen], columns: Sequence[Sequence[Cell]]
) -> None:
    """Write columns of gated values row by row, downwards from ``row``.

    A living cell is a formula with its value, and blank where there is no value.
    """
    strokes = [
        (
            pen.col,
            pen.style.plain,
            pen.style.quoted,
            pen.draw,
            pen.formula.at if pen.formula else None,
        )
        for pen in pens
    ]
    number, text, blank = paper.write_number, paper.write_string, paper.write_blank
    formula = paper.write_formula
    with paper.alike(at_row(row) for *_, at_row in strokes if at_row):
        for at, values in enumerate(zip(*columns, strict=True), row):
            for value, (col, plain, quoted, draw, at_row) in zip(values, strokes, strict=True):
                if value is None:
                    blank(at, col, None, plain)
                elif at_row:
                    formula(at, col, at_row(at), plain, value)
                elif value.__class__ is str:
                    text(at, col, value, quoted if value.startswith(FORMULA_LIKE) else plain)
                elif draw:
                    draw(at, col, value)
                else:
                    number(at, col, value, plain)
