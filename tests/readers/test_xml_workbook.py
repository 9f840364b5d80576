"""The XML spreadsheet of Excel 2003."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.readers.packages import cells, read, refused

BOOK = """<?xml version="1.0" encoding="{declared}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{sheets}</Workbook>"""
SHEET = """<Worksheet ss:Name="{name}"><Table>{rows}</Table>{options}</Worksheet>"""


def cell(kind: str, value: str, where: str = "") -> str:
    return f'<Cell {where}><Data ss:Type="{kind}">{value}</Data></Cell>'


def book(*rows: str, more: str = "", declared: str = "utf-8") -> str:
    numbered = "".join(f"<Row>{row}</Row>" for row in rows)
    sheets = SHEET.format(name="Vendas", rows=numbered, options="") + more
    return BOOK.format(sheets=sheets, declared=declared)


def test_cells_have_their_types_and_places(tmp_path: Path) -> None:
    rows = (
        cell("String", "Emissão") + cell("String", "Valor", 'ss:Index="3"'),
        cell("DateTime", "2025-01-13T00:00:00.000")
        + cell("Number", "10.5", 'ss:MergeAcross="1"')
        + cell("Boolean", "1")
        + cell("Error", "#N/A"),
    )

    (table,) = read(tmp_path, book(*rows).encode())

    assert cells(table) == [
        ["Emissão", None, "Valor", None],
        [datetime(2025, 1, 13), 10.5, None, True],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_the_declared_encoding_may_lie(encoding: str, tmp_path: Path) -> None:
    text = book(cell("String", "Ação"), declared="us-ascii")

    (table,) = read(tmp_path, text.encode(encoding))

    assert cells(table) == [["Ação"]]


def test_a_row_may_name_its_number(tmp_path: Path) -> None:
    text = book(cell("Number", "1"), cell("Number", "2"))
    skipping = text.replace("</Row><Row>", '</Row><Row ss:Index="4">')

    (table,) = read(tmp_path, skipping.encode())

    assert (cells(table), table.rows.tolist()) == ([[1.0], [None], [None], [2.0]], [1, 2, 3, 4])


def test_hidden_sheets_are_skipped_and_told(tmp_path: Path) -> None:
    hides = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    rows = f"<Row>{cell('Number', '7')}</Row>"
    hidden = SHEET.format(name="Oculta", rows=rows, options=hides)

    (table,) = read(tmp_path, book(cell("Number", "1"), more=hidden).encode())

    assert cells(table) == [[1.0]]
    assert [(each.code.slug, each.sheet) for each in table.findings] == [("hidden-sheet", "Oculta")]


def test_far_cells_and_broken_xml_are_refused(tmp_path: Path) -> None:
    far = book(cell("Number", "1"), cell("Number", "2", 'ss:Index="16384"'))
    far = far.replace("</Row><Row>", '</Row><Row ss:Index="1048576">')

    assert refused(tmp_path, far.encode()).code.slug == "sparse-sheet"
    assert refused(tmp_path, book("<Cell>").encode()).code.slug == "unreadable"
