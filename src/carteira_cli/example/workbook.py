"""The example as the workbook that an ERP exports: a report of sales and the register."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pandas as pd
from pandas.api import types
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from carteira_cli.example.distributor import COMPANY, Example
from carteira_cli.example.trading_days import FIRST_DAY, LAST_DAY

TITLES = (
    COMPANY,
    "Relatório de vendas por item",
    f"Período: {FIRST_DAY:%d/%m/%Y} a {LAST_DAY:%d/%m/%Y}",
)
"""The lines that stand above the header of the sales, as ERPs print them."""

_CREATED = datetime(LAST_DAY.year, LAST_DAY.month, LAST_DAY.day, 18)
_WIDEST = 40


def write_xlsx(example: Example) -> bytes:
    """Write the sheets ``Vendas`` and ``Clientes``: real dates, real numbers, codes as text."""
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": TITLES[1], "company": COMPANY, "created": _CREATED})
        sales = book.add_worksheet("Vendas")
        bold = book.add_format({"bold": True})
        for row, title in enumerate(TITLES):
            sales.write_string(row, 0, title, bold)
        _fill(book, sales, example.sales, len(TITLES))
        _fill(book, book.add_worksheet("Clientes"), example.customers, 0)
    return stream.getvalue()


def _fill(book: Workbook, sheet: Worksheet, frame: pd.DataFrame, top: int) -> None:
    """Write a frame from row ``top`` on, its header first."""
    header = book.add_format({"bold": True, "bottom": 1, "bg_color": "#D9E1F2"})
    for place, name in enumerate(frame.columns):
        column = frame[name]
        sheet.set_column(place, place, _width(name, column), _format(book, column))
        sheet.write_string(top, place, name, header)
        _write_column(sheet, top + 1, place, column)
    sheet.freeze_panes(top + 1, 0)


def _write_column(sheet: Worksheet, top: int, place: int, column: "pd.Series[Any]") -> None:
    write = sheet.write_number
    if types.is_string_dtype(column):
        write = sheet.write_string
    elif types.is_datetime64_any_dtype(column):
        write = sheet.write_datetime
    for row, value in enumerate(column, start=top):
        if value != "":
            write(row, place, value)


def _format(book: Workbook, column: "pd.Series[Any]") -> Format | None:
    """Give the number format of a column, if it needs one."""
    if types.is_datetime64_any_dtype(column):
        return book.add_format({"num_format": "dd/mm/yyyy"})
    if types.is_float_dtype(column):
        return book.add_format({"num_format": "#,##0.00"})
    return None


def _width(name: str, column: "pd.Series[Any]") -> int:
    """Make a column as wide as its longest text, within reason."""
    longest = column.str.len().max() if types.is_string_dtype(column) else 0
    return int(min(_WIDEST, max(len(name), longest) + 2))
