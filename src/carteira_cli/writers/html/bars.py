"""A chart of horizontal bars: above each its label and its figure, which so never run together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from carteira_cli.writers.html.markup import Markup, element
from carteira_cli.writers.html.plot import drawing as drawn
from carteira_cli.writers.html.plot import percent

_TEXT, _BAR, _GAP = 17, 9, 9
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure, in words as well, and the look of its bar."""

    value: float
    word: str
    look: str


def drawing(
    labels: Sequence[str], series: Sequence[Sequence[Bar]], *, title: str, words: str
) -> Markup:
    """Draw a bar for each label and each of its figures; one below zero has none."""
    most = max((bar.value for bars in series for bar in bars if isfinite(bar.value)), default=0.0)
    step = _TEXT + _BAR * len(series) + _GAP
    parts = [
        part
        for at, (label, *bars) in enumerate(zip(labels, *series, strict=True))
        for part in _row(label, bars, at * step, most)
    ]
    return drawn(*parts, title=title, words=words, height=len(labels) * step)


def _row(label: str, bars: Sequence[Bar], top: int, most: float) -> Iterator[Markup]:
    figures = " · ".join(bar.word for bar in bars)
    yield element("text", _short(label), x="0", y=top + _TEXT - 5, class_="name")
    yield element("text", figures, x="100%", y=top + _TEXT - 5, text_anchor="end")
    for at, bar in enumerate(bars):
        y = top + _TEXT + at * _BAR
        part = bar.value / most if most > 0 and isfinite(bar.value) else 0.0
        yield element("rect", x="0", y=y, width="100%", height=_BAR - 1, rx=2, class_="track")
        if part > 0:
            look, width = bar.look, percent(part)
            yield element("rect", x="0", y=y, width=width, height=_BAR - 1, rx=2, class_=look)


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1].rstrip() + "…"
