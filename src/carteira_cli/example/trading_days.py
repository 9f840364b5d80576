"""When the distributor sells: no Sundays, no holidays, busy Fridays, a December peak."""

from datetime import date, timedelta

from carteira_cli.example.draws import Draws

FIRST_DAY = date(2023, 11, 1)
LAST_DAY = date(2026, 10, 30)
"""The period of the example; ``LAST_DAY`` is a Friday and has sales."""

_WEEKDAYS = (9, 10, 10, 12, 14, 5, 0)
_MONTHS = (84, 96, 92, 94, 95, 98, 92, 94, 96, 102, 109, 133)
_HOLIDAYS = frozenset({(1, 1), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25)})
_REACH = 2


def season(day: date) -> float:
    """How strong the month of a day is; 1 is an average month."""
    return _MONTHS[day.month - 1] / 100


def days_before(days: float) -> date:
    """Give the day that lies so many days before the last one."""
    return LAST_DAY - timedelta(days=int(days))


def trading_day(near: date, draws: Draws) -> date:
    """Draw a selling day at most two days from this one, and within the period."""
    days = [near + timedelta(days=shift) for shift in range(-_REACH, _REACH + 1)]
    return draws.weighted(days, map(_weight, days))


def next_trading_day(day: date) -> date:
    """Give this day, or the first one after it on which the distributor sells."""
    while not _weight(day) and day < LAST_DAY:
        day += timedelta(days=1)
    return min(day, LAST_DAY)


def _weight(day: date) -> int:
    closed = (day.month, day.day) in _HOLIDAYS or not FIRST_DAY <= day <= LAST_DAY
    return 0 if closed else _WEEKDAYS[day.weekday()]
