"""Whether anything of the user's speaks of a sheet of ours, so that it can't just go."""

import re
from collections.abc import Iterator, Mapping

from carteira_cli.model.marks import is_mark
from carteira_cli.writers.graft.book import Book, SheetOf, is_local

_TEXTS = "sharedstrings.xml"
_FOLDER = "xl/"
_ESCAPED = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "(?:''|&apos;&apos;)"))


def mentioned(book: Book, gift: Book) -> Mapping[str, SheetOf]:
    """Give our sheets that are made no more and that the user's formulas speak of, by mark.

    Without its sheet or its table such a formula would break, and the file with it.
    """
    gone = {mark: sheet for mark, sheet in book.marked.items() if mark not in gift.marked}
    if not gone:
        return {}
    spoken = [*_spoken(book)]
    return {mark: sheet for mark, sheet in gone.items() if _is_spoken_of(book, sheet, spoken)}


def _is_spoken_of(book: Book, sheet: SheetOf, spoken: list[str]) -> bool:
    tables = [table.get("displayName", "") for _, table in book.tables(sheet.part)]
    words = [rf"{_pattern(sheet.name)}(?:'|&apos;)?!", *(rf"\b{_pattern(t)}\[" for t in tables)]
    wanted = re.compile("|".join(words), re.IGNORECASE)
    return any(wanted.search(text) for text in spoken)


def _pattern(name: str) -> str:
    pattern = re.escape(name)
    for sign, code in _ESCAPED:
        pattern = pattern.replace(re.escape(sign), code)
    return pattern


def _spoken(book: Book) -> Iterator[str]:
    """Give everything of the user's that may hold a formula."""
    for name in book.names:
        if not is_mark(name.get("name", "")) and not is_local(name):
            yield name.text or ""
    own = {part.casefold() for part in (*book.own_parts, book.part)}
    for entry in book.entries:
        part = entry.name.casefold()
        is_xml = part.startswith(_FOLDER) and part.endswith(".xml") and not part.endswith(_TEXTS)
        if is_xml and part not in own:
            yield entry.content().decode("utf-8", "replace")
