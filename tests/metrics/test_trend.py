from datetime import date, timedelta
from math import ceil
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.metrics.trend import METRIC, Rules
from tests.metrics.chain import measured
from tests.portfolios import Purchase, day, reading

LAW = settings(deadline=None, max_examples=30)
ON = day(400)


def trend(purchases: list[Purchase], rules: Rules | None = None) -> tuple[Any, Any]:
    """Ana's trend and change as of day 400; her windows have 90 days, and end on 400 and 310.

    Somebody else bought on day 0, so that the file holds both windows.
    """
    rules = rules or Rules(cycles=0)
    known = measured(
        reading([*purchases, ("Zeca", day(0), 1.00)], on=ON), METRIC, rules={"trend": rules}
    )
    ana = known.customers.loc["Ana"]
    return ana["trend"], ana["trend_change"]


def ana(*bought: tuple[int, float]) -> list[Purchase]:
    return [("Ana", day(number), reais) for number, reais in bought]


def before(reais: float) -> list[Purchase]:
    """Two purchase days in the earlier window, a month apart, that sum up to 100."""
    return ana((250, 40.00), (280, 60.00), (390, reais))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (124.99, ("stable", 0.2499)),
        (125.00, ("growing", 0.25)),
        (75.01, ("stable", -0.2499)),
        (75.00, ("falling", -0.25)),
        (100.00, ("stable", 0.0)),
        (0.00, ("falling", -1.0)),
        (-20.00, ("falling", -1.2)),
    ],
)
def test_a_change_that_reaches_a_limit_is_a_trend(last: float, expected: tuple[str, float]) -> None:
    assert trend(before(last)) == expected


def test_a_limit_without_an_end_in_binary_is_reached_too() -> None:
    rules = Rules(growing=0.1, falling=-0.1, cycles=0)

    assert [trend(before(last), rules)[0] for last in (110.00, 90.00)] == ["growing", "falling"]


@pytest.mark.parametrize(
    ("number", "counts_in"),
    [(400, "last"), (311, "last"), (310, "earlier"), (221, "earlier"), (220, "neither")],
)
def test_the_windows_meet_without_a_day_in_both(number: int, counts_in: str) -> None:
    base = [*ana((250, 50.00), (280, 50.00), (330, 100.00)), ("Ana", day(number), 20.00)]
    change = {"last": 0.2, "earlier": pytest.approx(100 / 120 - 1), "neither": 0.0}

    assert trend(base)[1] == change[counts_in]


@pytest.mark.parametrize(
    "purchases",
    [
        pytest.param(ana((390, 10.00)), id="nothing before"),
        pytest.param(ana((280, 10.00), (390, 10.00)), id="one purchase day before"),
        pytest.param(ana((280, 10.00), (290, -1.00), (390, 10.00)), id="a return is no purchase"),
        pytest.param(
            ana((270, 10.00), (280, 10.00), (290, -20.00), (390, 10.00)), id="all of it returned"
        ),
    ],
)
def test_without_a_base_nothing_is_said(purchases: list[Purchase]) -> None:
    slug, change = trend(purchases)

    assert slug == "no_base"
    assert pd.isna(change)


@pytest.mark.parametrize(("first", "slug"), [(221, "growing"), (230, "growing"), (231, "no_base")])
def test_a_file_that_begins_within_the_earlier_window_tells_no_growth(
    first: int, slug: str
) -> None:
    # Nine of 90 days may be missing.
    bought = [("Zeca", day(first), 1.00), *ana((250, 40.00), (280, 60.00), (390, 200.00))]
    customers = measured(reading(bought, on=ON), METRIC, rules={"trend": Rules(cycles=0)}).customers

    assert customers.loc["Ana", "trend"] == slug


def test_a_window_holds_three_cycles_where_they_are_longer_than_90_days() -> None:
    # Every 40 days: windows of 120 hold three purchases each, windows of 90 two and three.
    purchases = ana(*((number, 10.00) for number in range(200, 401, 40)))

    assert trend(purchases, Rules()) == ("stable", 0.0)
    assert trend(purchases, Rules(cycles=0)) == ("growing", 0.5)


def test_a_window_has_whole_days_rounded_up() -> None:
    # Three cycles of 30.5 days are 92: the purchase of day 309 is in the last window.
    purchases = ana(*((number, 10.00) for number in (217, 248, 278, 309, 339, 370, 400)))

    assert trend(purchases, Rules()) == ("growing", pytest.approx(4 / 3 - 1))


def test_who_never_bought_has_no_trend() -> None:
    read = reading([*ana((0, 10.00)), ("Rui", day(5), -1.00)], prospects=["Zoe"], on=ON)
    customers = measured(read, METRIC).customers

    assert customers.loc[["Rui", "Zoe"], "trend"].isna().all()
    assert customers.loc["Ana", "trend"] == "no_base"


def slowly(
    purchases: list[Purchase], first: date, cycle: float, rules: Rules
) -> tuple[str, float | None]:
    """The trend of one customer of a file that begins on a day, straight from the definition."""
    window = timedelta(days=max(rules.least_days, ceil(rules.cycles * cycle)))
    earlier = [p for p in purchases if ON - 2 * window < p[1] <= ON - window]
    last_cents, cents = (
        sum(round(reais * 100) for _, _, reais in bought)
        for bought in ([p for p in purchases if ON - window < p[1] <= ON], earlier)
    )
    days: set[date] = {when for _, when, reais in earlier if reais >= 0}
    told = (ON - first).days + 1 >= 1.9 * window.days
    if len(days) < 2 or cents <= 0 or not told:
        return "no_base", None
    change = round(last_cents / cents - 1, 9)
    if change >= rules.growing:
        return "growing", change
    return ("falling" if change <= rules.falling else "stable"), change


@LAW
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b", "c"]),
            st.integers(100, 400).map(day),
            st.sampled_from([-5.00, 0.00, 8.00, 10.00, 12.50]),
        ),
        max_size=40,
    ),
    st.sampled_from([Rules(), Rules(growing=0.6, falling=-0.1, least_days=30, cycles=1.5)]),
)
def test_the_definition_gives_the_same(purchases: list[Purchase], rules: Rules) -> None:
    customers = measured(reading(purchases, on=ON), METRIC, rules={"trend": rules}).customers

    for name, customer in customers[customers["purchase_days"].notna()].iterrows():
        cycle = 0 if pd.isna(customer["cycle_days"]) else customer["cycle_days"]
        first = min(when for _, when, reais in purchases if reais >= 0)
        slug, change = slowly([p for p in purchases if p[0] == name], first, cycle, rules)
        found = None if slug == "no_base" else customer["trend_change"]
        assert (customer["trend"], found) == (slug, change)


@pytest.mark.parametrize(
    "wrong",
    [{"growing": 0}, {"falling": 0.1}, {"falling": -2}, {"least_days": 0}, {"cycles": -1}],
)
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="deve"):
        Rules(**wrong)
