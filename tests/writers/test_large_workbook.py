"""A large table leaves the memory row by row, and looks like any other."""

import errno
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from xlsxwriter import Workbook

from carteira_cli.model import report as model
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Memory, Section, Setting, Table
from carteira_cli.writers.workbook import book, memory, tables
from carteira_cli.writers.workbook.paper import Paper, Roll
from tests.writers.books import AMOUNT, NAME, STATUS, below, opened, report, sheet, table, written

DAYS = Column("days", "Dias", Kind.DAYS, "Há quanto tempo.", formula="DataBase-[last]")
LAST = Column("last", "Última compra", Kind.DATE)
CODE = Column("code", "Código", Kind.IDENTIFIER)
COLUMNS = (NAME, STATUS, AMOUNT, LAST, DAYS, CODE)
DAY = pd.Timestamp(2026, 11, 22)
REFERENCE = Setting("DataBase", "Data-base", LAST, DAY)
PROSE = "Uma frase com muitas palavras, comprida demais para caber numa linha só. " * 3


def rows(count: int) -> Table:
    names = ("=1+1", PROSE, "\x00@x", PROSE, "</c>&", "<r>x</r>")
    lines = [
        (names[at % 6], "late", -at / 7, DAY, 30, f"{at:05}") if at % 5 else (None,) * 6
        for at in range(count)
    ]
    return table(COLUMNS, *lines, bars=("net_amount",), takeaway="Quem é quem.")


def made(*sections: Section) -> Any:
    return opened(written(*sections, Section("settings", "Parâmetros", settings=(REFERENCE,))))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "LARGE_TABLE", 10)


def seen(page: Any) -> Any:
    cells = [
        (cell.coordinate, cell.value, cell.number_format, cell.font.b, cell.quotePrefix)
        for row in page.iter_rows()
        for cell in row
    ]
    letters = [get_column_letter(col) for col in range(1, page.max_column + 1)]
    widths = [page.column_dimensions[letter].width for letter in letters]
    heights = [page.row_dimensions[row].height for row in range(1, page.max_row + 1)]
    rules = [str(area.sqref) for area in page.conditional_formatting]
    return cells, widths, heights, rules, page.freeze_panes, page.print_title_rows


def test_a_large_sheet_shows_what_a_small_one_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    small = made(sheet(rows(40)))["Clientes"]
    monkeypatch.setattr(model, "LARGE_TABLE", 10)
    monkeypatch.setattr(tables, "_ROWS_AT_ONCE", 7)

    assert seen(made(sheet(rows(40)))["Clientes"]) == seen(small)


@pytest.mark.usefixtures("large")
def test_a_large_table_has_a_filter_and_is_no_excel_table() -> None:
    page = made(sheet(table((NAME,), ("a",)), rows(40)))["Clientes"]

    header = next(cell.row for cell in page["B"] if cell.value == "Situação")
    assert not page.tables
    assert page.auto_filter.ref == f"A{header}:F{header + 40}"


@pytest.mark.usefixtures("large")
def test_a_table_of_ten_rows_is_none_too_large() -> None:
    assert made(sheet(rows(10)))["Clientes"].tables


@pytest.mark.usefixtures("large")
def test_a_sheet_with_more_than_tables_is_filled_as_ever() -> None:
    page = made(sheet(rows(40), settings=(Setting("X", "Xis", AMOUNT, 1.0),)))["Clientes"]

    assert page.tables
    assert "Xis" in [cell.value for row in page.iter_rows() for cell in row]


@pytest.mark.parametrize("bound", [10, 1000])
def test_cells_are_written_as_xlsxwriter_writes_them(
    bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "LARGE_TABLE", bound)
    ours = written(sheet(rows(40)))
    monkeypatch.delattr(Paper, "_write_cell")

    assert written(sheet(rows(40))) == ours


@pytest.mark.usefixtures("large")
def test_the_same_large_report_gives_the_same_bytes() -> None:
    assert written(sheet(rows(40))) == written(sheet(rows(40)))


def test_no_cell_is_dropped_because_its_row_is_gone() -> None:
    with Workbook(BytesIO()) as workbook:
        page = workbook.add_worksheet("x", Roll)
        page.write_number(5, 0, 1)
        with pytest.raises(ValueError, match="row 4 of x"):
            page.write_number(4, 0, 1)


@pytest.mark.usefixtures("large")
def test_nothing_of_the_data_stays_in_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written(sheet(rows(40)))
    assert not list(tmp_path.iterdir())

    def full(package: ZipFile, *_: object) -> None:
        package.fp = None  # so that it isn't finished when it is forgotten
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile.write", full)
    with pytest.raises(OSError, match="full") as failure:
        book.write(report(sheet(rows(40))))
    assert failure.value.errno == errno.ENOSPC
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("bound", [10, 1000])
def test_a_large_memory_is_kept_row_by_row_and_reads_the_same(
    bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "LARGE_TABLE", bound)
    monkeypatch.setattr(memory, "_ROWS_AT_ONCE", 7)
    frame = pd.DataFrame({"who": ["=a", None] * 10, "how_much": [1.5, None] * 10})
    kept = Memory("_carteira", {"day": "2026-11-22"}, frame)

    page = opened(book.write(replace(report(sheet()), memory=(kept,))))["_carteira"]

    rows = [("who", "how_much"), *[("=a", 1.5), (None, None)] * 10]
    assert list(page.iter_rows(values_only=True, min_row=2)) == rows
    assert page["A1"].value == '{"day":"2026-11-22"}'


@pytest.mark.parametrize("bound", [10, 1000])
def test_rows_beyond_the_limit_are_counted_in_the_last_line(
    bound: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "LARGE_TABLE", bound)
    monkeypatch.setattr(tables, "SHEET_TABLE_ROWS", 30)

    cells = [cell.value for cell in below(made(sheet(rows(40))), "Código")]
    page = made(sheet(rows(40)))["Clientes"]

    assert cells[28:31] == ["00028", "00029", None]
    assert page.cell(page.max_row, 1).value == (
        "Faltam 10 linhas, que não cabem na planilha: --formato csv traz todas."
    )
