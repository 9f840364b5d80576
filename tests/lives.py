"""Made-up customers whose deaths are known: they buy at random and stop after some purchase.

The story of the MBG/NBD: rates of purchase from a gamma, chances of stopping from a beta.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from tests.portfolios import Purchase

START = date(2024, 1, 1)


@dataclass(frozen=True)
class Lives:
    """What happened: all purchases in order, who still lives on the last day of the history."""

    purchases: list[Purchase]
    alive: dict[str, bool]
    until: date

    def seen(self) -> list[Purchase]:
        """The purchases that a sheet exported on the last day holds."""
        return [purchase for purchase in self.purchases if purchase[1] <= self.until]

    def came_back(self, days: int) -> set[str]:
        """Who bought within so many days after the last one."""
        end = self.until + timedelta(days=days)
        return {name for name, day, _ in self.purchases if self.until < day <= end}


@dataclass(frozen=True)
class Ways:
    """How customers of one portfolio live.

    Rates are per day, ``regular`` makes gaps even, ``arriving`` is the share of time in which they
    come.
    """

    r: float = 2.0
    alpha: float = 60.0
    a: float = 0.8
    b: float = 4.0
    regular: int = 1
    arriving: float = 0.5


def lived(ways: Ways, *, customers: int, days: int, seed: int, after: int = 0) -> Lives:
    """Let customers arrive and live for ``days``, and go on ``after`` the last."""
    dice = np.random.default_rng(seed)
    purchases: list[Purchase] = []
    alive: dict[str, bool] = {}
    for number in range(customers):
        name = f"C{number:05}"
        rate, stop = dice.gamma(ways.r, 1 / ways.alpha), dice.beta(ways.a, ways.b)
        time, living = dice.uniform(0, days * ways.arriving), True
        while living and time < days + after:
            reais = float(dice.gamma(4, 25)) + 1
            purchases.append((name, START + timedelta(days=int(time)), reais))
            living = bool(dice.random() >= stop)
            alive[name] = living if time < days else alive[name]
            time += dice.gamma(ways.regular, 1 / (ways.regular * rate))
    return Lives(purchases, alive, START + timedelta(days=days - 1))
