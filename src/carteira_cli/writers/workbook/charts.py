"""The charts of the report, as native charts over cells of the same sheet."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as NativeChart

from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind
from carteira_cli.writers.workbook.palette import BLUE, INK, LINE, MUTED, SHADES, VERMILLION
from carteira_cli.writers.workbook.sheet import Block
from carteira_cli.writers.workbook.styles import axis_format
from carteira_cli.writers.workbook.texts import one_line, title

_TEXT = {"name": "Arial", "size": 9, "color": MUTED}
_LABEL_AXIS = {"num_font": _TEXT, "line": {"color": LINE}, "major_tick_mark": "none"}
_FEW, _FEW_AMOUNTS = 12, 7
_MOST_MARKED = 30
_ALT_LIMIT = 1000
_LABEL_ROOM = 1.25
_PLOT = {"x": 0.14, "y": 0.24, "width": 0.77, "height": 0.55}
_LOW_PLOT = {**_PLOT, "height": 0.44}
_LEVEL_LABEL = 12


def native_chart(book: Workbook, chart: Chart, block: Block) -> NativeChart:
    """Draw a chart over the cells of ``block``, which hold its table."""
    if _is_combined(chart):
        drawn = _combined(book, chart, block)
    elif chart.kind is ChartKind.BARS:
        drawn = _bars(book, chart, block)
    else:
        drawn = _columns(book, chart, block, chart.values)
    drawn.set_title(
        {
            "name": title(chart.title),
            "name_font": {"name": "Arial", "size": 11, "bold": True, "color": INK},
            "overlay": False,
        }
    )
    drawn.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
    drawn.show_hidden_data()
    return drawn


def alternative_text(chart: Chart) -> str:
    """Give the chart in words, for those who don't see it."""
    return one_line(chart.alt or chart.title)[:_ALT_LIMIT]


def _is_combined(chart: Chart) -> bool:
    """Tell whether the second value needs an axis of its own."""
    kinds = {_column(chart, name).kind for name in chart.values}
    return len(chart.values) > 1 and (chart.kind is ChartKind.PARETO or len(kinds) > 1)


def _column(chart: Chart, name: str) -> Column:
    return next(column for column in chart.table.columns if column.name == name)


def _combined(book: Workbook, chart: Chart, block: Block) -> NativeChart:
    """Draw columns, and a line on a second axis."""
    drawn = _columns(book, chart, block, chart.values[:1], gap=40, labelled=False)
    crowded = _is_crowded(chart)
    if not crowded:
        named = {"name": [block.sheet, block.header, block.columns[chart.label]]}
        drawn.set_x_axis({**_LABEL_AXIS, **named, "name_font": {**_TEXT, "bold": False}})
    line = book.add_chart({"type": "line"})
    for name in chart.values[1:]:
        line.add_series(
            {
                **_ranges(chart, block, name),
                "y2_axis": True,
                "line": {"color": VERMILLION, "width": 2.25},
                "marker": _marker(len(chart.table.frame)),
            }
        )
    kind = _column(chart, chart.values[1]).kind
    line.set_y2_axis(
        {"num_format": axis_format(kind), "num_font": _TEXT, "min": 0, "line": {"none": True}}
        | ({"max": 1, "major_unit": 0.2} if chart.kind is ChartKind.PARETO else {})
    )
    drawn.combine(line)
    drawn.set_legend({"position": "top", "font": _TEXT})
    drawn.set_plotarea({"layout": _LOW_PLOT if crowded else _PLOT})
    return drawn


def _is_crowded(chart: Chart) -> bool:
    """Tell whether the labels will stand aslant, and so need all the room below the plot."""
    longest = chart.table.frame[chart.label].astype(str).str.len().max()
    return len(chart.table.frame) > _FEW or longest > _LEVEL_LABEL


def _marker(points: int) -> dict[str, Any]:
    if points > _MOST_MARKED:
        return {"type": "none"}
    fill = {"color": VERMILLION}
    return {"type": "circle", "size": 5, "fill": fill, "border": fill}


def _columns(
    book: Workbook,
    chart: Chart,
    block: Block,
    values: Sequence[str],
    *,
    gap: int = 60,
    labelled: bool = True,
) -> NativeChart:
    """Draw columns, each with its value in figures where they are few."""
    drawn = book.add_chart({"type": "column"})
    most = _FEW_AMOUNTS if _column(chart, values[0]).kind is Kind.MONEY else _FEW
    labelled = labelled and len(values) == 1 and len(chart.table.frame) <= most
    _add_series(drawn, chart, block, values, gap, labelled=labelled)
    drawn.set_x_axis(_LABEL_AXIS)
    drawn.set_y_axis(_value_axis(chart, visible=not labelled))
    _set_legend(drawn, values)
    return drawn


def _bars(book: Workbook, chart: Chart, block: Block) -> NativeChart:
    """Draw horizontal bars, the first row on top, each with its value in figures."""
    drawn = book.add_chart({"type": "bar"})
    _add_series(drawn, chart, block, chart.values, gap=45, labelled=True)
    drawn.set_y_axis({**_LABEL_AXIS, "reverse": True})
    drawn.set_x_axis(_value_axis(chart, visible=False) | _room_for_labels(chart))
    _set_legend(drawn, chart.values)
    return drawn


def _room_for_labels(chart: Chart) -> dict[str, float]:
    """End the axis beyond the longest bar, so that its figure isn't cut off."""
    values = chart.table.frame[list(chart.values)]
    largest, smallest = float(values.max().max()), float(values.min().min())
    return {"max": largest * _LABEL_ROOM} if largest > 0 <= smallest else {}


def _add_series(
    drawn: NativeChart,
    chart: Chart,
    block: Block,
    values: Sequence[str],
    gap: int,
    *,
    labelled: bool = False,
) -> None:
    for name, colour in zip(values, (BLUE, VERMILLION), strict=False):
        series = {**_ranges(chart, block, name), "fill": {"color": colour}, "gap": gap}
        if len(values) == 1:
            series["points"] = _points(chart)
        if labelled:
            series["data_labels"] = {
                "value": True,
                "num_format": axis_format(_column(chart, name).kind),
                "font": _TEXT,
            }
        drawn.add_series(series)


def _ranges(chart: Chart, block: Block, name: str) -> dict[str, Any]:
    """Refer to header, labels and values; never to a text that might read as a formula."""
    label, value = block.columns[chart.label], block.columns[name]
    return {
        "name": [block.sheet, block.header, value],
        "categories": [block.sheet, block.first, label, block.last, label],
        "values": [block.sheet, block.first, value, block.last, value],
    }


def _points(chart: Chart) -> list[dict[str, Any] | None] | None:
    """Give the points of a coloured category the colour of its tone."""
    tones = _column(chart, chart.label).tones
    slugs = chart.table.frame[chart.label]
    if len(slugs) > _FEW or set(tones.values()) <= {Tone.NEUTRAL}:
        return None
    return [{"fill": {"color": SHADES[tones.get(slug, Tone.NEUTRAL)].solid}} for slug in slugs]


def _value_axis(chart: Chart, *, visible: bool) -> dict[str, Any]:
    kind = _column(chart, chart.values[0]).kind
    return {
        "num_format": axis_format(kind),
        "num_font": _TEXT,
        "line": {"none": True},
        "visible": visible,
        "major_gridlines": {"visible": visible, "line": {"color": LINE, "width": 0.75}},
    }


def _set_legend(drawn: NativeChart, values: Sequence[str]) -> None:
    drawn.set_legend({"position": "bottom", "font": _TEXT} if len(values) > 1 else {"none": True})
