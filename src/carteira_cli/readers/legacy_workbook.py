"""Spreadsheets of Excel before 2007 (.xls): calamine where it is sure to cope, else xlrd.

calamine is several times as fast, and returns some texts with a NUL between the letters. Some
programs still write the bare stream, without the file around it, which only xlrd reads.
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import calamine_sheets, compound, grid, limits
from carteira_cli.readers.extents import biff
from carteira_cli.readers.extents.reach import Budget

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet

_NUL = "\x00"


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read every visible worksheet that holds anything.

    Raises:
        CarteiraError: the file is damaged or hostile, or has no visible cell.
    """
    is_bare = not content.startswith(compound.MAGIC)
    stream = content if is_bare else compound.workbook_stream(name, content)
    is_sound = _measure(name, stream)
    tables = _through_calamine(name, stream) if is_sound and not is_bare else ()
    if not tables or any(map(_has_nuls, tables)):
        tables = _through_xlrd(name, stream)
    if not tables:
        raise CarteiraError(catalogue.EMPTY_FILE, Place(file=name), name=name)
    return tables


def _measure(name: str, stream: bytes) -> bool:
    """Measure the sheets; tell whether calamine can be given the stream.

    Raises:
        CarteiraError: reading it would take too much memory.
    """
    budget = Budget(name)
    try:
        found = biff.walk(stream)
    except biff.BrokenRecordError as error:
        raise limits.damaged(name) from error
    for reach in found.sheets:
        budget.spend(reach)
    fits = found.text <= limits.MOST_TEXT and len(stream) <= compound.LARGEST_STREAM
    return found.is_sound and fits


def _through_calamine(name: str, stream: bytes) -> tuple[RawTable, ...]:
    try:
        return calamine_sheets.tables(name, compound.wrap(stream), is_binary=True)
    except CarteiraError as error:
        if error.code in {catalogue.UNREADABLE, catalogue.EMPTY_FILE}:
            return ()
        raise


def _has_nuls(table: RawTable) -> bool:
    columns = (set(table.cells[column]) for column in table.cells)
    return any(isinstance(cell, str) and _NUL in cell for cells in columns for cell in cells)


def _through_xlrd(name: str, stream: bytes) -> tuple[RawTable, ...]:
    """Read with xlrd, which shares equal texts and asks for no more room than cells need."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=stream, logfile=io.StringIO(), ragged_rows=True)
    except Exception as error:  # xlrd lets every kind of error out of a damaged file
        raise limits.damaged(name) from error
    shown = [sheet for sheet in book.sheets() if not sheet.visibility]
    tables = [grid.table(name, sheet.name, _rows(sheet, book)) for sheet in shown]
    found = [table for table in tables if table is not None]
    hidden = tuple(
        Finding(catalogue.HIDDEN_SHEET, file=name, sheet=sheet.name)
        for sheet in book.sheets()
        if sheet.visibility
    )
    return tuple(replace(table, findings=() if n else hidden) for n, table in enumerate(found))


def _rows(sheet: "Sheet", book: "Book") -> Iterator[list[object]]:
    width = max((sheet.row_len(number) for number in range(sheet.nrows)), default=0)
    if not width:
        return
    for number in range(sheet.nrows):
        cells = [_value(cell, book) for cell in sheet.row(number)]
        yield cells + [None] * (width - len(cells))


def _value(cell: "Cell", book: "Book") -> object:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, book)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return cell.value if cell.ctype in {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER} else None


def _moment(value: float, book: "Book") -> object:
    """Turn a day count into a date, a part of a day into a time; what is neither stays."""
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(value, book.datemode)
    except (OverflowError, ValueError, xlrd.XLDateError):
        return value
    return moment.time() if 0 <= value < 1 else moment
