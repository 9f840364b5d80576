"""Tables of HTML pages that call themselves spreadsheets."""

import os
from pathlib import Path

import pytest

from carteira_cli import readers
from tests.readers.packages import cells, read, refused

EXPORTS = Path(os.environ.get("CARTEIRA_SHARED_DATA", "../shared/data")) / "exports"

PAGE = """
<html><head><meta charset="iso-8859-1"><style>td {color: red}</style></head><body>
<table><tr><td colspan=3><b>Relat&oacute;rio</b></td></tr>
<tr><th>Cliente</th><th>Emiss&atilde;o</th><th>Valor</th></tr>
<tr><td>A&#231;a&iacute; &AMP; Cia</td><td>06/01/2025</td><td>R$&nbsp;2.139,00</td></tr>
</table></body></html>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_whatever_its_page_declares(encoding: str, tmp_path: Path) -> None:
    (table,) = read(tmp_path, PAGE.replace("a&iacute;", "aí").encode(encoding))

    assert cells(table) == [
        ["Relatório", "", ""],
        ["Cliente", "Emissão", "Valor"],
        ["Açaí & Cia", "06/01/2025", "R$ 2.139,00"],
    ]
    assert (table.rows.tolist(), table.sheet) == ([1, 2, 3], "")


def test_what_spans_fills_its_first_cell_only(tmp_path: Path) -> None:
    (table,) = read(
        tmp_path,
        b"<table><tr><td rowspan=2>Ana</td><td>1</td><td rowspan='3'>9</td></tr>"
        b"<tr><td>2</td></tr><tr><td>Bia</td><td>3</td></tr></table>",
    )

    assert cells(table) == [["Ana", "1", "9"], ["", "2", ""], ["Bia", "3", ""]]


def test_every_table_with_text_is_a_sheet_also_one_inside_another(tmp_path: Path) -> None:
    tables = read(
        tmp_path,
        b"<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>"
        b"<p>entre<table><tr><td> </td></tr></table><table><tr><td>b<br>c</td></tr></table>",
    )

    assert [(table.sheet, cells(table)) for table in tables] == [
        ("Tabela 1", [["a"]]),
        ("Tabela 2", [["b c"]]),
    ]


def test_sloppy_pages_close_nothing(tmp_path: Path) -> None:
    (table,) = read(tmp_path, b"<TABLE><TR><TD>a<TD>b<TR><TD>1<!-- <td>x --><![if !x]><TD>2")

    assert cells(table) == [["a", "b"], ["1", "2"]]


def test_code_and_styles_are_no_text(tmp_path: Path) -> None:
    (table,) = read(tmp_path, b"<table><tr><td>a<script>x</script><style>y</style>b</table>")

    assert cells(table) == [["ab"]]


def test_a_page_without_a_table_is_empty(tmp_path: Path) -> None:
    assert refused(tmp_path, b"<html><body>Sem dados</body></html>").code.slug == "empty-file"


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the sample files are not here")
def test_an_export_whose_declared_charset_lies() -> None:
    (table,) = readers.read(EXPORTS / "relatorio_html.xls")

    assert table.cells.shape == (163, 6)
    assert table.cells.iloc[2, 1] == "José Antônio Brandão"
    assert table.rows[2] == 3
