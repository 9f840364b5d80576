"""The scale of an axis: round numbers, evenly spaced, from which every value is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from math import ceil, floor, isfinite, log10

INTERVALS = 4
_ROUND = ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8")
_LARGEST = 1e300


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis from its first tick to its last."""

    ticks: tuple[float, ...]

    def part(self, value: float) -> float:
        """Give where a value stands on the axis: 0 at the first tick, 1 at the last."""
        first, last = self.ticks[0], self.ticks[-1]
        return min(max((value - first) / (last - first), 0.0), 1.0)


def scale(values: Iterable[float], *, whole: bool = False) -> Scale:
    """Give the tightest axis of round steps that has all values and zero on it.

    Values on one side of zero take four steps, on both sides at most five. With ``whole`` all
    ticks are whole numbers.
    """
    known = [value for value in values if isfinite(value) and abs(value) < _LARGEST]
    low, high = min([0.0, *known]), max([0.0, *known])
    if low == high:
        high = 1.0
    steps = (step for step in _steps((high - low) / INTERVALS) if not whole or step % 1 == 0)
    return next(found for step in steps if (found := _laid(low, high, step)))


def _steps(least: float) -> Iterator[Decimal]:
    """Give round steps from ``least`` or a little less on, ever larger."""
    for power in count(floor(log10(least))):
        yield from (Decimal(digit).scaleb(power) for digit in _ROUND)


def _laid(low: float, high: float, step: Decimal) -> Scale | None:
    """Lay steps over the values; None where that takes too many."""
    first, last = floor(low / float(step)), ceil(high / float(step))
    if last - first > INTERVALS + (1 if first < 0 < last else 0):
        return None
    if first == 0:
        last = INTERVALS
    elif last == 0:
        first = -INTERVALS
    return Scale(tuple(float(step * at) for at in range(first, last + 1)))
