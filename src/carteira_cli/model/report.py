"""A report is immutable, format-neutral data; writers only render it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Column, Tone
from carteira_cli.model.findings import NO_DETAILS

LARGE_TABLE = 50_000
"""With more rows than this nobody works in a table as a whole: the first sheet shows its top, and
a workbook writes it row by row."""

SHEET_TABLE_ROWS = 1_048_000
"""The most rows of a table that a sheet shows: Excel's 1 048 576, less room for what stands around
it. Files without sheets hold all rows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure: raw value, one plain sentence, and where its rows are."""

    column: Column
    value: Any
    sentence: str = ""
    tone: Tone = Tone.NEUTRAL
    section: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """What belongs to the reader of a table: he fills it in, and every later run keeps it.

    ``columns`` name the columns of the table that are his; their cells hold an ``Entry`` or None.
    ``key`` names the column that tells the rows apart. ``widths`` are in characters and
    ``filters`` the shown texts let through ("" for none), by column; ``hidden`` are the positions
    of the rows that they leave out; ``notes`` are cell comments by row and column.
    """

    key: str
    columns: tuple[str, ...] = ()
    widths: Mapping[str, float] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    notes: Mapping[tuple[int, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A frame with exactly ``columns``, in that order; category cells hold slugs.

    ``bars`` names money, share or count columns worth a data bar, ``heat`` share columns that are
    read as one map, the larger the darker; ``takeaway`` is the sentence that says what the table
    means for this portfolio. ``own`` makes it a list to work in. ``lines`` is how many lines of a
    long text a row shows at most, 0 for all of them.

    ``links`` gives addresses that we built (never text of the data) for the cells of a column,
    on the frame's index, null where there is none: pages, and ways from our file to others, with
    ``/`` in them and no colon. ``leads`` names the columns of a file, a sheet
    and a cell: where the book holds that sheet beside ours, the cell leads there. ``totals`` are
    the sums of columns, by their name: a last line that no filter and no order touches.
    """

    name: str
    columns: tuple[Column, ...]
    frame: pd.DataFrame
    title: str = ""
    takeaway: str = ""
    bars: tuple[str, ...] = ()
    own: Own | None = None
    heat: tuple[str, ...] = ()
    lines: int = 0
    links: "Mapping[str, pd.Series[str]]" = field(default_factory=lambda: NO_DETAILS)
    leads: tuple[str, str, str] | None = None
    totals: Mapping[str, float] = field(default_factory=lambda: NO_DETAILS)

    @property
    def is_large(self) -> bool:
        """Tell whether the table is too long to be worked in as a whole."""
        return len(self.frame) > LARGE_TABLE


class ChartKind(StrEnum):
    """The charts that every writer knows how to draw."""

    PARETO = "pareto"
    BARS = "bars"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over a table: one label column and one or two value columns.

    PARETO draws the first value as columns and the second (a share) as a line on an axis of
    its own. ``alt`` says the chart in words.
    """

    name: str
    kind: ChartKind
    title: str
    table: Table
    label: str
    values: tuple[str, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A named value that the workbook's formulas refer to.

    ``name`` is a legal defined name (``DataBase``); ``formula`` makes it live (``TODAY()``)
    and is empty when the value is fixed.
    """

    name: str
    label: str
    column: Column
    value: Any
    about: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A titled group of a card's figures; long texts are ``wide`` and take whole lines."""

    title: str
    columns: tuple[Column, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One customer at a time: whose name is ``chosen`` has his figures looked up.

    ``index`` has one row per ``key`` to choose (no two alike, whatever their case), with his
    ``number`` and the figures that only the card shows; ``records`` has the others, one row per
    ``number``. A panel's column is in one of the two. ``series`` names the columns of ``index``
    that the chart draws side by side, under the ``title``. The hidden section that holds the
    ``index`` has its name.
    """

    prompt: str
    chosen: str
    index: Table
    records: Table
    panels: tuple[Panel, ...]
    title: str = ""
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report: a sheet of the workbook, a block of the terminal report.

    ``further`` figures come after the charts. A ``hidden`` section holds only data that another
    is made from.
    """

    name: str
    title: str
    lead: str = ""
    figures: tuple[Figure, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    settings: tuple[Setting, ...] = ()
    further: tuple[Figure, ...] = ()
    card: Card | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """A hidden sheet: one line of JSON values (``head``) above a frame as it is."""

    name: str
    head: Mapping[str, Any]
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result, laid out and translated.

    ``facts`` are label and text pairs that stand on top of every output (reference date first).
    ``brief`` are the sections of the terminal report, ``book`` those of the workbook, and
    ``document`` is the machine-readable result: JSON values, and frames for lists of
    records. ``labels`` holds the few words writers need themselves (back link, legend).
    ``memory`` is what the workbook keeps, out of sight, for the next run. ``beside`` are file and
    sheet of those that the book will hold beside ours: the user's own.
    """

    language: str
    title: str
    facts: tuple[tuple[str, str], ...]
    brief: tuple[Section, ...]
    book: tuple[Section, ...]
    document: Mapping[str, Any]
    labels: Mapping[str, str]
    memory: tuple[Memory, ...] = ()
    beside: frozenset[tuple[str, str]] = frozenset()
