"""What the models know of each customer: how often he came back, when last, and for how long.

The four letters of the literature (Fader, Hardie and Lee 2005): x counts the purchase days after
the first, t_x is the age in days at the last of them, T the age at the end, m_x the mean value of
the x repeat purchases.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.calendar import day_numbers

Reals = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_CENTS = 100


@dataclass(frozen=True)
class Histories:
    """Equal customers once: x, t_x and T (days), and how many customers have them (``weight``)."""

    x: Reals
    t_x: Reals
    T: Reals
    weight: Reals

    @property
    def customers(self) -> float:
        """How many customers there are."""
        return float(self.weight.sum())

    @cached_property
    def counts(self) -> tuple[Reals, Places]:
        """The few values that x takes, and which of them each row has."""
        few, at = np.unique(self.x, return_inverse=True)
        return few, at

    def distinct(self) -> "Histories":
        """Put equal customers together, in an order that rows have no say in."""
        if not len(self.x):
            return self
        order = np.lexsort((self.T, self.t_x, self.x))
        x, t_x, age = (column[order] for column in (self.x, self.t_x, self.T))
        new = (np.diff(x) != 0) | (np.diff(t_x) != 0) | (np.diff(age) != 0)
        starts = np.flatnonzero(np.append(True, new))
        weight = np.add.reduceat(self.weight[order], starts)
        return Histories(x[starts], t_x[starts], age[starts], weight)

    def thinned(self, most: int) -> "Histories":
        """Keep every n-th, so that at most ``most`` are left."""
        step = -(-len(self.x) // most)
        return Histories(self.x[::step], self.t_x[::step], self.T[::step], self.weight[::step])


@dataclass(frozen=True, slots=True)
class Customers:
    """The histories of customers one by one, and their spend.

    ``place``: each one's position in ``Inputs.customers``. ``repeat_amount``: m_x in reais (NaN
    without repeat purchases).
    """

    place: Places
    histories: Histories
    repeat_amount: Reals

    @property
    def repeat_buyers(self) -> int:
        """How many bought again."""
        return int((self.histories.x > 0).sum())


def of_days(days: pd.DataFrame, until: date) -> Customers:
    """Measure every customer who bought up to a day, from ``Inputs.days`` (sorted)."""
    last_day = np.datetime64(until, "D").astype(np.int64)
    date_of = day_numbers(days["date"])
    bought = (days["orders"].to_numpy() > 0) & (date_of <= last_day)
    place, day = days["place"].to_numpy()[bought], date_of[bought]
    reais = days["sold_cents"].to_numpy()[bought] / _CENTS
    return _measured(place, day, reais, int(last_day))


def _measured(place: Places, day: Places, reais: Reals, last_day: int) -> Customers:
    first = np.flatnonzero(np.append(True, place[1:] != place[:-1])[: len(place)])
    last = np.append(first[1:], len(place))[: len(first)] - 1
    x = (last - first).astype(np.float64)
    repeated = (np.add.reduceat(reais, first) if len(first) else reais) - reais[first]
    age = (last_day - day[first]).astype(np.float64)
    recency = (day[last] - day[first]).astype(np.float64)
    mean = np.divide(repeated, x, out=np.full(len(x), np.nan), where=x > 0)
    return Customers(place[first], Histories(x, recency, age, np.ones(len(x))), mean)
