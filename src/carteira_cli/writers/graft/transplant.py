"""The parts of our sheets on their way into another book: free names, adapted contents."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from carteira_cli.writers.graft.book import TABLE, Book
from carteira_cli.writers.graft.markup import Element, parse, serialise
from carteira_cli.writers.graft.naming import Naming
from carteira_cli.writers.graft.relations import (
    reachable,
    relations,
    relations_of,
    relations_part,
    relative,
)
from carteira_cli.writers.graft.sheets import Setting, adapt, adapt_rules, rename
from carteira_cli.writers.graft.styles import Remap

_NUMBER = re.compile(r"\d*$")
_CHART = "drawingml.chart+xml"


@dataclass(frozen=True, slots=True)
class Transplant:
    """Everything that decides what becomes of a part of ours in the user's book."""

    gift: Book
    book: Book
    formats: Remap
    naming: Naming
    texts: list[bytes]

    def sheet(self, part: str, new_part: str, *, selected: bool) -> None:
        """Put a sheet with all that belongs to it into the book, under its new name."""
        moved = self._moved(part, new_part)
        setting = Setting(self.formats, self.naming.renaming, self.texts)
        for old, new in moved.items():
            content = self.gift.entries.read(old)
            if old == part:
                content = adapt(content, setting, selected=selected)
            else:
                content = self._adapted(old, content)
            self.book.entries.put(new, content)
            self.book.types.say(new, self.gift.types.of(old))
            self._relate(old, new, moved)

    def _moved(self, part: str, new_part: str) -> Mapping[str, str]:
        """Give each part that belongs to a sheet a name that is free in the book."""
        moved = {part: new_part}
        for each in reachable(self.gift.entries, [part]):
            if each != part:
                moved[each] = free_part(self.book, each, taken=moved.values())
        return moved

    def _adapted(self, part: str, content: bytes) -> bytes:
        content_type = self.gift.types.of(part)
        if content_type.endswith(TABLE):
            return self._table(parse(content))
        if content_type.endswith(_CHART) and self.naming.renaming:
            root = parse(content)
            rename(root, self.naming.renaming)
            return serialise(root)
        return content

    def _table(self, table: Element) -> bytes:
        number, name = self.naming.tables[table.get("displayName")]
        table.set("id", str(number))
        table.set("name", name)
        table.set("displayName", name)
        adapt_rules(table, self.formats)
        rename(table, self.naming.renaming)
        return serialise(table)

    def _relate(self, old: str, new: str, moved: Mapping[str, str]) -> None:
        """Write the relations of a part, led to the new places of what belongs to it."""
        if not relations_of(self.gift.entries, old):
            return
        root = parse(self.gift.entries.read(relations_part(old)))
        for relation in relations(root, old):
            if relation.part:
                relation.element.set("Target", relative(moved[relation.part], new))
        self.book.entries.put(relations_part(new), serialise(root))


def free_part(book: Book, like: str, taken: Iterable[str] = ()) -> str:
    """Name a part after one of ours, with the first number that is free in the book."""
    stem, ending = posixpath.splitext(like)
    used = {name.casefold() for name in taken}
    names = (f"{_NUMBER.sub('', stem)}{number}{ending}" for number in count(1))
    return next(name for name in names if name not in book.entries and name.casefold() not in used)
