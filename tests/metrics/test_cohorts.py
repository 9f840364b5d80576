from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.metrics.cohorts import METRIC
from tests.metrics.chain import measured
from tests.portfolios import Purchase, day, reading

LAW = settings(deadline=None, max_examples=30)


def cohorts(purchases: list[Purchase], on: date) -> list[list[Any]]:
    table = measured(reading(purchases, on=on), METRIC).tables["cohorts"]
    return table.assign(cohort=table["cohort"].dt.date).to_numpy(dtype=object).tolist()


JANUARY, MARCH = date(2026, 1, 1), date(2026, 3, 1)
# January: Ana and Bia begin; Ana buys in March too. March: Caio begins.
PURCHASES = [
    ("Ana", date(2026, 1, 5), 1.00),
    ("Ana", date(2026, 1, 20), 1.00),
    ("Bia", date(2026, 1, 31), 1.00),
    ("Ana", date(2026, 3, 2), 1.00),
    ("Bia", date(2026, 3, 3), -1.00),
    ("Caio", date(2026, 3, 4), 1.00),
]


def test_a_cohort_is_followed_month_by_month_and_an_empty_month_is_a_zero() -> None:
    assert cohorts(PURCHASES, date(2026, 3, 31)) == [
        [JANUARY, 2, 0, 2, 1.0],
        [JANUARY, 2, 1, 0, 0.0],
        [JANUARY, 2, 2, 1, 0.5],
        [MARCH, 1, 0, 1, 1.0],
    ]


def test_a_month_that_is_not_over_is_not_observed_but_the_first_always_is() -> None:
    assert cohorts(PURCHASES, date(2026, 3, 30)) == [
        [JANUARY, 2, 0, 2, 1.0],
        [JANUARY, 2, 1, 0, 0.0],
        [MARCH, 1, 0, 1, 1.0],
    ]


@pytest.mark.parametrize("purchases", [[], [("Ana", day(0), -1.00)]])
def test_without_customers_there_are_no_cohorts(purchases: list[Purchase]) -> None:
    assert cohorts(purchases, day(90)) == []


def slowly(purchases: list[Purchase], on: date) -> list[list[Any]]:
    """The same table, one customer and month at a time."""
    bought = {(who, months(when)) for who, when, reais in purchases if reais >= 0}
    first = {who: min(month for other, month in bought if other == who) for who, _ in bought}
    over = months(on + timedelta(days=1)) - 1
    rows = []
    for begin in sorted(set(first.values())):
        members = [who for who in first if first[who] == begin]
        for after in range(max(over - begin, 0) + 1):
            there = sum((who, begin + after) in bought for who in members)
            cohort = date(begin // 12, begin % 12 + 1, 1)
            rows.append([cohort, len(members), after, there, there / len(members)])
    return rows


def months(when: date) -> int:
    return when.year * 12 + when.month - 1


@LAW
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"),
            st.integers(0, 400).map(day),
            st.sampled_from([-1.00, 0.00, 5.00]),
        ),
        max_size=30,
    ),
    st.integers(400, 470).map(day),
)
def test_counting_one_by_one_gives_the_same(purchases: list[Purchase], on: date) -> None:
    assert cohorts(purchases, on) == slowly(purchases, on)


@LAW
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 200).map(day), st.just(1.00))))
def test_sizes_sum_to_the_customers_and_all_bought_in_their_first_month(
    purchases: list[Purchase],
) -> None:
    analysis = measured(reading(purchases, on=day(220)), METRIC)
    table = analysis.tables["cohorts"]
    first = table[table["months_after"] == 0]

    assert first["size"].sum() == analysis.summary["customers"]
    assert (first["retention"] == 1).all()
    assert table["retention"].between(0, 1).all()
