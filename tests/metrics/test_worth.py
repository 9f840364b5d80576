from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.metrics import totals, worth
from carteira_cli.metrics.worth import Rules
from carteira_cli.model.metric import Inputs, Outcome
from tests.portfolios import Purchase, day, inputs, reading

# Twelve months of 100.00 each, one a month, as of the last day of a year of 365 days.
YEAR = [("Ana", day(30 * month), 100.00) for month in range(12)]
EVEN = dict.fromkeys(range(1, 61), 100.00)


def seen(purchases: list[Purchase], *, on: int = 364, **changes: object) -> Inputs:
    """What the metric sees: the totals, and a summary or tables of others."""
    first = inputs(reading(purchases, on=day(on)))
    outcome = totals.compute(first, totals.Rules())
    summary = {**outcome.summary, **changes.pop("summary", {})}  # type: ignore[dict-item]
    return replace(first, customers=outcome.customers, summary=summary, **changes)  # type: ignore[arg-type]


def measured(purchases: list[Purchase], rules: Rules | None = None, **changes: object) -> Outcome:
    return worth.compute(seen(purchases, **changes), rules or Rules())  # type: ignore[arg-type]


def future(portfolio: float, newcomer: float) -> dict[str, pd.DataFrame]:
    months = range(1, 61)
    columns = {"month": months, "expected_amount": portfolio, "newcomer_amount": newcomer}
    return {"future": pd.DataFrame(columns)}


def test_the_portfolio_is_worth_eight_to_twelve_average_months() -> None:
    summary = measured(YEAR).summary

    assert summary["mean_monthly_amount"] == 100.00
    assert (summary["portfolio_value_low"], summary["portfolio_value_high"]) == (800.00, 1200.00)


def test_only_the_last_twelve_months_count_and_returns_are_taken_off() -> None:
    old = [("Ana", day(0), 9999.00), *((who, when, 120.00) for who, when, _ in YEAR)]
    later = [(who, when + pd.Timedelta(days=10), amount) for who, when, amount in old[1:]]

    summary = measured([old[0], *later, ("Ana", day(20), -240.00)], on=374).summary

    assert summary["mean_monthly_amount"] == 100.00


@pytest.mark.parametrize(
    ("on", "mean"), [(0, 300.00), (20, 300.00), (72, 125.00), (364, 25.00), (365, 0.00)]
)
def test_a_short_history_is_divided_by_its_months_and_by_one_at_least(on: int, mean: float) -> None:
    outcome = measured([("Ana", day(0), 300.00)], on=on)

    assert outcome.summary["mean_monthly_amount"] == mean


def test_more_returns_than_sales_are_worth_nothing_and_not_less() -> None:
    summary = measured([*YEAR, ("Ana", day(300), -5000.00)]).summary

    assert summary["mean_monthly_amount"] < 0
    assert (summary["portfolio_value_low"], summary["portfolio_value_high"]) == (0.00, 0.00)


def test_the_predicted_months_are_discounted_at_the_yearly_rate() -> None:
    rules = Rules(margin=0.5, discount_rate=0.21)
    summary = measured(YEAR, rules, tables=future(1000.00, 10.00)).summary

    monthly = 1.21 ** (1 / 12)
    annuity = (1 - monthly**-60) / (monthly - 1)
    assert summary["portfolio_value_dcf"] == pytest.approx(500 * annuity, abs=0.01)
    first = 0.5 * 100.00  # the ticket, which he buys to begin with
    assert summary["ltv_predicted"] == pytest.approx(first + 5 * annuity, abs=0.01)


def test_what_is_usually_returned_is_taken_off_the_prediction() -> None:
    rules = Rules(margin=1.0, discount_rate=0.0)
    quarter_back = [*YEAR, ("Ana", day(300), -300.00)]

    summary = measured(quarter_back, rules, tables=future(100.00, 10.00)).summary

    assert (summary["portfolio_value_dcf"], summary["ltv_predicted"]) == (4500.00, 525.00)


def test_without_a_prediction_the_average_month_loses_its_churn_every_month() -> None:
    rules = Rules(margin=0.5, discount_rate=0.0)
    outcome = measured(YEAR, rules, summary={"churn_rate": 0.5})

    # 50 × (1/2 + 1/4 + …); one customer buys for 1200 a year and stays 1/(1 − 0.5¹²) years
    assert outcome.summary["portfolio_value_dcf"] == 50.00
    assert outcome.summary["ltv_predicted"] == pytest.approx(600.15, abs=0.01)
    assert outcome.records["worth"]["basis"] == "churn"


def test_nobody_is_said_to_stay_more_than_five_years() -> None:
    summary = measured(YEAR, Rules(margin=1.0), summary={"churn_rate": 0.0}).summary

    assert summary["ltv_predicted"] == 6000.00


@pytest.mark.parametrize("summary", [{}, {"churn_rate": None}])
def test_with_neither_prediction_nor_churn_the_future_is_unknown(
    summary: dict[str, object],
) -> None:
    outcome = measured(YEAR, summary=summary)

    assert (outcome.summary["portfolio_value_dcf"], outcome.summary["ltv_predicted"]) == (
        None,
        None,
    )
    assert outcome.records["worth"]["basis"] is None


def test_an_empty_prediction_is_none() -> None:
    empty = {"future": future(1, 1)["future"][:0]}

    assert measured(YEAR, tables=empty).summary["portfolio_value_dcf"] is None


def test_the_historic_value_is_what_a_customer_bought_on_average() -> None:
    assert measured([*YEAR, ("Bia", day(0), 300.00)]).summary["ltv_historic"] == 750.00


def test_the_cost_of_a_customer_is_spread_over_those_won_in_a_year() -> None:
    won = [("Old", day(0), 1.00), ("Ana", day(1), 1.00), ("Bia", day(100), 1.00)]
    won = [*won, ("Old", day(200), 1.00)]
    summary = measured(
        won, Rules(acquisition_cost=500.00), on=365, tables=future(1.00, 100.00)
    ).summary

    assert summary["cac"] == 250.00
    assert summary["ltv_cac"] == pytest.approx(summary["ltv_predicted"] / 250.00)


@pytest.mark.parametrize(
    ("cost", "on", "cac"), [(None, 364, None), (500.00, 800, None), (0.00, 364, 0.00)]
)
def test_without_a_cost_or_new_customers_there_is_no_return(
    cost: float | None, on: int, cac: float | None
) -> None:
    outcome = measured(YEAR, Rules(acquisition_cost=cost), on=on, tables=future(1, 1))

    assert (outcome.summary["cac"], outcome.summary["ltv_cac"]) == (cac, None)


@pytest.mark.parametrize("purchases", [[], [("Ana", day(0), -10.00)]])
def test_without_a_purchase_everything_is_unknown_and_nothing_is_found(
    purchases: list[Purchase],
) -> None:
    outcome = measured(purchases, Rules(acquisition_cost=1.00))

    assert set(outcome.summary.values()) == {None}
    assert outcome.findings == ()


def test_the_assumptions_go_with_the_figures() -> None:
    outcome = measured(YEAR, Rules(margin=0.4), tables=future(1, 1))

    assert outcome.records["worth"] == {
        "months": 12.0,
        "basis": "prediction",
        "margin": 0.4,
        "discount_rate": 0.15,
    }


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 500).map(day), st.integers(-50, 90)),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([None, 0.0, 0.1, 1.0]),
)
def test_ten_times_the_money_is_worth_ten_times_as_much(
    purchases: list[Purchase], churn: float | None
) -> None:
    ten = [(who, when, amount * 10) for who, when, amount in purchases]
    small, large = (
        measured(each, on=500, summary={"churn_rate": churn}).summary for each in (purchases, ten)
    )

    for name, value in small.items():
        scaled = value if value is None or name == "ltv_cac" else value * 10
        assert large[name] == pytest.approx(scaled, abs=0.06)
        assert value == value  # noqa: PLR0124  no NaN
