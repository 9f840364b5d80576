"""Pareto/NBD: customers buy at random and may stop at any moment.

Schmittlein, Morrison and Colombo (1987), in the form of Fader and Hardie (2005), "A Note on
Deriving the Pareto/NBD Model". Rates of purchase follow a gamma(r, α), those of stopping a
gamma(s, β).
"""

from dataclasses import dataclass

import numpy as np

from carteira_cli.metrics.prediction.fitting import SHAPE, TIME, Range
from carteira_cli.metrics.prediction.histories import Histories, Reals

_STEP = 1e-6
_NEAR_ONE = 1e-5


@dataclass(frozen=True, slots=True)
class ParetoNBD:
    """The model; its likelihood has no short gradient, so differences stand in for it."""

    slug: str = "pareto-nbd"
    names: tuple[str, ...] = ("r", "alpha", "s", "beta")
    ranges: tuple[Range, ...] = (SHAPE, TIME, SHAPE, TIME)

    def starts(self, known: Histories) -> list[list[float]]:
        """Where the searches begin: about the mean rate, with few and with many who stop."""
        days = max(float(np.average(known.T, weights=known.weight)), 1.0)
        rate = max(float(np.average(known.x, weights=known.weight)), 0.1) / days
        return [[r, r / rate, s, s * days / 2] for r, s in ((0.5, 0.6), (1.5, 1.2))]

    def log_likelihood(self, params: Reals, known: Histories) -> tuple[float, Reals]:
        """Sum the customers' log-likelihoods, and differentiate by (r, α, s, β)."""
        value = float(known.weight @ self._each(params, known))
        steps = np.diag(params * _STEP)
        ahead = np.array([known.weight @ self._each(params + step, known) for step in steps])
        behind = np.array([known.weight @ self._each(params - step, known) for step in steps])
        return value, (ahead - behind) / (2 * params * _STEP)

    def p_alive(self, params: Reals, known: Histories) -> Reals:
        """Give the probability that each customer still buys."""
        alive: Reals = np.exp(_log_survived(params, known) - _log_either(params, known))
        return alive

    def purchases_if_alive(self, params: Reals, known: Histories, days: float) -> Reals:
        """Expect the purchase days in the next ``days`` of whoever still buys."""
        r, alpha, s, beta = params
        s = s if abs(s - 1) > _NEAR_ONE else 1 + _NEAR_ONE
        rate = (r + known.x) * (beta + known.T) / ((alpha + known.T) * (s - 1))
        left = ((beta + known.T) / (beta + known.T + days)) ** (s - 1)
        expected: Reals = rate * (1 - left)
        return expected

    def _each(self, params: Reals, known: Histories) -> Reals:
        from scipy.special import gammaln  # noqa: PLC0415  start-up cost

        r, alpha, s, beta = params
        each: Reals = (
            gammaln(r + known.x)
            - gammaln(r)
            + r * np.log(alpha)
            + s * np.log(beta)
            + _log_either(params, known)
        )
        return each


def _log_survived(params: Reals, known: Histories) -> Reals:
    r, alpha, s, beta = params
    survived: Reals = -(r + known.x) * np.log(alpha + known.T) - s * np.log(beta + known.T)
    return survived


def _log_either(params: Reals, known: Histories) -> Reals:
    """Give ln of the likelihood's two ways: alive at T, or stopped between t_x and T."""
    r, _, s, _ = params
    early, late = (_log_integral(params, known.x, time) for time in (known.t_x, known.T))
    with np.errstate(divide="ignore"):
        between = early + np.log(-np.expm1(np.minimum(late - early, 0)))
    stopped = np.log(s / (r + s + known.x)) + between
    either: Reals = np.logaddexp(_log_survived(params, known), stopped)
    return either


def _log_integral(params: Reals, x: Reals, time: Reals) -> Reals:
    """Give ln of A₀'s term at a time, after Euler's transformation: all its terms are positive."""
    from scipy.special import hyp2f1  # noqa: PLC0415  start-up cost

    r, alpha, s, beta = params
    buying, stopping = np.log(alpha + time), np.log(beta + time)
    z = abs(alpha - beta) / (max(alpha, beta) + time)
    if alpha >= beta:
        series = hyp2f1(1, r + x, r + s + x + 1, z)
        return np.asarray(np.log(series) - (r + x) * buying - s * stopping)
    series = hyp2f1(1, s + 1, r + s + x + 1, z)
    return np.asarray(np.log(series) - (r + x - 1) * buying - (s + 1) * stopping)


PARETO = ParetoNBD()
