"""A section of the report as one sheet: heading, figures, settings, charts, tables."""

from collections.abc import Sequence

from carteira_cli.model.columns import Kind
from carteira_cli.model.report import Section, Table
from carteira_cli.writers.workbook.card import place_card, place_data
from carteira_cli.writers.workbook.cards import place_cards
from carteira_cli.writers.workbook.gallery import hang, reserve
from carteira_cli.writers.workbook.palette import HEADER
from carteira_cli.writers.workbook.printing import (
    columns_on_paper,
    print_first_page,
    print_note,
    print_on_one_page,
)
from carteira_cli.writers.workbook.settings import place_settings, reserve_settings
from carteira_cli.writers.workbook.sheet import SHEET_ROWS, Block, Sheet, key
from carteira_cli.writers.workbook.tables import place

Facts = Sequence[tuple[str, str]]

_TITLE_PIXELS = 34
_LONG_TABLE = 30
_LARGEST_MAP = 48
_MANY_COLUMNS = 8
_FROZEN_WITHIN = 3
_ROWS_AROUND_A_TABLE = 8


def fill(sheet: Sheet, section: Section, facts: Facts, home: str) -> None:
    """Write a whole section onto its sheet; ``home`` is the sheet to link back to, if any."""
    if section.hidden:
        _put_out_of_sight(sheet, section)
        return
    _heading(sheet, section, facts, home)
    place_cards(sheet, section.figures)
    settings = reserve_settings(sheet, section.settings)
    if _charts_first(section):
        top = reserve(sheet, section)
        _further(sheet, section)
        _tables(sheet, section)
    else:
        _tables(sheet, section)
        top = reserve(sheet, section)
    place_settings(sheet, section.settings, settings)
    hang(sheet, section, top)
    if section.card:
        place_card(sheet, section.card)
    if _is_one_page(section):
        print_on_one_page(sheet.paper)
    sheet.finish()


def is_streamed(section: Section) -> bool:
    """Tell whether a sheet is too long to be kept in memory, and written from top to bottom.

    Where there is more than tables, what stands above them is filled in after them.
    """
    others = (section.figures, section.charts, section.settings)
    return any(table.is_large for table in section.tables) and not any(others)


def _put_out_of_sight(sheet: Sheet, section: Section) -> None:
    """Write data that other sheets look up; no menu brings the sheet into view."""
    if section.card:
        place_data(sheet, section.card)
    sheet.paper.very_hidden()


def _heading(sheet: Sheet, section: Section, facts: Facts, home: str) -> None:
    """Write the title; then the way back and the first fact, or on the first sheet all facts."""
    sheet.paper.set_row_pixels(0, _TITLE_PIXELS)
    style = sheet.styles.get(bold=True, font_size=18, font_color=HEADER, valign="vcenter")
    sheet.text(0, 0, section.title, style)
    sheet.row = 1
    if home:
        back = f"← {sheet.say('back', section=home)}"
        sheet.link((sheet.row, 0), home, back, sheet.styles.link())
        sheet.row += 1
    for label, text in facts[:1] if home else facts:
        sheet.lines(f"{label}: {text}", sheet.styles.muted())
    sheet.lines(section.lead, sheet.styles.get())
    if not _is_one_table(section):
        sheet.row += 1


def _is_one_table(section: Section) -> bool:
    """Tell whether a table is all there is, to be worked in with its header in view."""
    others = (section.figures, section.charts, section.settings)
    return len(section.tables) == 1 and not any(others)


def _charts_first(section: Section) -> bool:
    """Decide so where charts are the point, or would be lost below a long table."""
    return bool(section.figures) or _has_long_table(section)


def _is_one_page(section: Section) -> bool:
    """Tell whether a sheet is read as a whole: charts over a few rows, or a map."""
    if section.charts:
        several = section.further or (section.figures and section.tables)
        return not several and not _has_long_table(section)
    return any(table.heat and len(table.frame) <= _LARGEST_MAP for table in section.tables)


def _has_long_table(section: Section) -> bool:
    return sum(len(table.frame) for table in section.tables) > _LONG_TABLE


def _further(sheet: Sheet, section: Section) -> None:
    """Write the figures that are no headlines onto a page of their own, below the charts."""
    if section.further:
        print_first_page(sheet.paper, sheet.row)
        sheet.row += 1
        sheet.lines(sheet.say("further"), sheet.styles.get(bold=True, font_size=12))
        place_cards(sheet, section.further)


def _tables(sheet: Sheet, section: Section) -> None:
    """Write the tables one below the other, leaving the later ones the rows they need."""
    sizes = [len(table.frame) + _ROWS_AROUND_A_TABLE for table in section.tables]
    for at, table in enumerate(section.tables):
        place(sheet, table, min(sum(sizes[at + 1 :]), SHEET_ROWS // 2))
    block = sheet.blocks.get(key(section.tables[-1])) if section.tables else None
    if block:
        sheet.paper.repeat_rows(block.header)
    if block and _is_one_table(section):
        _keep_in_view(sheet, section.tables[0], block.header)
        _print_leading_columns(sheet, section.tables[0], block)


def _print_leading_columns(sheet: Sheet, table: Table, block: Block) -> None:
    """Keep a wide table readable on paper; the page says where its columns end."""
    printed = columns_on_paper([sheet.widths[col] for col in block.columns.values()])
    if printed < len(table.columns):
        last = block.last + bool(table.totals)
        sheet.paper.print_area(0, 0, last, printed - 1)
        print_note(sheet.paper, sheet.say("printed", column=table.columns[printed - 1].label))


def _keep_in_view(sheet: Sheet, table: Table, header: int) -> None:
    """Freeze the header and, in a wide table, the columns that say whose row it is."""
    kinds = [column.kind for column in table.columns[:_FROZEN_WITHIN]]
    named = Kind.TEXT in kinds and len(table.columns) > _MANY_COLUMNS
    sheet.paper.freeze_panes(header + 1, kinds.index(Kind.TEXT) + 1 if named else 0)
