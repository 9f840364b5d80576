"""The headline figures as cards: the value, one plain sentence, a link to the rows behind it."""

from collections.abc import Sequence
from math import ceil

from carteira_cli.model.report import Figure
from carteira_cli.writers.workbook.cells import cell
from carteira_cli.writers.workbook.palette import CARD, INK, MUTED, PAPER, SHADES
from carteira_cli.writers.workbook.sheet import PAGE_PIXELS, Sheet
from carteira_cli.writers.workbook.typeface import pixels

GRID = 12
"""Columns of a sheet with cards: two, three, four and six of them make a card."""

_COLUMN_PIXELS = PAGE_PIXELS // GRID
_FEWEST, _MOST = 3, 4
_LABEL_PIXELS, _VALUE_PIXELS, _LINE_PIXELS, _GAP_PIXELS = 24, 34, 17, 10
_MOST_LINES = 20
_RAGGED = 1.06


def place_cards(sheet: Sheet, figures: Sequence[Figure]) -> None:
    """Write the figures at the cursor in even rows of three or four cards."""
    if not figures:
        return
    for col in range(GRID):
        sheet.widen(col, _COLUMN_PIXELS)
    per_row = cards_per_row(len(figures))
    for start in range(0, len(figures), per_row):
        _place_row(sheet, figures[start : start + per_row], GRID // per_row)


def cards_per_row(figures: int) -> int:
    """Choose the row length that leaves the fewest gaps; on a tie, fewer rows."""
    if figures < _FEWEST:
        return max(1, figures)
    return min((_MOST, _FEWEST), key=lambda size: (-figures % size, -size))


def _place_row(sheet: Sheet, figures: Sequence[Figure], span: int) -> None:
    lines = max(_sentence_lines(figure.sentence, span) for figure in figures)
    heights = (_LABEL_PIXELS, _VALUE_PIXELS, lines * _LINE_PIXELS + 4, _LABEL_PIXELS, _GAP_PIXELS)
    for offset, height in enumerate(heights):
        sheet.paper.set_row_pixels(sheet.row + offset, height)
    for at, figure in enumerate(figures):
        _place(sheet, figure, at * span, (at + 1) * span - 1)
    sheet.row += len(heights)


def _sentence_lines(sentence: str, span: int) -> int:
    room = span * _COLUMN_PIXELS - 24
    return min(_MOST_LINES, max(1, ceil(pixels(sentence) * _RAGGED / room)))


def _place(sheet: Sheet, figure: Figure, first: int, last: int) -> None:
    """Write the four parts of a card; the tone is a bar at its left edge."""
    edge = {
        "bg_color": CARD,
        "left": 5,
        "left_color": SHADES[figure.tone].solid,
        "right": 5,
        "right_color": PAPER,
        "align": "left",
        "indent": 1,
    }
    styles = (
        sheet.styles.get(**edge, font_color=MUTED, bold=True, valign="bottom"),
        sheet.styles.value(
            figure.column.kind, **edge, font_color=INK, bold=True, font_size=18, valign="vcenter"
        ),
        sheet.styles.get(**edge, text_wrap=True, valign="top"),
        sheet.styles.link(**edge, font_size=9, valign="vcenter"),
    )
    for offset, style in enumerate(styles):
        sheet.merged((sheet.row + offset,) * 2, (first, last), style)
    label, value, sentence, link = styles
    sheet.text(sheet.row, first, figure.column.label, label)
    sheet.put(sheet.row + 1, first, cell(figure.column, figure.value), value)
    sheet.explain(sheet.row + 1, first, figure.column.label, figure.column.about)
    sheet.text(sheet.row + 2, first, figure.sentence, sentence)
    target = sheet.kit.sheets.get(figure.section)
    if target:
        sheet.link((sheet.row + 3, first), target, sheet.say("open", section=target), link)
