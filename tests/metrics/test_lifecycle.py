from datetime import date
from typing import Any

import pytest

from carteira_cli.analysis import analyse
from carteira_cli.metrics.lifecycle import Rules
from carteira_cli.model.catalogue import NO_CYCLE
from tests.portfolios import day, reading

# Gaps: Ana 10, 20 (her own median 15); Bia 40; Caio bought once. All gaps: median 20.
PURCHASES = [
    ("Ana", day(0), 1.00),
    ("Ana", day(10), 1.00),
    ("Ana", day(30), 1.00),
    ("Bia", day(0), 1.00),
    ("Bia", day(40), 1.00),
    ("Caio", day(40), 1.00),
]


def rhythm(on: date, name: str, rules: Rules | None = None) -> Any:
    analysis = analyse(reading(PURCHASES, on=on), {"lifecycle": rules} if rules else {})
    return analysis.customers.loc[name]


@pytest.mark.parametrize(
    ("name", "cycle", "origin"),
    [("Ana", 15, "own"), ("Bia", 20, "portfolio"), ("Caio", 20, "portfolio")],
)
def test_the_cycle_is_his_own_median_gap_with_three_purchase_days_else_the_portfolios(
    name: str, cycle: float, origin: str
) -> None:
    customer = rhythm(day(60), name)

    assert (customer["cycle_days"], customer["cycle_origin"]) == (cycle, origin)


def test_a_return_is_no_end_of_a_gap() -> None:
    purchases = [("Ana", day(0), 9.00), ("Ana", day(15), -1.00), ("Ana", day(20), 9.00)]

    assert analyse(reading(purchases)).thresholds["cycle_days"] == 20


def test_the_ratio_is_the_days_since_the_last_purchase_over_the_cycle() -> None:
    assert rhythm(day(60), "Ana")["cycle_ratio"] == 2.0


def test_the_next_purchase_is_expected_a_cycle_after_the_last() -> None:
    assert rhythm(day(60), "Ana")["next_expected"].date() == day(45)


def test_half_a_day_of_cycle_counts_as_a_whole_one() -> None:
    purchases = [("Ana", day(number), 1.00) for number in (0, 2, 5)]

    ana = analyse(reading(purchases)).customers.loc["Ana"]

    assert (ana["cycle_days"], ana["next_expected"].date()) == (2.5, day(8))


@pytest.mark.parametrize(
    ("name", "on", "status"),
    [
        ("Bia", day(70), "active"),  # 30 days: ratio 1.5
        ("Bia", day(71), "late"),
        ("Bia", day(100), "late"),  # 60 days: ratio 3
        ("Bia", day(101), "inactive"),
        ("Caio", day(70), "new"),
        ("Caio", day(71), "late"),
        ("Caio", day(101), "inactive"),
    ],
)
def test_a_limit_is_passed_only_beyond_it(name: str, on: date, status: str) -> None:
    assert rhythm(on, name)["status"] == status


@pytest.mark.parametrize(
    ("name", "on", "tier"),
    [
        ("Ana", day(40), "recurrent"),
        ("Bia", day(70), "occasional"),
        ("Caio", day(70), "one_time"),
        ("Ana", day(200), "inactive"),
        ("Caio", day(200), "inactive"),
    ],
)
def test_the_frequency_tier_counts_purchase_days_unless_he_is_inactive(
    name: str, on: date, tier: str
) -> None:
    assert rhythm(on, name)["frequency_tier"] == tier


def test_percentile_mode_measures_everybody_by_the_gaps_of_the_portfolio() -> None:
    # Gaps 10, 20, 40: P50 = 20 days, P90 = 36 days.
    rules = Rules(mode="percentile")
    statuses = [rhythm(on, "Ana", rules)["status"] for on in map(day, (50, 51, 66, 67))]

    assert statuses == ["active", "late", "late", "inactive"]
    assert rhythm(day(50), "Ana", rules)["cycle_days"] == 20
    assert rhythm(day(50), "Ana", rules)["cycle_origin"] == "portfolio"


def test_the_limits_in_force_are_told() -> None:
    by_ratio = analyse(reading(PURCHASES)).thresholds
    by_percentile = analyse(reading(PURCHASES), {"lifecycle": Rules(mode="percentile")}).thresholds
    names = ["cycle_days", "late_ratio", "inactive_ratio"]

    assert [by_ratio[name] for name in names] == [20, 1.5, 3.0]
    assert [by_percentile[name] for name in names] == [20, 1.0, 1.8]


def test_percentile_limits_never_cut_off_the_percentile_itself() -> None:
    # P50 = 7 and P90 = 9 days: 9/7 has no end in decimals, and 9 days are not over 9 days.
    purchases = [("Ana", day(number), 1.00) for number in (0, 7, 14, 23)]
    analysis = analyse(reading(purchases, on=day(32)), {"lifecycle": Rules(mode="percentile")})

    assert analysis.thresholds["inactive_ratio"] == pytest.approx(8.6 / 7, abs=1e-6)
    assert analysis.thresholds["inactive_ratio"] >= 8.6 / 7


def test_without_any_gap_the_rhythm_is_unknown_and_a_finding_says_so() -> None:
    analysis = analyse(reading([("Ana", day(0), 5.00)], prospects=["Bia"], on=day(900)))

    assert analysis.customers["status"].fillna("-").tolist() == ["-", "prospect"]
    assert analysis.customers.loc["Ana", "frequency_tier"] == "one_time"
    assert analysis.thresholds["cycle_days"] is None
    assert [finding.code for finding in analysis.findings] == [NO_CYCLE]
    assert analysis.tables["status"].fillna("-").to_numpy().tolist() == [
        ["prospect", 1, 0.0, 0.0],
        ["-", 1, 5.0, 1.0],
    ]


def test_the_status_table_of_a_worked_case() -> None:
    analysis = analyse(reading(PURCHASES, prospects=["Davi"], on=day(70)))

    assert analysis.tables["status"].to_numpy().tolist() == [
        ["active", 1, 2.00, pytest.approx(2 / 6)],
        ["late", 1, 3.00, pytest.approx(3 / 6)],
        ["new", 1, 1.00, pytest.approx(1 / 6)],
        ["prospect", 1, 0.00, 0.00],
    ]
    assert analysis.findings == ()


def test_limits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="late_ratio"):
        Rules(late_ratio=3, inactive_ratio=3)
