"""Two models of customers who buy at random and may stop for good after any purchase.

BG/NBD: Fader, Hardie and Lee (2005), "Counting Your Customers" the Easy Way. MBG/NBD: Batislam,
Denizel and Filiztekin (2007); the same, but a customer may also stop right after his first
purchase, so that nobody is ever certainly alive. Rates of purchase follow a gamma(r, α), the
chances of stopping a beta(a, b). With k = 0 (BG) or 1 (MBG) both are one set of formulas, in which
D = ln a − ln(b + x + k − 1) + (r + x)·ln((α + T)/(α + t_x)) are the log-odds of having stopped.
"""

from dataclasses import dataclass

import numpy as np

from carteira_cli.metrics.prediction.fitting import SHAPE, TIME, Range
from carteira_cli.metrics.prediction.histories import Histories, Reals

NAMES = ("r", "alpha", "a", "b")

_NEAR_ONE = 1e-5


@dataclass(frozen=True, slots=True)
class BetaGeometric:
    """One of the two; ``stops_at_once`` is k of the module's formulas."""

    slug: str
    stops_at_once: bool
    names: tuple[str, ...] = NAMES
    ranges: tuple[Range, ...] = (SHAPE, TIME, SHAPE, (1e-3, 1e3))

    def starts(self, known: Histories) -> list[list[float]]:
        """Where the searches begin: about the mean rate, with few and with many who stop."""
        years = max(float(np.average(known.T, weights=known.weight)), 1.0)
        rate = max(float(np.average(known.x, weights=known.weight)), 0.1) / years
        shapes = ((0.5, 0.8, 2.5), (1.5, 0.5, 5.0), (0.3, 1.5, 1.5))
        return [[r, r / rate, a, b] for r, a, b in shapes]

    def log_likelihood(self, params: Reals, known: Histories) -> tuple[float, Reals]:
        """Sum the customers' log-likelihoods, and differentiate by (r, α, a, b)."""
        from scipy.special import betaln, gammaln, psi  # noqa: PLC0415  start-up cost

        r, alpha, a, b = params
        k = float(self.stops_at_once)
        x, at = known.counts  # few values: the special functions are dear
        age, last, shape = alpha + known.T, alpha + known.t_x, r + known.x
        log_age = np.log(age)
        silence = log_age - np.log(last)
        odds = self._log_odds(params, known, silence)
        small = np.exp(-np.abs(odds))
        stopped = known.weight * np.where(odds > 0, 1, small) / (1 + small)
        of_x, stopped_of_x = (np.bincount(at, sums, len(x)) for sums in (known.weight, stopped))
        value = (
            (of_x * (gammaln(r + x) - gammaln(r) + betaln(a, b + x + k) - betaln(a, b))).sum()
            + (known.weight * (r * np.log(alpha) - shape * log_age)).sum()
            + (known.weight * (np.maximum(odds, 0) + np.log1p(small))).sum()
        )
        everybody = of_x * (psi(a + b) - psi(a + b + x + k))
        chances = np.maximum(b + x + k - 1, np.finfo(float).tiny)  # 0 only where nobody can stop
        gradient = [
            (of_x * (psi(r + x) - psi(r))).sum()
            + (known.weight * (np.log(alpha) - log_age) + stopped * silence).sum(),
            (
                known.weight * (r / alpha - shape / age) + stopped * shape * (1 / age - 1 / last)
            ).sum(),
            everybody.sum() + stopped.sum() / a,
            (everybody + of_x * (psi(b + x + k) - psi(b)) - stopped_of_x / chances).sum(),
        ]
        return float(value), np.array(gradient)

    def p_alive(self, params: Reals, known: Histories) -> Reals:
        """Give the probability that each customer still buys."""
        from scipy.special import expit  # noqa: PLC0415  start-up cost

        _, alpha, _, _ = params
        silence = np.log((alpha + known.T) / (alpha + known.t_x))
        alive: Reals = expit(-self._log_odds(params, known, silence))
        return alive

    def purchases_if_alive(self, params: Reals, known: Histories, days: float) -> Reals:
        """Expect the purchase days in the next ``days`` of whoever still buys.

        (c/(a−1))·[1 − (1−z)^(a−1)·₂F₁(a+b+k−1−r, a−1; c; z)], c = a+b+x+k−1, z = t/(α+T+t): the
        published formula after Euler's transformation, which keeps the series short.
        """
        from scipy.special import hyp2f1  # noqa: PLC0415  start-up cost

        r, alpha, a, b = params
        a = a if abs(a - 1) > _NEAR_ONE else 1 + _NEAR_ONE
        k = float(self.stops_at_once)
        c = a + b + known.x + k - 1
        z = days / (alpha + known.T + days)
        left = (1 - z) ** (a - 1) * hyp2f1(a + b + k - 1 - r, a - 1, c, z)
        expected: Reals = c / (a - 1) * (1 - left)
        return expected

    def _log_odds(self, params: Reals, known: Histories, silence: Reals) -> Reals:
        """D of the module; minus infinity where stopping is impossible (BG/NBD, x = 0).

        ``silence`` is ln((α + T)/(α + t_x)).
        """
        r, _, a, b = params
        x, at = known.counts
        k = float(self.stops_at_once)
        possible = (x > 0) | self.stops_at_once
        chance = np.log(b + x + k - 1, where=possible, out=np.full(len(x), np.inf))
        odds: Reals = np.log(a) - chance[at] + (r + known.x) * silence
        return odds


MBG = BetaGeometric("mbg-nbd", stops_at_once=True)
BG = BetaGeometric("bg-nbd", stops_at_once=False)
