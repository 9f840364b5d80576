"""The sheets of an .xlsb: a chain of records, of which cells begin with their column.

Runs of cells of fixed size within the columns seen so far are passed over by the run.
"""

import re
from collections.abc import Iterator
from struct import Struct

import numpy as np
import numpy.typing as npt

from carteira_cli.readers.extents.reach import Reach

_ROW, _SHARED_TEXT, _TEXT_ITEM, _TEXTS_BEGIN = 0, 7, 19, 159
_VALUE_CELLS = range(2, 12)
_NUMBER = Struct("<I")
_ROWS, _COLUMNS = 1 << 20, 1 << 14
_SMALLEST_CELL = 11
_WITH_MORE = 0x80
_LENGTH_BYTES = 4

_BLANKS = rb"(?:\x01\x08.{8})*+"
_VALUES = rb"[\x02\x07]\x0c%b.{8}|[\x03\x04]\x09%b.{5}|\x05\x10%b.{12}"


class BrokenRecordError(Exception):
    """A record says something that is true of no sheet."""


def walk(part: bytes) -> Reach:
    """Measure one part; what is no sheet has no cells.

    Raises:
        BrokenRecordError: a row or a column is beyond any sheet.
    """
    reach = Reach()
    row, at, run = 0, 0, _run_within(0)
    while record := _record(part, at):
        kind, start, at = record
        if kind == _ROW:
            row = _number(part, start, _ROWS)
        elif kind in _VALUE_CELLS:
            column = _number(part, start, _COLUMNS)
            run = _run_within(column) if column > reach.columns else run
            reach.include(row, column)
        passed = run.match(part, at)
        if passed:
            reach.include(row if passed[1] else 0, 0, len(passed[1]) // _SMALLEST_CELL)
            at = passed.end()
    return reach


def lengths(part: bytes) -> npt.NDArray[np.int64]:
    """Bound the bytes of each shared text.

    Raises:
        BrokenRecordError: the part says that it holds more texts than it can.
    """
    each = []
    for kind, start, end in _records(part):
        if kind == _TEXT_ITEM:
            each.append(end - start)
        elif kind == _TEXTS_BEGIN:
            _number(part, start, len(part))
            _number(part, start + _NUMBER.size, len(part))
    return np.array(each, dtype=np.int64)


def shown_text(part: bytes, texts: npt.NDArray[np.int64]) -> int:
    """Add up the bytes of the shared texts that the cells of a part show."""
    shown = [
        _NUMBER.unpack_from(part, start + 2 * _NUMBER.size)[0]
        for kind, start, end in _records(part)
        if kind == _SHARED_TEXT and end - start >= 3 * _NUMBER.size
    ]
    known = np.array(shown, dtype=np.int64)
    return int(texts[known[known < len(texts)]].sum())


def _run_within(column: int) -> re.Pattern[bytes]:
    """Match cells up to a column, which each name in four bytes; the first group has values."""
    high, low = divmod(max(column - 1, 0), 1 << 8)
    place = rb"(?:[\x00-%b][\x00-%b]|.[\x00-%b])\x00\x00" if high else rb"[\x00-%b]\x00\x00\x00"
    bounds = (low, high, high - 1) if high else (low,)
    column_bytes = place % tuple(re.escape(bytes([bound])) for bound in bounds)
    values = _VALUES % ((column_bytes,) * 3)
    pattern = rb"%b((?:(?:%b)%b)*+)" % (_BLANKS, values, _BLANKS)
    return re.compile(pattern, re.DOTALL)


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while record := _record(part, at):
        yield record
        at = record[2]


def _record(part: bytes, at: int) -> tuple[int, int, int] | None:
    """Give the kind of the record at a position, and where its data begin and end."""
    if at + 1 >= len(part):
        return None
    kind, at = part[at], at + 1
    if kind & _WITH_MORE:
        kind, at = (kind & ~_WITH_MORE) | part[at] << 7, at + 1
    size = 0
    for place in range(_LENGTH_BYTES):
        byte = part[at] if at < len(part) else 0
        size |= (byte & ~_WITH_MORE) << 7 * place
        at += 1
        if not byte & _WITH_MORE:
            break
    return kind, at, at + size


def _number(part: bytes, at: int, below: int) -> int:
    """Read a number counted from 0, and give it counted from 1.

    Raises:
        BrokenRecordError: it is too large to be true.
    """
    if at + _NUMBER.size > len(part):
        return 1
    number = int(_NUMBER.unpack_from(part, at)[0])
    if number >= below:
        raise BrokenRecordError
    return number + 1
