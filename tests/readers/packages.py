"""Small .xlsx and .ods packages for tests, whole or with one part exchanged."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter

from carteira_cli import readers
from carteira_cli.model.findings import CarteiraError, Exit
from carteira_cli.model.tables import RawTable

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def sheet_xml(rows: str, prefix: str = "") -> bytes:
    colon = f":{prefix}" if prefix else ""
    name = f"{prefix}:" if prefix else ""
    return (
        f'<?xml version="1.0"?><{name}worksheet xmlns{colon}="{_MAIN}"><{name}sheetData>{rows}'
        f"</{name}sheetData></{name}worksheet>"
    ).encode()


def xlsx(rows: str = "", *, texts: bytes = b"", prefix: str = "", hidden: str = "") -> bytes:
    """An .xlsx with a sheet Vendas, whose rows are XML, and maybe a hidden one."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Vendas").write(0, 0, "x")
        if hidden:
            book.add_worksheet("Oculta").hide()
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[SHEET] = sheet_xml(rows, prefix)
    parts[TEXTS] = texts or parts[TEXTS]
    if hidden:
        parts["xl/worksheets/sheet2.xml"] = sheet_xml(hidden)
    return zipped(parts)


def cell(place: str, value: object = 1) -> str:
    digits = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{digits}"><c r="{place}"><v>{value}</v></c></row>'


def ods(*rows: str, manifest: str = "") -> bytes:
    """An .ods with a sheet Vendas, whose rows are XML."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Vendas">{"".join(rows)}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>".encode(),
            "content.xml": content.encode(),
        }
    )


def ods_row(*cells: str, repeated: object = 1) -> str:
    said = f' table:number-rows-repeated="{repeated}"' if repeated != 1 else ""
    return f"<table:table-row{said}>{''.join(cells)}</table:table-row>"


def ods_cell(value: str = "", repeated: object = 1) -> str:
    said = f' table:number-columns-repeated="{repeated}"' if repeated != 1 else ""
    if not value:
        return f"<table:table-cell{said}/>"
    return (
        f'<table:table-cell{said} office:value-type="string"><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


def read(folder: Path, content: bytes, password: str = "") -> tuple[RawTable, ...]:
    path = folder / "vendas.xls"
    path.write_bytes(content)
    return readers.read(path, password)


def cells(table: RawTable) -> list[list[object]]:
    """The cells of a table, None where empty."""
    rows: list[list[object]] = table.cells.astype(object).to_numpy().tolist()
    return rows


def refused(folder: Path, content: bytes, password: str = "") -> CarteiraError:
    with pytest.raises(CarteiraError) as error:
        read(folder, content, password)
    assert error.value.code.exit is Exit.INPUT
    return error.value
