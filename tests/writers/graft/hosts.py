"""Books as people have them, made by XlsxWriter, some with parts that it can't make."""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import xlsxwriter

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SALES = [
    ("Data", "Cliente", "Valor"),
    (46027, "Padaria Aurora", 100.0),
    (46058, "Padaria Aurora", 150.0),
    (46063, "Bar do Porto", 80.0),
]
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MICROSOFT = "http://schemas.microsoft.com/office"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = (
    f'<externalLink xmlns="{_MAIN}" xmlns:r="{_KINDS}"><externalBook r:id="rIdX0"/></externalLink>'
).encode()
_CHAIN = f'<calcChain xmlns="{_MAIN}"><c r="E5" i="1"/></calcChain>'.encode()


def book(fill: Callable[[Any, Any], object] | None = None, **options: Any) -> bytes:
    """A book with the sales on a sheet Vendas, and what ``fill`` puts beside them."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as made:
        sheet = made.add_worksheet("Vendas")
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for number, row in enumerate(SALES):
            sheet.write_row(number, 0, row)
            sheet.write(number, 0, row[0], day)
        if fill:
            fill(made, sheet)
    return out.getvalue()


def _plenty(made: Any, sheet: Any) -> None:
    """Nearly everything that XlsxWriter knows."""
    red = made.add_format({"bg_color": "#FFC7CE", "bold": True})
    sheet.conditional_format("C2:C4", {"type": "cell", "criteria": ">", "value": 90, "format": red})
    sheet.conditional_format("C2:C4", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("A2:A4", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("E2", {"validate": "list", "source": ["sim", "não"]})
    sheet.write_comment("B2", "Cliente antigo")
    sheet.write_rich_string("E4", "um ", made.add_format({"bold": True}), "dois", " três")
    sheet.write_formula("E5", "=SUM(C2:C4)+Meta", None, 430)
    sheet.insert_image("G2", "pixel.png", {"image_data": io.BytesIO(PIXEL)})
    sheet.add_sparkline("F2", {"range": "Vendas!C2:C4"})
    sheet.freeze_panes(1, 1)
    sheet.set_row(2, None, None, {"level": 1})
    sheet.autofilter("A1:C4")
    sheet.print_area("A1:C4")
    sheet.insert_textbox("H2", "Lembrete")
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=Vendas!$C$2:$C$4"})
    sheet.insert_chart("J2", chart)
    base = made.add_worksheet("Base")
    base.add_table("A1:B3", {"name": "Clientes", "data": [["a", 1], ["b", 2]]})
    base.activate()
    drawn = made.add_chartsheet("Painel")
    line = made.add_chart({"type": "line"})
    line.add_series({"values": "=Vendas!$C$2:$C$4"})
    drawn.set_chart(line)
    made.define_name("DataBase", "=Vendas!$A$2")
    made.define_name("Meta", "=100")
    made.define_name("Base!Local", "=Base!$A$1")
    made.set_custom_property("Setor", "Vendas")
    made.set_properties({"author": "Dona Maria"})


def _macros(made: Any, sheet: Any) -> None:
    made.add_vba_project(io.BytesIO(b"not a real project " * 50), is_stream=True)
    sheet.insert_button("E2", {"macro": "Atualizar", "caption": "Atualizar"})


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of a package in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(found: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in found.items():
            package.writestr(name, content)
    return out.getvalue()


def with_parts(
    content: bytes,
    new: Mapping[str, tuple[str, bytes]],
    ways: Mapping[str, tuple[tuple[str, str], ...]],
    workbook: tuple[str, str] = ("", "</workbook>"),
) -> bytes:
    """A package with more parts (type and content), the relations that lead to them (kind and
    target, by the part they start from), and an element of the workbook, with what follows it."""
    found = parts(content)
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in new.items()
    )
    found = _inserted(found, "[Content_Types].xml", types, "</Types>")
    for part, leads in ways.items():
        folder, _, name = part.rpartition("/")
        source = f"{folder}/_rels/{name}.rels"
        empty = _XML + b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        found.setdefault(source, empty + b'relationships"></Relationships>')
        text = "".join(
            f'<Relationship Id="rIdX{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(leads)
        )
        found = _inserted(found, source, text, "</Relationships>")
    found = _inserted(found, "xl/workbook.xml", *workbook)
    return packed(found | {name: _XML + content for name, (_, content) in new.items()})


def _inserted(found: dict[str, bytes], part: str, text: str, before: str) -> dict[str, bytes]:
    content = found[part].decode()
    assert content.count(before) == 1
    return found | {part: content.replace(before, text + before).encode()}


def _pivot() -> bytes:
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cache = (
        b"<pivotCacheDefinition " + main + b' refreshOnLoad="1"><cacheSource type="worksheet">'
        b'<worksheetSource ref="A1:C4" sheet="Vendas"/></cacheSource><cacheFields count="1">'
        b'<cacheField name="Data"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>'
    )
    table = (
        b"<pivotTableDefinition " + main + b' name="T" cacheId="7" dataCaption="V"><location '
        b'ref="E1:F3" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/>'
        b'<pivotFields count="1"><pivotField/></pivotFields></pivotTableDefinition>'
    )
    return with_parts(
        book(),
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": (
                f"{_TYPES}.spreadsheetml.pivotCacheDefinition+xml",
                cache,
            ),
            "xl/pivotTables/pivotTable1.xml": (f"{_TYPES}.spreadsheetml.pivotTable+xml", table),
            "xl/slicerCaches/slicerCache1.xml": (
                "application/vnd.ms-excel.slicerCache+xml",
                b'<slicerCacheDefinition xmlns="http://x" name="S"/>',
            ),
            "xl/slicers/slicer1.xml": ("application/vnd.ms-excel.slicer+xml", b"<slicers/>"),
        },
        {
            "xl/workbook.xml": (
                (f"{_KINDS}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
                (f"{_MICROSOFT}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),
            ),
            "xl/worksheets/sheet1.xml": (
                (f"{_KINDS}/pivotTable", "../pivotTables/pivotTable1.xml"),
                (f"{_MICROSOFT}/2007/relationships/slicer", "../slicers/slicer1.xml"),
            ),
            "xl/pivotTables/pivotTable1.xml": (
                (f"{_KINDS}/pivotCacheDefinition", "/xl/pivotCache/pivotCacheDefinition1.xml"),
            ),
        },
        (
            '<pivotCaches><pivotCache cacheId="7" r:id="rIdX0"/></pivotCaches>',
            "</workbook>",
        ),
    )


def _odds_and_ends() -> bytes:
    """Threaded comment, form control, external link, printer settings, customXml, calcChain."""
    return with_parts(
        book(_plenty),
        {
            "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", b"<personList/>"),
            "xl/threadedComments/threadedComment1.xml": (
                "application/vnd.ms-excel.threadedcomments+xml",
                b"<ThreadedComments/>",
            ),
            "xl/ctrlProps/ctrlProp1.xml": (
                "application/vnd.ms-excel.controlproperties+xml",
                b'<formControlPr objectType="CheckBox"/>',
            ),
            "xl/externalLinks/externalLink1.xml": (
                f"{_TYPES}.spreadsheetml.externalLink+xml",
                _LINK,
            ),
            "xl/printerSettings/printerSettings1.bin": (
                f"{_TYPES}.spreadsheetml.printerSettings",
                b"\x00\x01settings",
            ),
            "customXml/item1.xml": ("application/xml", b"<mine/>"),
            "xl/calcChain.xml": (
                f"{_TYPES}.spreadsheetml.calcChain+xml",
                _CHAIN,
            ),
        },
        {
            "xl/workbook.xml": (
                (f"{_MICROSOFT}/2017/10/relationships/person", "persons/person.xml"),
                (f"{_KINDS}/externalLink", "externalLinks/externalLink1.xml"),
                (f"{_KINDS}/calcChain", "calcChain.xml"),
                (f"{_KINDS}/customXml", "../customXml/item1.xml"),
            ),
            "xl/externalLinks/externalLink1.xml": (
                (f"{_KINDS}/externalLinkPath", 'outro.xlsx" TargetMode="External'),
            ),
            "xl/worksheets/sheet1.xml": (
                (
                    f"{_MICROSOFT}/2017/10/relationships/threadedComment",
                    "../threadedComments/threadedComment1.xml",
                ),
                (f"{_KINDS}/ctrlProp", "../ctrlProps/ctrlProp1.xml"),
                (f"{_KINDS}/printerSettings", "../printerSettings/printerSettings1.bin"),
            ),
        },
        (
            '<externalReferences><externalReference r:id="rIdX1"/></externalReferences>',
            "<definedNames>",
        ),
    )


def _prefixed() -> bytes:
    """A book whose main parts call their namespace x, as some programs do."""
    found = parts(book(_plenty))
    for part in ("xl/workbook.xml", "xl/styles.xml"):
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", found[part].decode())
        found[part] = text.replace(" xmlns=", " xmlns:x=", 1).encode()
    return packed(found)


def _bare() -> bytes:
    """A book that says nothing of formats, stored unpacked, its relations from the root."""
    found = parts(book())
    del found["xl/styles.xml"]
    for part in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        found[part] = re.sub(rb"<\w+ [^<>]*styles[^<>]*/>", b"", found[part])
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace(
        b'Target="worksheets/', b'Target="/xl/worksheets/'
    )
    found["xl/worksheets/sheet1.xml"] = found["xl/worksheets/sheet1.xml"].replace(b' s="1"', b"")
    return packed(found, zipfile.ZIP_STORED)


def streamed(content: bytes) -> bytes:
    """The same package, written to something that can't be rewound: sizes follow the parts."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, found in parts(content).items():
            package.writestr(name, found)
    return out.getvalue()


HOSTS: Mapping[str, Callable[[], bytes]] = {
    "plain": book,
    "plenty": lambda: book(_plenty),
    "macros": lambda: book(_macros),
    "pivot and slicer": _pivot,
    "odds and ends": _odds_and_ends,
    "prefixed": _prefixed,
    "bare": _bare,
    "streamed": lambda: streamed(book(_plenty)),
}
