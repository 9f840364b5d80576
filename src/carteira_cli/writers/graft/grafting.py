"""Our sheets go into the user's own book, and nothing else in it changes.

The book is rewritten at the level of its package: of its own parts only the workbook, its
relations, the content types and the formats are touched, the last by additions only.
"""

from collections.abc import Mapping

from carteira_cli.writers.graft import guards
from carteira_cli.writers.graft.book import Book, SheetOf
from carteira_cli.writers.graft.markup import OFFICE, parse, serialise
from carteira_cli.writers.graft.mentions import mentioned
from carteira_cli.writers.graft.naming import settle
from carteira_cli.writers.graft.relations import (
    TYPES_PART,
    add_relation,
    relations_part,
    relative,
)
from carteira_cli.writers.graft.seating import Seating, arrange, compute_anew, define, relate, seat
from carteira_cli.writers.graft.sheets import is_selected, shared_texts
from carteira_cli.writers.graft.styles import NOTHING, Remap, merge
from carteira_cli.writers.graft.transplant import Transplant, free_part

_STYLES, _TEXTS, _CHAIN = "/styles", "/sharedStrings", "/calcChain"
_STYLES_KIND = f"{OFFICE}/styles"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def require_graftable(own: bytes) -> None:
    """Refuse a file that our sheets can't go into, before anything is computed.

    Raises:
        CarteiraError: it is of another format, locked, signed, shared, or not sound.
    """
    guards.require_unguarded(Book(own))


def graft(own: bytes, donor: bytes) -> bytes:
    """Put the sheets of ``donor``, a workbook of ours, into ``own``; give the new package.

    Sheets of ours that are there already are replaced where they stand; those that are made
    no more go, unless the user's formulas speak of them. Done twice, it is done once.

    Raises:
        CarteiraError: the book is one that we don't write into, or a name is taken.
    """
    book, gift = Book(own), Book(donor)
    guards.require_unguarded(book)
    guards.require_free_names(book, gift)
    guards.require_portable(gift)
    kept = mentioned(book, gift)
    naming = settle(book, gift, kept)
    seating = seat(book, gift, kept.values())
    selected = _selected(book, gift, kept)
    _clear(book, gift, kept)
    transplant = Transplant(gift, book, _formats(book, gift), naming, _texts(gift))
    for mark, sheet in gift.marked.items():
        part = _part(book, seating, mark, sheet)
        transplant.sheet(sheet.part, part, selected=mark in selected)
    arrange(book, seating)
    define(book, gift, seating, naming)
    compute_anew(book)
    return _packed(book)


def _part(book: Book, seating: Seating, mark: str, sheet: SheetOf) -> str:
    """Give the part of a sheet: its earlier self's, or a new one that the workbook knows."""
    if mark in book.marked:
        return book.marked[mark].part
    old = [each.part for each in book.sheets]
    part = free_part(book, sheet.part, taken=old)
    relate(book, seating.seats[sheet.name], part)
    return part


def _selected(book: Book, gift: Book, kept: Mapping[str, SheetOf]) -> frozenset[str]:
    """Say which sheets of ours are in the user's selection: as before, or for one that goes."""
    chosen = {
        mark for mark, sheet in book.marked.items() if is_selected(book.entries.read(sheet.part))
    }
    stay = chosen & gift.marked.keys()
    goes = chosen - stay - kept.keys()
    return frozenset(stay or ([next(iter(gift.marked))] if goes else ()))


def _clear(book: Book, gift: Book, kept: Mapping[str, SheetOf]) -> None:
    """Take our earlier sheets out, and the order of computing, which is found anew."""
    old = {mark: sheet for mark, sheet in book.marked.items() if mark not in kept}
    ended = {sheet.part for mark, sheet in old.items() if mark not in gift.marked}
    ways = [each for each in book.relations if each.kind.endswith(_CHAIN) or each.part in ended]
    for part in (*book.parts_of(old.values()), *(way.part for way in ways)):
        book.entries.remove(part)
        book.types.forget(part)
    for way in ways:
        way.element.getparent().remove(way.element)


def _formats(book: Book, gift: Book) -> Remap:
    """Append our formats to the book's; one that has none gets its first."""
    part = book.related(_STYLES)
    if not part:
        part = free_part(book, "xl/styles.xml")
        add_relation(book.relations_root, _STYLES_KIND, relative(part, book.part))
    own = parse(book.entries.read(part) if part in book.entries else NOTHING)
    formats = merge(own, parse(gift.entries.read(gift.related(_STYLES))))
    book.entries.put(part, serialise(own))
    book.types.say(part, _STYLES_TYPE)
    return formats


def _texts(gift: Book) -> list[bytes]:
    part = gift.related(_TEXTS)
    return shared_texts(gift.entries.read(part)) if part else []


def _packed(book: Book) -> bytes:
    book.entries.put(book.part, serialise(book.root))
    book.entries.put(relations_part(book.part), serialise(book.relations_root))
    book.entries.put(TYPES_PART, serialise(book.types.root))
    return book.entries.pack()
