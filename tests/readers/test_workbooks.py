"""Spreadsheets of every container, read to the same cells whatever they are called."""

import io
from datetime import date, datetime, time
from pathlib import Path
from struct import pack
from types import SimpleNamespace

import pytest
import xlsxwriter

from carteira_cli.model.tables import RawTable
from carteira_cli.readers import calamine_sheets, compound, grid, legacy_workbook
from tests.readers import binary_books as binary
from tests.readers.packages import cell, cells, ods, ods_cell, ods_row, read, refused, xlsx

ROWS: list[list[float | str]] = [["Cliente", "Valor"], ["Açaí & Cia", 10.5], ["Bia", 3.0]]


def written(prefix: str = "") -> str:
    """ROWS as the XML of a sheet, some cells without a place."""
    name = f"{prefix}:" if prefix else ""
    rows = (
        "<row r='1'><c r='A1' t='inlineStr'><is><t>Cliente</t></is></c>"
        "<c t='inlineStr'><is><t>Valor</t></is></c></row>"
        "<row><c t='inlineStr'><is><t>Açaí &amp; Cia</t></is></c><c><v>10.5</v></c></row>"
        "<row><c r='A3' t='inlineStr'><is><t>Bia</t></is></c><c r='B3'><v>3</v></c></row>"
    )
    return rows.replace("</", "\0").replace("<", f"<{name}").replace("\0", f"</{name}")


def opened(rows: list[list[float | str]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Vendas")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        opened(ROWS),
        xlsx(written()),
        xlsx(written("x"), prefix="x"),
        binary.xls(*ROWS),
        binary.xlsb(*ROWS),
    ],
    ids=["xlsx", "xlsx without places", "xlsx with prefixes", "xls", "xlsb"],
)
def test_the_same_cells_from_every_container(content: bytes, tmp_path: Path) -> None:
    (table,) = read(tmp_path, content)

    assert (table.sheet, cells(table), table.rows.tolist()) == ("Vendas", ROWS, [1, 2, 3])


def test_an_ods_keeps_repeated_rows_and_true_numbers(tmp_path: Path) -> None:
    (table,) = read(
        tmp_path,
        ods(ods_row(repeated=2), ods_row(ods_cell("a", repeated=2)), ods_row(ods_cell("b"))),
    )

    assert cells(table) == [[None, None], [None, None], ["a", "a"], ["b", None]]


@pytest.mark.parametrize("since_1904", [False, True])
def test_dates_of_both_calendars(since_1904: bool, tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"date_1904": since_1904}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        book.add_worksheet().write_datetime(0, 0, datetime(2025, 1, 13), day)

    (table,) = read(tmp_path, out.getvalue())

    assert cells(table) == [[date(2025, 1, 13)]]


def test_hidden_rows_are_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "filtrada.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Vendas")
        for row, cells in enumerate([("Cliente", "Valor"), ("Ana", 1), ("Beto", 2), ("Caio", 3)]):
            sheet.write_row(row, 0, cells)
        sheet.set_row(2, options={"hidden": True})
        sheet.set_row(900, options={"hidden": True})
    (table,) = read(tmp_path, path.read_bytes())
    assert table.cells[0].tolist() == ["Cliente", "Ana", "Beto", "Caio"]
    (finding,) = table.findings
    assert (finding.code.slug, finding.rows) == ("hidden-rows", (3,))


def test_formulas_without_a_result_are_named(tmp_path: Path) -> None:
    rows = (
        cell("A1"),
        '<row r="2"><c r="A2"><f>A1*2</f><v></v></c><c r="B2"><f>A1</f></c></row>',
        '<row r="3"><c r="A3"><f>A1*2</f><v>2</v></c></row>',
        '<row r="4"><c r="A4"><f t="shared" si="0"/></c></row>',
    )

    (table,) = read(tmp_path, xlsx("".join(rows)))

    (finding,) = table.findings
    assert (finding.code.slug, finding.sheet, finding.rows) == (
        "formula-without-result",
        "Vendas",
        (2, 4),
    )


def test_an_xls_stream_without_a_file_around_it(tmp_path: Path) -> None:
    begin = pack("<6H", 0x809, 8, 0, 16, 0, 0)
    label = binary.record(0x204, pack("<HHHH", 0, 0, 0, 3) + b"Ana")

    (table,) = read(tmp_path, begin + label + binary.xls_number(1, 0, 2.5) + binary.record(0xA))

    assert cells(table) == [["Ana"], [2.5]]


def test_an_xls_that_one_parser_garbles_is_read_by_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def garbled(name: str, _: bytes, *, is_binary: bool) -> tuple[RawTable | None, ...]:
        assert is_binary
        return (grid.table(name, "Vendas", [["C\x00l\x00i\x00"]]),)

    monkeypatch.setattr(calamine_sheets, "tables", garbled)

    (table,) = read(tmp_path, binary.xls(*ROWS))

    assert cells(table) == ROWS


def test_a_hidden_sheet_of_an_xls_is_no_table(tmp_path: Path) -> None:
    hidden = binary.xls_stream(binary.xls_number(0, 0, 1.0), is_hidden=True)

    assert refused(tmp_path, compound.wrap(hidden)).code.slug == "empty-file"


def test_types_of_cells_that_xlrd_reads(tmp_path: Path) -> None:
    begin = pack("<6H", 0x809, 8, 0, 16, 0, 0)
    true, error = (binary.record(0x205, pack("<HHHBB", 0, c, 0, 1, c)) for c in (0, 1))

    (table,) = read(
        tmp_path, begin + true + error + binary.xls_number(1, 2, 3) + binary.record(0xA)
    )

    assert cells(table) == [[True, None, None], [None, None, 3.0]]


def test_a_bare_stream_that_xlrd_refuses(tmp_path: Path) -> None:
    assert refused(tmp_path, pack("<6H", 0x809, 8, 0, 16, 0, 0) + b"\xff").code.slug == "unreadable"


def test_day_counts_of_an_xls_read_by_xlrd() -> None:
    since_1900, since_1904 = SimpleNamespace(datemode=0), SimpleNamespace(datemode=1)

    assert legacy_workbook._moment(45670.0, since_1900) == datetime(2025, 1, 13)
    assert legacy_workbook._moment(44208.0, since_1904) == datetime(2025, 1, 13)
    assert legacy_workbook._moment(0.75, since_1900) == time(18)
    assert legacy_workbook._moment(1e12, since_1900) == 1e12


@pytest.mark.parametrize("size", [1, 4096, 4097, 5_000_000])
def test_a_stream_comes_out_of_a_compound_file_as_it_went_in(size: int) -> None:
    stream = bytes(range(1, 252)) * (size // 251 + 1)

    again = compound.workbook_stream("vendas.xls", compound.wrap(stream[:size]))

    assert again.rstrip(b"\x00") == stream[:size]


def test_a_compound_file_whose_sectors_run_in_a_circle(tmp_path: Path) -> None:
    content = bytearray(binary.xls(*ROWS))
    content[-4096:-4092] = pack("<I", 0)

    assert refused(tmp_path, bytes(content)).code.slug == "unreadable"


def test_a_compound_file_that_holds_no_spreadsheet(tmp_path: Path) -> None:
    content = binary.xls(*ROWS).replace(
        "Workbook".encode("utf-16-le"), "Document".encode("utf-16-le")
    )

    error = refused(tmp_path, content)

    assert error.details["reason"] == "não há planilha dentro dele"


def test_a_parser_that_panics_says_nothing_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    no_such_text = binary.xlsb_book(binary.xlsb_row(0, binary.xlsb_text(0, 99)), texts=["x"])

    assert refused(tmp_path, no_such_text).code.slug == "unreadable"
    assert capfd.readouterr() == ("", "")


def test_a_text_may_be_shown_more_often_than_its_part_has_bytes(tmp_path: Path) -> None:
    (table,) = read(tmp_path, opened([["Ana"]] * 3000))

    assert cells(table) == [["Ana"]] * 3000
