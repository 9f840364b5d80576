"""A workbook as a package: its sheets, its defined names, and the parts behind them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from carteira_cli.model.marks import is_mark, sheet_of
from carteira_cli.writers.graft import refusals
from carteira_cli.writers.graft.entries import Entries
from carteira_cli.writers.graft.markup import OFFICE, Element, children, main, parse
from carteira_cli.writers.graft.relations import (
    TYPES_PART,
    ContentTypes,
    Relation,
    reachable,
    relations,
    relations_of,
    relations_part,
)

TABLE = "spreadsheetml.table+xml"
BUILT_IN = "_xlnm."
_DOCUMENT = "/officeDocument"
_RELATION = f"{{{OFFICE}}}id"


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A sheet of a workbook: its element there, and the part that holds it."""

    element: Element
    part: str

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return str(self.element.get("name", ""))


class Book:
    """A workbook of the format .xlsx or .xlsm, its main parts parsed."""

    def __init__(self, content: bytes) -> None:
        """Open it.

        Raises:
            CarteiraError: it is of another format, or not built as the format says.
        """
        self.entries = Entries(content)
        if TYPES_PART not in self.entries:
            raise refusals.other_format()
        self.types = ContentTypes(self.entries)
        self.part = self._main_part()
        refusals.require_workbook(self.types.of(self.part))
        self.root = parse(self.entries.read(self.part))
        self.relations_root = parse(self.entries.read(relations_part(self.part)))

    def _main_part(self) -> str:
        for relation in relations_of(self.entries, ""):
            if relation.kind.startswith(refusals.STRICT):
                raise refusals.strict()
            if relation.kind.endswith(_DOCUMENT):
                return relation.part
        raise refusals.other_format()

    @property
    def relations(self) -> list[Relation]:
        """The relations of the workbook itself."""
        return relations(self.relations_root, self.part)

    @cached_property
    def sheets(self) -> tuple[SheetOf, ...]:
        """The sheets in their order, those that are charts or hidden too."""
        parts = {each.name: each.part for each in self.relations}
        found = children(self.root.find(main("sheets")), "sheet")
        return tuple(SheetOf(each, parts.get(each.get(_RELATION), "")) for each in found)

    @cached_property
    def names(self) -> tuple[Element, ...]:
        """The defined names in their order."""
        return tuple(children(self.root.find(main("definedNames")), "definedName"))

    @cached_property
    def marked(self) -> Mapping[str, SheetOf]:
        """The sheets of ours by their marks, in their order; each is there, and only once."""
        marks: dict[str, str] = {}
        for name in self.names:
            if is_mark(name.get("name", "")) and not is_local(name):
                marks.setdefault(sheet_of(name.text or "").casefold(), name.get("name"))
        sheets = {sheet.name.casefold(): sheet for sheet in self.sheets}
        return {marks[name]: sheet for name, sheet in sheets.items() if name in marks}

    @cached_property
    def own_parts(self) -> frozenset[str]:
        """The parts that only our sheets use."""
        return self.parts_of(self.marked.values())

    def parts_of(self, sheets: Iterable[SheetOf]) -> frozenset[str]:
        """Give the parts that only these sheets use: they, all that belongs to them, relations."""
        starts = [sheet.part for sheet in sheets]
        others = reachable(self.entries, ["", self.part], closed=starts)
        only = [part for part in reachable(self.entries, starts) if part not in others]
        return frozenset((*only, *map(relations_part, only)))

    def related(self, kind: str) -> str:
        """Give the part that the workbook has for something; nothing where it has none."""
        parts = (each.part for each in self.relations if each.kind.endswith(kind))
        return next(parts, "")

    def is_ours(self, sheet: SheetOf) -> bool:
        """Tell whether a sheet is marked as ours."""
        return any(sheet is other for other in self.marked.values())

    def tables(self, part: str) -> Iterator[tuple[str, Element]]:
        """Give the tables of a sheet, each with its part."""
        for relation in relations_of(self.entries, part):
            if self.types.of(relation.part).endswith(TABLE):
                yield relation.part, parse(self.entries.read(relation.part))

    def foreign_tables(self) -> Iterator[Element]:
        """Give the tables that don't stand on sheets of ours."""
        for part in self.types.with_type(TABLE):
            if part in self.entries and part not in self.own_parts:
                yield parse(self.entries.read(part))


def is_local(name: Element) -> bool:
    """Tell whether a defined name belongs to one sheet only."""
    return name.get("localSheetId") is not None


def foreign_sheets(content: bytes) -> tuple[str, ...]:
    """Name the sheets of a workbook that are not ours.

    Raises:
        CarteiraError: it is no workbook that we could write into.
    """
    book = Book(content)
    return tuple(sheet.name for sheet in book.sheets if not book.is_ours(sheet))


def holds_ours(content: bytes) -> bool:
    """Tell whether any sheet of a workbook is ours.

    Raises:
        CarteiraError: it is no workbook that we could write into.
    """
    book = Book(content)
    return any(book.is_ours(sheet) for sheet in book.sheets)
