"""Gamma-Gamma: what a customer's purchase is worth, between his own mean and everybody's.

Fader, Hardie and Lee (2005), RFM and CLV; Fader and Hardie (2013), The Gamma-Gamma Model of
Monetary Value. Parameters p, q, v; q > 1, so that the mean of the portfolio, pv/(q−1), exists.
"""

from dataclasses import dataclass

import numpy as np

from carteira_cli.metrics.prediction.fitting import SHAPE, Fit, Range, maximise
from carteira_cli.metrics.prediction.histories import Customers, Reals

NAMES = ("p", "q", "v")
_STARTS = ((6.0, 4.0, 4.0 / 2), (1.5, 2.5, 1.0), (20.0, 3.0, 0.1))
_ENOUGH_TO_START = 5_000
_RANGES: tuple[Range, ...] = ((1e-3, 1e4), (1 + 1e-3, 100.0), SHAPE)


@dataclass(frozen=True, slots=True)
class Spend:
    """The fit, in reais, and how many customers it rests on."""

    fit: Fit
    customers: int

    def mean(self) -> float:
        """Give the mean value of a purchase of somebody of whom nothing is known, in reais."""
        p, q, v = self.fit.params
        return float(p * v / (q - 1))

    def expected(self, known: Customers) -> Reals:
        """Give the mean value of each customer's purchases to come, in reais."""
        p, q, v = self.fit.params
        x = np.where(known.repeat_amount > 0, known.histories.x, 0)
        amount = np.nan_to_num(known.repeat_amount)
        expected: Reals = p * (v + x * amount) / (p * x + q - 1)
        return expected


def fit(known: Customers) -> Spend:
    """Fit on the customers whose repeat purchases are worth something.

    Amounts are measured in their own mean, so that no currency changes the search.
    """
    counted = known.repeat_amount > 0
    x, amount = known.histories.x[counted], known.repeat_amount[counted]
    if not len(x):
        return Spend(Fit(np.full(len(NAMES), np.nan), np.nan, converged=False), 0)
    unit = float(amount.mean())
    found = _found(x, amount / unit)
    params = found.params * np.array([1, 1, unit])
    in_reais = found.log_likelihood - len(x) * np.log(unit)
    return Spend(Fit(params, in_reais, found.converged), len(x))


def _found(x: Reals, amount: Reals) -> Fit:
    """Try every start on some of the customers, and go on from the best with all."""
    step = -(-len(x) // _ENOUGH_TO_START)
    some = Bought.of(x[::step], amount[::step])
    fit = maximise(some.log_likelihood, _STARTS, len(x[::step]), _RANGES)
    if step == 1:
        return fit
    everybody = Bought.of(x, amount)
    return maximise(everybody.log_likelihood, [fit.params.tolist()], len(x), _RANGES)


@dataclass(frozen=True, slots=True)
class Bought:
    """Repeat purchases, added up as far as no parameter has a say in it.

    ``x``: the few numbers of purchases that occur, ``of_x`` how many customers have each; ``total``
    and ``counts``: each customer's sum and number of purchases.
    """

    x: Reals
    of_x: Reals
    total: Reals
    counts: Reals
    log_amounts: float
    weighted_logs: float

    @classmethod
    def of(cls, x: Reals, amount: Reals) -> "Bought":
        """Add up customers with x repeat purchases of a mean amount."""
        few, of_x = np.unique(x, return_counts=True)
        logs = np.log(amount)
        weighted = float((x * (logs + np.log(x))).sum())
        return cls(few, of_x.astype(float), x * amount, x, float(logs.sum()), weighted)

    def log_likelihood(self, params: Reals) -> tuple[float, Reals]:
        """Sum ln f(m_x | p, q, v) over the customers, and differentiate."""
        from scipy.special import gammaln, psi  # noqa: PLC0415  start-up cost

        p, q, v = params
        customers = len(self.total)
        logs, shares = np.log(self.total + v), 1 / (self.total + v)
        both, rising = p * self.x + q, psi(p * self.x + q)
        logs_sum, logs_by_count = logs.sum(), (self.counts * logs).sum()
        value = (
            (self.of_x * (gammaln(both) - gammaln(p * self.x))).sum()
            + customers * (q * np.log(v) - gammaln(q))
            + p * self.weighted_logs
            - self.log_amounts
            - p * logs_by_count
            - q * logs_sum
        )
        gradient = [
            (self.of_x * self.x * (rising - psi(p * self.x))).sum()
            + self.weighted_logs
            - logs_by_count,
            (self.of_x * rising).sum() + customers * (np.log(v) - psi(q)) - logs_sum,
            customers * q / v - ((p * self.counts + q) * shares).sum(),
        ]
        return float(value), np.array(gradient)
