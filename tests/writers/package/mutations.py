"""One fault each, sown into a sound workbook on purpose."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"
TEXTS = "xl/sharedStrings.xml"
CORE = "docProps/core.xml"
CUSTOM = "docProps/custom.xml"
COMMENTS = "xl/comments1.xml"
CHART = "xl/charts/chart1.xml"
LONG = "x" * 40_000


@dataclass
class Parts:
    """The parts of a package, to be changed and zipped again."""

    parts: dict[str, str]
    again: list[tuple[str, str]] = field(default_factory=list)
    cut: int = 0

    @property
    def sheet(self) -> str:
        """The first sheet with tables."""
        return next(
            f"xl/worksheets/{name.rpartition('/')[2].removesuffix('.rels')}"
            for name, content in sorted(self.parts.items())
            if name.startswith("xl/worksheets/_rels/") and "/tables/" in content
        )

    @property
    def rels(self) -> str:
        """The relations of that sheet."""
        return self.sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"

    @property
    def table(self) -> str:
        """The first table of that sheet."""
        found = re.search(r"\.\./(tables/table\d+\.xml)", self.parts[self.rels])
        assert found
        return f"xl/{found[1]}"

    def swap(self, name: str, pattern: str, new: str) -> None:
        """Exchange the first place that matches; there must be one, and it must change."""
        changed, _ = re.subn(pattern, new, self.parts[name], count=1, flags=re.DOTALL)
        assert changed != self.parts[name], pattern
        self.parts[name] = changed

    def zipped(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in [*self.parts.items(), *self.again]:
                package.writestr(name, content)
        return stream.getvalue()[: stream.tell() - self.cut]


def unzipped(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return Parts({name: package.read(name).decode() for name in package.namelist()})


@dataclass(frozen=True)
class Mutation:
    """A fault and the change that brings it; ``of_ours`` when our books have the place, too."""

    slug: str
    title: str
    change: Callable[[Parts], object]
    of_ours: bool = True


def _swap(where: str, pattern: str, new: str) -> Callable[[Parts], None]:
    """A change of one place; ``sheet``, ``rels`` and ``table`` mean those of the first table."""

    def change(parts: Parts) -> None:
        name = getattr(parts, where) if where in {"sheet", "rels", "table"} else where
        parts.swap(name, pattern, new)

    return change


def _cut_off(parts: Parts) -> None:
    parts.cut = 100


def _entry_twice(parts: Parts) -> None:
    parts.again.append((STYLES.upper(), parts.parts[STYLES]))


def _climbing_name(parts: Parts) -> None:
    parts.parts["../fora.xml"] = "<x/>"


def _absolute_name(parts: Parts) -> None:
    parts.parts["/fora.xml"] = "<x/>"


def _untyped_part(parts: Parts) -> None:
    parts.parts["xl/media/nota.xyz"] = "?"


def _no_types(parts: Parts) -> None:
    del parts.parts[TYPES]


def _no_chart(parts: Parts) -> None:
    del parts.parts[CHART]
    parts.swap(TYPES, r'<Override PartName="/xl/charts/chart1.xml"[^>]*>', "")


def _no_comments(parts: Parts) -> None:
    del parts.parts[COMMENTS]
    parts.swap(TYPES, r'<Override PartName="/xl/comments1.xml"[^>]*>', "")


def _rows_crossed(parts: Parts) -> None:
    parts.swap(parts.sheet, r'(<row r="2".*?</row>)(<row r="3".*?</row>)', r"\2\1")


def _row_twice(parts: Parts) -> None:
    parts.swap(parts.sheet, r'(<row r="2".*?</row>)', r"\1\1")


def _cells_crossed(parts: Parts) -> None:
    parts.swap(
        parts.sheet,
        r'(<c r="A\d+"[^>]*><v>[^<]*</v></c>)(<c r="B\d+"[^>]*><v>[^<]*</v></c>)',
        r"\2\1",
    )


def _cell_twice(parts: Parts) -> None:
    parts.swap(parts.sheet, r'(<c r="A\d+"[^>]*><v>[^<]*</v></c>)', r"\1\1")


def _many_links(parts: Parts) -> None:
    link = '<hyperlink ref="Z1" location="Z2"/>'
    parts.swap(parts.sheet, "</hyperlinks>", link * 65_531 + "</hyperlinks>")


def _many_formats(parts: Parts) -> None:
    parts.swap(STYLES, "</cellXfs>", "<xf/>" * 65_491 + "</cellXfs>")


def _bar_with_three_values(parts: Parts) -> None:
    rule = (
        '<conditionalFormatting sqref="A1"><cfRule type="dataBar" priority="99"><dataBar>'
        '<cfvo type="min"/><cfvo type="num" val="1"/><cfvo type="max"/><color rgb="FF000000"/>'
        "</dataBar></cfRule></conditionalFormatting>"
    )
    parts.swap(parts.sheet, "<conditionalFormatting ", rule + "<conditionalFormatting ")


MUTATIONS = (
    # the archive
    Mutation("archive-broken", "the end is cut off", _cut_off),
    Mutation("entry-twice", "a part is there twice", _entry_twice),
    Mutation("entry-name", "a name climbs out", _climbing_name),
    Mutation("entry-name", "a name is absolute", _absolute_name),
    Mutation(
        "workbook-missing", "nothing leads to it", _swap("_rels/.rels", 'officeDocument"', 'x"')
    ),
    Mutation("workbook-missing", "no part says what it is", _no_types),
    # content types
    Mutation("content-type-missing", "an unknown ending", _untyped_part),
    Mutation(
        "content-type-of-nothing",
        "a part that is not there",
        _swap(
            TYPES, "</Types>", '<Override PartName="/xl/calcChain.xml" ContentType="a/b"/></Types>'
        ),
    ),
    Mutation("content-type-twice", "a part", _swap(TYPES, r"(<Override [^>]*/>)", r"\1\1")),
    Mutation("content-type-twice", "an ending", _swap(TYPES, r"(<Default [^>]*/>)", r"\1\1")),
    Mutation(
        "content-type-wrong",
        "a sheet",
        _swap(TYPES, r'<Override PartName="/xl/worksheets/sheet1[^>]*>', ""),
    ),
    Mutation("content-type-wrong", "the workbook", _swap(TYPES, r"sheet\.main", "main")),
    # relations
    Mutation("relation-twice", "an id", _swap(WORKBOOK_RELS, '(Id="rId1".*?)rId2"', r'\1rId1"')),
    Mutation("relation-unknown", "a sheet's", _swap(WORKBOOK, 'r:id="rId1"', 'r:id="rId99"')),
    Mutation(
        "relation-unknown", "a table's", _swap("sheet", '(<tablePart r:id=")[^"]*', r"\1rId99")
    ),
    Mutation(
        "relation-unknown",
        "a link's",
        _swap("sheet", '(<hyperlink [^>]*r:id=")[^"]*', r"\1rId99"),
        of_ours=False,
    ),
    Mutation(
        "relation-unknown",
        "a drawing's",
        _swap("xl/drawings/drawing1.xml", '(<c:chart [^>]*r:id=")[^"]*', r"\1rId99"),
    ),
    Mutation("relation-target", "a chart is gone", _no_chart),
    Mutation("relation-target", "the comments are gone", _no_comments, of_ours=False),
    Mutation(
        "relation-target", "a table has moved", _swap("rels", r"tables/table\d+", "tables/nenhuma")
    ),
    Mutation(
        "relation-kind",
        "a table that is a drawing",
        _swap("sheet", '(<drawing r:id="rId)2(".*<tablePart r:id="rId)4', r"\g<1>4\g<2>2"),
        of_ours=False,
    ),
    # XML
    Mutation("xml-broken", "an end tag is missing", _swap(STYLES, "</styleSheet>", "")),
    Mutation("xml-broken", "a sheet breaks off", _swap("sheet", "</worksheet>", "")),
    Mutation(
        "xml-broken",
        "a document type",
        _swap(TEXTS, "<sst", '<!DOCTYPE sst [<!ENTITY a "b">]><sst'),
    ),
    Mutation("control-character", "as it is", _swap(TEXTS, "<t([^>]*)>", "<t\\1>\x01")),
    Mutation("control-character", "by its number", _swap(TEXTS, "<t([^>]*)>", r"<t\1>&#1;")),
    Mutation(
        "element-order",
        "margins before the rows",
        _swap("sheet", r"(<sheetData>.*</sheetData>)(.*)(<pageMargins[^>]*>)", r"\3\1\2"),
    ),
    Mutation(
        "element-order",
        "names before the sheets",
        _swap(WORKBOOK, r"(<sheets>.*</sheets>)(<definedNames>.*</definedNames>)", r"\2\1"),
    ),
    Mutation(
        "element-order", "rules before fonts", _swap(STYLES, r"(<fonts.*)(<dxfs.*</dxfs>)", r"\2\1")
    ),
    Mutation(
        "element-order",
        "an unknown element",
        _swap("sheet", "<sheetData>", "<sheetDate/><sheetData>"),
    ),
    Mutation("element-twice", "the margins", _swap("sheet", r"(<pageMargins[^>]*>)", r"\1\1")),
    # the list of sheets
    Mutation(
        "sheet-name-length", "32 letters", _swap(WORKBOOK, '(<sheet name=")[^"]*', rf"\1{'n' * 32}")
    ),
    Mutation(
        "sheet-name-length",
        "16 emoji",
        _swap(WORKBOOK, '(<sheet name=")[^"]*', rf"\1{chr(128_512) * 16}"),
    ),
    Mutation("sheet-name-illegal", "a slash", _swap(WORKBOOK, '(<sheet name=")[^"]*', r"\1a/b")),
    Mutation(
        "sheet-name-illegal", "an apostrophe", _swap(WORKBOOK, '(<sheet name=")[^"]*', r"\1'a")
    ),
    Mutation(
        "sheet-name-twice",
        "by another case",
        _swap(WORKBOOK, '(<sheet name=")([^"]*)(".*?<sheet name=")[^"]*', r"\1\2\3\2"),
    ),
    Mutation("sheet-id-twice", "a number", _swap(WORKBOOK, 'sheetId="2"', 'sheetId="1"')),
    Mutation("sheet-part-twice", "a relation", _swap(WORKBOOK, 'r:id="rId2"', 'r:id="rId1"')),
    Mutation(
        "sheet-visible",
        "all are hidden",
        lambda parts: parts.parts.update(
            {WORKBOOK: parts.parts[WORKBOOK].replace("<sheet ", '<sheet state="hidden" ')}
        ),
    ),
    Mutation(
        "active-tab",
        "beyond the last",
        _swap(WORKBOOK, "<workbookView ", '<workbookView activeTab="99" '),
    ),
    Mutation(
        "tabs-grouped",
        "two are selected",
        _swap("xl/worksheets/sheet2.xml", "<sheetView ", '<sheetView tabSelected="1" '),
    ),
    Mutation(
        "tabs-grouped",
        "another is on top",
        _swap(WORKBOOK, "<workbookView ", '<workbookView activeTab="1" '),
    ),
    # defined names
    Mutation(
        "name-illegal",
        "looks like a cell",
        _swap(WORKBOOK, '(<definedName name=")[^"]*', r"\1TAB2026"),
    ),
    Mutation("name-illegal", "a blank", _swap(WORKBOOK, '(<definedName name=")[^"]*', r"\1a b")),
    Mutation("name-illegal", "a row", _swap(WORKBOOK, '(<definedName name=")[^"]*', r"\1R1C1")),
    Mutation(
        "name-twice", "in one scope", _swap(WORKBOOK, "(<definedName .*?</definedName>)", r"\1\1")
    ),
    Mutation(
        "name-scope",
        "of a sheet that is not there",
        _swap(WORKBOOK, 'localSheetId="0"', 'localSheetId="77"'),
    ),
    # formats
    Mutation("cell-format", "of a cell", _swap("sheet", r'(<c r="[^"]*" s=")\d+', r"\g<1>9999")),
    Mutation("cell-format", "of a row", _swap("sheet", "<row ", '<row s="9999" customFormat="1" ')),
    Mutation("cell-format", "of a column", _swap("sheet", "<col ", '<col style="9999" ')),
    Mutation("format-part", "a font", _swap(STYLES, r'(<cellXfs.*?fontId=")\d+', r"\g<1>999")),
    Mutation("format-part", "a fill", _swap(STYLES, r'(<cellXfs.*?fillId=")\d+', r"\g<1>999")),
    Mutation("format-part", "a border", _swap(STYLES, r'(<cellXfs.*?borderId=")\d+', r"\g<1>999")),
    Mutation("named-style", "of a format", _swap(STYLES, r'(<cellXfs.*?xfId=")\d+', r"\g<1>999")),
    Mutation("named-style", "of a style", _swap(STYLES, r'(<cellStyles.*?xfId=")\d+', r"\g<1>999")),
    Mutation(
        "number-format-missing",
        "of a format",
        _swap(STYLES, r'(<cellXfs.*?numFmtId=")\d+', r"\g<1>999"),
    ),
    Mutation("number-format-twice", "an id", _swap(STYLES, "(<numFmt .*?/>)", r"\1\1")),
    Mutation(
        "number-format-illegal",
        "a quote",
        _swap(STYLES, '(<numFmt [^>]*formatCode=")', r"\1&quot;"),
    ),
    Mutation(
        "number-format-illegal",
        "a bracket",
        _swap(STYLES, '(<numFmt [^>]*formatCode=")', r"\1[Red"),
    ),
    Mutation(
        "number-format-illegal",
        "five sections",
        _swap(STYLES, '(<numFmt [^>]*formatCode=")[^"]*', r"\g<1>0;0;0;@;0"),
    ),
    Mutation(
        "number-format-illegal",
        "256 letters",
        _swap(STYLES, '(<numFmt [^>]*formatCode=")[^"]*', rf"\g<1>{'0' * 256}"),
    ),
    Mutation("rule-format", "of a rule", _swap("sheet", r'(<cfRule [^>]*dxfId=")\d+', r"\g<1>999")),
    Mutation(
        "rule-format",
        "of a table",
        _swap("table", "<tableColumn ", '<tableColumn dataDxfId="999" '),
        of_ours=True,
    ),
    Mutation("formats-too-many", "of cells", _many_formats, of_ours=False),
    # cells
    Mutation("row-order", "two are crossed", _rows_crossed),
    Mutation("row-order", "one is there twice", _row_twice),
    Mutation("cell-order", "two are crossed", _cells_crossed),
    Mutation("cell-order", "one is there twice", _cell_twice),
    Mutation("cell-order", "one of another row", _swap("sheet", r'<c r="A2"', '<c r="A9"')),
    Mutation(
        "cell-order",
        "one beyond the sheet",
        _swap("sheet", "</c></row>", '</c><c r="XFE1"/></row>'),
    ),
    Mutation("cell-value", "a word as a number", _swap("sheet", r"<v>\d+\.\d+</v>", "<v>dez</v>")),
    Mutation("cell-value", "no number", _swap("sheet", r"<v>\d+\.\d+</v>", "<v>NaN</v>")),
    Mutation("cell-value", "an unknown type", _swap("sheet", r' t="s"', ' t="texto"')),
    Mutation(
        "cell-value", "neither true nor false", _swap("sheet", r' t="s"><v>\d+', ' t="b"><v>7')
    ),
    Mutation(
        "negative-date",
        "a day before the first",
        _swap("sheet", r'(<c r="B2" s="2"><v>)\d+', r"\g<1>-5"),
        of_ours=False,
    ),
    Mutation(
        "shared-text-missing", "beyond the last", _swap("sheet", r'( t="s"><v>)\d+', r"\g<1>999999")
    ),
    Mutation("text-too-long", "shared", _swap(TEXTS, r"(<t[^>]*>)", rf"\g<1>{LONG}")),
    Mutation(
        "text-too-long",
        "in the cell",
        _swap(
            "sheet", "</c></row>", f'</c><c r="XFD1" t="inlineStr"><is><t>{LONG}</t></is></c></row>'
        ),
    ),
    Mutation(
        "text-too-long",
        "a formula's",
        _swap("sheet", "</c></row>", f'</c><c r="XFD1" t="str"><f>A1</f><v>{LONG}</v></c></row>'),
    ),
    # formulas
    Mutation("formula-too-long", "in a cell", _swap("sheet", "<f>", f"<f>1+{'1+' * 4095}1+")),
    Mutation("formula-text-too-long", "in a cell", _swap("sheet", "<f>", f'<f>"{"n" * 256}"&amp;')),
    Mutation("formula-separator", "in a cell", _swap("sheet", "<f>", "<f>MAX(1;2)+")),
    Mutation(
        "formula-separator", "in a name", _swap(WORKBOOK, "(<definedName [^>]*>)", r"\1MAX(1;2)+")
    ),
    Mutation("formula-separator", "in a chart", _swap(CHART, "<c:f>", "<c:f>MAX(1;2)+")),
    Mutation("formula-separator", "in a rule", _swap("sheet", "<formula>", "<formula>MAX(1;2)+")),
    Mutation(
        "formula-separator",
        "in a table",
        _swap("table", "<calculatedColumnFormula>", "<calculatedColumnFormula>MAX(1;2)+"),
        of_ours=False,
    ),
    Mutation("formula-unbalanced", "a bracket opens", _swap("sheet", "<f>", "<f>(")),
    Mutation("formula-unbalanced", "a bracket closes", _swap("sheet", "<f>", "<f>1)+")),
    Mutation("formula-unbalanced", "a quote opens", _swap("sheet", "</f>", '&amp;"x</f>')),
    Mutation("formula-unbalanced", "brackets are crossed", _swap("sheet", "<f>", "<f>{(1})+")),
    Mutation("formula-sheet", "in a cell", _swap("sheet", "<f>", "<f>Nenhuma!A1+")),
    Mutation("formula-sheet", "quoted", _swap("sheet", "<f>", "<f>'Nenhuma aba'!A1+")),
    Mutation(
        "formula-sheet", "in a name", _swap(WORKBOOK, "(<definedName [^>]*>)", r"\1Nenhuma!A1+")
    ),
    Mutation(
        "rule-without-formula", "that compares", _swap("sheet", r"<formula>[^<]*</formula>", "")
    ),
    # ranges
    Mutation(
        "range-illegal",
        "of a rule",
        _swap("sheet", '(<conditionalFormatting sqref=")[^"]*', r"\1B2:A1"),
    ),
    Mutation(
        "range-illegal",
        "of a merge",
        _swap("sheet", '(<mergeCell ref=")[^"]*', r"\1A0:B1"),
        of_ours=False,
    ),
    Mutation(
        "merge-overlap",
        "on each other",
        _swap("sheet", '(<mergeCell ref=")F3:G4', r"\1E1:F9"),
        of_ours=False,
    ),
    Mutation(
        "merge-overlap", "the same", _swap("sheet", "(<mergeCell [^>]*>)", r"\1\1"), of_ours=False
    ),
    Mutation(
        "merge-of-one-cell",
        "alone",
        _swap("sheet", '(<mergeCell ref=")F1:G1', r"\1F1"),
        of_ours=False,
    ),
    Mutation("columns-overlap", "on each other", _swap("sheet", "(<col [^>]*>)", r"\1\1")),
    # tables
    Mutation("table-id-twice", "in the book", _swap("xl/tables/table2.xml", ' id="2"', ' id="1"')),
    Mutation(
        "table-name-twice",
        "like another table",
        _swap("xl/tables/table2.xml", 'displayName="[^"]*"', 'displayName="CLIENTES"'),
    ),
    Mutation(
        "table-name-twice",
        "like a name",
        _swap(
            WORKBOOK,
            "</definedNames>",
            '<definedName name="clientes">1</definedName></definedNames>',
        ),
    ),
    Mutation(
        "table-name-illegal", "a blank", _swap("table", 'displayName="[^"]*"', 'displayName="a b"')
    ),
    Mutation(
        "table-range",
        "no row of data",
        _swap("table", r' ref="A(\d+):([A-Z]+)\d+"', r' ref="A\1:\2\1"'),
    ),
    Mutation(
        "table-range",
        "a column too many",
        _swap("table", "</tableColumns>", '<tableColumn id="99" name="Mais"/></tableColumns>'),
    ),
    Mutation(
        "table-column-twice",
        "a header",
        _swap("table", '(name="Cliente".*?<tableColumn [^>]*name=")[^"]*', r"\1CLIENTE"),
    ),
    Mutation(
        "table-column-id-twice",
        "a number",
        _swap("table", r'<tableColumn id="2"', '<tableColumn id="1"'),
    ),
    Mutation("table-column-name", "none", _swap("table", '(<tableColumn [^>]*name=")[^"]*', r"\1")),
    Mutation(
        "table-header",
        "another text",
        _swap("table", '(<tableColumn [^>]*name=")[^"]*', r"\1Freguês"),
    ),
    Mutation(
        "table-header",
        "a number",
        _swap("sheet", r'(<row r="1" .*?<c r="A1") t="s"', r"\1"),
        of_ours=False,
    ),
    Mutation(
        "table-header",
        "inline",
        _swap(
            "sheet", r'<c r="A1" t="s"><v>0</v>', '<c r="A1" t="inlineStr"><is><t>Freguês</t></is>'
        ),
        of_ours=False,
    ),
    Mutation(
        "table-filter",
        "beyond the table",
        _swap("table", r'(<autoFilter ref="[A-Z]+\d+:[A-Z]+)\d+', r"\g<1>99999"),
    ),
    Mutation(
        "table-overlap",
        "on a merge",
        _swap("sheet", '(<mergeCell ref=")F3:G4', r"\1D4:E5"),
        of_ours=False,
    ),
    Mutation(
        "table-overlap",
        "on a table",
        _swap("xl/tables/table2.xml", ' ref="A10:B12"', ' ref="A4:B12"'),
        of_ours=False,
    ),
    Mutation("table-unlisted", "one less", _swap("sheet", "<tablePart [^>]*>", "")),
    # entries and rules
    Mutation(
        "list-too-long",
        "256 letters",
        _swap("sheet", "<formula1>[^<]*", f'<formula1>"{"n" * 256}"'),
        of_ours=False,
    ),
    Mutation(
        "prompt-too-long",
        "the title",
        _swap("sheet", ' promptTitle="', f' promptTitle="{"n" * 32}'),
    ),
    Mutation("prompt-too-long", "the text", _swap("sheet", ' prompt="', f' prompt="{"n" * 255}')),
    Mutation(
        "validation-without-formula",
        "a list of nothing",
        _swap("sheet", "<formula1>[^<]*</formula1>", ""),
        of_ours=False,
    ),
    Mutation("rule-priority", "zero", _swap("sheet", r'priority="\d+"', 'priority="0"')),
    Mutation("rule-values", "a bar of three", _bar_with_three_values),
    # links
    Mutation(
        "link-place",
        "a sheet that is not there",
        _swap("sheet", 'location="[^"]*"', 'location="Nenhuma!A1"'),
    ),
    Mutation("link-place", "no cell", _swap("sheet", 'location="([^"]*)!A1"', r'location="\1!A0"')),
    Mutation(
        "link-place", "an unknown name", _swap("sheet", 'location="[^"]*"', 'location="Nenhuma"')
    ),
    Mutation("links-too-many", "of a sheet", _many_links, of_ours=False),
    Mutation(
        "link-too-long",
        "the tip",
        _swap("sheet", ' tooltip="', f' tooltip="{"n" * 256}'),
        of_ours=False,
    ),
    Mutation(
        "link-too-long",
        "the address",
        _swap("rels", "https://", f"https://{'n' * 2080}"),
        of_ours=False,
    ),
    # what floats
    Mutation(
        "chart-axis", "none of that number", _swap(CHART, '<c:axId val="[^"]*"', '<c:axId val="77"')
    ),
    Mutation(
        "comment-twice", "on one cell", _swap(COMMENTS, 'ref="A3"', 'ref="A2"'), of_ours=False
    ),
    Mutation(
        "comment-author", "nobody", _swap(COMMENTS, 'authorId="1"', 'authorId="7"'), of_ours=False
    ),
    Mutation("comment-place", "nowhere", _swap(COMMENTS, 'ref="A3"', 'ref="?"'), of_ours=False),
    # properties
    Mutation(
        "core-property-twice", "the author", _swap(CORE, "(<dc:creator>.*?</dc:creator>)", r"\1\1")
    ),
    Mutation("property-date", "in Portuguese", _swap(CORE, r"\d{4}-\d\d-\d\dT[^<]*", "22/11/2026")),
    Mutation("custom-property", "a number that is none", _swap(CUSTOM, 'pid="2"', 'pid="1"')),
    Mutation(
        "custom-property", "a name", _swap(CUSTOM, 'name="volta"', 'name="ORIGEM"'), of_ours=False
    ),
)
