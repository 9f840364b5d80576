"""Where our sheets stand among the user's, and what the workbook says of them all."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from carteira_cli.writers.graft.book import Book, SheetOf, is_local
from carteira_cli.writers.graft.markup import OFFICE, Element, child, children, main
from carteira_cli.writers.graft.naming import Naming
from carteira_cli.writers.graft.relations import add_relation, relative

_ORDER = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
_RELATION = f"{{{OFFICE}}}id"
_SHEET_KIND = f"{OFFICE}/worksheet"


@dataclass(frozen=True, slots=True)
class Seating:
    """The sheets of the book as they will stand, by their elements, and as they stood.

    ``seats`` gives the element of each sheet of ours by the sheet's name in its first book.
    """

    before: Sequence[Element]
    after: Sequence[Element]
    seats: Mapping[str, Element]

    def moved(self, number: int) -> int | None:
        """Say where a sheet stands now that stood in a place; None when it is gone."""
        element = self.before[number] if 0 <= number < len(self.before) else None
        return next((at for at, each in enumerate(self.after) if each is element), None)

    def place(self, name: str) -> int:
        """Say where a sheet of ours stands."""
        return next(at for at, each in enumerate(self.after) if each is self.seats[name])


def seat(book: Book, gift: Book, kept: Iterable[SheetOf]) -> Seating:
    """Put each sheet of ours where its earlier self was, else after the last of ours."""
    before = [sheet.element for sheet in book.sheets]
    stays = [sheet for sheet in book.sheets if not book.is_ours(sheet)]
    old = {
        gift.marked[mark].name: each for mark, each in book.marked.items() if mark in gift.marked
    }
    stays += [*kept, *old.values()]
    after = [each for each in before if any(each is sheet.element for sheet in stays)]
    ours = [at for at, each in enumerate(after, 1) if _is_one_of(each, book.marked.values())]
    end = max(ours, default=len(after))
    missing = [sheet.name for sheet in gift.marked.values() if sheet.name not in old]
    new = {name: _made(book, name, number) for number, name in enumerate(missing)}
    after[end:end] = new.values()
    seats = {name: sheet.element for name, sheet in old.items()} | new
    return Seating(before, after, {sheet.name: seats[sheet.name] for sheet in gift.marked.values()})


def _is_one_of(element: Element, sheets: Iterable[SheetOf]) -> bool:
    return any(element is sheet.element for sheet in sheets)


def _made(book: Book, name: str, number: int) -> Element:
    """Make a sheet with the next free number; its relation is known once it has a part."""
    used = [int(sheet.element.get("sheetId", "0")) for sheet in book.sheets]
    made = book.root.makeelement(main("sheet"), nsmap=book.root.nsmap)
    made.set("name", name)
    made.set("sheetId", str(max(used, default=0) + 1 + number))
    return made


def relate(book: Book, element: Element, part: str) -> None:
    """Give a new sheet a relation of its own."""
    name = add_relation(book.relations_root, _SHEET_KIND, relative(part, book.part))
    element.set(_RELATION, name)


def arrange(book: Book, seating: Seating) -> None:
    """Write the list of sheets, and let the same sheet be in view as before."""
    sheets = child(book.root, "sheets", _ORDER)
    sheets[:] = seating.after
    for view in children(book.root.find(main("bookViews")), "workbookView"):
        for name, lost in (("activeTab", _first(seating)), ("firstSheet", 0)):
            if name in view.attrib:
                moved = seating.moved(int(view.get(name)))
                view.set(name, str(lost if moved is None else moved))


def _first(seating: Seating) -> int:
    return min(map(seating.place, seating.seats))


def define(book: Book, gift: Book, seating: Seating, naming: Naming) -> None:
    """Write the defined names: the user's in their order, then ours."""
    names = child(book.root, "definedNames", _ORDER)
    for name in naming.foreign:
        if is_local(name):
            name.set("localSheetId", str(seating.moved(int(name.get("localSheetId")))))
    names[:] = [*naming.foreign, *(_adopted(name, gift, seating, naming) for name in gift.names)]


def _adopted(name: Element, gift: Book, seating: Seating, naming: Naming) -> Element:
    adopted = deepcopy(name)
    adopted.tail = None
    label = name.get("name")
    if is_local(name):
        home = gift.sheets[int(name.get("localSheetId"))].name
        adopted.set("localSheetId", str(seating.place(home)))
    else:
        adopted.set("name", naming.renaming.names.get(label, label))
    adopted.text = naming.renaming.formula(name.text or "")
    return adopted


def compute_anew(book: Book) -> None:
    """Have every formula computed when the book is opened: the user's may read our cells."""
    child(book.root, "calcPr", _ORDER).set("fullCalcOnLoad", "1")
