"""The card: a drop-down, formulas that look up the chosen customer, and the data behind it.

The data stand on a sheet that is out of sight: whose name is in which row, what each bought by
month, and the two places from which every formula of the card takes its figure. Looking up by
key, never by row, the card survives sorting and filtering.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import Any

import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Card, Chart, ChartKind, Panel, Table
from carteira_cli.writers.workbook.cells import Cell, cell, cells, write_formula, write_known
from carteira_cli.writers.workbook.charts import alternative_text, native_chart
from carteira_cli.writers.workbook.palette import CARD, HEADER, LINE, MUTED
from carteira_cli.writers.workbook.printing import print_on_one_page
from carteira_cli.writers.workbook.rules import colour_words
from carteira_cli.writers.workbook.sheet import Block, Kit, Sheet
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.typeface import pixels

CHOICE = "FichaCliente"
"""The defined name of the cell in which the customer is chosen."""

_UNKNOWN = "–"
_KEY, _NUMBER = "key", "number"
_WHERE, _MONTHS = 0, 2
_LABEL_PIXELS, _VALUE_PIXELS, _GAP_PIXELS = 195, 235, 20
_ACROSS = 3
_LAST = 3 * _ACROSS - 2
_WIDE_PIXELS = (_ACROSS - 1) * (_LABEL_PIXELS + _GAP_PIXELS) + _ACROSS * _VALUE_PIXELS
_LINE_PIXELS, _ROW_PIXELS, _CHOICE_PIXELS, _MOST_LINES = 17, 21, 30, 4
_RAGGED = 1.08
_SAMPLED = 50
_CHART_PIXELS = 260


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table's rows are, and in which cell stands the number of the chosen one.

    ``row`` is the chosen row of ``table``, None when it is not there.
    """

    table: Table
    block: Block
    cell: str
    row: int | None

    def value(self, column: Column) -> Cell:
        """Give what the formula comes to for the customer chosen by us."""
        if self.row is None:
            return _UNKNOWN
        found = cell(column, self.table.frame[column.name].iloc[self.row])
        return _UNKNOWN if found is None else found

    def range(self, name: str) -> str:
        """Refer to all cells of a column."""
        col = self.block.columns[name]
        cells = xl_range_abs(self.block.first, col, self.block.last, col)
        return f"{quote_sheetname(self.block.sheet)}!{cells}"

    def formula(self, name: str) -> str:
        """Look the chosen row up; a blank would come to zero."""
        found = f"INDEX({self.range(name)},{self.cell})"
        return f'=IFERROR(IF({found}="","{_UNKNOWN}",{found}),"{_UNKNOWN}")'


def _places(kit: Kit, card: Card) -> tuple[_Place, _Place]:
    """Find index and records: where they are or will be, and the chosen row of each."""
    sheet = kit.sheets[card.index.name]
    names = card.index.frame[_KEY].tolist()
    row = names.index(card.chosen)
    number = card.index.frame[_NUMBER].iloc[row]
    numbers = card.records.frame[_NUMBER].tolist()
    landed = next(
        block
        for key, block in kit.blocks.items()
        if key[0] == card.records.name and _NUMBER in block.columns
    )
    header = _MONTHS + len(card.series) + 2
    columns = {column.name: at for at, column in enumerate(card.index.columns)}
    block = Block(sheet, header, header + 1, header + len(names), columns)
    first, second = (f"{quote_sheetname(sheet)}!${letter}${_WHERE + 1}" for letter in "AB")
    return (
        _Place(card.index, block, first, row),
        _Place(card.records, landed, second, numbers.index(number) if number in numbers else None),
    )


def place_data(sheet: Sheet, card: Card) -> None:
    """Write the sheet behind the card: where the chosen one is, his months, and the index."""
    index, records = _places(sheet.kit, card)
    style = sheet.styles.get()
    find = _found(CHOICE, index.range(_KEY))
    write_formula(sheet.paper, _WHERE, 0, find, _one_up(index.row), style)
    number = f"INDEX({index.range(_NUMBER)},{index.cell})"
    find = _found(number, records.range(_NUMBER))
    write_formula(sheet.paper, _WHERE, 1, find, _one_up(records.row), style)
    shown = {column.name: column for column in card.index.columns}
    for row, name in enumerate(card.series, _MONTHS):
        sheet.text(row, 0, shown[name].label, style)
        amount = index.value(shown[name])
        formula = f"=IFERROR(INDEX({index.range(name)},{index.cell})+0,0)"
        write_formula(sheet.paper, row, 1, formula, 0 if amount == _UNKNOWN else amount, style)
    for column in card.index.columns:
        sheet.text(index.block.header, index.block.columns[column.name], column.label, style)
    frame = card.index.frame
    columns = [cells(column, frame[column.name]) for column in card.index.columns]
    write_known(sheet.paper, index.block.first, columns, style)


def _found(what: str, where: str) -> str:
    """Find a place; what is nowhere must not be zero, with which INDEX gives anybody's figure."""
    return f'=IFERROR(MATCH({what},{where},0),"{_UNKNOWN}")'


def _one_up(row: int | None) -> Cell:
    return _UNKNOWN if row is None else row + 1


def place_card(sheet: Sheet, card: Card) -> None:
    """Write the choice at the cursor, and below it the panels and the chart."""
    places = _places(sheet.kit, card)
    for at in range(_ACROSS):
        sheet.widen(3 * at, _LABEL_PIXELS)
        sheet.widen(3 * at + 1, _VALUE_PIXELS)
        sheet.widen(3 * at + 2, _GAP_PIXELS)
    _choice(sheet, card, places[0])
    narrow = [panel for panel in card.panels if not panel.wide]
    for start in range(0, len(narrow), _ACROSS):
        _row_of_panels(sheet, narrow[start : start + _ACROSS], places)
    for panel in card.panels:
        if panel.wide:
            _wide(sheet, panel, places)
    _chart(sheet, card, places[0])
    print_on_one_page(sheet.paper)


def _choice(sheet: Sheet, card: Card, index: _Place) -> None:
    """Write the cell in which a name is chosen, as text whatever it looks like."""
    row = sheet.row
    sheet.paper.set_row_pixels(row, _CHOICE_PIXELS)
    label = sheet.styles.get(bold=True, font_size=12, valign="vcenter")
    sheet.text(row, 0, card.prompt, label)
    style = sheet.styles.input(Kind.IDENTIFIER, font_size=12, valign="vcenter")
    sheet.merged((row, row), (1, 4), style)
    sheet.text(row, 1, card.chosen, style)
    sheet.keep_as_text(row, row, 1)
    listed = {
        "validate": "list",
        "source": f"={index.range(_KEY)}",
        "error_title": sheet.say("choice"),
        "error_message": sheet.say("not_listed"),
    }
    sheet.paper.data_validation(row, 1, row, 1, listed)
    at = xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)
    sheet.styles.book.define_name(CHOICE, f"={quote_sheetname(sheet.name)}!{at}")
    sheet.row += 2


def _title(sheet: Sheet, first: int, last: int, title: str) -> None:
    style = sheet.styles.get(bold=True, font_color=HEADER, bottom=2, bottom_color=HEADER)
    for col in range(first, last + 1):
        sheet.put(sheet.row, col, title if col == first else None, style)


def _row_of_panels(sheet: Sheet, panels: Sequence[Panel], places: tuple[_Place, _Place]) -> None:
    """Write panels side by side, row by row."""
    for at, panel in enumerate(panels):
        _title(sheet, 3 * at, 3 * at + 1, panel.title)
    sheet.row += 1
    for figures in zip_longest(*(panel.columns for panel in panels)):
        sheet.paper.set_row_pixels(sheet.row, _ROW_PIXELS)
        for at, column in enumerate(figures):
            if column is not None:
                _figure(sheet, 3 * at, column, places)
        sheet.row += 1
    sheet.row += 1


def _figure(sheet: Sheet, col: int, column: Column, places: tuple[_Place, _Place]) -> None:
    label = sheet.styles.get(font_color=MUTED, valign="vcenter", bottom=1, bottom_color=LINE)
    sheet.text(sheet.row, col, column.label, label)
    sheet.explain(sheet.row, col, column.label, column.about)
    look = {"bold": True, "valign": "vcenter", "bottom": 1, "bottom_color": LINE, "shrink": True}
    if column.tones:
        look |= {"align": "center"}
    _look_up(sheet, col + 1, column, places, sheet.styles.value(column.kind, **look))
    block = Block(sheet.name, sheet.row - 1, sheet.row, sheet.row, {column.name: col + 1})
    colour_words(sheet, column, block)


def _look_up(
    sheet: Sheet, col: int, column: Column, places: tuple[_Place, _Place], style: Style
) -> None:
    index, records = places
    place = index if column.name in index.block.columns else records
    write_formula(
        sheet.paper, sheet.row, col, place.formula(column.name), place.value(column), style
    )


def _wide(sheet: Sheet, panel: Panel, places: tuple[_Place, _Place]) -> None:
    """Write long texts one below the other, as tall as the longest of all customers needs."""
    _title(sheet, 0, _LAST, panel.title)
    sheet.row += 1
    for column in panel.columns:
        lines = max(1, *(_lines(place, column.name) for place in places))
        sheet.paper.set_row_pixels(sheet.row, lines * _LINE_PIXELS + 6)
        label = sheet.styles.get(font_color=MUTED, valign="top")
        sheet.text(sheet.row, 0, column.label, label)
        sheet.explain(sheet.row, 0, column.label, column.about)
        style = sheet.styles.get(text_wrap=True, valign="top", bg_color=CARD, align="left")
        sheet.merged((sheet.row, sheet.row), (1, _LAST), style)
        _look_up(sheet, 1, column, places, style)
        sheet.row += 1
    sheet.row += 1


def _lines(place: _Place, name: str) -> int:
    """Estimate the lines of the longest text of a column, 0 when the table has none."""
    if name not in place.table.frame:
        return 0
    texts = sorted(_texts(place.table.frame[name]), key=len)[-_SAMPLED:]
    widest = max(map(pixels, texts), default=0)
    return min(_MOST_LINES, ceil(widest * _RAGGED / _WIDE_PIXELS))


def _texts(values: "pd.Series[Any]") -> Iterator[str]:
    for value in values.dropna():
        yield ", ".join(value) if isinstance(value, tuple) else str(value)


def _chart(sheet: Sheet, card: Card, index: _Place) -> None:
    """Draw the chosen one's months over the cells of the data sheet."""
    if not card.series:
        return
    shown = {column.name: column for column in card.index.columns}
    found = [index.value(shown[name]) for name in card.series]
    frame = pd.DataFrame(
        {
            "label": [shown[name].label for name in card.series],
            "amount": [0 if value == _UNKNOWN else value for value in found],
        }
    )
    columns = (Column("label", "", Kind.TEXT), Column("amount", "", Kind.MONEY))
    table = Table("card_months", columns, frame)
    chart = Chart("card", ChartKind.COLUMNS, card.title, table, "label", ("amount",), card.title)
    block = Block(
        index.block.sheet,
        _MONTHS - 1,
        _MONTHS,
        _MONTHS + len(card.series) - 1,
        {"label": 0, "amount": 1},
    )
    drawn = native_chart(sheet.styles.book, chart, block)
    wide = _ACROSS * (_LABEL_PIXELS + _VALUE_PIXELS + _GAP_PIXELS) - _GAP_PIXELS
    drawn.set_size({"width": wide, "height": _CHART_PIXELS})
    place = {"object_position": 2, "description": alternative_text(chart)}
    sheet.paper.insert_chart(sheet.row, 0, drawn, place)
    sheet.row += ceil(_CHART_PIXELS / 20) + 1
