"""The columns of a table that are its owner's: what he typed, as he typed it, and room for more."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.earlier import Entry
from carteira_cli.model.report import Table
from carteira_cli.writers.workbook.cells import Cell, Pen
from carteira_cli.writers.workbook.sheet import Block, Sheet
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.texts import clean
from carteira_cli.writers.workbook.widths import Width

_MOMENTS = (datetime, date, time, timedelta)
_COMMENT = {"author": "", "x_scale": 2, "y_scale": 1.5}
_LIST_LIMIT = 255
_CHARACTER_PIXELS = 7  # of a stored width, which holds the cell's padding already
_ROOM = {Kind.TEXT: 200, Kind.CATEGORY: 150}
_LEAST_ROOM = 110
_FIGURES = {Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.DATE, Kind.DAYS, Kind.SCORE}


def owns(table: Table, column: Column) -> bool:
    """Tell whether a column of a table is its owner's."""
    return table.own is not None and column.name in table.own.columns


def shown(values: Iterable[Entry | None]) -> list[Cell]:
    """Give about what the owner's cells show, to fit the column to it."""
    return [_native(entry or Entry()) for entry in values]


def entries(values: Iterable[Entry | None]) -> list[Entry | None]:
    """Give the entries of a column, None for cells in which nothing stands."""
    return [
        entry if entry and (entry.formula or entry.value is not None) else None for entry in values
    ]


def as_chosen(table: Table, column: Column, fit: Width) -> Width:
    """Give a column the width that the owner gave it; figures keep the room that they need."""
    own = table.own
    if own is not None and column.name in own.widths:
        chosen = round(own.widths[column.name] * _CHARACTER_PIXELS)
        least = fit.pixels if column.kind in _FIGURES else 0
        return replace(fit, pixels=max(chosen, least))
    if owns(table, column):
        return replace(fit, pixels=max(fit.pixels, _ROOM.get(column.kind, _LEAST_ROOM)))
    return fit


def owner_pen(sheet: Sheet, column: Column, col: int) -> Pen:
    """Write a column of the owner's, empty cells inviting him to type."""
    return Pen(col, sheet.styles.entry(column.kind), draw=_drawing(sheet, column))


def _drawing(sheet: Sheet, column: Column) -> Callable[[int, int, Any], None]:
    def draw(row: int, col: int, entry: Entry) -> None:
        _write(sheet, (row, col), entry, _formatted(sheet, column, entry))

    return draw


def _native(entry: Entry) -> Cell:
    value = entry.value
    return value if isinstance(value, int | float | None) else clean(value)


def _formatted(sheet: Sheet, column: Column, entry: Entry) -> Style:
    """Keep a number format that he chose; a text needs none, a day can't be without."""
    if isinstance(entry.value, _MOMENTS) and not entry.number_format:
        return sheet.styles.entry(Kind.DATE)
    if not entry.number_format or isinstance(entry.value, str):
        return sheet.styles.entry(column.kind)
    return sheet.styles.entry(column.kind, num_format=entry.number_format)


def _write(sheet: Sheet, place: tuple[int, int], entry: Entry, style: Style) -> None:
    value, paper = entry.value, sheet.paper
    if entry.formula:
        formula = _moved(entry, xl_rowcol_to_cell(*place))
        paper.write_formula(*place, formula, style.plain, "" if value is None else value)
    elif isinstance(value, bool):
        paper.write_boolean(*place, value, style.plain)
    elif isinstance(value, _MOMENTS):
        paper.write_datetime(*place, value, style.plain)
    else:
        sheet.put(*place, _native(entry), style)


def _moved(entry: Entry, cell: str) -> str:
    """Give a formula, without its ``=``, as it reads in another cell: references move along."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415  start-up cost

    moved: str = Translator(entry.formula, origin=entry.cell).translate_formula(cell)
    return moved.removeprefix("=")


def hand_over(sheet: Sheet, table: Table, block: Block) -> None:
    """Offer the words of the owner's columns, pin his comments, hide what his filter leaves out."""
    if table.own is None:
        return
    sheet.hide({block.first + place for place in table.own.hidden})
    for column in table.columns:
        if owns(table, column) and column.categories:
            _offer(sheet, column, block)
    for (place, name), text in table.own.notes.items():
        if name in block.columns:
            cell = block.first + place, block.columns[name]
            sheet.paper.write_comment(*cell, clean(text), _COMMENT)


def _offer(sheet: Sheet, column: Column, block: Block) -> None:
    """Offer a column's words in a drop-down; he may write others."""
    words = [clean(category.label) for category in column.categories]
    if len(",".join(words)) <= _LIST_LIMIT:
        col = block.columns[column.name]
        choice = {"validate": "list", "source": words, "error_type": "information"}
        sheet.paper.data_validation(block.first, col, block.last, col, choice)
