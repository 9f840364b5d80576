"""The terminal report: the brief sections of a report as a rich renderable."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, count, zip_longest
from typing import Any

import pandas as pd
from rich.cells import cell_len, chop_cells, set_cell_size
from rich.console import Group, RenderableType
from rich.text import Text

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Figure, Report, Section, Table

STYLES = {
    Tone.GOOD: "green",
    Tone.WATCH: "yellow",
    Tone.BAD: "red",
    Tone.INFO: "cyan",
    Tone.NEUTRAL: "",
}
"""The colour of each tone, from the sixteen that every terminal theme keeps readable."""

_TITLE, _QUIET, _BAR = "bold", "dim", "blue"
_RIGHT = {Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DAYS, Kind.SCORE}
_MAY_BE_CUT = {Kind.TEXT, Kind.IDENTIFIER, Kind.LIST}
_INDENT = _GAP = "  "
_HEADER_LINES = 3
_NARROWEST_PAGE, _NARROWEST_TEXT = 40, 16
_NARROWEST_BAR, _WIDEST_BAR = 6, 20
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_INVISIBLE = {"Cc", "Cf", "Cs"}
_KEPT_TOGETHER = re.compile(r"(?<=\$) (?=\d)| (?=%)")

Part = tuple[str, str]


def render(report: Report, width: int, *, drawn: bool = True) -> RenderableType:
    """Lay the brief sections out in lines of at most ``width`` cells (40 at the least).

    Every line is a rich ``Text`` without markup; control, bidi and escape characters of the
    data are gone. Nothing but colour is lost on a terminal without colour. Bars are ``drawn``
    beside the figures, or left out.
    """
    language = Language(report.language, report.document.get("currency", "BRL"))
    page = _Page(language, max(width, _NARROWEST_PAGE) - len(_INDENT), drawn=drawn)
    return Group(*chain(page.heading(report), *map(page.section, report.brief)))


def clean(text: str) -> str:
    """Strip what a terminal would obey or hide: control, bidi, escape and stray surrogates."""
    characters = (" " if each.isspace() else each for each in text)
    return "".join(each for each in characters if unicodedata.category(each) not in _INVISIBLE)


def _line(*parts: Part) -> Text:
    """Build one line of texts and styles: the one gate to the terminal, never markup."""
    line = Text()
    for text, style in parts:
        line.append(clean(text), style)
    line.rstrip()
    return line


def _wrap(pieces: Iterable[str], width: int, joint: str = " ") -> list[str]:
    """Fill lines with pieces, cutting only a piece that is wider than a line."""
    lines: list[str] = []
    for piece in chain.from_iterable(chop_cells(piece, width) for piece in pieces):
        longer = lines[-1] + joint + piece if lines else piece
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _sentence(text: str, width: int) -> list[str]:
    """Wrap a sentence at its spaces, never between ``R$`` or ``%`` and their number."""
    words = _KEPT_TOGETHER.sub("\xa0", clean(text)).split(" ")
    return [line.replace("\xa0", " ") for line in _wrap(filter(None, words), width)]


def _pad(text: str, width: int, *, right: bool = False) -> str:
    """Make a text exactly ``width`` cells wide; one too wide ends in an ellipsis."""
    size = cell_len(text)
    if size > width:
        return set_cell_size(set_cell_size(text, width - 1).rstrip() + "…", width)
    return " " * (width - size) + text if right else text + " " * (width - size)


def _widest(texts: Iterable[str]) -> int:
    return max(map(cell_len, texts), default=0)


def _narrowest(words: Sequence[str], lines: int) -> int:
    """Give the smallest width in which words fill at most so many lines, whole."""
    least = _widest(words)
    return next(width for width in count(least) if len(_wrap(words, width)) <= lines)


@dataclass(frozen=True, slots=True)
class _Track:
    """One table column as shown: clean words, their styles, and how wide it wants to be."""

    header: str
    cells: Sequence[str]
    styles: Sequence[str]
    right: bool = False
    flexible: bool = False

    def natural(self, header_lines: int = _HEADER_LINES) -> int:
        """The width that holds every cell whole, and the header in so many lines."""
        return max(_widest(self.cells), _narrowest(self.header.split(), header_lines))

    @property
    def least(self) -> int:
        """The width below which the column stops making sense."""
        return min(self.natural(), _NARROWEST_TEXT) if self.flexible else self.natural()

    def parts(self, width: int) -> list[Part]:
        """Every cell padded to the width, with its style."""
        padded = (_pad(cell, width, right=self.right) for cell in self.cells)
        return list(zip(padded, self.styles, strict=True))

    def head(self, width: int, height: int) -> list[Part]:
        """Wrap the header to the width and let it stand at the bottom of ``height`` lines."""
        words = _wrap(self.header.split(), width)
        lines = [""] * (height - len(words)) + words
        return [(_pad(line, width, right=self.right), _QUIET) for line in lines]


def _bars(values: "pd.Series[Any]", width: int) -> _Track:
    """Draw a bar for every value, the largest one ``width`` cells long."""
    longest = max(float(values.max()), 0.0) if len(values) else 0.0
    sizes = values.astype("float64").clip(lower=0).fillna(0) / (longest or 1.0) * width * 8
    cells = [
        (_EIGHTHS[8] * (size // 8) + _EIGHTHS[size % 8]).rstrip()
        for size in sizes.round().astype("int64").tolist()
    ]
    return _Track("", cells, [_BAR] * len(cells))


_BETWEEN_PAIRS = _Track("", (), ())


def _grid(columns: Iterable[Iterable[Part]]) -> Iterator[Text]:
    """Set columns of padded parts beside each other, one line for each row."""
    for row in zip_longest(*columns, fillvalue=("", "")):
        yield _line(*chain.from_iterable(((_GAP, ""), part) for part in row))


@dataclass(frozen=True, slots=True)
class _Page:
    """The language of the report, the width inside the indent, and whether bars are drawn."""

    language: Language
    width: int
    drawn: bool

    def heading(self, report: Report) -> Iterator[Text]:
        """Lay out the title and the facts on top of the report."""
        yield from self.title(report.title)
        labels = [clean(label) for label, _ in report.facts]
        for label, (_, fact) in zip(labels, report.facts, strict=True):
            yield from self.hanging(_pad(label, _widest(labels)), fact, _QUIET)

    def section(self, section: Section) -> Iterator[Text]:
        """Lay out one section: title, lead, figures, tables."""
        yield _line()
        yield from self.title(section.title)
        yield from self.paragraph(section.lead)
        yield from self.figures(section.figures)
        for place, table in enumerate(section.tables):
            if place or (table.title and (section.lead or section.figures)):
                yield _line()
            yield from self.paragraph(table.title, _TITLE)
            yield from self.table(table)
            yield from self.hanging("→", table.takeaway) if table.takeaway else ()

    def title(self, text: str) -> Iterator[Text]:
        """Write a title at the margin."""
        return (_line((line, _TITLE)) for line in _sentence(text, self.width))

    def paragraph(self, text: str, style: str = "") -> Iterator[Text]:
        """Write a sentence inside the indent; nothing for an empty one."""
        return (_line((_INDENT, ""), (line, style)) for line in _sentence(text, self.width))

    def hanging(self, marker: str, text: str, style: str = "") -> Iterator[Text]:
        """Write a marker and, beside it, a sentence that may run over several lines."""
        size = cell_len(marker)
        lines = _sentence(text, self.width - size - len(_GAP)) or [""]
        for lead, line in zip_longest([marker], lines, fillvalue=" " * size):
            yield _line((_INDENT, ""), (lead, style), (_GAP + line, ""))

    def figures(self, figures: Sequence[Figure]) -> Iterator[Text]:
        """Set label and value pairs, two abreast where they fit, then the sentences."""
        for abreast in (2, 1):
            pairs = [self.pair(figures[start::abreast]) for start in range(abreast)]
            tracks = [track for pair in pairs for track in (_BETWEEN_PAIRS, *pair)][1:]
            widths = [track.natural() for track in tracks]
            if self.room(widths) >= 0:
                break
        yield from _grid(map(_Track.parts, tracks, widths))
        for figure in figures:
            yield from self.paragraph(figure.sentence)

    def pair(self, figures: Sequence[Figure]) -> tuple[_Track, _Track]:
        """Write figures as a column of labels and a column of values."""
        labels = [clean(figure.column.label) for figure in figures]
        values = [self.cell(figure.column, figure.value) for figure in figures]
        styles = [STYLES[figure.tone] for figure in figures]
        return (
            _Track("", labels, [_QUIET] * len(labels)),
            _Track("", values, styles, right=True),
        )

    def cell(self, column: Column, value: Any) -> str:
        """Write one value as words; an unknown one is a dash."""
        if column.kind is Kind.CATEGORY:
            value = column.labels.get(value, value)
        return clean(self.language.value(column.kind, value))

    def track(self, column: Column, values: "pd.Series[Any]") -> _Track:
        """Write the values of one column as words with their styles."""
        known = values.astype(object).where(values.notna(), None).tolist()
        cells = [self.cell(column, value) for value in known]
        styles = [STYLES[column.tones.get(value, Tone.NEUTRAL)] for value in known]
        right, flexible = column.kind in _RIGHT, column.kind in _MAY_BE_CUT
        return _Track(clean(column.label), cells, styles, right, flexible)

    def with_total(self, table: Table, column: Column, track: _Track) -> _Track:
        """Add the last line of a table to one of its columns: its sum, if it has one."""
        name = self.language.say("Total") if column is table.columns[0] else ""
        has_sum = column.name in table.totals
        text = self.cell(column, table.totals[column.name]) if has_sum else name
        return replace(track, cells=[*track.cells, text], styles=[*track.styles, _TITLE])

    def table(self, table: Table) -> Iterator[Text]:
        """Set a table in rows, as records where rows do not fit, as a list without labels."""
        tracks = [self.track(column, table.frame[column.name]) for column in table.columns]
        if table.totals:
            tracks = list(map(partial(self.with_total, table), table.columns, tracks))
        if not any(track.header for track in tracks):
            return self.listing(tracks)
        bars = table.bars if self.drawn else ()
        widths = self.widths(tracks, [_WIDEST_BAR] * bool(bars))
        if not widths:
            return self.records(tracks)
        bar = min(self.room([*widths, 0]), _WIDEST_BAR)
        if bars and bar >= _NARROWEST_BAR:
            widths.append(bar)
            tracks.append(_bars(table.frame[bars[0]], bar))
        return self.rows(tracks, widths)

    def room(self, widths: Sequence[int]) -> int:
        """Give the cells that columns of these widths leave free; negative when too wide."""
        return self.width - sum(widths) - len(_GAP) * (len(widths) - 1)

    def widths(self, tracks: Sequence[_Track], bar: Sequence[int]) -> list[int]:
        """Share the width out among the columns; none when it does not suffice.

        Where there is room, also for the bar, headers stand on one line or two.
        """
        for header_lines in range(1, _HEADER_LINES):
            whole = [track.natural(header_lines) for track in tracks]
            if self.room([*whole, *bar]) >= 0:
                return whole
        return self.narrow_widths(tracks)

    def narrow_widths(self, tracks: Sequence[_Track]) -> list[int]:
        """Cut texts to what the other columns leave; none when even that does not fit."""
        spare = self.room([track.least for track in tracks])
        if spare < 0:
            return []
        widths: list[int] = []
        for track in tracks:
            widths.append(track.least + min(spare, track.natural() - track.least))
            spare -= widths[-1] - track.least
        return widths

    def rows(self, tracks: Sequence[_Track], widths: Sequence[int]) -> Iterator[Text]:
        """Set a header, then one line for each record."""
        sized = list(zip(tracks, widths, strict=True))
        height = max(len(_wrap(track.header.split(), width)) for track, width in sized)
        return _grid(track.head(width, height) + track.parts(width) for track, width in sized)

    def records(self, tracks: Sequence[_Track]) -> Iterator[Text]:
        """Set each record as its name and, below it, label and value pairs."""
        name = next((track for track in tracks if track.flexible), tracks[0])
        others = [track for track in tracks if track is not name]
        for place, head in enumerate(name.cells):
            yield from self.paragraph(head, _TITLE)
            pieces = (f"{track.header}: {track.cells[place]}" for track in others)
            for line in _wrap(pieces, self.width - len(_INDENT), " · "):
                yield _line((_INDENT * 2, ""), (line, ""))

    def listing(self, tracks: Sequence[_Track]) -> Iterator[Text]:
        """Set each record as a marker and a text that may run over several lines."""
        *markers, texts = tracks
        for place, text in enumerate(texts.cells):
            cells = (_pad(each.cells[place], each.natural(), right=each.right) for each in markers)
            yield from self.hanging(_GAP.join(cells), text, _TITLE)
