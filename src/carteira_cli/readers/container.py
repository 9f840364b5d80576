"""What a file is, told by its first bytes; names lie."""

import io
import zipfile
from enum import StrEnum

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place


class Container(StrEnum):
    """The kinds of file that a reader exists for."""

    WORKBOOK = "workbook"
    DELIMITED = "delimited"


_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEET_PARTS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")

_OTHERS = (
    (b"%PDF", "um PDF"),
    (b"\x89PNG", "uma imagem"),
    (b"\xff\xd8\xff", "uma imagem"),
    (b"GIF8", "uma imagem"),
    (b"BM", "uma imagem"),
    (b"RIFF", "uma imagem ou um som"),
    (b"\x1f\x8b", "um arquivo compactado"),
    (b"7z\xbc\xaf", "um arquivo compactado"),
    (b"Rar!", "um arquivo compactado"),
    (b"SQLite format 3", "um banco de dados"),
    (b"MZ", "um programa"),
    (b"\x7fELF", "um programa"),
)


def identify(name: str, content: bytes) -> Container:
    """Tell the container of a file from its bytes.

    Raises:
        CarteiraError: it is protected by a password, or no spreadsheet at all.
    """
    if content.startswith(_ZIP):
        return _zipped(name, content)
    if content.startswith(_OLE):
        return _legacy(name, content)
    if what := _something_else(content):
        raise CarteiraError(catalogue.NOT_A_SHEET, Place(file=name), name=name, what=what)
    return Container.DELIMITED


def _zipped(name: str, content: bytes) -> Container:
    place = Place(file=name)
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile as error:
        reason = "o arquivo está incompleto ou danificado"
        raise CarteiraError(catalogue.UNREADABLE, place, name=name, reason=reason) from error
    if any(part in parts for part in _SPREADSHEET_PARTS):
        return Container.WORKBOOK
    what = "um documento do Word" if "word/document.xml" in parts else "um arquivo compactado"
    raise CarteiraError(catalogue.NOT_A_SHEET, place, name=name, what=what)


def _legacy(name: str, content: bytes) -> Container:
    if _ENCRYPTED in content:
        raise CarteiraError(catalogue.PASSWORD, Place(file=name), name=name)
    return Container.WORKBOOK


def _something_else(content: bytes) -> str:
    for magic, what in _OTHERS:
        if content.startswith(magic):
            return what
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ""
    return "um arquivo binário" if b"\x00" in content[:4096] else ""
