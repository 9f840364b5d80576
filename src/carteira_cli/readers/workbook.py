"""Spreadsheet containers through calamine: native cell types, true row numbers."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.tables import RawTable


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read every visible worksheet that holds anything.

    Raises:
        CarteiraError: the package is damaged, protected, or holds no cell.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        tables = _tables(name, book)
    except PasswordError as error:
        raise CarteiraError(catalogue.PASSWORD, Place(file=name), name=name) from error
    except CalamineError as error:
        reason = "o arquivo está incompleto ou danificado"
        raise CarteiraError(
            catalogue.UNREADABLE, Place(file=name), name=name, reason=reason
        ) from error
    if not tables:
        raise CarteiraError(catalogue.EMPTY_FILE, Place(file=name), name=name)
    return tables


def _tables(name: str, book: CalamineWorkbook) -> tuple[RawTable, ...]:
    worksheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    hidden = tuple(
        Finding(catalogue.HIDDEN_SHEET, file=name, sheet=sheet.name)
        for sheet in worksheets
        if sheet.visible != SheetVisibleEnum.Visible
    )
    shown = [sheet.name for sheet in worksheets if sheet.visible == SheetVisibleEnum.Visible]
    tables = (_table(name, book.get_sheet_by_name(sheet)) for sheet in shown)
    found = tuple(table for table in tables if table is not None)
    if not found or not hidden:
        return found
    first = found[0]
    return (replace(first, findings=hidden), *found[1:])


def _table(name: str, sheet: CalamineSheet) -> RawTable | None:
    grid = sheet.to_python(skip_empty_area=True)
    if not grid or sheet.start is None:
        return None
    cells = pd.DataFrame(grid, dtype=object)
    blank = cells == ""
    cells = cells.where(~blank, None)
    first_row = sheet.start[0] + 1
    rows = np.arange(first_row, first_row + len(cells), dtype=np.int64)
    return RawTable(name, sheet.name, cells, rows)
