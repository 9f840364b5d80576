from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics import health
from carteira_cli.metrics.health import Rules
from carteira_cli.model.metric import Inputs
from tests.portfolios import day, inputs, reading

BEST = {
    "net_amount": 100.00,
    "cycle_ratio": 0.5,
    "trend_change": 0.5,
    "f_score": 5.0,
    "m_score": 5.0,
    "first_purchase": pd.Timestamp(day(0)),
}
ON = 730


def seen(*people: dict[str, Any], products: dict[int, int] | None = None) -> Inputs:
    """Customers who differ from the best in some columns, and how many products each bought."""
    first = inputs(reading([], prospects=[f"c{n}" for n in range(len(people))], on=day(ON)))
    columns = pd.DataFrame([BEST | person for person in people], index=first.customers.index)
    columns = columns.astype(dict.fromkeys(set(BEST) - {"first_purchase"}, float))
    bought = {place: range(count) for place, count in (products or {}).items()}
    rows = [(place, f"p{number}") for place, numbers in bought.items() for number in numbers]
    return replace(
        first,
        customers=first.customers.join(columns),
        thresholds={"bins": 5, "inactive_ratio": 3.0},
        baskets=pd.DataFrame(rows, columns=["place", "product"]).assign(orders=1, cents=100),
    )


def healths(*people: dict[str, Any], rules: Rules | None = None, **bought: Any) -> list[float]:
    outcome = health.compute(seen(*people, **bought), rules or Rules())
    return outcome.customers["health"].tolist()


def test_who_has_the_best_of_everything_is_at_a_hundred() -> None:
    assert healths({}, products={0: 3}) == [100.0]


def test_who_has_the_worst_of_everything_is_at_nought() -> None:
    today = pd.Timestamp(day(ON))
    worst = {
        "cycle_ratio": 3.0,
        "trend_change": -0.5,
        "f_score": 1.0,
        "m_score": 1.0,
        "first_purchase": today,
    }

    assert healths(worst) == [0.0]


@pytest.mark.parametrize(
    ("changed", "lost"),
    [
        ({"cycle_ratio": 1.0}, 0.0),
        ({"cycle_ratio": 2.0}, 17.5),  # half of 35
        ({"cycle_ratio": 3.0}, 35.0),
        ({"cycle_ratio": 90.0}, 35.0),
        ({"trend_change": 9.0}, 0.0),
        ({"trend_change": 0.25}, 4.0),  # 0.8 of 20
        ({"trend_change": 0.0}, 8.0),  # 0.6 of 20
        ({"trend_change": -0.25}, 14.0),  # 0.3 of 20
        ({"trend_change": -1.0}, 20.0),
        ({"f_score": 4.0}, 3.75),
        ({"m_score": 1.0}, 15.0),
        ({"first_purchase": pd.Timestamp(day(365))}, 5.0),
    ],
)
def test_every_part_takes_off_its_weight_in_points(changed: dict[str, Any], lost: float) -> None:
    rounded = float(np.round(100 - lost, 1))

    assert healths(changed, {}, products={0: 2, 1: 2})[0] == pytest.approx(rounded, abs=0.051)


def test_breadth_is_measured_against_the_ninetieth_percentile() -> None:
    found = healths({}, {}, {}, products={0: 10, 1: 5, 2: 10})

    assert found == [100.0, 97.5, 100.0]


def test_what_is_unknown_is_left_out_and_the_others_make_up_for_it() -> None:
    half_recency = {"cycle_ratio": 2.0}

    assert healths(half_recency, products={0: 1}) == [82.5]
    assert healths(half_recency) == [81.6]  # 77.5 of 95
    assert healths(half_recency | {"trend_change": None}) == [76.7]  # 57.5 of 75


def test_without_a_rhythm_there_is_no_health() -> None:
    assert np.isnan(healths({"cycle_ratio": None}, products={0: 1})).all()


def test_a_product_bought_by_nobody_in_particular_broadens_nobody() -> None:
    without = seen({}, products={0: 1})
    nameless = without.baskets.assign(place=-1, product=["x"])
    more = replace(without, baskets=pd.concat([without.baskets, nameless]))

    found = [health.compute(each, Rules()).customers["health"].tolist() for each in (without, more)]
    assert found[0] == found[1]


@pytest.mark.parametrize(("ratio", "points"), [(0.9, 100.0), (1.0, 100.0), (1.1, 0.0)])
def test_a_limit_at_the_expected_day_is_a_step(ratio: float, points: float) -> None:
    at_once = replace(seen({"cycle_ratio": ratio}), thresholds={"bins": 5, "inactive_ratio": 1.0})
    rules = Rules(trend=0, frequency=0, value=0, tenure=0, breadth=0)

    assert health.compute(at_once, rules).customers["health"].tolist() == [points]


def test_the_portfolio_is_the_mean_by_amount_of_those_who_brought_some() -> None:
    only_recency = Rules(trend=0, frequency=0, value=0, tenure=0, breadth=0)
    people = (
        {"net_amount": 300.00, "cycle_ratio": 1.0},
        {"net_amount": 100.00, "cycle_ratio": 2.0},
        {"net_amount": -900.00, "cycle_ratio": 3.0},
        {"net_amount": 900.00, "cycle_ratio": None},
        {"net_amount": None, "cycle_ratio": None},
    )
    outcome = health.compute(seen(*people), only_recency)

    assert outcome.summary["portfolio_health"] == 87.5


def test_nobody_to_weigh_is_no_health() -> None:
    outcome = health.compute(seen({"net_amount": -1.00}), Rules())

    assert outcome.summary["portfolio_health"] is None


@pytest.mark.parametrize("wrong", [{"trend": -1}, {"recency": 0}, {"tenure_days": 0}])
def test_weights_that_cant_be_weighed_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"peso|recency"):
        Rules(**wrong)


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcde"), st.integers(0, 300).map(day), st.integers(-50, 900)),
        max_size=40,
    )
)
def test_health_lies_between_nought_and_a_hundred_and_is_known_with_the_rhythm(
    purchases: list[tuple[str, Any, float]],
) -> None:
    analysis = analyse(reading(purchases, prospects=["z"], on=day(300)))
    customers = analysis.customers

    assert customers["health"].dropna().between(0, 100).all()
    assert (customers["health"].notna() == customers["cycle_ratio"].notna()).all()
    whole = analysis.summary["portfolio_health"]
    assert whole is None or 0 <= whole <= 100
