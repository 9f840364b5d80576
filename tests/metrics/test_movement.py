from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carteira_cli.metrics import lifecycle, movement
from carteira_cli.model.metric import Inputs
from tests.metrics import chain
from tests.portfolios import Purchase, day, reading

LAW = settings(deadline=None, max_examples=40)
EVENTS = ["buyers", "new", "returning", "recovered", "lost", "active_start", "active_end"]

# Long silences between short gaps, so that customers are lost, come back and are lost again.
GAPS = st.lists(st.one_of(st.integers(1, 12), st.integers(20, 90)), max_size=14)
LIVES = st.lists(st.tuples(st.integers(0, 120), GAPS), max_size=5)
RETURNS = st.lists(st.tuples(st.sampled_from(["c0", "c1", "r"]), st.integers(0, 200)), max_size=3)
RULES = st.sampled_from(
    [
        lifecycle.Rules(),
        lifecycle.Rules(late_ratio=1, inactive_ratio=1.7),
        lifecycle.Rules(mode="percentile"),
    ]
)


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[list[Purchase], list[tuple[date, float]], date]:
    purchases: list[Purchase] = []
    for number, (born, gaps) in enumerate(draw(LIVES)):
        ages = [sum(gaps[:until]) for until in range(len(gaps) + 1)]
        purchases += [(f"c{number}", day(born + age), 1.25 + age) for age in ages]
    purchases += [(who, day(when), -0.75) for who, when in draw(RETURNS)]
    nameless = [(day(when), 2.50) for when in draw(st.lists(st.integers(0, 200), max_size=2))]
    newest = max([day(0), *(when for _, when, _ in purchases), *(when for when, _ in nameless)])
    return purchases, nameless, newest + timedelta(days=draw(st.integers(0, 100)))


def every(*numbers: int) -> list[Purchase]:
    return [("Ana", day(number), 1.00) for number in numbers]


def measured(
    purchases: Sequence[Purchase],
    on: date,
    nameless: Sequence[tuple[date, float]] = (),
    rules: lifecycle.Rules | None = None,
) -> Inputs:
    read = reading(purchases, unidentified=nameless, on=on)
    rules = rules or lifecycle.Rules()
    return chain.measured(read, movement.METRIC, rules={"lifecycle": rules})


def simulated(
    purchases: Sequence[Purchase], first: date, on: date, thresholds: Mapping[str, Any]
) -> dict[str, list[int]]:
    """What happened in each month, found by living through every day."""
    bought = {(who, when) for who, when, reais in purchases if reais >= 0}
    days: dict[str, list[date]] = defaultdict(list)
    gone: dict[str, bool] = {}
    months: dict[tuple[int, int], dict[str, Any]] = {}
    today = first.replace(day=1)
    while today <= on:
        now = months.setdefault((today.year, today.month), new_month(gone))
        yesterday = today - timedelta(days=1)
        for who, seen in days.items():
            if not gone[who] and is_over_the_limit(seen, today, thresholds):
                gone[who] = True
                months[yesterday.year, yesterday.month]["lost"] += 1
        for who in sorted(who for who, when in bought if when == today):
            now["new"] += who not in days
            now["recovered"] += gone.get(who, False)
            now["buyers"].add(who)
            days[who].append(today)
            gone[who] = False
        today += timedelta(days=1)
    for month, following in zip(months.values(), [*list(months.values())[1:], None], strict=True):
        month["returning"] = len(month["buyers"]) - month["new"]
        month["buyers"] = len(month["buyers"])
        month["active_end"] = (
            month["active_start"] + month["new"] + month["recovered"] - month["lost"]
        )
        if following:
            following["active_start"] = month["active_end"]
    return {name: [month[name] for month in months.values()] for name in EVENTS}


def new_month(gone: Mapping[str, bool]) -> dict[str, Any]:
    still = sum(not lost for lost in gone.values())
    return {"buyers": set(), "new": 0, "recovered": 0, "lost": 0, "active_start": still}


def is_over_the_limit(seen: list[date], today: date, thresholds: Mapping[str, Any]) -> bool:
    if thresholds["cycle_days"] is None:
        return False
    cycle = thresholds["cycle_days"]
    if len(seen) >= 3 and thresholds["cycle_mode"] == "ratio":
        cycle = median((after - before).days for before, after in pairwise(seen))
    return bool((today - seen[-1]).days / cycle > thresholds["inactive_ratio"])


@LAW
@given(portfolios(), RULES)
@example((every(0, 5, 15, 25, 45), [], day(50)), lifecycle.Rules())
@example((every(12, 57), [], day(150)), lifecycle.Rules(late_ratio=1, inactive_ratio=1.4))
def test_living_through_every_day_finds_the_same_months(
    portfolio: tuple[list[Purchase], list[tuple[date, float]], date], rules: lifecycle.Rules
) -> None:
    purchases, nameless, on = portfolio
    analysis = measured(purchases, on, nameless, rules)
    months = analysis.tables["months"]

    dates = [*(when for _, when, _ in purchases), *(when for when, _ in nameless)]
    if not dates:
        assert months.empty
        return
    assert months[EVENTS].to_dict("list") == simulated(
        purchases, min(dates), on, analysis.thresholds
    )
    expected = pd.period_range(min(dates), on, freq="M").to_timestamp()
    assert months["month"].tolist() == expected.tolist()


@LAW
@given(portfolios(), RULES)
def test_the_laws_of_movement_hold_exactly(
    portfolio: tuple[list[Purchase], list[tuple[date, float]], date], rules: lifecycle.Rules
) -> None:
    purchases, nameless, on = portfolio
    analysis = measured(purchases, on, nameless, rules)
    months, summary = analysis.tables["months"], analysis.summary
    came = months["new"] + months["recovered"]

    assert (months["active_end"] == months["active_start"] + came - months["lost"]).all()
    assert months["active_start"].tolist()[1:] == months["active_end"].tolist()[:-1]
    assert (months["buyers"] == months["new"] + months["returning"]).all()
    assert (months[EVENTS] >= 0).all(axis=None)
    assert months["new"].sum() == summary["customers"]
    assert months["orders"].sum() == summary["orders"]
    assert round(months["net_amount"].sum() * 100) == round(summary["net_amount"] * 100)
    bought = analysis.customers[analysis.customers["purchase_days"].notna()]
    left = bought["status"].isna() | (bought["status"] != "inactive")
    assert list(months["active_end"].tail(1)) == [left.sum()] * bool(len(months))


# Every 10 days until day 20; then silence until day 60, beyond the limit (day 20 + 3 × 10).
PURCHASES = [("Ana", day(number), 10.00) for number in (0, 10, 20, 60)]


def test_passing_the_limit_is_a_loss_on_the_last_day_within_it_and_coming_back_a_recovery() -> None:
    months = measured(PURCHASES, day(89)).tables["months"].set_index("month")

    assert months["lost"].tolist() == [0, 1, 0]  # day 50: 20 February
    assert months["recovered"].tolist() == [0, 0, 1]  # day 60: 2 March
    assert months["active_end"].tolist() == [1, 0, 1]
    assert months["churn_rate"].tolist()[1:] == [1.0, pytest.approx(float("nan"), nan_ok=True)]


def test_with_two_purchase_days_the_cycle_of_the_portfolio_counts() -> None:
    # Bia's own gap is 2, the portfolio's median 10: she is kept until 5 + 30, not until 5 + 6.
    purchases = [*PURCHASES, ("Bia", day(3), 1.00), ("Bia", day(5), 1.00)]
    months = measured(purchases, day(60)).tables["months"]

    assert months["lost"].tolist() == [0, 2, 0]


def test_a_loss_and_a_recovery_can_fall_into_one_month() -> None:
    purchases = [("Ana", day(number), 1.00) for number in (0, 1, 2, 9)]
    months = measured(purchases, day(11)).tables["months"]

    assert months[["new", "recovered", "lost", "active_end"]].to_numpy().tolist() == [[1, 1, 1, 1]]


def test_returns_and_sales_without_a_customer_count_in_the_money_only() -> None:
    purchases = [("Ana", day(31), 10.00), ("Ana", day(40), -4.00), ("Rui", day(2), -1.00)]
    analysis = measured(purchases, day(58), nameless=[(day(35), 3.00)])
    months = analysis.tables["months"]

    assert months["net_amount"].tolist() == [-1.00, 9.00]
    assert months["orders"].tolist() == [0, 2]
    assert months["buyers"].tolist() == [0, 1]


@pytest.mark.parametrize(("on", "partial"), [(day(57), True), (day(58), False)])
def test_the_last_month_is_partial_until_its_last_day(on: date, partial: bool) -> None:
    months = measured([("Ana", day(31), 1.00)], on).tables["months"]

    assert months["partial"].tolist() == [partial]


def test_without_a_rhythm_nobody_is_lost_and_the_churn_is_unknown() -> None:
    analysis = measured([("Ana", day(0), 1.00), ("Bia", day(0), 1.00)], day(400))
    months = analysis.tables["months"]

    assert months["lost"].sum() == 0
    assert months["active_end"].tolist() == [2] * 14
    assert months["churn_rate"].isna().all()
    assert analysis.summary["churn_rate"] is None


def test_the_churn_is_that_of_the_last_twelve_complete_months() -> None:
    # Ana buys to the end; B, C and D buy twice, and are lost 30 days after. Day 470 is 16 April.
    steady = [("Ana", day(number), 1.00) for number in range(0, 471, 10)]
    passing = [
        (name, day(born + gap), 1.00)
        for name, born in zip("BCD", (0, 300, 433), strict=True)
        for gap in (0, 10)
    ]
    analysis = measured([*steady, *passing], day(470))

    # From April to March: Ana at the start of twelve months, C at that of November and December.
    assert analysis.tables["months"]["lost"].sum() == 2
    assert analysis.summary["churn_rate"] == 1 / (12 + 2)


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [
        (date(2024, 6, 16), date(2025, 6, 16), 1.0),
        (date(2024, 6, 15), date(2026, 6, 15), None),  # 24 months ago to the day: too early
        (date(2025, 6, 15), date(2026, 6, 15), 1.0),
        (date(2025, 6, 15), date(2025, 6, 15), 0.0),
        (date(2025, 6, 16), date(2026, 6, 15), None),  # less than 12 months ago
    ],
)
def test_retention_asks_who_of_last_years_buyers_bought_this_year(
    before: date, after: date, share: float | None
) -> None:
    purchases = [("Ana", before, 1.00), ("Ana", after, 1.00), ("Zoe", date(2026, 6, 1), 1.00)]

    assert measured(purchases, date(2026, 6, 15)).summary["retention_12m"] == share


def test_nothing_at_all_has_no_months() -> None:
    analysis = measured([], day(0))

    assert analysis.tables["months"].empty
    assert analysis.summary["retention_12m"] is None
