from datetime import date

import pandas as pd

from carteira_cli.analysis import analyse
from carteira_cli.model.catalogue import NO_CYCLE, ONLY_RETURNS
from tests.portfolios import day, reading

ANA_AND_BRUNO = [
    ("Ana", day(0), 100.00),
    ("Ana", day(10), 50.01),
    ("Ana", day(12), -20.00),
    ("Bruno", day(5), 30.00),
]


def test_a_customer_is_measured_from_his_purchases_and_returns() -> None:
    ana = analyse(reading(ANA_AND_BRUNO, on=day(40))).customers.loc["Ana"]

    assert ana["orders"] == 2
    assert ana["purchase_days"] == 2
    assert ana["net_amount"] == 130.01
    assert ana["average_ticket"] == 75.00  # 150.01 / 2 to the centavo, returns left alone
    assert ana["first_purchase"].date() == day(0)
    assert ana["last_purchase"].date() == day(10)  # a return moves no date
    assert ana["days_since_last"] == 30


def test_the_summary_adds_everything_up() -> None:
    portfolio = reading(
        ANA_AND_BRUNO,
        prospects=["Carla", "Davi"],
        unidentified=[(day(20), 7.50), (day(21), -2.50)],
        on=day(40),
    )

    assert (
        analyse(portfolio).summary.items()
        >= {
            "customers": 2,
            "prospects": 2,
            "orders": 4,
            "gross_amount": 187.51,
            "returns_amount": 22.50,
            "net_amount": 165.01,
            "identified_amount": 160.01,
            "unidentified_amount": 5.00,
            "unidentified_rows": 2,
            "first_sale": date(2026, 1, 1),
            "last_sale": date(
                2026, 1, 21
            ),  # an unidentified sale is a sale; the return after it is not
            "average_ticket": 60.00,  # 180.01 / 3: the nameless sale is in no ticket
            "orders_per_customer": 1.5,
            "repeat_rate": 0.5,
            "conversion_rate": 0.5,
        }.items()
    )


def test_without_prospects_there_is_no_conversion_rate() -> None:
    assert analyse(reading(ANA_AND_BRUNO)).summary["conversion_rate"] is None


def test_a_sale_of_zero_is_a_purchase() -> None:
    ana = analyse(reading([("Ana", day(3), 0.00)])).customers.loc["Ana"]

    assert (ana["orders"], ana["net_amount"], ana["average_ticket"]) == (1, 0, 0)
    assert ana["last_purchase"].date() == day(3)


def test_who_only_returned_counts_in_the_money_and_as_nobody() -> None:
    analysis = analyse(reading([("Ana", day(0), 100.00), ("Bia", day(1), -30.00)]))
    bia = analysis.customers.loc["Bia"]

    assert (analysis.summary["customers"], analysis.summary["prospects"]) == (1, 0)
    assert analysis.summary["identified_amount"] == 70.00
    assert bia["net_amount"] == -30.00
    told = bia.dropna().drop(["customer_id", "customer", "net_amount"])
    assert told.to_dict() == {"suggestions": ()}
    assert {finding.code: finding.details for finding in analysis.findings} == {
        ONLY_RETURNS: {"customers": 1},
        NO_CYCLE: {},
    }


def test_a_prospect_has_nothing_but_his_status_and_what_to_do() -> None:
    carla = analyse(reading(ANA_AND_BRUNO, prospects=["Carla"])).customers.loc["Carla"]

    assert carla.dropna().to_dict() == {
        "customer_id": "Carla",
        "customer": "Carla",
        "status": "prospect",
        "suggestions": (),
        "priority": 2.0,
        "action": "complete_record",
        "reason": "no_contact",
        "due": pd.Timestamp(day(42)),
    }
