"""What holds for every portfolio."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics import lifecycle, rfm
from carteira_cli.model.metric import Analysis
from carteira_cli.model.tables import Reading
from tests.portfolios import Purchase, day, reading

# A whole analysis takes long enough that a slow machine passes the usual deadline.
LAW = settings(deadline=None, max_examples=20)
NAMES = st.integers(0, 14).map(lambda number: f"c{number:02}")
PURCHASES = st.lists(
    st.tuples(
        NAMES,
        st.integers(0, 300).map(day),
        st.one_of(st.integers(0, 3000), st.integers(-2000, 2000)).map(lambda cents: cents / 100),
    ),
    max_size=60,
)
NAMELESS = st.lists(st.tuples(st.integers(0, 300).map(day), st.just(9.99)), max_size=3)
RULES = st.fixed_dictionaries(
    {
        "rfm": st.sampled_from([rfm.Rules(), rfm.Rules(small_portfolio=0)]),
        "lifecycle": st.sampled_from([lifecycle.Rules(), lifecycle.Rules(mode="percentile")]),
    }
)
PORTFOLIOS = st.builds(
    lambda purchases, nameless: reading(purchases, unidentified=nameless, on=day(300)),
    PURCHASES,
    NAMELESS,
)
GRADES = ["rank", "abc_class", "value_tier", "r_score", "f_score", "m_score", "segment", "status"]


def same(left: Analysis, right: Analysis) -> None:
    """Hold two analyses to the same figures everywhere."""
    assert dict(left.summary) == dict(right.summary)
    assert dict(left.thresholds) == dict(right.thresholds)
    pd.testing.assert_frame_equal(left.customers, right.customers)
    for name, table in left.tables.items():
        pd.testing.assert_frame_equal(table, right.tables[name])


@LAW
@given(PORTFOLIOS, RULES)
def test_nothing_is_nan_in_the_summary_and_the_thresholds(
    portfolio: Reading, rules: Mapping[str, Any]
) -> None:
    analysis = analyse(portfolio, rules)

    shown = [*analysis.summary.values(), *analysis.thresholds.values()]
    assert [value for value in shown if value != value] == []  # noqa: PLR0124  NaN does


@LAW
@given(PORTFOLIOS)
def test_shares_sum_to_one_and_the_cumulative_share_ends_there(portfolio: Reading) -> None:
    analysis = analyse(portfolio)
    sold_to = analysis.customers[analysis.customers["net_amount"] > 0]
    sold_to = sold_to[sold_to["purchase_days"].notna()]

    if len(sold_to):
        assert sold_to["share"].sum() == pytest.approx(1)
        assert sold_to["cumulative_share"].iloc[-1] == 1
        assert sold_to["cumulative_share"].is_monotonic_increasing
    assert analysis.customers["share"].dropna().between(0, 1).all()


@LAW
@given(PORTFOLIOS, RULES)
def test_classes_status_and_segments_are_partitions(
    portfolio: Reading, rules: Mapping[str, Any]
) -> None:
    analysis = analyse(portfolio, rules)
    bought = analysis.customers[analysis.customers["purchase_days"].notna()]

    assert bought["segment"].notna().all()
    for table in (analysis.tables[name] for name in ("abc", "status", "segments")):
        assert table["customers"].sum() == analysis.summary["customers"] == len(bought)
        assert table["net_amount"].sum() == pytest.approx(bought["net_amount"].sum())
        assert table["share"].sum() == pytest.approx(bought["share"].sum())
        assert not table.iloc[:, 0].duplicated().any()


@LAW
@given(PORTFOLIOS)
def test_money_agrees_to_the_centavo(portfolio: Reading) -> None:
    summary = analyse(portfolio).summary
    gross, returns, net, identified, unidentified = (
        round(summary[f"{name}_amount"] * 100)
        for name in ("gross", "returns", "net", "identified", "unidentified")
    )

    assert gross - returns == net == identified + unidentified


@LAW
@given(PURCHASES, st.sampled_from([2, 7, 1000]), RULES)
def test_scaling_all_amounts_scales_money_and_moves_nobody(
    purchases: list[Purchase], factor: int, rules: Mapping[str, Any]
) -> None:
    scaled = [(who, when, round(reais * 100) * factor / 100) for who, when, reais in purchases]
    small = analyse(reading(purchases, on=day(300)), rules)
    large = analyse(reading(scaled, on=day(300)), rules)

    pd.testing.assert_frame_equal(small.customers[GRADES], large.customers[GRADES])
    assert large.summary["net_amount"] == pytest.approx(small.summary["net_amount"] * factor)
    assert large.summary["gini"] == pytest.approx(small.summary["gini"])


@LAW
@given(PORTFOLIOS, st.randoms(use_true_random=False), RULES)
def test_the_order_of_rows_changes_nothing(
    portfolio: Reading, random: Random, rules: Mapping[str, Any]
) -> None:
    def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.iloc[random.sample(range(len(frame)), len(frame))]

    mixed = replace(
        portfolio,
        days=shuffled(portfolio.days),
        unidentified=shuffled(portfolio.unidentified),
        customers=shuffled(portfolio.customers),
    )

    same(analyse(portfolio, rules), analyse(mixed, rules))


@LAW
@given(PORTFOLIOS, RULES)
def test_equal_values_score_alike_and_better_values_never_score_less(
    portfolio: Reading, rules: Mapping[str, Any]
) -> None:
    customers = analyse(portfolio, rules).customers.dropna(subset="r_score")

    pairs = [("days_since_last", "r_score", False), ("orders", "f_score", True)]
    for value, score, ascending in [*pairs, ("net_amount", "m_score", True)]:
        assert len(customers[[value, score]].drop_duplicates()) == customers[value].nunique()
        assert customers.sort_values(value, ascending=ascending)[score].is_monotonic_increasing


@LAW
@given(PURCHASES, RULES)
def test_a_prospect_changes_no_other_figure(
    purchases: list[Purchase], rules: Mapping[str, Any]
) -> None:
    without = analyse(reading(purchases, on=day(300)), rules)
    with_one = analyse(reading(purchases, prospects=["z"], on=day(300)), rules)

    assert with_one.customers.index[-1] == "z"
    statuses = with_one.tables["status"]
    told = dict(with_one.summary) | {"prospects": 0, "conversion_rate": None}
    without_him = replace(
        with_one,
        customers=with_one.customers.drop("z"),
        summary=told,
        tables={
            **with_one.tables,
            "status": statuses[statuses["status"] != "prospect"].reset_index(drop=True),
        },
    )
    same(without, without_him)


@pytest.mark.parametrize(
    "purchases",
    [
        pytest.param([], id="nobody"),
        pytest.param([("a", day(0), 10.00)], id="one customer"),
        pytest.param([("a", day(0), 10.00), ("b", day(9), 5.00)], id="two customers"),
        pytest.param(
            [(f"c{n:02}", day(m * n), 1.00 + n) for n in range(30) for m in range(n % 4 + 1)],
            id="thirty customers",
        ),
        pytest.param([(f"c{n}", day(n), 5.00) for n in range(120)], id="one-time buyers"),
        pytest.param([("a", day(0), -1.00), ("b", day(1), -2.00)], id="all returns"),
        pytest.param([(f"c{n}", day(0), n + 1.00) for n in range(120)], id="one day"),
        pytest.param([("a", day(n), 0.00) for n in range(3)], id="all worth nothing"),
    ],
)
@pytest.mark.parametrize("on", [day(119), day(2000)])
def test_odd_portfolios_are_measured_without_nan(purchases: list[Purchase], on: date) -> None:
    analysis = analyse(reading(purchases, prospects=["z"], on=on))

    assert analysis.summary["prospects"] == 1
    assert analysis.summary["customers"] == len({who for who, _, reais in purchases if reais >= 0})
    assert not any(value != value for value in analysis.summary.values())  # noqa: PLR0124  NaN
