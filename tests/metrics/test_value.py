from datetime import date

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from tests.lives import Ways, lived
from tests.portfolios import day, reading

# Ana and Bia buy every 20 days; a ticket of Ana's is worth 12, one of Bia's 5.
PURCHASES = [
    *(("Ana", day(number), 12.00) for number in (0, 20, 40)),
    *(("Bia", day(number), 5.00) for number in (20, 40, 60)),
]


@pytest.mark.parametrize(
    ("on", "lost"),
    [
        (day(70), 0.00),  # ratio 1.5: active
        (day(71), 12.00),  # 31 days: one whole cycle missed
        (day(79), 12.00),
        (day(80), 24.00),
        (day(120), 36.00),  # four cycles, but he bought for 36.00 in a year
        (day(4000), 36.00),
    ],
)
def test_the_loss_is_a_ticket_for_each_whole_cycle_missed_up_to_a_years_purchases(
    on: date, lost: float
) -> None:
    ana = analyse(reading(PURCHASES, on=on)).customers.loc["Ana"]

    assert ana["estimated_lost_amount"] == lost


def test_the_year_ends_with_the_last_purchase_and_holds_no_returns() -> None:
    purchases = [
        ("Ana", day(0), 100.00),
        ("Ana", day(366), 10.00),
        ("Ana", day(700), 1.00),
        ("Ana", day(701), -5.00),
    ]
    customers = analyse(reading(purchases, on=day(800))).customers

    assert customers.loc["Ana", "yearly_amount"] == 11.00


def test_the_summary_counts_the_active_and_adds_up_the_losses() -> None:
    purchases = [*PURCHASES, ("Caio", day(80), 1.00)]
    summary = analyse(reading(purchases, prospects=["Davi"], on=day(90))).summary

    assert summary["active_customers"] == 2  # Bia, and Caio who is new
    assert summary["estimated_lost_amount"] == 24.00


def test_without_any_rhythm_both_figures_are_unknown() -> None:
    summary = analyse(reading([("Ana", day(0), 5.00)], prospects=["Bia"])).summary

    assert (summary["active_customers"], summary["estimated_lost_amount"]) == (None, None)


@pytest.mark.parametrize(
    ("on", "risk"),
    [
        (day(70), 0.00),  # active
        (day(71), 31.00),  # late: the whole year, less the return
        (day(366), 19.00),  # the purchase of day 0 is over a year old
        (day(500), 0.00),  # so is everything
    ],
)
def test_without_a_forecast_the_year_of_the_late_is_at_risk(on: date, risk: float) -> None:
    purchases = [*PURCHASES, ("Ana", day(41), -5.00)]
    analysis = analyse(reading(purchases, on=on))

    assert analysis.customers.loc["Ana", "amount_at_risk"] == risk
    assert analysis.summary["amount_at_risk"] == analysis.customers["amount_at_risk"].sum()


def test_with_a_forecast_the_chance_to_have_stopped_is_at_risk() -> None:
    lives = lived(Ways(), customers=150, days=400, seed=1)
    customers = analyse(reading(lives.seen(), on=lives.until)).customers
    old = pd.Timestamp(lives.until) - pd.Timedelta(days=365)

    sold = pd.DataFrame(lives.seen(), columns=["who", "day", "reais"])
    year = sold[sold["day"].astype("datetime64[s]") > old].groupby("who")["reais"]
    risk = year.sum().reindex(customers.index).fillna(0) * (1 - customers["p_alive"])

    assert customers["p_alive"].notna().all()
    assert customers["amount_at_risk"].to_numpy() == pytest.approx(risk.to_numpy(), abs=0.3)
