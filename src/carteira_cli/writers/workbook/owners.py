"""The columns of a table that are its owner's: what he typed, as he typed it, and room for more."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from xlsxwriter.utility import xl_rowcol_to_cell

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.earlier import Entry
from carteira_cli.model.report import Own, Table
from carteira_cli.writers.workbook.cells import Cell
from carteira_cli.writers.workbook.sheet import Block, Sheet
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.texts import clean

_MOMENTS = (datetime, date, time, timedelta)
_COMMENT = {"author": "", "x_scale": 2, "y_scale": 1.5}
_LIST_LIMIT = 255
_CHARACTER_PIXELS, _CELL_PIXELS = 7, 5
_ROOM = {Kind.TEXT: 200, Kind.CATEGORY: 150}
_LEAST_ROOM = 110
_FIGURES = {Kind.MONEY, Kind.COUNT, Kind.NUMBER, Kind.SHARE, Kind.DATE, Kind.DAYS, Kind.SCORE}


def shown(entries: Iterable[Entry | None]) -> list[Cell]:
    """Give about what the cells show, to fit the column to it."""
    return [_native(entry or Entry()) for entry in entries]


def _native(entry: Entry) -> Cell:
    value = entry.value
    return value if isinstance(value, int | float | None) else clean(value)


def fit(own: Own, column: Column, wanted: int) -> int:
    """Give the pixels of a column: his own choice, but figures keep the room that they need."""
    if column.name in own.widths:
        chosen = round(own.widths[column.name] * _CHARACTER_PIXELS + _CELL_PIXELS)
        return max(chosen, wanted) if column.kind in _FIGURES else chosen
    if column.name in own.columns:
        return max(wanted, _ROOM.get(column.kind, _LEAST_ROOM))
    return wanted


def write_entries(
    sheet: Sheet, place: tuple[int, int], column: Column, entries: Iterable[Entry | None]
) -> None:
    """Write a column of the owner's downwards, empty cells inviting him to type."""
    first, col = place
    for row, entry in enumerate((each or Entry() for each in entries), first):
        _write(sheet, (row, col), entry, _formatted(sheet, column, entry))


def _formatted(sheet: Sheet, column: Column, entry: Entry) -> Style:
    """Keep a number format that he chose; a text needs none."""
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


def _offer(sheet: Sheet, column: Column, block: Block) -> None:
    """Offer a column's words in a drop-down; he may write others."""
    words = [clean(category.label) for category in column.categories]
    if len(",".join(words)) <= _LIST_LIMIT:
        col = block.columns[column.name]
        choice = {"validate": "list", "source": words, "error_type": "information"}
        sheet.paper.data_validation(block.first, col, block.last, col, choice)


def _moved(entry: Entry, cell: str) -> str:
    """Give a formula as it reads in another cell, its relative references moved along."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415  start-up cost

    moved: str = Translator(entry.formula, origin=entry.cell).translate_formula(cell)
    return moved


def hand_over(sheet: Sheet, table: Table, block: Block) -> None:
    """Offer the words of the owner's columns, and pin his comments where their rows are now."""
    own = table.own or Own("")
    for column in table.columns:
        if column.name in own.columns and column.categories:
            _offer(sheet, column, block)
    for (place, name), text in own.notes.items():
        if name in block.columns:
            cell = block.first + place, block.columns[name]
            sheet.paper.write_comment(*cell, clean(text), _COMMENT)
