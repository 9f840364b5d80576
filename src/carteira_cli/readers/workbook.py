"""Spreadsheet containers through calamine: native cell types, true row numbers."""

import io
from dataclasses import replace
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
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

_ROWS_AT_A_TIME = 2000


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read every visible worksheet that holds anything.

    Raises:
        CarteiraError: the package is damaged, protected, or holds no cell.
    """
    # Arrow's own pool would keep the memory that a large sheet once took.
    pa.set_memory_pool(pa.system_memory_pool())
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
    tables = (_table(name, book, sheet) for sheet in shown)
    found = tuple(table for table in tables if table is not None)
    if not found or not hidden:
        return found
    first = found[0]
    return (replace(first, findings=hidden), *found[1:])


def _table(name: str, book: CalamineWorkbook, sheet: str) -> RawTable | None:
    pieces = _pieces(book.get_sheet_by_name(sheet))
    if not pieces:
        return None
    columns = [np.concatenate(column) for column in zip(*pieces, strict=True)]
    cells = pd.DataFrame(dict(enumerate(columns)), dtype=object)
    return RawTable(name, sheet, cells, np.arange(1, len(cells) + 1, dtype=np.int64))


def _pieces(sheet: CalamineSheet) -> list[list[npt.NDArray[np.object_]]]:
    """Read a sheet piece by piece, keeping each distinct value of a column once.

    A sheet repeats its values; kept once, they take a fraction of the parser's memory, which
    is free again when this returns.
    """
    seen: dict[tuple[int, type], dict[object, object]] = {}
    pieces: list[list[npt.NDArray[np.object_]]] = []
    rows = sheet.iter_rows() if sheet.start is not None else iter(())
    while piece := [*islice(rows, _ROWS_AT_A_TIME)]:
        columns = enumerate(zip(*piece, strict=True))
        pieces.append([_compact(column, number, seen) for number, column in columns])
    return pieces


def _compact(
    column: tuple[object, ...], number: int, seen: dict[tuple[int, type], dict[object, object]]
) -> npt.NDArray[np.object_]:
    kinds: set[type] = {*map(type, column)}
    compact = np.empty(len(column), dtype=object)
    if len(kinds) == 1:
        known = seen.setdefault((number, kinds.pop()), {"": None})
        compact[:] = [*map(known.setdefault, column, column)]
        return compact
    compact[:] = column
    compact[compact == ""] = None
    return compact
