"""The sheets of an .xlsx: their XML is walked tag by tag, without building anything.

Nearly all programs write a cell as ``<c r="AB12"``, some with a prefix before every name. Such
sheets are measured by the block; any other hand is followed cell by cell, as the parser does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from carteira_cli.readers.extents.cell_box import CellBox
from carteira_cli.readers.extents.reach import Reach
from carteira_cli.readers.limits import MOST_CELLS

_Bytes = npt.NDArray[np.uint8]
_Positions = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]

_PADDING = 32
_LESS, _SLASH, _BLANK, _CLOSE, _QUOTE = b'</ >"'
_BEFORE_THE_PLACE = b'<c r="'
_MOST_LETTERS, _MOST_DIGITS = 4, 8
_LETTERS, _TEN = 26, 10
_LONGEST_TAG = 1 << 20
_FEW = 200
_SLACK, _GROWTH = 1.1, 2
_SMALLEST_CELL = len(b'<c r="A1"><v>1</v></c>')


def _among(letters: bytes) -> _Mask:
    table = np.zeros(256, dtype=bool)
    table[[*letters]] = True
    return table


_VALUE, _ENDS_NAME, _NO_CHILD = _among(b"vft"), _among(b"> /"), _among(b"/cr")

_HEAD = re.compile(rb"[^<]*(?:<[?!][^<]*)*<([\w.-]+):\w")
_OTHER_CELL = re.compile(rb"<(?:[^\s<>/:]+:c[\s/>]|c[\t\r\n\f\v/>])")
_UNCALCULATED = re.compile(
    rb'<c r="[A-Z]+([0-9]+)"[^<>]*>\s*(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)\s*'
    rb"(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)

_HIDES = (b'hidden="1"', b'hidden="true"')
_HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\br="([0-9]+)"')
_CELL_OR_ROW = re.compile(rb"<(/?)(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])")
_ATTRIBUTES = re.compile(rb"""((?:\s+[^\s=<>"'/]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*)\s*(/?)>""")
_PLACE = re.compile(rb"""\s([^\s=]+)\s*=\s*["']([A-Za-z]*)([0-9]*)[^"']*["']""")
_NO_VALUE = re.compile(rb"\s*(?:</|<c[\s>])")


@dataclass(slots=True)
class Walked:
    """What a part turned out to hold: how far it reaches, and which rows call for a word.

    ``uncalculated`` are the rows of formulas without a result, ``hidden`` those that a filter or
    the user keeps from sight.
    """

    reach: Reach = field(default_factory=Reach)
    uncalculated: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


_Tag = tuple[bool, bytes, tuple[int, int], bool]
"""Whether it closes a row or cell, its name, its place (0 where left out), if it is empty."""


class UnusualError(Exception):
    """The XML is not written as a program would write it."""


def walk(pieces: Iterable[bytes], again: Iterable[bytes], size: int) -> Walked:
    """Measure a part of ``size`` bytes; ``again`` gives the same pieces once more.

    Raises:
        UnusualError: there is a cell that can't be told from something else.
    """
    try:
        walked = _by_the_block(pieces, size)
        if walked.reach.cells > MOST_CELLS:
            walked.reach = _exactly(again)
    except UnusualError:
        return _cell_by_cell(again)
    return walked


def whole_cells(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Cut where a cell begins or a row ends, so that no piece ends in the middle of a cell.

    Raises:
        UnusualError: a tag that may be a cell goes on and on.
    """
    left = b""
    for piece in pieces:
        text = left + piece
        cut = max(text.rfind(b"</row"), text.rfind(b"<c"))
        cut = text.rfind(b"<") if cut < 0 else cut
        if cut > 0:
            yield text[:cut]
        left = text[cut:] if cut >= 0 else b""
        if len(left) > _LONGEST_TAG:
            if _CELL_OR_ROW.match(left):
                raise UnusualError
            left = b""
    yield left


def _by_the_block(pieces: Iterable[bytes], size: int) -> Walked:
    """Measure the first cells, guess the rest, and check that the guess holds.

    The reach is rounded up, and what it counts as occupied is all that there is room for.
    """
    walked = Walked()
    box = None
    for piece in whole_cells(_plain_names(pieces)):
        walked.hidden += _hidden_rows(piece)
        if box is not None and box.holds(piece):
            continue
        reach = Reach()
        _measure(piece, reach)
        walked.uncalculated += map(int, _UNCALCULATED.findall(piece))
        if not reach.occupied:
            continue
        if box is None:
            box = CellBox(reach.columns, int(reach.rows * max(size / len(piece), 1) * _SLACK))
        elif reach.columns > box.columns or reach.rows > box.rows:
            rows = reach.rows * _GROWTH if reach.rows > box.rows else box.rows
            box = CellBox(max(reach.columns, box.columns), rows)
    if box is not None:
        walked.reach.include(box.rows, box.columns, size // _SMALLEST_CELL)
    return walked


def _hidden_rows(piece: bytes) -> Iterator[int]:
    return map(int, _HIDDEN_ROW.findall(piece)) if any(map(piece.count, _HIDES)) else iter(())


def _exactly(pieces: Iterable[bytes]) -> Reach:
    reach = Reach()
    for piece in whole_cells(_plain_names(pieces)):
        _measure(piece, reach)
    return reach


def _plain_names(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Drop the prefix that some programs put before every name (``<x:c r="A1">``)."""
    steady = iter(pieces)
    first = next(steady, b"")
    head = _HEAD.match(first)
    if head is None:
        yield from chain([first], steady)
        return
    opening, closing = b"<" + head[1] + b":", b"</" + head[1] + b":"
    for piece in whole_cells(chain([first], steady)):
        yield piece.replace(opening, b"<").replace(closing, b"</")


def _measure(piece: bytes, reach: Reach) -> None:
    """Look at all cells of a piece at once.

    Raises:
        UnusualError: a tag that may be a cell is not written as expected.
    """
    text = np.frombuffer(piece + bytes(_PADDING), dtype=np.uint8)
    tags = np.flatnonzero(text == _LESS)
    first, second = text[tags + 1], text[tags + 2]
    cells = (first == ord("c")) & (second == _BLANK)
    usual = cells | (first == _SLASH) | _is_value(text, tags, first, second)
    _check_others(piece, tags[~usual])
    if not cells.any():
        return
    every = tags[cells]
    for distance, byte in enumerate(_BEFORE_THE_PLACE):
        if (text[every + distance] != byte).any():
            raise UnusualError
    following = np.append(first[1:], np.uint8(_SLASH))
    _include(text, tags[cells & ~_NO_CHILD[following]] + len(_BEFORE_THE_PLACE), reach)


def _is_value(text: _Bytes, tags: _Positions, first: _Bytes, second: _Bytes) -> _Mask:
    """Tell the tags of values, formulas, rows and texts, the bulk of what is no cell."""
    short = _VALUE[first] & _ENDS_NAME[second]
    row = (first == ord("r")) & (second == ord("o")) & _ENDS_NAME[text[tags + 4]]
    inline = (first == ord("i")) & (second == ord("s")) & (text[tags + 3] == _CLOSE)
    usual: _Mask = short | row | inline
    return usual


def _check_others(piece: bytes, tags: _Positions) -> None:
    """Look at the rest one by one, or all at once where they are many."""
    if len(tags) > _FEW:
        found = b"<!" in piece or bool(_OTHER_CELL.search(piece))
    else:
        found = any(piece.startswith(b"<!", t) or _OTHER_CELL.match(piece, t) for t in tags)
    if found:
        raise UnusualError


def _include(text: _Bytes, at: _Positions, reach: Reach) -> None:
    """Read places such as ``AB12"`` and keep the farthest.

    Raises:
        UnusualError: one of them is no place in a sheet.
    """
    if not len(at):
        return
    column, at = _digits(text, at, ord("A"), _LETTERS, 1, _MOST_LETTERS)
    row, at = _digits(text, at, ord("0"), _TEN, 0, _MOST_DIGITS)
    if (text[at] != _QUOTE).any() or not column.all() or not row.all():
        raise UnusualError
    reach.include(int(row.max()), int(column.max()), len(at))


def _digits(
    text: _Bytes, at: _Positions, zero: int, base: int, lowest: int, most: int
) -> tuple[_Positions, _Positions]:
    """Read numbers written in letters or digits, and give where they end."""
    number = np.zeros(len(at), dtype=np.int64)
    for _ in range(most):
        digit = text[at].astype(np.int64) - zero
        here = (digit >= 0) & (digit < base)
        if not here.any():
            break
        number = np.where(here, number * base + digit + lowest, number)
        at = at + here
    return number, at


def _cell_by_cell(pieces: Iterable[bytes]) -> Walked:
    """Follow rows and cells one by one; their places may be left out.

    Raises:
        UnusualError: what a cell says of itself can't be read.
    """
    walked = Walked()
    row = column = 1
    for closes, name, place, is_empty in _rows_and_cells(pieces):
        if name == b"row":
            row, column = (row + 1, 1) if closes else (place[0] or row, column)
            row += is_empty and not closes
        elif not closes:
            at_row, at_column = place[0] or row, place[1] or column
            column = at_column + 1
            if not is_empty:
                walked.reach.include(at_row, at_column)
    return walked


def _rows_and_cells(pieces: Iterable[bytes]) -> Iterator[_Tag]:
    """Give each tag of a row or cell."""
    for piece in whole_cells(pieces):
        for tag in _CELL_OR_ROW.finditer(piece):
            closes, name = bool(tag[1]), tag[2]
            attributes = _ATTRIBUTES.match(piece, tag.end())
            if attributes is None:
                raise UnusualError
            is_empty = bool(attributes[2]) or bool(_NO_VALUE.match(piece, attributes.end()))
            is_empty = is_empty if name == b"c" else bool(attributes[2])
            yield closes, name, _place(attributes[1]), is_empty


def _place(attributes: bytes) -> tuple[int, int]:
    """Read the place of a row or cell, 0 where it is left out."""
    row = column = 0
    for name, in_letters, in_digits in _PLACE.findall(attributes):
        if name == b"r":
            row = int(in_digits[: _MOST_DIGITS + 1] or b"0")
            for letter in in_letters.upper()[: _MOST_LETTERS + 1]:
                column = column * _LETTERS + letter - ord("A") + 1
    return row, column
