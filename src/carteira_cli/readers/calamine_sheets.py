"""The sheets of a spreadsheet through calamine: native cell types, true row numbers.

calamine makes room for whatever a file claims, so that only what was measured is given to it.
"""

import io
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import grid, limits

_PANIC = "PanicException"
_STANDARD_ERROR = 2


def tables(
    name: str, content: bytes, *, is_binary: bool = False, ours: Collection[str] = ()
) -> tuple[RawTable, ...]:
    """Read every visible worksheet that holds anything.

    ``is_binary`` says that the sheets are records, over which calamine may stumble aloud;
    ``ours`` are the sheets that this program wrote, in small letters: they are left out.

    Raises:
        CarteiraError: the file is damaged, protected, or has no visible cell.
    """
    # Arrow's own pool would keep the memory that a large sheet once took.
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        with _without_panic(), _muted() if is_binary else nullcontext():
            found = _tables(name, CalamineWorkbook.from_filelike(io.BytesIO(content)), ours)
    except PasswordError as error:
        raise CarteiraError(catalogue.PASSWORD_UNKNOWN, Place(file=name), name=name) from error
    except (CalamineError, OSError, OverflowError, ValueError) as error:
        raise limits.damaged(name) from error
    if not found:
        code = catalogue.ONLY_OUR_SHEETS if ours else catalogue.EMPTY_FILE
        raise CarteiraError(code, Place(file=name), name=name)
    return found


@contextmanager
def _without_panic() -> Iterator[None]:
    """Turn a panic of the parser, which is no ``Exception``, into its ordinary error."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise CalamineError(_PANIC) from error


@contextmanager
def _muted() -> Iterator[None]:
    """Keep what a panic tells the terminal from getting there; it writes past Python."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # there is no terminal to tell
        yield
        return
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), _STANDARD_ERROR)
    try:
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


def _tables(name: str, book: CalamineWorkbook, ours: Collection[str]) -> tuple[RawTable, ...]:
    all_sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    worksheets = [sheet for sheet in all_sheets if sheet.name.casefold() not in ours]
    hidden = tuple(
        Finding(catalogue.HIDDEN_SHEET, file=name, sheet=sheet.name)
        for sheet in worksheets
        if sheet.visible != SheetVisibleEnum.Visible
    )
    shown = [sheet.name for sheet in worksheets if sheet.visible == SheetVisibleEnum.Visible]
    tables = (grid.table(name, sheet, _rows(book, sheet)) for sheet in shown)
    found = tuple(table for table in tables if table is not None)
    if not found:
        return found
    first = replace(found[0], findings=hidden)
    skipped = [sheet.name for sheet in all_sheets if sheet.name.casefold() in ours]
    told = Phrase(
        "Abas gravadas por este programa não foram lidas: {sheets}.", sheets=", ".join(skipped)
    )
    about = (told,) if skipped else ()
    return (replace(first, about=(*about, *first.about)), *found[1:])


def _rows(book: CalamineWorkbook, title: str) -> Iterator[Sequence[object]]:
    """Give the rows of a sheet from its first cell on; the sheet is let go with the last of them.

    Calamine keeps the empty rows above a table and drops the empty columns before it.
    """
    sheet = book.get_sheet_by_name(title)
    if sheet.start is None:
        return
    before = [None] * sheet.start[1]
    if before:
        yield from ([*before, *row] for row in sheet.iter_rows())
    else:
        yield from sheet.iter_rows()
