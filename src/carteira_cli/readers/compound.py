"""The compound file around an .xls: its one stream taken out with care, and put into a clean one.

The tables of such a file lead from sector to sector, and a parser that follows wrong ones asks
for any amount of memory. xlrd checks them; what it takes out goes into a file whose tables are
ours before any other parser sees it.
"""

import io
from struct import pack

from xlrd.compdoc import CompDoc

from carteira_cli.model.phrases import Phrase
from carteira_cli.readers import limits

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_NAMES = ("Workbook", "Book")
_SECTOR = 4096
_SHIFT = 12
_SECTOR_SIZE_AT = 30
_SHORT_HEADER = 512
_ENTRY = 128
_ENTRIES = _SECTOR // 4
_TABLE, _END, _FREE, _NOBODY = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
_HEADER_TABLES = 109
LARGEST_STREAM = _HEADER_TABLES * (_ENTRIES - 2) * _SECTOR
"""Bytes that a file written here can hold."""


def workbook_stream(name: str, content: bytes) -> bytes:
    """Take out the stream of the workbook.

    Raises:
        CarteiraError: the file is damaged, or holds no workbook.
    """
    try:
        file = CompDoc(_with_short_header(content), logfile=io.StringIO())
        for stream in _NAMES:
            where, start, size = file.locate_named_stream(stream)
            if where is not None:
                return bytes(where[start : start + size])
    except Exception as error:  # xlrd lets every kind of error out of a damaged file
        raise limits.damaged(name) from error
    raise limits.damaged(name, Phrase("não há planilha dentro dele"))


def _with_short_header(content: bytes) -> bytes:
    """Shorten the header of version 4 to the 512 bytes that xlrd counts with."""
    is_long = content[_SECTOR_SIZE_AT : _SECTOR_SIZE_AT + 2] == pack("<H", _SHIFT)
    return content[:_SHORT_HEADER] + content[_SECTOR:] if is_long else content


def wrap(stream: bytes) -> bytes:
    """Write a compound file (version 4) with a single stream, the workbook.

    Its sectors are the stream's, one for the (empty) small streams, the directory, the tables.
    """
    size = max(len(stream), _SECTOR)
    used = -(-size // _SECTOR)
    tables = -(-(used + 2) // (_ENTRIES - 1))
    follow = [*range(1, used), _END, _END, _END, *[_TABLE] * tables]
    follow += [_FREE] * (tables * _ENTRIES - len(follow))
    directory = _entry("Root Entry", 5, 1, used, 0) + _entry("Workbook", 2, _NOBODY, 0, size)
    directory += _entry("", 0, _NOBODY, 0, 0) * (_SECTOR // _ENTRY - 2)
    content = stream.ljust((used + 1) * _SECTOR, b"\x00")
    table = pack(f"<{len(follow)}I", *follow)
    return b"".join((_header(used + 1, tables), content, directory, table))


def _header(directory: int, tables: int) -> bytes:
    places = [*range(directory + 1, directory + 1 + tables)]
    places += [_FREE] * (_HEADER_TABLES - tables)
    head = MAGIC + bytes(16) + pack("<HHHHH6x", 0x3E, 4, 0xFFFE, _SHIFT, 6)
    counts = pack("<IIIIIIIII", 1, tables, directory, 0, _SECTOR, _END, 0, _END, 0)
    return (head + counts + pack(f"<{_HEADER_TABLES}I", *places)).ljust(_SECTOR, b"\x00")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    ends = len(written) + 2 if name else 0
    links = pack("<HBBIII", ends, kind, 1, _NOBODY, _NOBODY, child)
    return written.ljust(64, b"\x00") + links + bytes(36) + pack("<IQ", start, size)
