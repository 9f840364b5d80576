"""Tables as a fresh file of values: cells stand where they stood, and nothing else travels."""

import csv
import datetime as dt
import io
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from carteira_cli.model.tables import RawTable

_DAY, _MOMENT, _TIME = "dd/mm/yyyy", "dd/mm/yyyy hh:mm:ss", "hh:mm:ss"
_CREATED = dt.datetime(2000, 1, 1)  # always the same, so that the same cells give the same bytes
_NAME_LENGTH = 31


def workbook(tables: Sequence[RawTable]) -> bytes:
    """Write tables as the sheets of an .xlsx: numbers, days, booleans and texts, no formula."""
    from xlsxwriter import Workbook  # noqa: PLC0415  start-up cost

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}
    with Workbook(out, {**options, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED})
        formats = {
            shape: book.add_format({"num_format": shape}) for shape in (_DAY, _MOMENT, _TIME)
        }
        for number, table in enumerate(tables, start=1):
            name = (table.sheet or f"Planilha{number}")[:_NAME_LENGTH]
            _fill(book.add_worksheet(name), table, formats)
    return out.getvalue()


def delimited(table: RawTable, codec: str) -> bytes:
    """Write a table as text, with the delimiter that it was read with, each row on its line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=table.delimiter, lineterminator="\r\n")
    line = 1
    for number, cells in zip(table.rows.tolist(), _rows(table), strict=True):
        text.write("\r\n" * max(0, number - line))
        written = [cell if isinstance(cell, str) else "" for cell in cells]
        writer.writerow(written)
        line = max(line, number) + 1 + sum(cell.count("\n") for cell in written)
    return text.getvalue().encode(codec, errors="replace")


def _rows(table: RawTable) -> Iterator[tuple[Any, ...]]:
    columns = (table.cells[position].tolist() for position in table.cells)
    return zip(*columns, strict=True)


def _fill(sheet: Any, table: RawTable, formats: Mapping[str, Any]) -> None:
    """Write every filled cell by its type."""
    writers: Mapping[type, Callable[[int, int, Any], Any]] = {
        str: sheet.write_string,
        bool: sheet.write_boolean,
        float: sheet.write_number,
        int: sheet.write_number,
        dt.date: lambda row, at, cell: sheet.write_datetime(row, at, cell, formats[_DAY]),
        dt.datetime: lambda row, at, cell: sheet.write_datetime(
            row, at, cell, formats[_shape(cell)]
        ),
        dt.time: lambda row, at, cell: sheet.write_datetime(row, at, cell, formats[_TIME]),
        dt.timedelta: lambda row, at, cell: sheet.write_datetime(row, at, cell, formats[_TIME]),
    }
    places = zip((table.rows - 1).tolist(), _rows(table), strict=True)
    for (row, cells), at in itertools.product(places, range(table.cells.shape[1])):
        cell = cells[at]
        if type(cell) in writers and cell == cell:  # noqa: PLR0124  NaN is not itself
            writers[type(cell)](row, at, cell)


def _shape(moment: dt.datetime) -> str:
    return _DAY if moment.time() == dt.time() else _MOMENT
