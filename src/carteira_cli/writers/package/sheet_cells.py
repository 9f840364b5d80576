"""The rows of a worksheet, read once as a stream; what they hold is noted, what is wrong counted.

A workbook has millions of cells, so they are taken from the text itself: expat makes sure that
it is XML, and one expression takes each cell apart.
"""

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from html import unescape
from operator import lt
from typing import IO
from xml.parsers import expat

from carteira_cli.writers.package import formulas, markup
from carteira_cli.writers.package.lengths import unescaped, units
from carteira_cli.writers.package.markup import BrokenMarkupError, Walk
from carteira_cli.writers.package.ranges import COLUMNS, ROWS, column_number
from carteira_cli.writers.package.shared_texts import CELL_LIMIT

_MOST_FLAWS = 5
_SHOWN = 120
_MOST_SHAPES = 10_000
_BEGINNING = re.compile(rb"<((?:\w+:)?)sheetData\s*(/?)>")
_ATTRIBUTE = re.compile(rb"(?:^|\s)(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL = rb"""<%bc\ r="([A-Z]{1,3})([0-9]+)"(?:\ s="([0-9]+)")?(?:\ t="([a-zA-Z]+)")?
    (?:/>|>(?:<%bf>([^<]*)</%bf>)?(?:<%bv>([^<]*)</%bv>)?</%bc>)
  | <%bc\b([^>]*?)(?:/>|>(.*?)</%bc>)"""
_PLACE = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?v>)", re.DOTALL)
_INLINE = re.compile(rb"<(?:\w+:)?t\b[^>]*?(?<!/)>(.*?)</(?:\w+:)?t>", re.DOTALL)
_DIGITS = b"0123456789"
_OTHER_VALUES = {
    b"b": re.compile(rb"[01]|true|false"),
    b"e": re.compile(rb"#[A-Z0-9/_?!]+"),
    b"d": re.compile(rb"\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?|T?[\d:.]+Z?"),
}
_SIMPLE = frozenset({b"", b"s", b"str"})
_TEXTS = {b"str", b"inlineStr"}

_Parts = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]
"""Column, row, format, type, formula and value of a cell; else its attributes and its body."""


@dataclass(slots=True)
class Cells:
    """What the rows told, and the rest of the sheet (``frame``) as XML without them.

    ``flaws`` are details by slug; ``styles`` the first place of each format that is used;
    ``last_text`` the highest shared text and its place; ``headers`` the texts in the rows asked
    for, as an index where they are shared.
    """

    walk: Walk = field(default_factory=lambda: Walk("", frozenset()))
    frame: bytes = b""
    flaws: dict[str, list[str]] = field(default_factory=dict)
    styles: dict[bytes, str] = field(default_factory=dict)
    last_text: tuple[int, str] = (-1, "")
    headers: dict[tuple[int, int], int | str] = field(default_factory=dict)

    def note(self, slug: str, detail: str) -> None:
        """Keep a flaw, but only the first few of each kind."""
        known = self.flaws.setdefault(slug, [])
        if len(known) < _MOST_FLAWS:
            known.append(detail)


class _Columns(dict[bytes, int]):
    """The number of each column by its letters, found out once."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = column_number(letters.decode())
        return number


def read(
    stream: IO[bytes],
    dates: frozenset[bytes],
    titles: Collection[str],
    header_rows: Collection[int],
) -> Cells:
    """Read a worksheet to its end.

    ``dates`` are the formats that show dates, ``titles`` the names of the book's sheets in lower
    case, ``header_rows`` the rows whose texts are kept.
    """
    cells = Cells()
    rows = _Rows(cells, dates, titles, header_rows)
    checker = markup.parser()
    frame = _Frame(rows)
    try:
        for piece in markup.pieces(stream):
            checker.Parse(piece, False)  # noqa: FBT003  expat takes it by position
            frame.take(piece)
        checker.Parse(b"", True)  # noqa: FBT003  the same
    except (expat.ExpatError, BrokenMarkupError) as error:
        return Cells(Walk(str(error), frozenset()))
    cells.frame = frame.rest()
    cells.walk = markup.walk(markup.stream_of(cells.frame))
    return cells


class _Frame:
    """Parts the text of a sheet into what stands around the rows, and the rows."""

    def __init__(self, rows: "_Rows") -> None:
        self._rows = rows
        self._around: list[bytes] = []
        self._pending = b""
        self._take = self._head
        self._end = self._row_end = b""

    def take(self, piece: bytes) -> None:
        """Take the next piece."""
        self._pending += piece
        self._take()

    def rest(self) -> bytes:
        """Give what stands around the rows."""
        return b"".join([*self._around, self._pending])

    def _head(self) -> None:
        begin = _BEGINNING.search(self._pending)
        if not begin:
            return
        prefix, is_empty = begin.groups()
        self._end, self._row_end = b"</%bsheetData" % prefix, b"</%brow>" % prefix
        self._rows.spell(prefix)
        self._around.append(self._pending[: begin.end()])
        self._pending = self._pending[begin.end() :]
        self._take = self._tail if is_empty else self._body
        self._take()

    def _body(self) -> None:
        end = self._pending.find(self._end)
        cut = end if end >= 0 else self._pending.rfind(self._row_end) + len(self._row_end)
        if end >= 0 or cut >= len(self._row_end):
            body, self._pending = self._pending[:cut], self._pending[cut:]
            self._rows.take(body, self._row_end)
        if end >= 0:
            self._take = self._tail

    def _tail(self) -> None:
        """Leave the rest where it is."""


class _Rows:
    """Looks at every row and every cell once."""

    def __init__(
        self,
        cells: Cells,
        dates: frozenset[bytes],
        titles: Collection[str],
        header_rows: Collection[int],
    ) -> None:
        self._cells = cells
        self._dates = dates
        self._titles = titles
        self._header_rows = header_rows
        self._row = 0
        self._columns = _Columns()
        self._shapes: set[bytes] = set()
        self._opening = b"<row"
        self._pattern = re.compile(rb"")

    def spell(self, prefix: bytes) -> None:
        """Learn how the sheet writes its names."""
        self._opening = b"<%brow" % prefix
        pattern = _CELL.replace(b"%b", re.escape(prefix))
        self._pattern = re.compile(pattern, re.VERBOSE | re.DOTALL)

    def take(self, body: bytes, row_end: bytes) -> None:
        """Look at whole rows."""
        for segment in markup.plain(body).split(row_end):
            begins = segment.split(self._opening)
            for attributes in begins[1:]:
                self._begin(attributes.partition(b">")[0])
            if len(begins) > 1:
                self._look(begins[-1])

    def _begin(self, attributes: bytes) -> None:
        """Begin a row; one that doesn't say its number follows the one before."""
        found = _attributes(attributes.rstrip(b"/"))
        number = found.get(b"r", b"%d" % (self._row + 1))
        row = int(number) if number.isdigit() else 0
        if not self._row < row <= ROWS:
            self._cells.note("row-order", f"row {number!r} after row {self._row}")
        self._row = row or self._row + 1
        if b"s" in found:
            self._cells.styles.setdefault(found[b"s"], f"row {self._row}")

    def _look(self, segment: bytes) -> None:
        """Look at the cells of the row that has begun, all of them at once."""
        found = self._pattern.findall(segment)
        if not found:
            return
        parts = tuple(zip(*found, strict=True))
        if b"" in parts[0]:
            cells = (each if each[0] else _unusual(each) for each in found)
            parts = tuple(zip(*cells, strict=True))
        letters, digits, styles, kinds, formula, values, _, _ = parts
        self._order(letters, digits)
        self._styles(styles, letters)
        if any(formula):
            for text, place in zip(formula, letters, strict=True):
                if text:
                    self._formula(text, place)
        self._values(values, kinds, styles, letters)
        if self._row in self._header_rows:
            self._headers(values, kinds, letters)

    def _order(self, letters: Sequence[bytes], digits: Sequence[bytes]) -> None:
        """Each cell stands right of the one before; one that says no place is next to it."""
        row = b"%d" % self._row
        if b"" in letters:
            return
        columns = [self._columns[each] for each in letters]
        if set(digits) != {row} or columns[-1] > COLUMNS or not all(map(lt, columns, columns[1:])):
            names = b" ".join(map(b"".join, zip(letters, digits, strict=True)))
            self._cells.note("cell-order", f"row {self._row}: {names[:_SHOWN].decode()}")

    def _styles(self, styles: Sequence[bytes], letters: Sequence[bytes]) -> None:
        for new in set(styles).difference(self._cells.styles, (b"",)):
            self._cells.styles[new] = f"{letters[styles.index(new)].decode()}{self._row}"

    def _values(
        self,
        values: Sequence[bytes],
        kinds: Sequence[bytes],
        styles: Sequence[bytes],
        letters: Sequence[bytes],
    ) -> None:
        texts = [value for value, kind in zip(values, kinds, strict=True) if kind == b"s"]
        plain = [value for value, kind in zip(values, kinds, strict=True) if not kind]
        if b"".join(texts).isdigit():
            highest = max(map(int, filter(None, texts)))
            if highest > self._cells.last_text[0]:
                self._cells.last_text = highest, f"row {self._row}"
        elif texts:
            self._each_value(values, kinds, styles, letters)
            return
        is_usual = _SIMPLE.issuperset(kinds) and len(max(values, key=len)) <= CELL_LIMIT
        below_zero = (
            style for value, style in zip(values, styles, strict=True) if value[:1] == b"-"
        )
        if not (is_usual and _are_numbers(plain) and self._dates.isdisjoint(below_zero)):
            self._each_value(values, kinds, styles, letters)

    def _each_value(self, *cells: Sequence[bytes]) -> None:
        """Look at the values one by one, for there is something about one of them."""
        for value, kind, style, place in zip(*cells, strict=True):
            if value:
                self._value(value, kind, style, place)

    def _value(self, value: bytes, kind: bytes, style: bytes, letters: bytes) -> None:
        try:
            if kind == b"s":
                self._index(value, letters)
            elif not kind or kind == b"n":
                self._number(float(value), style, letters)
            elif kind in _TEXTS:
                self._text(value, letters)
            elif not _OTHER_VALUES[kind].fullmatch(value):
                self._note("cell-value", letters, repr(value))
        except (KeyError, ValueError):
            self._note("cell-value", letters, f"{value!r} of type {kind!r}")

    def _index(self, value: bytes, letters: bytes) -> None:
        if not value.isdigit():
            self._note("cell-value", letters, f"text {value!r}")

    def _number(self, number: float, style: bytes, letters: bytes) -> None:
        if not math.isfinite(number):
            self._note("cell-value", letters, str(number))
        elif number < 0 and style in self._dates:
            self._note("negative-date", letters, str(number))

    def _text(self, value: bytes, letters: bytes) -> None:
        if len(value) > CELL_LIMIT:
            length = units(unescaped(unescape(value.decode())))
            if length > CELL_LIMIT:
                self._note("text-too-long", letters, f"{length} characters")

    def _formula(self, formula: bytes, letters: bytes) -> None:
        """Look at a formula, but not at others that differ in their digits only."""
        shape = formula.translate(None, _DIGITS)
        if shape in self._shapes:
            return
        for slug, detail in formulas.wrong(unescaped(unescape(formula.decode())), self._titles):
            self._note(slug, letters, detail)
        if b"!" not in formula and len(formula) < formulas.LIMIT // 2:
            self._shapes.add(shape)
        if len(self._shapes) > _MOST_SHAPES:
            self._shapes.clear()

    def _headers(
        self, values: Sequence[bytes], kinds: Sequence[bytes], letters: Sequence[bytes]
    ) -> None:
        column = 0
        for value, kind, place in zip(values, kinds, letters, strict=True):
            column = self._columns[place] if place else column + 1
            if kind == b"s" and value.isdigit():
                self._cells.headers[self._row, column] = int(value)
            elif kind in _TEXTS:
                text = unescaped(unescape(value.decode()))
                self._cells.headers[self._row, column] = text

    def _note(self, slug: str, letters: bytes, detail: str) -> None:
        self._cells.note(slug, f"{letters.decode()}{self._row}: {detail}")


def _unusual(cell: _Parts) -> _Parts:
    """Take a cell apart that has more attributes or other children than most."""
    *_, attributes, body = cell
    found = _attributes(attributes)
    place = _PLACE.fullmatch(found.get(b"r", b""))
    letters, digits = place.groups() if place else (b"", b"")
    formula, value = _FORMULA.search(body), _VALUE.search(body)
    inline = b"".join(_INLINE.findall(body)) if found.get(b"t") == b"inlineStr" else b""
    return (
        letters,
        digits,
        found.get(b"s", b""),
        found.get(b"t", b""),
        (formula and formula[1]) or b"",
        inline or (value and value[1]) or b"",
        b"",
        b"",
    )


def _are_numbers(values: Sequence[bytes]) -> bool:
    """Tell, quickly, whether all are numbers, or nothing."""
    try:
        return math.isfinite(sum(map(float, filter(None, values))))
    except ValueError:
        return False


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(text)}
