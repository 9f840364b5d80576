"""Tiny spreadsheets in binary formats that no library here writes: .xls and .xlsb."""

import io
import zipfile
from collections.abc import Sequence
from struct import pack

from carteira_cli.readers.compound import wrap

Cell = float | str
Rows = Sequence[Sequence[Cell]]


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xls."""
    return pack("<HH", kind, len(data)) + data


def xls_text(row: int, column: int, number: int) -> bytes:
    return record(0xFD, pack("<HHHI", row, column, 0, number))


def xls_number(row: int, column: int, value: float) -> bytes:
    return record(0x203, pack("<HHHd", row, column, 0, value))


def xls_begin(kind: int) -> bytes:
    return record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def xls_texts(texts: Sequence[str]) -> bytes:
    wide = [text.encode("utf-16-le") for text in texts]
    written = b"".join(pack("<HB", len(text) // 2, 1) + text for text in wide)
    return record(0xFC, pack("<II", len(texts), len(texts)) + written)


def xls_stream(
    *cells: bytes, texts: Sequence[str] = (), size: bytes = b"", is_hidden: bool = False
) -> bytes:
    """The workbook stream of one sheet, Vendas, made of the records of its cells."""
    listed = record(0x85, pack("<IBBBB", 0, is_hidden, 0, 6, 0) + b"Vendas")
    before = len(xls_begin(5)) + len(listed) + len(xls_texts(texts)) + len(record(0xA))
    listed = record(0x85, pack("<IBBBB", before, is_hidden, 0, 6, 0) + b"Vendas")
    head = xls_begin(5) + listed + xls_texts(texts) + record(0xA)
    return head + xls_begin(0x10) + size + b"".join(cells) + record(0xA)


def xls(*rows: Sequence[Cell]) -> bytes:
    """An .xls of one sheet, Vendas."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    cells = [
        xls_text(r, c, texts.index(cell)) if isinstance(cell, str) else xls_number(r, c, cell)
        for r, row in enumerate(rows)
        for c, cell in enumerate(row)
    ]
    return wrap(xls_stream(*cells, texts=texts))


def wide_record(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb."""
    name = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return name + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data


def wide_text(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_row(number: int, *cells: bytes) -> bytes:
    return wide_record(0, pack("<IIHHBI", number, 0, 300, 0, 0, 0)) + b"".join(cells)


def xlsb_text(column: int, number: int) -> bytes:
    return wide_record(7, pack("<III", column, 0, number))


def xlsb_number(column: int, value: float) -> bytes:
    return wide_record(5, pack("<IId", column, 0, value))


def xlsb_book(*rows: bytes, texts: Sequence[str] = (), stated: int | None = None) -> bytes:
    """An .xlsb of one sheet, Vendas, made of the records of its rows."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    count = len(texts) if stated is None else stated
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        "xl/workbook.bin": wide_record(131)
        + wide_record(143)
        + wide_record(156, pack("<II", 0, 1) + wide_text("rId1") + wide_text("Vendas"))
        + wide_record(144)
        + wide_record(132),
        "xl/_rels/workbook.bin.rels": (
            f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{kinds}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.bin": wide_record(129)
        + wide_record(148, pack("<IIII", 0, 9, 0, 9))
        + wide_record(145)
        + b"".join(rows)
        + wide_record(146)
        + wide_record(130),
        "xl/sharedStrings.bin": wide_record(159, pack("<II", count, count))
        + b"".join(wide_record(19, b"\x00" + wide_text(text)) for text in texts)
        + wide_record(160),
    }
    return package(parts)


def xlsb(*rows: Sequence[Cell]) -> bytes:
    """An .xlsb of one sheet, Vendas."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    return xlsb_book(
        *(
            xlsb_row(
                number,
                *(
                    xlsb_text(c, texts.index(cell))
                    if isinstance(cell, str)
                    else xlsb_number(c, cell)
                    for c, cell in enumerate(row)
                ),
            )
            for number, row in enumerate(rows)
        ),
        texts=texts,
    )


def package(parts: dict[str, bytes]) -> bytes:
    """A zip package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
