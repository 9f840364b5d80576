"""Rectangles of cells: read from their names, and tried for overlap."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import combinations

ROWS, COLUMNS = 1_048_576, 16_384
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")
_LINES = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both corners included, counted from one."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def meets(self, other: "Area") -> bool:
        """Tell whether two rectangles share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def holds(self, other: "Area") -> bool:
        """Tell whether another rectangle lies inside."""
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )


def column_number(letters: str) -> int:
    """Give the number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def area(text: str) -> Area | None:
    """Read ``A1`` or ``A1:B2``; None for anything else, and for what is beyond the sheet."""
    found = _AREA.fullmatch(text)
    if not found:
        return None
    left, top, right, bottom = found.groups()
    first = int(top), column_number(left)
    last = (int(bottom), column_number(right)) if bottom else first
    is_sound = first[0] <= last[0] <= ROWS and first[1] <= last[1] <= COLUMNS
    return Area(*first, *last) if is_sound else None


def lines(text: str) -> Area | None:
    """Read ``A:C`` or ``1:3``, whole columns or rows; None for anything else."""
    found = _LINES.fullmatch(text)
    if not found:
        return None
    left, right, top, bottom = found.groups()
    if left:
        return Area(1, column_number(left), ROWS, column_number(right))
    return Area(int(top), 1, int(bottom), COLUMNS)


def illegal(sqref: str) -> list[str]:
    """Give what is no rectangle in a list separated by blanks; an empty list is none either."""
    return [text for text in sqref.split() or [""] if area(text) is None and lines(text) is None]


def overlaps(areas: Iterable[Area]) -> Iterator[tuple[Area, Area]]:
    """Give pairs that share a cell, one for each area at least, going down the rows once."""
    open_until: list[tuple[int, int]] = []
    open_columns: list[tuple[int, Area]] = []
    for new in sorted(areas):
        while open_until and open_until[0][0] < new.top:
            _, left = heappop(open_until)
            at = bisect_left(open_columns, left, key=lambda entry: entry[0])
            del open_columns[at]
        at = bisect_left(open_columns, new.left, key=lambda entry: entry[0])
        beside = [old for _, old in open_columns[max(at - 1, 0) : at + 1]]
        clash = next((old for old in beside if old.meets(new)), None)
        if clash:
            yield clash, new
        else:
            heappush(open_until, (new.bottom, new.left))
            insort(open_columns, (new.left, new))


def clashes(areas: Iterable[Area], others: Iterable[Area]) -> Iterator[tuple[Area, Area]]:
    """Give the pairs of which one is of each kind, and those within the second kind."""
    known = list(others)
    yield from ((old, new) for old in areas for new in known if old.meets(new))
    yield from ((one, two) for one, two in combinations(known, 2) if one.meets(two))
