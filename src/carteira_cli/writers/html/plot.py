"""The field of a chart with upright columns: its frame, its ticks, and what stands in it.

Everything is placed in parts of the width, so that a chart is as wide as its page; letters keep
their size. Labels that only a wide page has room for say so, and a narrow one hides them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from carteira_cli.writers.html.markup import Markup, element
from carteira_cli.writers.html.scale import Scale

HEIGHT = 200
_TOP, _BOTTOM = 18, 26
_LETTER, _GAP = 6.3, 8
_WIDE, _NARROW = 430, 268
_LEFT, _RIGHT, _BARE = 13, 11, 3
_BAND = 0.74
_DOT_LIMIT = 40


@dataclass(frozen=True, slots=True)
class Point:
    """One column: its label, the part of the height it takes, its look, and what it says."""

    label: str
    part: float
    said: str
    look: str = ""
    value: str = ""


def percent(part: float) -> str:
    """Give a part of the width as SVG takes it."""
    return f"{part * 100:.2f}%"


def drawing(*children: Markup, title: str, words: str, height: int) -> Markup:
    """Give a picture that says in words what it shows."""
    said = (element("title", title), element("desc", words))
    return element("svg", *said, *children, role="img", width="100%", height=height)


def field(*children: Markup, left: bool, right: bool) -> Markup:
    """Give the field between the axes; labels of the axes hang out of it."""
    before, after = (side if shown else _BARE for shown, side in ((left, _LEFT), (right, _RIGHT)))
    return element(
        "svg",
        *children,
        x=f"{before}%",
        y=_TOP,
        width=f"{100 - before - after}%",
        height=HEIGHT,
        overflow="visible",
    )


def full_height() -> int:
    """Give the height of a whole drawing, with room for the labels above and below."""
    return _TOP + HEIGHT + _BOTTOM


def level(part: float) -> str:
    """Give how far below the top of the field a part of its height is."""
    return f"{(1 - part) * HEIGHT:.1f}"


def lines(scale: Scale) -> Iterator[Markup]:
    """Draw a line across the field at each tick, the one at zero stronger."""
    for tick in scale.ticks:
        at = level(scale.part(tick))
        look = "axis" if tick == 0 else "grid"
        yield element("line", x1="0", x2="100%", y1=at, y2=at, class_=look)


def ticks(scale: Scale, words: Sequence[str], *, right: bool = False) -> Iterator[Markup]:
    """Write the values of an axis beside the field."""
    side = {"x": "100%", "dx": 6} if right else {"x": "0", "dx": -6, "text_anchor": "end"}
    for tick, word in zip(scale.ticks, words, strict=True):
        yield element("text", word, y=level(scale.part(tick)), dy=4, **side)


def columns(
    points: Sequence[Point], zero: float, slot: int = 0, slots: int = 1
) -> Iterator[Markup]:
    """Draw a column for each point; of several series, ``slot`` is the place of this one."""
    band = 1 / max(len(points), 1)
    width = band * _BAND / slots
    for at, point in enumerate(points):
        left = (at + (1 - _BAND) / 2) * band + slot * width
        top, bottom = max(point.part, zero), min(point.part, zero)
        yield element(
            "rect",
            element("title", point.said),
            x=percent(left),
            y=level(top),
            width=percent(width),
            height=f"{(top - bottom) * HEIGHT:.1f}",
            class_=point.look or None,
        )
        if point.value:
            middle, above = percent(left + width / 2), level(top)
            yield element("text", point.value, x=middle, y=above, dy=-5, text_anchor="middle")


def curve(points: Sequence[Point]) -> Iterator[Markup]:
    """Draw a line through the points, with dots where they are few."""
    band = 1 / max(len(points), 1)
    spots = [(percent((at + 0.5) * band), level(each.part)) for at, each in enumerate(points)]
    for (x1, y1), (x2, y2) in pairwise(spots):
        yield element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="curve")
    if len(points) <= _DOT_LIMIT:
        for (x, y), point in zip(spots, points, strict=True):
            yield element("circle", element("title", point.said), cx=x, cy=y, r=4, class_="dot")


def names(points: Sequence[Point]) -> Iterator[Markup]:
    """Write the labels below the field: as many as fit, and on a narrow page fewer."""
    wide, narrow = (stride(points, room) for room in (_WIDE, _NARROW))
    narrow = ceil(narrow / wide) * wide
    band = 1 / max(len(points), 1)
    for at in range(0, len(points), wide):
        yield element(
            "text",
            points[at].label,
            x=percent((at + 0.5) * band),
            y=HEIGHT,
            dy=18,
            text_anchor="middle",
            class_="wide" if at % narrow else None,
        )


def stride(points: Sequence[Point], room: float) -> int:
    """Tell each how many-th label fits into so many pixels."""
    longest = max((len(point.label) for point in points), default=0)
    fitting = max(1, int(room // (longest * _LETTER + _GAP)))
    return max(1, ceil(len(points) / fitting))


def fits(points: Sequence[Point]) -> bool:
    """Tell whether every label has room, even on a narrow page."""
    return stride(points, _NARROW) == 1
