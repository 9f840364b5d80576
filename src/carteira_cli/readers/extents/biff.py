"""The sheets of an .xls: a stream of records, of which cells begin with row and column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from struct import Struct

import numpy as np

from carteira_cli.readers.extents.reach import Reach

_HEADER, _PLACE, _LAST, _LONG = Struct("<HH"), Struct("<HH"), Struct("<H"), Struct("<I")
_SIZES = {14: Struct("<IIHH"), 10: Struct("<HHHH")}
_TEXT_HEAD = Struct("<HB")
_TAILS = ((0x8, 4, Struct("<H")), (0x4, 1, _LONG))
_CELLS_AT_ONCE = -1
_SHEET, _TEXTS, _CONTINUED, _SIZE, _END = 0x85, 0xFC, 0x3C, 0x200, 0xA
_TEXT_CELL = b"\xfd\x00\x0a\x00"
_BYTES_OF_A_LETTER = 3
_MANY_NUMBERS = 0xBD
_CELLS = frozenset(
    {2, 3, 4, 5, 6, _MANY_NUMBERS, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x206, 0x221, 0x27E, 0x406}
)
_COLUMNS = 256
_LARGEST_SHEET = 65_536 * _COLUMNS
_NUMBER_OR_TEXT = rb"(?:\xfd\x00\x0a\x00|\x7e\x02\x0a\x00)(.{4}).{6}|\x03\x02\x0e\x00(.{4}).{10}"
_BLANK = rb"\x01\x02\x06\x00.{6}"
_RUN = re.compile(rb"(?:%b|%b)*+" % (_NUMBER_OR_TEXT, _BLANK), re.DOTALL)
_ONE = re.compile(rb"%b|%b" % (_NUMBER_OR_TEXT, _BLANK), re.DOTALL)


class BrokenRecordError(Exception):
    """A record says something that is true of no stream of this kind."""


@dataclass(slots=True)
class Stream:
    """What a stream turned out to hold.

    ``sheets`` has one reach for each sheet that the stream lists (one for all where it lists
    none), ``text`` the bytes of all shared texts that the cells show, at most; ``is_sound`` is
    false where a size or a count can't be true, so that a parser that believes it would ask for
    too much memory.
    """

    sheets: list[Reach] = field(default_factory=list)
    text: int = 0
    is_sound: bool = True


def walk(stream: bytes) -> Stream:
    """Measure every sheet of a stream.

    Raises:
        BrokenRecordError: a cell lies beyond any sheet, or there are fewer texts than stated.
    """
    starts: list[int] = []
    texts: list[bytes] = []
    found = Stream()
    in_texts = False
    for kind, data in _records(stream, 0):
        if kind == _SHEET:
            starts.append(*_at(_LONG, data, 0))
        elif kind == _TEXTS and texts:
            raise BrokenRecordError
        elif kind == _TEXTS or (kind == _CONTINUED and in_texts):
            texts.append(data)
        in_texts = kind == _TEXTS or (kind == _CONTINUED and in_texts)
    known = {start: _sheet(stream, start, found) for start in {0, *starts}}
    found.sheets = [known[start] for start in starts or [0]]
    shown = stream.count(_TEXT_CELL)
    found.text = shown * _longest_text(texts) * _BYTES_OF_A_LETTER
    return found


def _longest_text(pieces: list[bytes]) -> int:
    """Give the letters of the longest shared text; texts run on from record to record.

    Raises:
        BrokenRecordError: there are fewer texts than the stream says.
    """
    if not pieces:
        return 0
    more = iter(pieces)
    piece, at, longest = next(more), 2 * _LONG.size, 0
    for _ in range(_at(_LONG, pieces[0], _LONG.size)[0]):
        while at >= len(piece):
            piece, at = _next(more), at - len(piece)
        letters, options = _at(_TEXT_HEAD, piece, at)
        at += _TEXT_HEAD.size
        longest = max(longest, letters)
        after = 0
        for flag, size, form in _TAILS:
            if options & flag:
                after += size * _at(form, piece, at)[0]
                at += form.size
        piece, at = _past_letters(more, piece, at, letters, options)
        at += after
    return longest


def _past_letters(
    more: Iterator[bytes], piece: bytes, at: int, letters: int, options: int
) -> tuple[bytes, int]:
    """Give where the letters of a text end; each record says anew how wide they are."""
    while True:
        width = 1 + (options & 1)
        here = min(letters, max(len(piece) - at, 0) // width)
        letters -= here
        at += here * width
        if not letters:
            return piece, at
        piece, at = _next(more), 1
        options = piece[0] if piece else 0


def _next(pieces: Iterator[bytes]) -> bytes:
    piece = next(pieces, None)
    if piece is None:
        raise BrokenRecordError
    return piece


def _sheet(stream: bytes, start: int, found: Stream) -> Reach:
    reach = Reach()
    for kind, data in _records(stream, start):
        if kind == _CELLS_AT_ONCE:
            _include_all(data, reach)
        elif kind in _CELLS:
            row, column = _at(_PLACE, data, 0)
            last = _at(_LAST, data, len(data) - _LAST.size)[0] if kind == _MANY_NUMBERS else column
            reach.include(row + 1, max(column, last) + 1, max(last - column, 0) + 1)
        elif kind == _SIZE:
            found.is_sound &= _is_possible(data)
    if reach.columns > _COLUMNS:
        raise BrokenRecordError
    return reach


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Give the records from a position to the end of their sheet; plain cells come by the run."""
    while at + _HEADER.size <= len(stream):
        kind, size = _HEADER.unpack_from(stream, at)
        at += _HEADER.size
        yield kind, stream[at : at + size]
        at += size
        if kind == _END:
            return
        run = _RUN.match(stream, at)
        if run and run.end() > at:
            yield _CELLS_AT_ONCE, stream[at : run.end()]
            at = run.end()


def _include_all(run: bytes, reach: Reach) -> None:
    places = np.frombuffer(b"".join(chain.from_iterable(_ONE.findall(run))), dtype="<u2")
    if len(places):
        rows, columns = places[0::2], places[1::2]
        reach.include(int(rows.max()) + 1, int(columns.max()) + 1, len(rows))


def _at(form: Struct, data: bytes, at: int) -> tuple[int, ...]:
    """Read numbers at a position, 0 where the record is too short for them."""
    return form.unpack(data[max(at, 0) :][: form.size].ljust(form.size, b"\x00"))


def _is_possible(size: bytes) -> bool:
    """Tell whether the stated size of a sheet is one that there can be."""
    form = _SIZES.get(len(size))
    if form is None:
        return False
    top, bottom, left, right = form.unpack(size[: form.size])
    if not bottom or not right:
        return True
    return bool(bottom > top and right > left and (bottom - top) * (right - left) <= _LARGEST_SHEET)
