"""How each customer lives with the distributor: when he came, his rhythm, whether he left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from carteira_cli.example.draws import Draws
from carteira_cli.example.trading_days import FIRST_DAY, days_before, season, trading_day

Span = tuple[float, float]

_SHORTEST_CYCLE, _CYCLE_SPREAD = 12, 61
_DRIFT_DAYS = 330


@dataclass(frozen=True, slots=True)
class Story:
    """A kind of customer life, as spans to draw from (``size``: to spread over).

    ``size`` ranks a customer from 0 (largest) to 1. ``tenure`` is days since he came,
    ``silence`` cycles since his last purchase, and at least ``silent_days`` days. ``drift`` is
    what his orders gained or lost by the end (0.5: half as much again). ``orders`` bounds their
    number, and ``pause`` is the length in days of an absence from which he came back.
    """

    customers: int
    size: Span
    tenure: Span
    silence: Span = (0, 1)
    silent_days: Span = (0, 0)
    drift: Span = (0, 0)
    orders: tuple[int, int] = (3, 400)
    pause: Span = (0, 0)


STORIES = {
    "steady": Story(116, (0, 1), (500, 1600), drift=(-0.1, 0.1)),
    "growing": Story(38, (0.1, 0.9), (500, 1500), drift=(1.4, 2.6)),
    "falling": Story(34, (0, 0.8), (600, 1500), drift=(-0.85, -0.6)),
    "late": Story(32, (0, 0.9), (500, 1500), silence=(1.7, 2.7)),
    "silent": Story(30, (0, 0.4), (700, 1500), silence=(3.6, 4), silent_days=(60, 170)),
    "lost": Story(52, (0.1, 1), (500, 1300), silence=(4, 5), silent_days=(190, 620)),
    "tried": Story(36, (0.4, 1), (90, 1090), silent_days=(60, 900), orders=(1, 3)),
    "recent": Story(32, (0.2, 1), (60, 140), silence=(0, 1.2), orders=(2, 5)),
    "new": Story(18, (0.3, 1), (0, 24), silent_days=(0, 22), silence=(0, 0), orders=(1, 1)),
    "recovered": Story(12, (0.1, 0.7), (800, 1500), pause=(170, 260)),
}
"""Every kind of customer in the example, 400 in all."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """One visit: the day, and the centavos that the customer means to spend."""

    day: date
    cents: int


def purchases(story: Story, place: float, draws: Draws) -> list[Purchase]:
    """Draw a customer's purchases over the years, oldest first.

    ``place`` says where he stands between the largest (0) and the smallest (1) of his story.
    """
    largest, smallest = story.size
    size = largest + (smallest - largest) * place
    cycle = _SHORTEST_CYCLE + _CYCLE_SPREAD * size * draws.between(0.8, 1.2)
    spend = _monthly_cents(size) * cycle / 30
    drift = draws.between(*story.drift)
    days = sorted(_days(story, cycle, draws))
    return [Purchase(day, int(spend * _mood(day, drift, draws))) for day in days]


def _monthly_cents(size: float) -> float:
    """What a customer of this size spends in a month: few large, many small (a power law)."""
    rank = 7 + 480 * size
    return 60_000_000 / (rank * sqrt(rank)) + 6_000


def _mood(day: date, drift: float, draws: Draws) -> float:
    """How a purchase departs from the usual: the season, the trend, and the day's chance."""
    settled = max(0, 1 - (days_before(0) - day).days / _DRIFT_DAYS)
    chance = 0.55 + 0.45 * (draws.between(0, 1) + draws.between(0, 1))
    return season(day) * (1 + drift * settled) * chance


def _days(story: Story, cycle: float, draws: Draws) -> Iterator[date]:
    """Walk back from the last purchase, so that the silence since then is the story's."""
    silence = max(cycle * draws.between(*story.silence), draws.between(*story.silent_days))
    day = trading_day(days_before(silence), draws)
    first = max(days_before(draws.between(*story.tenure)), FIRST_DAY + timedelta(days=2))
    back = days_before(draws.between(40, 110))
    absence = draws.between(*story.pause)
    for _ in range(draws.whole(*story.orders)):
        yield day
        gap = _gap(day, cycle, draws)
        if day >= back > day - timedelta(days=gap):
            gap += int(absence)
        if (wished := day - timedelta(days=gap)) < first:
            return
        day = trading_day(wished, draws)


def _gap(day: date, cycle: float, draws: Draws) -> int:
    """Draw the days since the purchase before: about a cycle, less in strong months."""
    around = 0.6 + 0.4 * (draws.between(0, 1) + draws.between(0, 1))
    return max(5, int(cycle * around / season(day)))
