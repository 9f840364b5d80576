from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from carteira_cli.metrics import METRICS, goals, totals
from carteira_cli.metrics.goals import FALLING, Goal, Rules
from tests.portfolios import Purchase, inputs, reading

# 310.00 in each of January to April, the first three of which are the last complete months.
MONTHS = [("Ana", date(2026, month, 10), 310.00) for month in range(1, 5)]
ON = date(2026, 4, 15)


def goal(
    figure: str,
    target: float,
    due: date | None = None,
    *,
    purchases: list[Purchase] | None = None,
    on: date = ON,
    **summary: Any,
) -> dict[str, Any]:
    """The row of one goal, unknown values as None."""
    first = inputs(reading(MONTHS if purchases is None else purchases, on=on))
    known = totals.compute(first, totals.Rules()).summary
    seen = replace(first, summary={**known, **summary})
    table = goals.compute(seen, Rules({figure: Goal(target, due)})).tables["goals"]
    (row,) = table.astype(object).to_dict("records")
    return {str(key): None if pd.isna(value) else value for key, value in row.items()}


def test_progress_is_what_there_is_of_what_there_should_be() -> None:
    row = goal("net_amount", 2480.00)

    assert (row["actual"], row["progress"], row["due"]) == (1240.00, 0.5, None)
    assert row["on_track"] is None


@pytest.mark.parametrize(
    ("actual", "progress", "on_track"), [(0.10, 0.5, None), (0.05, 1.0, True), (0.02, 2.5, True)]
)
def test_what_should_fall_is_met_from_above(
    actual: float, progress: float, on_track: bool | None
) -> None:
    row = goal("churn_rate", 0.05, churn_rate=actual)

    assert (row["progress"], row["on_track"]) == (progress, on_track)


@pytest.mark.parametrize(
    ("figure", "target", "actual", "progress"),
    [
        ("overdue_amount", 0, 0.0, 1.0),
        ("overdue_amount", 0, 5.0, 0.0),
        ("net_amount", 0, -5.0, None),
        ("net_amount", 0, 5.0, 1.0),
        ("net_amount", 10, -5.0, 0.0),
    ],
)
def test_no_scale_is_no_division_by_nought(
    figure: str, target: float, actual: float, progress: float | None
) -> None:
    known: dict[str, Any] = {figure: actual}

    assert goal(figure, target, **known)["progress"] == progress


def test_the_pace_of_three_whole_months_goes_on_until_the_day() -> None:
    row = goal("net_amount", 1500.00, date(2026, 5, 15))

    # 930.00 in the 90 days of January to March, for 30 days more
    assert row["expected"] == pytest.approx(1240.00 + 930.00 / 90 * 30, abs=0.005)
    assert row["on_track"] is True
    assert goal("net_amount", 1600.00, date(2026, 5, 15))["on_track"] is False


def test_a_month_is_whole_on_its_last_day() -> None:
    more_in_april = [*MONTHS, ("Ana", date(2026, 4, 20), 500.00)]
    row = goal("net_amount", 1e6, date(2026, 7, 28), purchases=more_in_april, on=date(2026, 4, 30))

    # February to April are 89 days, and go on for 89 days more
    assert row["expected"] == pytest.approx(1740.00 + 1430.00, abs=0.005)


def test_sales_without_a_customer_keep_the_pace_too() -> None:
    read = reading(MONTHS, unidentified=[(date(2026, 3, 1), 90.00)], on=ON)
    first = inputs(read)
    seen = replace(first, summary=totals.compute(first, totals.Rules()).summary)
    rules = Rules({"gross_amount": Goal(9999.00, date(2026, 5, 15))})

    (expected,) = goals.compute(seen, rules).tables["goals"]["expected"]
    assert expected == pytest.approx(1330.00 + 1020.00 / 90 * 30, abs=0.005)


@pytest.mark.parametrize(
    ("figure", "due", "purchases"),
    [
        ("net_amount", None, MONTHS),
        ("net_amount", ON, MONTHS),
        ("net_amount", date(2025, 1, 1), MONTHS),
        ("customers", date(2026, 5, 15), MONTHS),
        ("net_amount", date(2026, 5, 15), MONTHS[1:]),  # under three months of sales
    ],
)
def test_nothing_is_expected_where_the_pace_does_not_say(
    figure: str, due: date | None, purchases: list[Purchase]
) -> None:
    assert goal(figure, 1e6, due, purchases=purchases)["expected"] is None


@pytest.mark.parametrize(("due", "on_track"), [(date(2026, 4, 14), False), (ON, None)])
def test_a_goal_is_missed_once_its_day_is_over(due: date, on_track: bool | None) -> None:
    assert goal("customers", 2, due)["on_track"] is on_track


def test_a_goal_met_is_met_whatever_the_day() -> None:
    assert goal("customers", 1, date(2025, 1, 1))["on_track"] is True


def test_an_unknown_figure_leaves_all_but_the_goal_unknown() -> None:
    row = goal("churn_rate", 0.05, date(2025, 1, 1), churn_rate=None)

    known = {key for key, value in row.items() if value is not None}
    assert known == {"metric", "target", "due"}


def test_without_goals_the_table_is_empty() -> None:
    table = goals.compute(inputs(reading(MONTHS)), Rules()).tables["goals"]

    assert table.empty
    assert [*table] == [column.name for column in goals.TABLES["goals"]]


def test_goals_stand_in_the_order_of_the_user() -> None:
    rules = Rules({"orders": Goal(1), "customers": Goal(1), "gross_amount": Goal(1)})
    table = goals.compute(inputs(reading(MONTHS)), rules).tables["goals"]

    assert table["metric"].tolist() == ["orders", "customers", "gross_amount"]


def test_what_should_fall_is_a_figure_of_the_summary() -> None:
    assert {column.name for metric in METRICS for column in metric.summary} >= FALLING
