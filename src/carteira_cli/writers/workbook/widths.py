"""How wide the columns of a table must be, and how tall its rows, for everything to fit."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import ceil

from carteira_cli.model.columns import Column, Kind
from carteira_cli.writers.workbook.cells import Cell
from carteira_cli.writers.workbook.typeface import pixels

_LINE_PIXELS = 17
_ROW_PADDING = 4
_HEADER_PADDING = 10
_HEADER_LINES = 3
_FILTER_BUTTON = 40  # the button itself, and as much on the other side of a centred header
_STEP, _DOUBT = 4, 12
_PADDING = 14
_RAGGED = 1.06  # lines end at words, so some room at their end is lost
_NARROWEST = 52
_WIDEST_NAME = 340
_PROSE_LEAST, _PROSE_MOST, _LINES_MOST = 280, 620, 720
_STRETCH = 1.2
_SENTENCE_CHARACTERS, _SENTENCE_SPACES = 45, 6
_PROSE_PART = 4
_MOST_LINES = 6
_LONGEST_SAMPLED = 12
_MONEY_SIGN = len("-R$ ")
_DATE_PIXELS = 82


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts that may run over several lines: the cells of each column, from ``row`` down.

    With ``lines`` every row has the height of so many, whatever its texts need.
    """

    row: int
    columns: Mapping[int, Sequence[Cell]]
    header: bool = False
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Width:
    """The pixels of a column, and whether it holds prose, which wraps.

    For prose, ``pixels`` is what its longest text would take on one line.
    """

    pixels: int
    prose: bool = False


def width(column: Column, header: str, values: Sequence[Cell]) -> Width:
    """Fit a column to its header (broken at spaces) and its contents.

    A few very long names, and all lists, are cut off by their neighbours, so that they don't make
    rows tall.
    """
    wide = max(_NARROWEST, _content_pixels(column.kind, values))
    if wide > _WIDEST_NAME and column.kind is not Kind.LIST and _is_prose(values):
        return Width(wide, prose=True)
    return Width(_header_pixels(header, min(wide, _WIDEST_NAME)))


def share_room(widths: Sequence[Width], page: int, lines: int = 0) -> list[Width]:
    """Give prose what the other columns leave of the page, within readable bounds.

    Where rows show only so many ``lines``, it gets what its longest text needs to be seen whole.
    """
    if lines:
        return [_fit_lines(each, lines) if each.prose else each for each in widths]
    prose = sum(each.prose for each in widths)
    rest = page - sum(each.pixels for each in widths if not each.prose)
    fair = min(_PROSE_MOST, max(_PROSE_LEAST, rest // max(1, prose)))
    return [_fit_prose(each, fair) if each.prose else each for each in widths]


def _fit_lines(whole: Width, lines: int) -> Width:
    needed = ceil(whole.pixels * _RAGGED / lines) + 2 * _PADDING
    if whole.pixels <= _PROSE_LEAST * _STRETCH:
        return whole
    return replace(whole, pixels=min(_LINES_MOST, max(_PROSE_LEAST, needed)))


def _fit_prose(whole: Width, fair: int) -> Width:
    """Stretch a little where that saves every row its second line."""
    return whole if whole.pixels <= fair * _STRETCH else replace(whole, pixels=fair)


def row_heights(texts: Texts, widths: Mapping[int, int]) -> list[int]:
    """Estimate the pixels that each row takes, once the final widths of columns are known."""
    most = _HEADER_LINES if texts.header else _MOST_LINES
    padding = _HEADER_PADDING if texts.header else _ROW_PADDING
    if texts.lines:
        rows = len(next(iter(texts.columns.values()), ()))
        return [texts.lines * _LINE_PIXELS] * rows
    lines = (
        _lines(cells, widths[col] - _PADDING, bold=texts.header)
        for col, cells in texts.columns.items()
    )
    return [min(most, max(row)) * _LINE_PIXELS + padding for row in zip(*lines, strict=True)]


def _lines(cells: Sequence[Cell], room: int, *, bold: bool) -> list[int]:
    """Estimate the lines of each text of a column, measuring a repeated text once."""
    lines = {cell: _lines_of(cell, room, bold=bold) for cell in set(cells)}
    return [lines[cell] for cell in cells]


def _lines_of(cell: Cell, room: int, *, bold: bool) -> int:
    whole = pixels(cell, bold=bold) if isinstance(cell, str) else 0
    return 1 if whole <= room + _PADDING else ceil(whole * _RAGGED / room)


def _header_pixels(header: str, least: int) -> int:
    """Find the least width at which no line of the header reaches the filter's button."""
    return next(wide for wide in count(least, _STEP) if _is_clear(header.split(" "), wide))


def _is_clear(words: Sequence[str], wide: int) -> bool:
    """Tell whether all lines are clear of the button, wherever programs may break them."""
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        spare = wide - pixels(longer, bold=True)
        if abs(spare) < _DOUBT:
            return False
        lines[-1:] = [longer] if spare > 0 else [lines[-1], word]
    longest = max(pixels(line, bold=True) for line in lines)
    return len(lines) <= _HEADER_LINES and longest + _FILTER_BUTTON <= wide


def _content_pixels(kind: Kind, values: Sequence[Cell]) -> int:
    texts = (value for value in values if isinstance(value, str))
    longest = [pixels(text) for text in heapq.nlargest(_LONGEST_SAMPLED, texts, key=len)]
    numbers = [value for value in values if isinstance(value, int | float)]
    if numbers:
        longest.append(_number_pixels(kind, numbers))
    return max(longest, default=0) + _PADDING


def _number_pixels(kind: Kind, numbers: Sequence[float]) -> int:
    if kind in (Kind.DATE, Kind.MONTH):
        return _DATE_PIXELS
    largest = max(abs(min(numbers)), abs(max(numbers)))
    if kind is Kind.MONEY:
        return pixels("0" * (len(f"{largest:,.2f}") + _MONEY_SIGN))
    return pixels("0" * (len(f"{largest:,.1f}") + 1))


def _is_prose(values: Sequence[Cell]) -> bool:
    """Tell whether a good part of a column's texts are sentences, not names or addresses."""
    texts = sum(isinstance(value, str) for value in values)
    sentences = sum(isinstance(value, str) and _is_sentence(value) for value in values)
    return sentences * _PROSE_PART > texts


def _is_sentence(text: str) -> bool:
    return len(text) > _SENTENCE_CHARACTERS and text.count(" ") >= _SENTENCE_SPACES
