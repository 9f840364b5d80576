"""The published estimates from the raw CDNOW log, the gates, and small and odd portfolios."""

from datetime import date
from functools import cache

import numpy as np
import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.metrics.prediction import METRIC, gamma_gamma, histories
from carteira_cli.metrics.prediction.beta_geometric import BG, MBG
from carteira_cli.metrics.prediction.forecast import MODELS, Forecast, Model, fitted
from carteira_cli.metrics.prediction.histories import Customers, Histories
from carteira_cli.metrics.prediction.metric import Rules
from carteira_cli.metrics.prediction.pareto_nbd import PARETO
from carteira_cli.model.metric import Analysis
from tests import cdnow
from tests.lives import Ways, lived
from tests.portfolios import Purchase, day, inputs, reading

CALIBRATED = date(1997, 9, 30)
WEEK = 7


@cache
def calibration(*, weeks: bool = True) -> Customers:
    known = histories.of_days(inputs(reading(cdnow.purchases())).days, CALIBRATED)
    unit, each = WEEK if weeks else 1, known.histories
    scaled = Histories(each.x, each.t_x / unit, each.T / unit, each.weight)
    return Customers(known.place, scaled, known.repeat_amount)


@cache
def fitted_to_log(slug: str) -> Forecast:
    return fitted(next(model for model in MODELS if model.slug == slug), calibration())


def forecast(model: Model) -> Forecast:
    return fitted_to_log(model.slug)


def test_the_raw_log_gives_the_published_histories() -> None:
    known = calibration()

    assert (len(known.place), known.repeat_buyers) == (2357, 946)


@pytest.mark.parametrize(
    ("model", "params", "log_likelihood"),
    [
        (BG, [0.243, 4.414, 0.793, 2.426], -9582.4),
        (MBG, [0.525, 6.183, 0.891, 1.614], None),
        (PARETO, [0.553, 10.578, 0.606, 11.669], -9595.0),
    ],
    ids=lambda value: getattr(value, "slug", None),
)
def test_the_published_estimates_come_out(
    model: Model, params: list[float], log_likelihood: float | None
) -> None:
    fit = forecast(model).fit

    assert fit.converged
    assert fit.params == pytest.approx(params, rel=0.01)
    assert log_likelihood is None or fit.log_likelihood == pytest.approx(log_likelihood, abs=0.1)


def test_every_start_leads_to_the_same_estimates() -> None:
    days = fitted(MBG, calibration(weeks=False)).fit.params

    assert days / [1, WEEK, 1, 1] == pytest.approx(forecast(MBG).fit.params, rel=1e-3)


def test_the_published_spend_comes_out() -> None:
    spend = gamma_gamma.fit(calibration())

    assert (spend.customers, spend.fit.converged) == (946, True)
    assert spend.fit.params == pytest.approx([6.25, 3.74, 15.44], rel=0.01)


def test_the_published_prediction_comes_out() -> None:
    one = Histories(*(np.array([value]) for value in (2, 30.43, 38.86, 1.0)))
    fit = forecast(BG).fit

    expected = BG.p_alive(fit.params, one) * BG.purchases_if_alive(fit.params, one, 39)

    assert expected == pytest.approx(1.226, rel=0.01)


@pytest.mark.parametrize("model", [MBG, BG, PARETO], ids=lambda model: model.slug)
def test_the_second_half_of_the_log_is_foretold(model: Model) -> None:
    """CDNOW's customers bought on 1 882 later days; the models are known to fall short of that."""
    known, weeks = calibration(), 39

    foretold = forecast(model).purchases(known, weeks).sum()

    later = histories.of_days(inputs(reading(cdnow.purchases())).days, date(1998, 6, 30))
    actual = (later.histories.x - known.histories.x).sum()
    assert actual == 1882
    assert foretold == pytest.approx(actual, rel=0.17)


def portfolio(*, model: str = "mbg-nbd", purchases: list[Purchase] | None = None) -> Analysis:
    bought = cdnow.purchases() if purchases is None else purchases
    return analyse(reading(bought), {"prediction": Rules(model=model)})  # type: ignore[arg-type]


def test_the_figures_of_the_portfolio_agree_with_each_other() -> None:
    analysis = portfolio()
    customers, future = analysis.customers, analysis.tables["future"]

    assert customers["p_alive"].between(0, 1).all()
    total = customers["expected_amount_12m"].sum()
    assert analysis.summary["expected_amount_12m"] == pytest.approx(total)
    assert future["expected_amount"][:12].sum() == pytest.approx(total, rel=1e-3)
    assert future["expected_amount"].is_monotonic_decreasing


def test_a_one_time_buyer_is_never_certainly_alive() -> None:
    customers = portfolio().customers

    assert customers.loc[customers["purchase_days"] == 1, "p_alive"].max() < 0.99


def test_another_currency_changes_no_probability() -> None:
    bought = [(name, bought, 7 * dollars) for name, bought, dollars in cdnow.purchases()]
    one, other = portfolio(), portfolio(purchases=bought)

    assert one.customers["p_alive"].equals(other.customers["p_alive"])
    scaled = 7 * one.customers["expected_amount_12m"]
    assert other.customers["expected_amount_12m"].to_numpy() == pytest.approx(scaled, abs=0.04)


def test_the_order_of_rows_changes_nothing() -> None:
    shuffled = pd.Series(cdnow.purchases()).sample(frac=1, random_state=3).tolist()
    one, other = portfolio(), portfolio(purchases=shuffled)

    assert one.records["prediction"] == other.records["prediction"]
    pd.testing.assert_frame_equal(one.customers, other.customers)


REGULAR = lived(Ways(), customers=120, days=400, seed=1)


@pytest.mark.parametrize(
    ("purchases", "reason"),
    [
        ([], "few_customers"),
        ([("A", day(0), 10)], "few_customers"),
        ([(f"C{n}", day(n % 9), 10) for n in range(99)], "few_customers"),
        ([(f"C{n}", day(n % 9), 10) for n in range(100)], "short_history"),
        ([(f"C{n}", day(5 * n), 10) for n in range(100)], "few_repeat_buyers"),
        (REGULAR.seen(), None),
    ],
    ids=["nobody", "one", "99", "nine days", "one-time buyers", "enough"],
)
def test_no_forecast_without_enough_data(purchases: list[Purchase], reason: str | None) -> None:
    analysis = portfolio(purchases=purchases)
    record = analysis.records["prediction"]

    assert (record["available"], record["reason"]) == (reason is None, reason)
    assert analysis.customers["p_alive"].isna().all() == (reason is not None)
    assert (analysis.summary["expected_amount_12m"] is None) == (reason is not None)
    assert record.get("found", 0) < record.get("least", 1)


def test_a_forecast_that_is_switched_off_is_not_missed() -> None:
    analysis = portfolio(model="off")

    assert analysis.records["prediction"] == {"available": False, "reason": "off"}


def test_customers_who_never_stop_are_all_alive() -> None:
    steady = [(f"C{n}", day(n % 30 + 30 * k), 100.0) for n in range(150) for k in range(12)]

    analysis = portfolio(purchases=steady)

    assert analysis.records["prediction"]["available"]
    assert analysis.customers["p_alive"].min() > 0.9
    assert analysis.customers["expected_orders_12m"].mean() == pytest.approx(12, rel=0.1)
    assert analysis.customers["expected_amount_12m"].mean() == pytest.approx(1200, rel=0.1)


def test_gifts_have_no_say_in_the_spend() -> None:
    bought = [(name, bought, 0.0) for name, bought, _ in REGULAR.seen()]

    analysis = portfolio(purchases=bought)

    assert analysis.records["prediction"]["spend"] is None
    assert (analysis.customers["expected_amount_12m"] == 0).all()


def test_the_limits_are_the_users() -> None:
    few = [(f"C{n}", day(n + 40 * k), 10) for n in range(20) for k in range(6)]
    rules = {"prediction": Rules(least_customers=20, least_repeat_buyers=20)}

    assert analyse(reading(few), rules).records["prediction"]["available"]
    with pytest.raises(ValueError, match="pelo menos 1"):
        Rules(least_customers=0)


def test_prospects_have_no_forecast() -> None:
    analysis = analyse(reading(cdnow.purchases(), prospects=["zz"]))

    assert analysis.customers.loc["zz", [c.name for c in METRIC.provides]].isna().all()
