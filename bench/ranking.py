"""Measure who ranks the lost best: ``python -m bench.ranking`` from the root of the repository.

Portfolios are made up in which it is known who stopped; each figure is the chance that somebody who
still buys stands above somebody who stopped (AUC), the mean over the portfolios of one kind.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from carteira_cli.analysis import analyse
from carteira_cli.metrics.prediction.backtest import auc
from carteira_cli.model.metric import Analysis
from tests.lives import Lives, Ways, lived
from tests.portfolios import reading

KINDS: Mapping[str, Ways] = {
    "at random": Ways(arriving=1),
    "evenly, weekly to quarterly": Ways(r=1, alpha=20, a=0.8, b=5, regular=4, arriving=1),
    "rather evenly, many who stop": Ways(r=0.8, alpha=20, a=0.8, b=3, regular=2, arriving=1),
}
CUSTOMERS, DAYS, PORTFOLIOS = 800, 900, 8


@dataclass(frozen=True)
class Ranked:
    """The AUC of each ranking; the stated and the true share of the flagged who stay away."""

    p_alive: float
    cycle_ratio: float
    days_since_last: float
    stated: float
    least: float
    true: float


def ranked(ways: Ways, seed: int, customers: int = CUSTOMERS) -> Ranked:
    """Make one portfolio up, analyse what a sheet would show of it, and compare with the truth."""
    lives = lived(ways, customers=customers, days=DAYS, seed=seed, after=DAYS // 3)
    analysis = analyse(reading(lives.seen(), on=lives.until))
    people = analysis.customers
    alive = np.array([lives.alive[name] for name in people.index])
    scores = (people["p_alive"], -people["cycle_ratio"], -people["days_since_last"])
    p_alive, ratio, days = (auc(score.to_numpy(), alive) or 0.0 for score in scores)
    tested = analysis.records["prediction"]["backtest"]
    stated, least = tested["precision"], tested["precision_low"]
    return Ranked(p_alive, ratio, days, stated, least, _true(lives, analysis))


def _true(lives: Lives, analysis: Analysis) -> float:
    """The share of those flagged today who stay away as long as the back-test looked."""
    tested = analysis.records["prediction"]["backtest"]
    ahead = (pd.Timestamp(tested["test_until"]) - pd.Timestamp(tested["fit_until"])).days
    back = lives.came_back(ahead)
    flagged = analysis.customers.index[analysis.customers["p_alive"] < 1 / 2]
    return float(np.mean([name not in back for name in flagged]))


def rows() -> Iterator[str]:
    """Give a row of figures for each kind of portfolio."""
    for name, ways in KINDS.items():
        found = [ranked(ways, seed) for seed in range(PORTFOLIOS)]
        means = [
            np.mean([getattr(each, figure) for each in found])
            for figure in ("p_alive", "cycle_ratio", "days_since_last", "stated", "true")
        ]
        yield f"| {name} | " + " | ".join(f"{mean:.3f}" for mean in means) + " |"


if __name__ == "__main__":
    sys.stdout.writelines(f"{row}\n" for row in rows())
