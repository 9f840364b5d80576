"""Where the charts of a section stand, and the cells that they are drawn from."""

from collections.abc import Sequence

from carteira_cli.model.report import Chart, Section
from carteira_cli.writers.workbook.charts import alternative_text, native_chart
from carteira_cli.writers.workbook.sheet import PAGE_PIXELS, Sheet, key
from carteira_cli.writers.workbook.tables import place_plain

_HEIGHT = 270
_ROW_PIXELS = 20
_ROWS = 14
_GAP = 12
_EDGE = 4  # else the border at the right is not printed
_SINGLE = 800


def reserve(sheet: Sheet, section: Section) -> int:
    """Keep rows free for the charts from the cursor on, and give the first of them."""
    for chart in section.charts:
        if chart.table.frame.empty:
            sheet.lines(f"{chart.title}: {sheet.say('empty')}", sheet.styles.muted(italic=True))
    top = sheet.row
    sheet.row += _ROWS * _lines(len(_drawable(section)))
    for row in range(top, sheet.row):
        sheet.paper.set_row_pixels(row, _ROW_PIXELS)
    return top


def hang(sheet: Sheet, section: Section, top: int) -> None:
    """Draw the charts onto the reserved rows, once the section's tables are in place."""
    charts = _drawable(section)
    _write_data(sheet, charts)
    for chart, (line, left, width) in zip(charts, boxes(len(charts)), strict=True):
        drawn = native_chart(sheet.styles.book, chart, sheet.blocks[key(chart.table)])
        drawn.set_size({"width": width, "height": _HEIGHT})
        place = {"x_offset": left, "object_position": 2, "description": alternative_text(chart)}
        sheet.paper.insert_chart(top + line * _ROWS, 0, drawn, place)


def boxes(charts: int) -> list[tuple[int, int, int]]:
    """Place charts two by two, an odd first one alone: line, left edge and width in pixels."""
    if charts == 1:
        return [(0, 0, _SINGLE)]
    half, odd = (PAGE_PIXELS - _GAP - _EDGE) // 2, charts % 2
    pairs = [(odd + at // 2, at % 2 * (half + _GAP), half) for at in range(charts - odd)]
    return [(0, 0, PAGE_PIXELS - _EDGE)] * odd + pairs


def _lines(charts: int) -> int:
    return (charts + 1) // 2


def _drawable(section: Section) -> list[Chart]:
    return [chart for chart in section.charts if not chart.table.frame.empty]


def _write_data(sheet: Sheet, charts: Sequence[Chart]) -> None:
    """Write the tables that only the charts use, to the right of what is printed."""
    tables = {key(chart.table): chart.table for chart in charts}
    missing = [table for known, table in tables.items() if known not in sheet.blocks]
    if not missing:
        return
    last = max([sheet.column_beyond(PAGE_PIXELS) - 1, *sheet.widths])
    sheet.paper.print_area(0, 0, sheet.row, last)
    sheet.text(0, last + 2, sheet.say("chart_data"), sheet.styles.muted(bold=True))
    row = 1
    for table in missing:
        row = place_plain(sheet, table, row, last + 2)
