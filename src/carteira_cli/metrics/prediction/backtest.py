"""How far a forecast can be trusted: made with part of the time, and held to the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.metrics.prediction.forecast import Model, fit_purchases, purchases_if_alive
from carteira_cli.metrics.prediction.histories import Customers, Reals

Mask = npt.NDArray[np.bool_]

_LOST_BELOW = 0.5
_CONFIDENCE = 0.95
_ENOUGH_TO_FIT = 20_000


@dataclass(frozen=True, slots=True)
class Backtest:
    """What was foretold up to ``fit_until``, against what came until ``test_until``.

    Expected and actual orders are purchase days of the customers known by then.
    ``flagged_lost``: customers less likely to be buying than not; ``precision``: the share of
    them who did not come back, with its 95 % interval.
    """

    fit_until: date
    test_until: date
    expected_orders: float
    actual_orders: int
    auc_p_alive: float | None
    auc_days_since: float | None
    flagged_lost: int
    flagged_lost_came_back: int

    @property
    def precision(self) -> float | None:
        """The share of the flagged who did not come back."""
        if not self.flagged_lost:
            return None
        return 1 - self.flagged_lost_came_back / self.flagged_lost

    def record(self) -> Mapping[str, Any]:
        """Give the figures for the document."""
        low, high = interval(self.flagged_lost - self.flagged_lost_came_back, self.flagged_lost)
        return {
            "fit_until": self.fit_until,
            "test_until": self.test_until,
            "expected_orders": round(self.expected_orders, 2),
            "actual_orders": self.actual_orders,
            "auc_p_alive": _rounded(self.auc_p_alive),
            "auc_days_since": _rounded(self.auc_days_since),
            "flagged_lost": self.flagged_lost,
            "flagged_lost_came_back": self.flagged_lost_came_back,
            "precision": _rounded(self.precision),
            "precision_low": _rounded(low),
            "precision_high": _rounded(high),
        }


def cut(first: date, until: date, share: float) -> date:
    """Give the day on which a share of the time has gone by."""
    return first + timedelta(days=int((until - first).days * share))


def run(
    model: Model, known: Customers, later: Customers, ends: tuple[date, date]
) -> Backtest | None:
    """Foretell from what was known and compare with what is; None where no fit converges.

    ``ends``: the last days of ``known`` and of ``later``, the same customers and newer ones.
    """
    fit_until, test_until = ends
    fit = fit_purchases(model, known.histories, _ENOUGH_TO_FIT)
    if not fit.converged:
        return None
    returned = later.histories.x[np.isin(later.place, known.place)] - known.histories.x
    alive, came_back = model.p_alive(fit.params, known.histories), returned > 0
    flagged = alive < _LOST_BELOW
    ahead = (test_until - fit_until).days
    return Backtest(
        fit_until,
        test_until,
        float((alive * purchases_if_alive(model, fit.params, known.histories, ahead)).sum()),
        int(returned.sum()),
        auc(alive, came_back),
        auc(known.histories.t_x - known.histories.T, came_back),
        int(flagged.sum()),
        int((flagged & came_back).sum()),
    )


def auc(score: Reals, happened: Mask) -> float | None:
    """Give the chance that a random case scores above a random non-case (Mann and Whitney 1947).

    Ties count half; None without both kinds.
    """
    cases, others = int(happened.sum()), int((~happened).sum())
    if not cases or not others:
        return None
    ranks = pd.Series(score).rank().to_numpy()[happened].sum()
    return float((ranks - cases * (cases + 1) / 2) / (cases * others))


def interval(hits: int, cases: int) -> tuple[float | None, float | None]:
    """Give Wilson's (1927) 95 % interval of a share; None and None without cases."""
    if not cases:
        return None, None
    z = NormalDist().inv_cdf((1 + _CONFIDENCE) / 2)
    share = hits / cases
    middle = share + z**2 / (2 * cases)
    half = z * np.sqrt(share * (1 - share) / cases + z**2 / (4 * cases**2))
    whole = 1 + z**2 / cases
    return float((middle - half) / whole), float((middle + half) / whole)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
