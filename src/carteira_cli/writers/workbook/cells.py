"""Values on their way into cells: typed, gated and written in one tight loop."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.writers.workbook.formulas import Template
from carteira_cli.writers.workbook.paper import Paper
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.texts import FORMULA_LIKE, clean

Cell = str | int | float | None

_TEXTS = (Kind.TEXT, Kind.IDENTIFIER, Kind.LIST)
_EPOCH = pd.Timestamp("1899-12-30")
_FIRST_SOUND_DAY = 61  # Excel believes in 29 February 1900, so earlier days are a day off


def cells(column: Column, values: "pd.Series[Any]") -> list[Cell]:
    """Turn one column into what its cells hold: numbers, serial days, gated text, or nothing."""
    known = values.notna()
    if column.kind is Kind.DATE:
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


def write_formulas(
    paper: Paper, row: int, col: int, values: Sequence[Cell], style: Style, formula: Template
) -> None:
    """Write a living column: a formula with its value, and blanks where there is no value."""
    plain, at_row = style.plain, formula.at
    write, blank = paper.write_formula, paper.write_blank
    with paper.alike(at_row(row)):
        for at, value in enumerate(values, row):
            if value is None:
                blank(at, col, None, plain)
            else:
                write(at, col, at_row(at), plain, value)
