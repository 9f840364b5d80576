from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics.pareto import Rules
from carteira_cli.model.metric import Analysis
from tests.portfolios import day, reading


def portfolio(**amounts: float) -> Analysis:
    return analyse(reading([(name, day(0), reais) for name, reais in amounts.items()]))


def classes(analysis: Analysis) -> dict[object, str]:
    return dict(analysis.customers["abc_class"].items())


def test_the_class_is_the_cumulative_share_before_the_customer() -> None:
    graded = portfolio(a=60.00, b=20.00, c=15.00, d=5.00)

    assert graded.customers["cumulative_share"].tolist() == [0.60, 0.80, 0.95, 1.00]
    assert classes(graded) == {"a": "A", "b": "A", "c": "B", "d": "C"}
    assert graded.customers["value_tier"].tolist() == [
        "premium",
        "premium",
        "intermediate",
        "basic",
    ]


def test_one_customer_with_almost_everything_is_a() -> None:
    assert classes(portfolio(a=85.00, b=15.00)) == {"a": "A", "b": "B"}


def test_a_limit_met_to_the_centavo_is_reached_whatever_floats_say() -> None:
    # 0.1 + 0.2 + ... as floats falls short of 0.8 or passes it; centavos meet it exactly.
    amounts = {f"c{number}": 0.10 for number in range(10)}

    assert list(classes(portfolio(**amounts)).values()) == ["A"] * 8 + ["B"] * 2


def test_a_limit_between_two_centavos_is_passed_by_the_upper_one() -> None:
    # 80 % of 9 centavos are 7.2: 7 before b are less, 8 before c are not.
    assert classes(portfolio(a=0.07, b=0.01, c=0.01)) == {"a": "A", "b": "A", "c": "B"}


def test_ties_are_ranked_by_name_and_then_by_id() -> None:
    read = reading([(customer, day(0), 1.00) for customer in "abc"])
    named = read.customers.assign(customer=["Zeca", "Ana", "Ana"])

    ranked = analyse(replace(read, customers=named)).customers["rank"]

    assert ranked.to_dict() == {"b": 1, "c": 2, "a": 3}


def test_net_zero_or_less_has_a_rank_and_neither_share_nor_class() -> None:
    analysis = analyse(
        reading([("a", day(0), 9.00), ("b", day(0), 5.00), ("b", day(1), -6.00), ("c", day(0), 0)])
    )

    assert analysis.customers["rank"].to_dict() == {"a": 1, "c": 2, "b": 3}
    assert analysis.customers["share"].dropna().to_dict() == {"a": 1.0}
    assert analysis.tables["abc"].fillna("-").to_numpy().tolist() == [
        ["A", 1, 9.00, 1.0],
        ["-", 2, -1.00, 0.0],
    ]


def test_concentration_of_a_worked_case() -> None:
    # Shares .5 .3 .2: HHI 2500+900+400; Gini (-2·.2 + 0·.3 + 2·.5)/3.
    summary = portfolio(a=50.00, b=30.00, c=20.00).summary

    assert summary["hhi"] == pytest.approx(3800)
    assert summary["effective_customers"] == pytest.approx(10_000 / 3800)
    assert summary["gini"] == pytest.approx(0.2)
    assert summary["top_20pct_share"] == 0.5
    assert summary["customers_for_80pct"] == 2


def test_without_a_positive_amount_there_is_no_concentration() -> None:
    summary = portfolio(a=0.00).summary

    assert [summary[name] for name in ("gini", "hhi", "customers_for_80pct")] == [None] * 3


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_gini_is_half_the_mean_difference_over_the_mean(cents: list[int]) -> None:
    summary = portfolio(**{f"c{i}": value / 100 for i, value in enumerate(cents)}).summary

    differences = sum(abs(x - y) for x in cents for y in cents)
    assert summary["gini"] == pytest.approx(differences / (2 * len(cents) * sum(cents)), abs=1e-9)


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_customers_for_80pct_is_the_smallest_count_that_gets_there(cents: list[int]) -> None:
    count = portfolio(**{f"c{i}": v / 100 for i, v in enumerate(cents)}).summary[
        "customers_for_80pct"
    ]

    largest = sorted(cents, reverse=True)
    assert sum(largest[:count]) * 10 >= sum(cents) * 8 > sum(largest[: count - 1]) * 10


@pytest.mark.parametrize(("a_until", "b_until"), [(0.9, 0.8), (0, 0.5), (0.5, 1.1)])
def test_limits_out_of_order_are_refused(a_until: float, b_until: float) -> None:
    with pytest.raises(ValueError, match="a_until"):
        Rules(a_until, b_until)


def test_the_limits_in_force_are_told() -> None:
    analysis = analyse(reading([("a", day(0), 1.00)]), {"pareto": Rules(0.7, 0.9)})

    assert analysis.thresholds["abc"] == [0.7, 0.9]
