"""A fitted portfolio: who still buys, and what is to come."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from carteira_cli.metrics.prediction import gamma_gamma
from carteira_cli.metrics.prediction.beta_geometric import BG, MBG
from carteira_cli.metrics.prediction.fitting import Fit, Range, maximise
from carteira_cli.metrics.prediction.gamma_gamma import Spend
from carteira_cli.metrics.prediction.histories import Customers, Histories, Reals
from carteira_cli.metrics.prediction.pareto_nbd import PARETO

YEAR, MONTHS = 365, 60
"""Days of a year, and months looked ahead."""

_ENOUGH_TO_START = 2_000
_MOST_DISTINCT = 1_000
_AGES = 20
_YEAR_MONTHS = 12


class Model(Protocol):
    """What every model of purchases can do; times are in days."""

    @property
    def slug(self) -> str:
        """Its name in ``carteira.toml`` and in the document."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its parameters."""

    @property
    def ranges(self) -> tuple[Range, ...]:
        """What its parameters can be."""

    def starts(self, known: Histories) -> list[list[float]]:
        """Say where the searches begin."""

    def log_likelihood(self, params: Reals, known: Histories) -> tuple[float, Reals]:
        """Give the log-likelihood and its gradient."""

    def p_alive(self, params: Reals, known: Histories) -> Reals:
        """Give the probability that each customer still buys."""

    def purchases_if_alive(self, params: Reals, known: Histories, days: float) -> Reals:
        """Expect the purchase days of whoever still buys."""


MODELS: tuple[Model, ...] = (MBG, BG, PARETO)


@dataclass(frozen=True, slots=True)
class Forecast:
    """A model of purchases and one of spend, fitted to the customers' histories.

    ``usual_amount``: reais of a mean purchase day, where the model of spend has no say.
    """

    model: Model
    fit: Fit
    spend: Spend
    usual_amount: float

    def p_alive(self, known: Customers) -> Reals:
        """Give the probability that each customer still buys."""
        return np.clip(self.model.p_alive(self.fit.params, known.histories), 0, 1)

    def purchases(self, known: Customers, days: float) -> Reals:
        """Expect each customer's purchase days in the next ``days``."""
        return self.p_alive(known) * purchases_if_alive(
            self.model, self.fit.params, known.histories, days
        )

    def amount_each(self, known: Customers) -> Reals:
        """Expect the reais of each customer's next purchase day; his own mean without a model."""
        if self.spend.fit.converged:
            return self.spend.expected(known)
        return np.where(np.isnan(known.repeat_amount), self.usual_amount, known.repeat_amount)

    def newcomer_amount(self) -> float:
        """Expect the reais of a purchase day of somebody new."""
        return self.spend.mean() if self.spend.fit.converged else self.usual_amount

    def future(self, known: Customers, first_year: float) -> pd.DataFrame:
        """Expect what each of the next 60 months brings, in reais; ``first_year`` is known.

        Columns month (1..60), expected_amount (all customers together) and newcomer_amount (what
        somebody brings after his first purchase).
        """
        model, params = self.model, self.fit.params
        worth = self.p_alive(known) * self.amount_each(known)
        groups = _alike(known.histories, worth)
        fresh = Histories(np.zeros(1), np.zeros(1), np.zeros(1), np.ones(1))
        ends = np.arange(1, MONTHS + 1) * YEAR / _YEAR_MONTHS
        together = np.array(
            [(groups.weight * _if_alive(model, params, groups, end)).sum() for end in ends]
        )
        if together[_YEAR_MONTHS - 1] > 0:  # ages were rounded: agree with the customers' figures
            together *= first_year / together[_YEAR_MONTHS - 1]
        alive = model.p_alive(params, fresh)
        newcomer = np.array([(alive * _if_alive(model, params, fresh, end))[0] for end in ends])
        return pd.DataFrame(
            {
                "month": np.arange(1, MONTHS + 1),
                "expected_amount": np.diff(together, prepend=0).round(2),
                "newcomer_amount": (np.diff(newcomer, prepend=0) * self.newcomer_amount()).round(2),
            }
        )


def _if_alive(model: Model, params: Reals, known: Histories, days: float) -> Reals:
    return np.maximum(model.purchases_if_alive(params, known, days), 0)


def purchases_if_alive(model: Model, params: Reals, known: Histories, days: float) -> Reals:
    """Expect the purchase days of whoever still buys, once for customers alike in x and T."""
    longest = known.T.max(initial=0) + 1
    keys, at = np.unique(known.x * longest + known.T, return_inverse=True)
    x, age = np.divmod(keys, longest)
    alike = Histories(x, np.zeros_like(x), age, np.ones_like(x))
    return _if_alive(model, params, alike, days)[at]


def fitted(model: Model, known: Customers) -> Forecast:
    """Fit the models to the customers; see ``Fit.converged`` before using them."""
    repeated = known.histories.x * np.nan_to_num(known.repeat_amount)
    usual = repeated.sum() / max(known.histories.x.sum(), 1)
    fit = fit_purchases(model, known.histories)
    return Forecast(model, fit, gamma_gamma.fit(known), float(usual))


def fit_purchases(model: Model, histories: Histories, most: int | None = None) -> Fit:
    """Try every start on some of the distinct histories; the best goes on with all, or ``most``."""
    distinct = histories.distinct()
    some = distinct.thinned(_ENOUGH_TO_START)
    fit = _fit(model, some, model.starts(some))
    if len(some.x) == len(distinct.x):
        return fit
    return _fit(model, distinct.thinned(most or len(distinct.x)), [fit.params.tolist()])


def _fit(model: Model, known: Histories, starts: list[list[float]]) -> Fit:
    def log_likelihood(params: Reals) -> tuple[float, Reals]:
        return model.log_likelihood(params, known)

    return maximise(log_likelihood, starts, known.customers, model.ranges)


def _alike(known: Histories, worth: Reals) -> Histories:
    """Add up the worth of customers alike in x and T; of very many, roughly alike in T."""
    ages = known.T
    alike = Histories(known.x, np.zeros_like(ages), ages, worth).distinct()
    if len(alike.x) <= _MOST_DISTINCT:
        return alike
    width = max(ages.max() / _AGES, 1)
    ages = (np.floor(alike.T / width) + 0.5) * width
    return Histories(alike.x, alike.t_x, ages, alike.weight).distinct()
