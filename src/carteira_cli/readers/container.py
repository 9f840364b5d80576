"""What a file is, told by its first bytes; names lie."""

import io
import re
import zipfile
from enum import StrEnum

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.phrases import Phrase
from carteira_cli.readers import archive, characters, compound, limits


class Container(StrEnum):
    """The kinds of file that a reader exists for."""

    WORKBOOK = "workbook"
    LEGACY_WORKBOOK = "legacy_workbook"
    XML_WORKBOOK = "xml_workbook"
    WEB_PAGE = "web_page"
    DELIMITED = "delimited"


_SPREADSHEET_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_BARE_STREAM = re.compile(
    rb"\x09(?:\x00[\x04-\x08]|\x02[\x04-\x08]|\x04[\x04-\x08]|\x08[\x04-\x10])\x00"
)
_HEAD = 8192

_XML_WORKBOOK = re.compile(r"<(?:\w+:)?workbook[\s>]|office:spreadsheet")
_MARKUP = re.compile(r"\s*(?:<!--.*?-->\s*)*<[a-z!?]", re.DOTALL)
_WEB_PAGE = re.compile(
    r"<(?:!doctype html|html|head|body|meta|style|table|thead|tr|div|center|font|p|h\d)\b"
)

_OTHERS = (
    (b"%PDF", Phrase("um PDF")),
    (b"\x89PNG", Phrase("uma imagem")),
    (b"\xff\xd8\xff", Phrase("uma imagem")),
    (b"GIF8", Phrase("uma imagem")),
    (b"BM", Phrase("uma imagem")),
    (b"RIFF", Phrase("uma imagem ou um som")),
    (b"\x1f\x8b", Phrase("um arquivo compactado")),
    (b"7z\xbc\xaf", Phrase("um arquivo compactado")),
    (b"Rar!", Phrase("um arquivo compactado")),
    (b"SQLite format 3", Phrase("um banco de dados")),
    (b"MZ", Phrase("um programa")),
    (b"\x7fELF", Phrase("um programa")),
    (b"{\\rtf", Phrase("um documento do Word")),
)


def identify(name: str, content: bytes) -> Container:
    """Tell the container of a file from its bytes.

    Raises:
        CarteiraError: it is no spreadsheet at all.
    """
    if content.startswith(archive.MAGIC):
        return _zipped(name, content)
    if content.startswith(compound.MAGIC) or _BARE_STREAM.match(content):
        return Container.LEGACY_WORKBOOK
    if what := _something_else(content):
        raise _not_a_sheet(name, what)
    return _text(name, content)


def _not_a_sheet(name: str, what: str) -> CarteiraError:
    return CarteiraError(catalogue.NOT_A_SHEET, Place(file=name), name=name, what=what)


def _zipped(name: str, content: bytes) -> Container:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise limits.damaged(name) from error
    plain = {part.replace("\\", "/").casefold() for part in parts}
    if plain & _SPREADSHEET_PARTS:
        return Container.WORKBOOK
    is_word = "word/document.xml" in plain
    raise _not_a_sheet(
        name, Phrase("um documento do Word") if is_word else Phrase("um arquivo compactado")
    )


def _something_else(content: bytes) -> str:
    for magic, what in _OTHERS:
        if content.startswith(magic) and (len(magic) > len(b"BM") or b"\x00" in content[:_HEAD]):
            return what
    if characters.wide(content):
        return ""
    return Phrase("um arquivo binário") if b"\x00" in content[:4096] else ""


def _text(name: str, content: bytes) -> Container:
    head = characters.decoded_head(content[:_HEAD]).casefold()
    if not _MARKUP.match(head):
        return Container.DELIMITED
    if _XML_WORKBOOK.search(head):
        return Container.XML_WORKBOOK
    if _WEB_PAGE.search(head):
        return Container.WEB_PAGE
    raise _not_a_sheet(name, Phrase("um arquivo XML"))
