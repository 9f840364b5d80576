"""The charts of the report as pictures drawn in the page itself, with their figures below."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind
from carteira_cli.writers.html import bars, plot
from carteira_cli.writers.html.markup import Markup, element, joined, sentence
from carteira_cli.writers.html.plot import Point
from carteira_cli.writers.html.scale import Scale, scale
from carteira_cli.writers.html.tables import grid, part, plain
from carteira_cli.writers.html.words import brief, native, told, unit

MOST_POINTS = 120
"""How many columns a chart draws at most; a customer's may be thinner than a pixel."""

_MOST_BARS = 30
_FEW, _FEW_AMOUNTS = 12, 7
_LONGEST_LABEL = 14
_EMPTY = "Nada a mostrar aqui."


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rows of a chart that are drawn, and the columns that they are drawn from."""

    chart: Chart
    language: Language
    label: Column
    series: tuple[Column, ...]
    rows: pd.DataFrame

    @property
    def has_two_axes(self) -> bool:
        """Tell whether the later values need an axis of their own."""
        kinds = {column.kind for column in self.series}
        return len(self.series) > 1 and (self.chart.kind is ChartKind.PARETO or len(kinds) > 1)

    def labels(self) -> list[str]:
        """Give the labels as words."""
        return [
            told(self.label, each, self.language) for each in native(self.rows[self.label.name])
        ]

    def numbers(self, column: Column) -> list[float]:
        """Give the figures of a column, NaN where there is none."""
        found: list[float] = self.rows[column.name].astype("float64").tolist()
        return found


def figure(chart: Chart, language: Language) -> Markup:
    """Give a chart: its title, what it says, the picture, and its figures to be unfolded."""
    title = element("h3", chart.title)
    if chart.table.frame.empty:
        empty = element("p", language.say(_EMPTY), class_="note")
        return element("figure", element("figcaption", title, empty))
    drawn = _drawn(chart, language)
    said = [element("p", sentence(chart.alt))] if chart.alt and chart.alt != chart.title else []
    caption = element("figcaption", title, *said, *_thinned(drawn))
    return element("figure", caption, *_picture(drawn), _figures(chart, language))


def _drawn(chart: Chart, language: Language) -> Drawn:
    by_name = {column.name: column for column in chart.table.columns}
    series = tuple(map(by_name.__getitem__, chart.values))
    rows = _THINNED[chart.kind](chart.table.frame)
    return Drawn(chart, language, by_name[chart.label], series, rows)


def _sample(frame: pd.DataFrame) -> pd.DataFrame:
    """Take rows at even distances, the first and the last among them: the curve keeps its shape."""
    if len(frame) <= MOST_POINTS:
        return frame
    return frame.iloc[np.linspace(0, len(frame) - 1, MOST_POINTS).round().astype("int64")]


_THINNED: Mapping[ChartKind, Callable[[pd.DataFrame], pd.DataFrame]] = MappingProxyType(
    {
        ChartKind.PARETO: _sample,
        ChartKind.COLUMNS: lambda frame: frame.tail(MOST_POINTS),
        ChartKind.BARS: lambda frame: frame.head(_MOST_BARS),
    }
)


def _thinned(drawn: Drawn) -> Iterator[Markup]:
    """Say so when the picture does not show every value."""
    rows = len(drawn.chart.table.frame)
    if len(drawn.rows) < rows:
        count = drawn.language.count
        said = drawn.language.say(
            "O gráfico mostra {shown} de {rows} valores; a planilha de resultado tem todos.",
            shown=count(len(drawn.rows)),
            rows=count(rows),
        )
        yield element("p", said, class_="note")


def _picture(drawn: Drawn) -> Iterator[Markup]:
    if drawn.chart.kind is ChartKind.BARS or _is_wordy(drawn):
        yield from _legend(drawn) if len(drawn.series) > 1 else ()
        yield _bars(drawn)
    else:
        yield from _legend(drawn)
        yield _columns(drawn)


def _is_wordy(drawn: Drawn) -> bool:
    """Tell whether columns of a category have labels that need the room that bars give them."""
    points = [Point(label, 0, "") for label in drawn.labels()]
    is_category = drawn.label.kind is Kind.CATEGORY and len(drawn.series) == 1
    return is_category and len(points) <= _FEW and not plot.fits(points)


def _legend(drawn: Drawn) -> Iterator[Markup]:
    """Name what is drawn, with its mark and what it is counted in."""
    items = []
    for at, column in enumerate(drawn.series):
        mark = "curve" if at and drawn.has_two_axes else f"series{at % 2}"
        swatch = element("span", class_=f"swatch {mark}", aria_hidden="true")
        items.append(element("li", swatch, unit(column, drawn.language)))
    yield element("ul", *items, class_="legend", role="list")


def _bars(drawn: Drawn) -> Markup:
    series = [
        [
            bars.Bar(value, told(column, value, drawn.language), look)
            for value, look in zip(drawn.numbers(column), _points_looks(drawn, at), strict=True)
        ]
        for at, column in enumerate(drawn.series)
    ]
    return bars.drawing(drawn.labels(), series, title=drawn.chart.title, words=drawn.chart.alt)


def _columns(drawn: Drawn) -> Markup:
    """Draw columns on an axis at the left and, where it belongs to it, a curve on another."""
    on_left = drawn.series[:1] if drawn.has_two_axes else drawn.series
    on_right = drawn.series[len(on_left) :]
    left, right = (_scale(drawn, those) for those in (on_left, on_right))
    labelled = _is_labelled(drawn)
    parts: list[Markup] = [] if labelled else [*plot.lines(left)]
    if not labelled:
        parts += plot.ticks(left, _tick_words(drawn, on_left[0], left))
    for at, column in enumerate(on_left):
        points = _points(drawn, column, left, at, labelled=labelled)
        parts += plot.columns(points, left.part(0), at, len(on_left))
    if on_right:
        parts += plot.ticks(right, _tick_words(drawn, on_right[0], right), right=True)
    for column in on_right:
        parts += plot.curve(_points(drawn, column, right))
    parts += plot.names(_named(drawn))
    field = plot.field(joined(parts), left=not labelled, right=bool(on_right))
    height = plot.full_height()
    return plot.drawing(field, title=drawn.chart.title, words=drawn.chart.alt, height=height)


def _is_labelled(drawn: Drawn) -> bool:
    """Tell whether each column can bear its figure, and an axis is not needed."""
    most = _FEW_AMOUNTS if drawn.series[0].kind is Kind.MONEY else _FEW
    return len(drawn.series) == 1 and len(drawn.rows) <= most


def _scale(drawn: Drawn, columns: Sequence[Column]) -> Scale:
    """Give the axis of some columns; a share of everything ends at everything."""
    numbers = [value for column in columns for value in drawn.numbers(column)]
    if drawn.chart.kind is ChartKind.PARETO and columns and columns[0].kind is Kind.SHARE:
        numbers.append(1.0)
    whole = any(column.kind in {Kind.COUNT, Kind.DAYS, Kind.SCORE} for column in columns)
    return scale(numbers, whole=whole)


def _tick_words(drawn: Drawn, column: Column, axis: Scale) -> list[str]:
    return [brief(column, tick, drawn.language) for tick in axis.ticks]


def _points(
    drawn: Drawn, column: Column, axis: Scale, series: int = 0, *, labelled: bool = False
) -> list[Point]:
    """Place the figures of a column on its axis; unknown ones lie at zero."""
    found: list[Point] = []
    looks, labels = _points_looks(drawn, series), drawn.labels()
    for label, value, look in zip(labels, drawn.numbers(column), looks, strict=True):
        known = not np.isnan(value)
        said = f"{label}: {told(column, value, drawn.language)}"
        word = brief(column, value, drawn.language) if labelled and known else ""
        found.append(Point(label, axis.part(value if known else 0.0), said, look, word))
    return found


def _points_looks(drawn: Drawn, series: int) -> list[str]:
    """Give each point its look: that of its tone where the labels have tones."""
    tones = drawn.label.tones
    slugs: list[Any] = native(drawn.rows[drawn.label.name])
    if len(drawn.series) > 1 or len(slugs) > _FEW or set(tones.values()) <= {Tone.NEUTRAL}:
        return [f"series{series % 2}"] * len(slugs)
    return [str(tones.get(slug, Tone.NEUTRAL)) for slug in slugs]


def _named(drawn: Drawn) -> list[Point]:
    """Give the labels below the columns; long names leave their place to numbers."""
    labels = drawn.labels()
    if max(map(len, labels)) > _LONGEST_LABEL:
        labels = [drawn.language.count(place) for place in range(1, len(labels) + 1)]
    return [Point(label, 0, "") for label in labels]


def _figures(chart: Chart, language: Language) -> Markup:
    """Give the figures behind a picture, for those who want or need to read them."""
    body = grid(plain(part(chart.table, language)), language, chart.title)
    summary = element("summary", language.say("Ver os números"))
    return element("details", summary, body, class_="figures")
