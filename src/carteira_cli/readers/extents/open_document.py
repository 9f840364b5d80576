"""The sheets of an .ods: rows and cells that may say "and so on, a million times"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carteira_cli.readers.extents.reach import Reach

_ROW = b"<table:table-row"
_TABLE = re.compile(rb"<table:table[\s>]")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])")
_VALUE = re.compile(rb"value-type|<text:")
_REPEATED = {
    axis: re.compile(rb"""number-%b-repeated\s*=\s*["']([^"']*)["']""" % axis)
    for axis in (b"rows", b"columns")
}
_SPACES = re.compile(rb"""text:c\s*=\s*["'][^"']{4,}""")
_MOST_DIGITS = 9
_LONGEST_ROW = 1 << 26


class UnfoldingError(Exception):
    """Something says that it is repeated more often than any sheet allows."""


@dataclass(slots=True)
class Table:
    """How far one table reaches, and the bytes of text in it once unfolded."""

    reach: Reach = field(default_factory=Reach)
    text: int = 0


def walk(pieces: Iterable[bytes]) -> Iterator[Table]:
    """Measure each table in turn.

    Raises:
        UnfoldingError: a cell or a row unfolds beyond all measure.
    """
    table, rows = Table(), 0
    for piece in _rows(pieces):
        if _SPACES.search(piece):
            raise UnfoldingError
        if piece.startswith(_ROW):
            times = _repeats(_tag(piece), b"rows")
            rows += times
            _add_row(table, piece, rows, times)
        if _TABLE.search(piece):
            yield table
            table, rows = Table(), 0
    yield table


def _rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut before every row; what follows the last row of a table comes with it."""
    left = b""
    for piece in pieces:
        first, *rest = (left + piece).split(_ROW)
        *found, left = first, *(_ROW + each for each in rest)
        if len(left) > _LONGEST_ROW:
            raise UnfoldingError
        yield from found
    yield left


def _add_row(table: Table, row: bytes, until: int, times: int) -> None:
    if not _VALUE.search(row):
        return
    if b"repeated" not in row:
        width = len(_CELL.findall(row))
        table.reach.include(until, width, width)
        table.text += len(row)
        return
    column = 0
    for cell in _cells(row):
        repeated = _repeats(_tag(cell), b"columns")
        column += repeated
        if _VALUE.search(cell):
            table.reach.include(until, column, repeated * times)
            table.text += len(cell) * repeated * times


def _cells(row: bytes) -> Iterator[bytes]:
    starts = [match.start() for match in _CELL.finditer(row)]
    for start, end in zip(starts, [*starts[1:], len(row)], strict=True):
        yield row[start:end]


def _tag(text: bytes) -> bytes:
    """Give the opening tag at the start of a text, and more where that is not sure."""
    tag = text[: text.find(b">") + 1]
    return text if tag.count(b'"') % 2 or b"'" in tag else tag


def _repeats(tag: bytes, axis: bytes) -> int:
    said = _REPEATED[axis].findall(tag)
    if any(len(each) > _MOST_DIGITS or not each.isdigit() for each in said):
        raise UnfoldingError
    return max(map(int, said), default=1)
