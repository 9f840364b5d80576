"""Spreadsheets that are locked."""

import io
from pathlib import Path
from struct import pack

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from carteira_cli.readers.compound import wrap
from tests.readers import binary_books as binary
from tests.readers.packages import cell, cells, ods, ods_cell, ods_row, read, refused, xlsx


def locked(password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx(cell("A1", 7)))).encrypt(password, out)
    return out.getvalue()


def test_the_password_opens_the_file(tmp_path: Path) -> None:
    (table,) = read(tmp_path, locked("São João 1"), password="São João 1")  # noqa: S106  made up

    assert cells(table) == [[7.0]]


def test_a_file_that_excel_opens_unasked_needs_no_password(tmp_path: Path) -> None:
    (table,) = read(tmp_path, locked("VelvetSweatshop"))

    assert cells(table) == [[7.0]]


@pytest.mark.parametrize(("given", "slug"), [("", "password"), ("outra", "wrong-password")])
def test_without_the_password_the_file_stays_locked(given: str, slug: str, tmp_path: Path) -> None:
    assert refused(tmp_path, locked("segredo"), given).code.slug == slug


def test_an_old_locked_file_is_known_by_its_second_record(tmp_path: Path) -> None:
    begin = binary.xls_begin(5)
    stream = begin + binary.record(0x2F, pack("<H", 1) + bytes(52)) + bytes(5000)

    assert refused(tmp_path, wrap(stream)).code.slug == "password"


def test_locks_that_we_cannot_open_are_told(tmp_path: Path) -> None:
    lock = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    other = ods(ods_row(ods_cell("x")), manifest=lock)

    assert refused(tmp_path, other, "segredo").code.slug == "password-unknown"
