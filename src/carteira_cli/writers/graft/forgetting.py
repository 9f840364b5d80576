"""Shared texts that no cell shows any more: names of customers who left a workbook of ours.

Excel keeps all texts of a book in one part, and cells count on their places in it. A sheet that
goes leaves its texts there, where nobody sees them and everybody can read them.
"""

import re
from collections.abc import Iterator

from carteira_cli.writers.graft.book import Book
from carteira_cli.writers.graft.markup import children, main, parse, serialise

_TEXTS = "/sharedStrings"
_SHEET = "spreadsheetml.worksheet+xml"
_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*\bt=(?:\"s\"|'s')[^<>]*>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^<>]*>\s*(\d+)\s*<")


def forget(content: bytes) -> bytes:
    """Empty the shared texts of a workbook of ours that no cell counts on.

    Each keeps its place, so that no cell has to be renumbered. A book without such texts stays
    the bytes that it was.

    Raises:
        CarteiraError: it is no workbook that we could write into.
    """
    book = Book(content)
    part = book.related(_TEXTS)
    if not part or part not in book.entries:
        return content
    used = {*_used(book)}
    root = parse(book.entries.read(part))
    left = [item for place, item in enumerate(children(root, "si")) if place not in used]
    told = [item for item in left if "".join(item.itertext())]
    if not told:
        return content
    for item in told:
        for each in [*item]:
            item.remove(each)
        item.append(item.makeelement(main("t")))
    book.entries.put(part, serialise(root))
    return book.entries.pack()


def _used(book: Book) -> Iterator[int]:
    """Give the places of the shared texts that cells show."""
    for part in book.types.with_type(_SHEET):
        if part in book.entries:
            for cell in _CELL.finditer(book.entries.read(part)):
                value = _VALUE.search(cell[1])
                if value:
                    yield int(value[1])
