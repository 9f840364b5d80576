"""One sheet being filled from the top, and what has to be known about it at the end."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, count
from textwrap import wrap

from xlsxwriter.utility import xl_range

from carteira_cli.model.report import Table
from carteira_cli.writers.workbook.cells import Cell, write_cells
from carteira_cli.writers.workbook.paper import Paper
from carteira_cli.writers.workbook.styles import Style, Styles
from carteira_cli.writers.workbook.texts import clean, short
from carteira_cli.writers.workbook.widths import Texts, row_heights
from carteira_cli.writers.workbook.wording import Words

SHEET_ROWS = 1_048_576
PAGE_PIXELS = 1200
"""How wide a page of cards or charts is: it fits a laptop's screen, and A4 at four fifths."""

_DEFAULT_PIXELS = 64
_LINE_CHARACTERS = 140
_PROMPT_TITLE_LIMIT = 32
_PROMPT_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Block:
    """Where a table landed: its header row, its data rows and the column of each field."""

    sheet: str
    header: int
    first: int
    last: int
    columns: Mapping[str, int]


def key(table: Table) -> tuple[str, ...]:
    """Tell a table from others of the same name by its columns."""
    return table.name, *(column.name for column in table.columns)


@dataclass(frozen=True, slots=True)
class Kit:
    """What all sheets of one workbook are made with.

    ``names`` are the settings that living formulas may use, ``sheets`` the sheet of each
    section, ``tables`` the table names given so far (lower case), ``filters`` the texts that a
    filter lets through, by table and position of the column, ``blocks`` where the tables of the
    finished sheets landed.
    """

    styles: Styles
    words: Words
    names: frozenset[str]
    sheets: Mapping[str, str]
    tables: set[str]
    filters: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)
    blocks: dict[tuple[str, ...], Block] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """A worksheet with a cursor (``row``), and the widths and ranges gathered on the way."""

    paper: Paper
    name: str
    kit: Kit
    row: int = 0
    widths: dict[int, int] = field(default_factory=dict)
    texts: list[Texts] = field(default_factory=list)
    numbers_as_text: list[str] = field(default_factory=list)
    uneven_formulas: list[str] = field(default_factory=list)
    blocks: dict[tuple[str, ...], Block] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    links: int = 0

    @property
    def styles(self) -> Styles:
        """The formats of the workbook."""
        return self.kit.styles

    def say(self, key: str, **values: object) -> str:
        """Give one of the workbook's own words."""
        return self.kit.words.say(key, **values)

    def put(self, row: int, col: int, value: Cell, style: Style) -> None:
        """Write one value that has passed the gate."""
        write_cells(self.paper, row, col, (value,), style)

    def text(self, row: int, col: int, value: object, style: Style) -> None:
        """Write one text through the gate."""
        self.put(row, col, clean(value), style)

    def lines(self, value: str, style: Style) -> None:
        """Write a text of any length below the cursor, broken into lines of readable length."""
        for paragraph in clean(value).split("\n"):
            for line in wrap(paragraph, _LINE_CHARACTERS):
                self.text(self.row, 0, line, style)
                self.row += 1

    def merged(self, rows: tuple[int, int], cols: tuple[int, int], style: Style) -> None:
        """Join cells of a card; never used where there is data to sort or filter."""
        if rows[0] != rows[1] or cols[0] != cols[1]:
            self.paper.merge_range(rows[0], cols[0], rows[1], cols[1], "", style.plain)

    def link(self, at: tuple[int, int], target: str, label: str, style: Style) -> None:
        """Write a link to the top of another sheet of this workbook."""
        quoted = target.replace("'", "''")
        self.lead(at, f"internal:'{quoted}'!A1", label, style)

    def lead(self, at: tuple[int, int], address: str, label: object, style: Style) -> None:
        """Write a link to an address that we built ourselves."""
        self.paper.write_url(*at, address, style.plain, clean(label))
        self.links += 1

    def explain(self, row: int, col: int, title: str, meaning: str) -> None:
        """Show what a figure means when its cell is selected."""
        if meaning:
            prompt = {
                "validate": "any",
                "input_title": short(title, _PROMPT_TITLE_LIMIT),
                "input_message": short(meaning, _PROMPT_LIMIT),
            }
            self.paper.data_validation(row, col, row, col, prompt)

    def widen(self, col: int, pixels: int) -> None:
        """Make a column at least this wide."""
        self.widths[col] = max(pixels, self.widths.get(col, 0))

    def keep_as_text(self, first: int, last: int, col: int) -> None:
        """Spare a column of codes the warning that numbers are stored as text."""
        self.numbers_as_text.append(xl_range(first, col, last, col))

    def keep_uneven(self, first: int, last: int, col: int) -> None:
        """Spare a living column with blanks the warning that its formulas differ."""
        self.uneven_formulas.append(xl_range(first, col, last, col))

    def column_beyond(self, pixels: int) -> int:
        """Give the first column that begins at or beyond a distance from the left edge."""
        edges = accumulate(self.widths.get(col, _DEFAULT_PIXELS) for col in count())
        return 1 + next(col for col, edge in enumerate(edges) if edge >= pixels)

    def fit_rows(self, texts: Texts) -> None:
        """Make rows as tall as their texts need, once all widths of the sheet are known.

        Where rows don't stay in memory, this happens at once, with the widths known so far.
        """
        if self.paper.is_streamed:
            self._set_heights(texts)
        else:
            self.texts.append(texts)

    def _set_heights(self, texts: Texts) -> None:
        for row, pixels in enumerate(row_heights(texts, self.widths), texts.row):
            self.paper.set_row_pixels(row, pixels, None, {"hidden": row in self.hidden})

    def hide(self, rows: Collection[int]) -> None:
        """Hide the rows that a filter leaves out."""
        self.hidden |= {*rows}
        for row in rows:
            self.paper.set_row(row, None, None, {"hidden": True})

    def finish(self) -> None:
        """Set what could only be known once everything was written."""
        self.kit.blocks.update(self.blocks)
        for col, pixels in self.widths.items():
            self.paper.set_column_pixels(col, col, pixels)
        for texts in self.texts:
            self._set_heights(texts)
        errors = {
            "number_stored_as_text": " ".join(self.numbers_as_text),
            "formula_differs": " ".join(self.uneven_formulas),
        }
        self.paper.ignore_errors({kind: ranges for kind, ranges in errors.items() if ranges})
