"""The texts that cells share: how many there are, and those that somebody asks for.

They are taken from the text of the part itself, as the cells are; that it is XML is the business
of another check.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from carteira_cli.writers.package import markup
from carteira_cli.writers.package.lengths import unescaped, units

CELL_LIMIT = 32_767
_ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_READING = re.compile(rb"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_RUN = re.compile(rb"<(?:\w+:)?t\b[^>]*?(?<!/)>(.*?)</(?:\w+:)?t>", re.DOTALL)


@dataclass(slots=True)
class SharedTexts:
    """What one pass over the shared texts told."""

    count: int = 0
    too_long: dict[int, int] = field(default_factory=dict)
    wanted: dict[int, str] = field(default_factory=dict)


def read(stream: IO[bytes], wanted: Collection[int]) -> SharedTexts:
    """Count the texts, measure them, and keep the wanted ones."""
    found = SharedTexts()
    for item in _items(stream):
        if len(item) > CELL_LIMIT:
            length = units(text_of(item))
            if length > CELL_LIMIT:
                found.too_long[found.count] = length
        if found.count in wanted:
            found.wanted[found.count] = text_of(item)
        found.count += 1
    return found


def text_of(item: bytes) -> str:
    """Give the text of a shared or inline string: its runs, without phonetic readings."""
    text = b"".join(_RUN.findall(_READING.sub(b"", item)))
    return unescaped(unescape(text.decode("utf-8", "replace")))


def _items(stream: IO[bytes]) -> Iterator[bytes]:
    pending = b""
    for piece in markup.pieces(stream):
        pending = markup.plain(pending + piece)
        end = 0
        for item in _ITEM.finditer(pending):
            yield item[1] or b""
            end = item.end()
        pending = pending[end:]
