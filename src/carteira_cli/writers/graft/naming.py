"""What our sheets, tables and settings are called in the user's book, where names are taken."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from carteira_cli.model.marks import is_mark, sheet_of
from carteira_cli.writers.graft.book import BUILT_IN, Book, SheetOf, is_local
from carteira_cli.writers.graft.formulas import Renaming
from carteira_cli.writers.graft.markup import Element, elements, local

_STEM = "Carteira_"
_NUMBER = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class Naming:
    """The new names, and the number and the name of each table of ours by its old name.

    ``foreign`` are the defined names of the book that stay, because they are the user's.
    """

    renaming: Renaming
    tables: Mapping[str, tuple[int, str]]
    foreign: tuple[Element, ...] = field(default=())


def settle(book: Book, gift: Book, kept: Mapping[str, SheetOf]) -> Naming:
    """Decide on all names at once: the user's stay, ours go around them.

    ``kept`` are our sheets of the book, by their marks, that stay though nothing replaces
    them: their names count as the user's.
    """
    given = [name.get("name") for name in gift.names if not is_local(name)]
    stays = _Staying(book, gift, kept, {name.casefold() for name in given})
    foreign = tuple(name for name in book.names if stays.is_foreign(name))
    taken = {name.get("name", "").casefold() for name in foreign if not is_local(name)}
    tables = [*book.foreign_tables(), *_tables_of(book, kept)]
    taken |= {table.get("displayName", "").casefold() for table in tables}
    settings = {name: _free(name, taken) for name in given if not is_mark(name)}
    chosen = _tables(book, gift, taken, {int(table.get("id", "0")) for table in tables})
    sheets = {
        sheet.name: book.marked[mark].name
        for mark, sheet in gift.marked.items()
        if mark in book.marked
    }
    names = settings | {old: new for old, (_, new) in chosen.items()}
    return Naming(Renaming(sheets, names), chosen, foreign)


@dataclass(frozen=True, slots=True)
class _Staying:
    """Tells our defined names from the user's own, which may well speak of our sheets."""

    book: Book
    gift: Book
    kept: Mapping[str, SheetOf]
    given: set[str]

    def is_foreign(self, name: Element) -> bool:
        label = name.get("name", "")
        if is_local(name):
            mark = self._mark(self.book.sheets[int(name.get("localSheetId"))].name)
            return self._is_untouched(mark) or (
                mark in self.gift.marked and not label.startswith(BUILT_IN)
            )
        if is_mark(label):
            return label in self.kept
        if self._is_untouched(self._mark(sheet_of(name.text or ""))):
            return True
        return not _earlier(label) & self.given

    def _is_untouched(self, mark: str) -> bool:
        return not mark or mark in self.kept

    def _mark(self, sheet: str) -> str:
        """Give the mark of a sheet; nothing for one that isn't ours."""
        found = self.book.marked.items()
        same = (mark for mark, each in found if each.name.casefold() == sheet.casefold())
        return next(same, "")


def _earlier(label: str) -> set[str]:
    """Give the names that ours may have had before it went around another."""
    folded = label.casefold()
    if not folded.startswith(_STEM.casefold()):
        return {folded}
    rest = folded.removeprefix(_STEM.casefold())
    return {folded, rest, _NUMBER.sub("", rest)}


def _candidates(name: str) -> Iterator[str]:
    """Give the names that ours may have, the best first."""
    yield name
    yield _STEM + name
    yield from (f"{_STEM}{name}_{number}" for number in count(2))


def _free(name: str, taken: set[str]) -> str:
    """Choose the first name that nobody has, and take it."""
    free = next(each for each in _candidates(name) if each.casefold() not in taken)
    taken.add(free.casefold())
    return free


def _tables_of(book: Book, kept: Mapping[str, SheetOf]) -> Iterator[Element]:
    for sheet in kept.values():
        yield from (table for _, table in book.tables(sheet.part))


def _tables(
    book: Book, gift: Book, taken: set[str], numbers: set[int]
) -> Mapping[str, tuple[int, str]]:
    """Name and number our tables; one with the same header keeps both, as formulas use them."""
    known = _known(book, gift)
    chosen: dict[str, tuple[int, str]] = {}
    new = []
    for mark, sheet in gift.marked.items():
        for _, table in gift.tables(sheet.part):
            name, old = table.get("displayName"), known[mark, _header(table)]
            if old and old[0][1].casefold() not in taken and old[0][0] not in numbers:
                chosen[name] = old.pop(0)
                numbers.add(chosen[name][0])
                taken.add(chosen[name][1].casefold())
            else:
                new.append(name)
    for name in new:
        number = next(each for each in count(1) if each not in numbers)
        numbers.add(number)
        chosen[name] = (number, _free(name, taken))
    return chosen


def _known(book: Book, gift: Book) -> Mapping[tuple[str, tuple[str, ...]], list[tuple[int, str]]]:
    """Give numbers and names of the tables of our earlier sheets, by sheet and header."""
    known: dict[tuple[str, tuple[str, ...]], list[tuple[int, str]]] = defaultdict(list)
    for mark, sheet in book.marked.items():
        for _, table in book.tables(sheet.part) if mark in gift.marked else ():
            known[mark, _header(table)].append(
                (int(table.get("id", "0")), table.get("displayName", ""))
            )
    return known


def _header(table: Element) -> tuple[str, ...]:
    columns = (each for each in elements(table) if local(each) == "tableColumn")
    return tuple(each.get("name", "") for each in columns)
