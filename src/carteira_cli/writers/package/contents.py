"""A package as the checks see it: its parts, how they hang together, and what its sheets hold."""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from posixpath import dirname, join, normpath, split
from typing import IO
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from carteira_cli.writers.package import markup, shared_texts, sheet_cells
from carteira_cli.writers.package.lengths import unescaped
from carteira_cli.writers.package.markup import CONTENT_TYPE, MAIN, REFERENCE, RELATION, Walk
from carteira_cli.writers.package.ranges import Area, area
from carteira_cli.writers.package.shared_texts import SharedTexts
from carteira_cli.writers.package.sheet_cells import Cells
from carteira_cli.writers.package.style_sheet import StyleSheet

TYPES = "[Content_Types].xml"
_RELS = ".rels"
_XML_ENDINGS = (".xml", _RELS)
_TABLE = "/table"
_BROKEN = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a damaged, encrypted or unusually packed archive raises, depending on where."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One line of a part's relations; ``target`` is the name of a part unless it is external."""

    name: str
    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table's part and its element."""

    part: str
    root: ET.Element

    @property
    def name(self) -> str:
        """The name that formulas know it by."""
        return self.root.get("displayName", "")

    @property
    def area(self) -> Area | None:
        """The cells that it covers."""
        return area(self.root.get("ref", ""))

    @property
    def header_rows(self) -> int:
        """One, or none when the header is hidden."""
        return int(self.root.get("headerRowCount", "1"))

    @property
    def total_rows(self) -> int:
        """How many rows of totals it ends with."""
        return int(self.root.get("totalsRowCount", "0"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: ``root`` is its XML without the rows, of which ``cells`` tells."""

    title: str
    part: str
    root: ET.Element
    cells: Cells
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it."""

    title: str
    state: str
    number: str
    part: str
    kind: str


class Package:
    """The parts of an .xlsx or .xlsm, each read when first asked for."""

    def __init__(self, content: bytes) -> None:
        """Open it; an archive that can't be unpacked has no parts, and says why in ``damage``."""
        self.damage = ""
        self.entries: tuple[str, ...] = ()
        self._parts: dict[str, str] = {}
        self._roots: dict[str, ET.Element] = {}
        try:
            self._archive = ZipFile(BytesIO(content))
            broken = self._archive.testzip()
        except _BROKEN as error:
            self.damage = f"{type(error).__name__}: {error}"
            return
        if broken:
            self.damage = f"wrong checksum: {broken}"
            return
        self.entries = tuple(self._archive.namelist())
        self._parts = {name.casefold(): name for name in self.entries if not name.endswith("/")}

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, folders left out."""
        return tuple(self._parts.values())

    def find(self, name: str) -> str | None:
        """Give a part's name as it is written; case doesn't matter."""
        return self._parts.get(name.casefold())

    def stream(self, name: str) -> IO[bytes]:
        """Open a part; a missing one is empty."""
        found = self.find(name)
        return self._archive.open(found) if found else BytesIO()

    def root(self, name: str) -> ET.Element:
        """Give a small part's tree, an empty element when it is missing or broken."""
        if name not in self._roots:
            self._roots[name] = markup.tree(self.stream(name).read())
        return self._roots[name]

    @cached_property
    def walks(self) -> Mapping[str, Walk]:
        """What one pass over each XML part told; sheets are read on their own."""
        sheets = {sheet.part: sheet for sheet in self.sheets}
        return {
            name: sheets[name].cells.walk if name in sheets else markup.walk(self.stream(name))
            for name in self.parts
            if self.is_xml(name)
        }

    def is_xml(self, name: str) -> bool:
        """Tell whether a part is XML; Excel's own .vml often is none, so it doesn't count."""
        return name.lower().endswith(_XML_ENDINGS)

    @cached_property
    def default_types(self) -> tuple[tuple[str, str], ...]:
        """The content type of each file ending, as declared."""
        found = self.root(TYPES).iter(f"{CONTENT_TYPE}Default")
        return tuple((each.get("Extension", ""), each.get("ContentType", "")) for each in found)

    @cached_property
    def part_types(self) -> tuple[tuple[str, str], ...]:
        """The content type of each part that has its own, as declared."""
        found = self.root(TYPES).iter(f"{CONTENT_TYPE}Override")
        return tuple((each.get("PartName", ""), each.get("ContentType", "")) for each in found)

    @cached_property
    def _types(self) -> dict[str, str]:
        return {name.lstrip("/").casefold(): kind for name, kind in self.part_types}

    @cached_property
    def _endings(self) -> dict[str, str]:
        return {ending.casefold(): kind for ending, kind in self.default_types}

    def type_of(self, name: str) -> str:
        """Give a part's content type, empty when nothing declares it."""
        ending = name.rpartition(".")[2].casefold()
        return self._types.get(name.casefold(), self._endings.get(ending, ""))

    @cached_property
    def relations(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations of each part that has some; those of the package belong to ``""``."""
        lists = (name for name in self.parts if name.lower().endswith(_RELS))
        return {_source(name): tuple(_relations(_source(name), self.root(name))) for name in lists}

    def related(self, part: str, ending: str) -> Iterator[str]:
        """Give the parts inside that a part has a relation of some kind to."""
        for relation in self.relations.get(part, ()):
            if relation.kind.endswith(ending) and not relation.is_external:
                found = self.find(relation.target)
                yield from (found,) if found else ()

    @cached_property
    def workbook(self) -> str:
        """The name of the main part, empty when there is none."""
        return next(self.related("", "/officeDocument"), "")

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """The sheets in the workbook's order, chart sheets included."""
        known = {relation.name: relation for relation in self.relations.get(self.workbook, ())}
        return tuple(
            _listed(each, known.get(each.get(f"{REFERENCE}id", "")), self)
            for each in self.root(self.workbook).iterfind(f"{MAIN}sheets/{MAIN}sheet")
        )

    @cached_property
    def titles(self) -> frozenset[str]:
        """The names of all sheets in lower case."""
        return frozenset(sheet.title.lower() for sheet in self.listed)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The worksheets, read through once."""
        parts = {each.part: each for each in self.listed if each.kind == "worksheet" and each.part}
        return tuple(self._sheet(each) for each in parts.values())

    def _sheet(self, listed: Listed) -> Sheet:
        found = (Table(part, self.root(part)) for part in self.related(listed.part, _TABLE))
        tables = tuple(table for table in found if table.root.tag == f"{MAIN}table")
        headers = {table.area.top for table in tables if table.area and table.header_rows}
        cells = sheet_cells.read(
            self.stream(listed.part), self.styles.dates, self.titles, frozenset(headers)
        )
        return Sheet(listed.title, listed.part, markup.tree(cells.frame), cells, tables)

    @cached_property
    def styles_part(self) -> str:
        """The name of the part with the formats, empty when there is none."""
        return next(self.related(self.workbook, "/styles"), "")

    @cached_property
    def styles(self) -> StyleSheet:
        """The formats."""
        return StyleSheet(self.root(self.styles_part))

    @cached_property
    def texts_part(self) -> str:
        """The name of the part with the shared texts, empty when there is none."""
        return next(self.related(self.workbook, "/sharedStrings"), "")

    @cached_property
    def texts(self) -> SharedTexts:
        """The shared texts, of which only those in table headers are kept."""
        headers = (text for sheet in self.sheets for text in sheet.cells.headers.values())
        wanted = frozenset(text for text in headers if isinstance(text, int))
        return shared_texts.read(self.stream(self.texts_part), wanted)


def _source(rels: str) -> str:
    """Name the part that a list of relations belongs to."""
    folder, file = split(rels)
    return join(dirname(folder), file[: -len(_RELS)])


def _relations(source: str, root: ET.Element) -> Iterator[Relation]:
    for each in root.iter(f"{RELATION}Relationship"):
        is_external = each.get("TargetMode") == "External"
        target = each.get("Target", "")
        name = target if is_external else _resolved(source, target)
        yield Relation(each.get("Id", ""), each.get("Type", ""), name, is_external)


def _resolved(source: str, target: str) -> str:
    """Name the part that a target means; a place inside the source is the source itself."""
    path = unquote(target.partition("#")[0])
    return normpath(join("/", dirname(source), path)).lstrip("/") if path else source


def _listed(sheet: ET.Element, relation: Relation | None, package: Package) -> Listed:
    part = package.find(relation.target) if relation else None
    kind = relation.kind.rpartition("/")[2] if relation else ""
    state = sheet.get("state", "visible")
    title = unescaped(sheet.get("name", ""))
    return Listed(title, state, sheet.get("sheetId", ""), part or "", kind)
