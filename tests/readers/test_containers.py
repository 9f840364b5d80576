"""A file's first bytes, and what it is taken for."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from carteira_cli import readers
from carteira_cli.model.findings import CarteiraError, Exit


def stopped(path: Path) -> tuple[str, Exit]:
    with pytest.raises(CarteiraError) as error:
        readers.read(path)
    return error.value.code.slug, error.value.code.exit


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf \r\n", "empty-file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "not-a-sheet"),
        (b"%PDF-1.7", "not-a-sheet"),
        (bytes(range(256)), "not-a-sheet"),
        (zipped("word/document.xml"), "not-a-sheet"),
        (zipped("xl/workbook.xml"), "unreadable"),
        (b"PK\x03\x04 broken", "unreadable"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_what_is_no_readable_sheet_is_refused(content: bytes, slug: str, tmp_path: Path) -> None:
    path = tmp_path / "vendas.xlsx"
    path.write_bytes(content)
    assert stopped(path) == (slug, Exit.INPUT)
    assert path.read_bytes() == content


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert stopped(tmp_path / "nada.xlsx") == ("file-not-found", Exit.INPUT)
    assert stopped(tmp_path) == ("unreadable", Exit.INPUT)


def book(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet("Vendas")
        sheet.write_row(3, 1, ["Data", "Cliente", "Valor", "CNPJ"])
        sheet.write_datetime(4, 1, datetime(2025, 1, 13), day)
        sheet.write_row(4, 2, ["Ana", 10.5, "00012345678901"])
        sheet.write_row(6, 2, ["Bia"])
        workbook.add_worksheet("Vazia")
        hidden = workbook.add_worksheet("Oculta")
        hidden.write(0, 0, "segredo")
        hidden.hide()
    return path


def test_a_workbook_keeps_native_cells_and_true_rows_and_columns(tmp_path: Path) -> None:
    (table,) = readers.read(book(tmp_path / "nome.txt"))
    assert table.rows.tolist() == [1, 2, 3, 4, 5, 6, 7]
    before, first, *others = table.cells.iloc[4].tolist()
    assert before is None
    assert [str(first)[:10], *others] == ["2025-01-13", "Ana", 10.5, "00012345678901"]
    assert table.cells.iloc[5].isna().all()


def test_hidden_sheets_are_skipped_and_told(tmp_path: Path) -> None:
    (table,) = readers.read(book(tmp_path / "v.xlsx"))
    assert [(each.code.slug, each.sheet) for each in table.findings] == [("hidden-sheet", "Oculta")]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"<?xml version='1.0'?><nfeProc><NFe/></nfeProc>", "um arquivo XML"),
        (b"{\\rtf1\\ansi vendas}", "um documento do Word"),
    ],
)
def test_other_texts_are_named(content: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "vendas.csv"
    path.write_bytes(content)

    with pytest.raises(CarteiraError) as error:
        readers.read(path)

    assert error.value.details["what"] == what


def test_a_text_may_begin_like_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "vendas.csv"
    path.write_bytes(b"BM;Valor\n1;2\n")

    (table,) = readers.read(path)

    assert table.cells.to_numpy().tolist() == [["BM", "Valor"], ["1", "2"]]
