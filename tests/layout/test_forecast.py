"""What the report says of the months to come, and how far it asks to be trusted."""

from dataclasses import replace
from typing import Any

import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import forecast
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.metrics.prediction.metric import Rules
from tests.lives import Ways, lived
from tests.portfolios import Purchase, day, reading

LIVES = lived(Ways(), customers=150, days=500, seed=1)


def portfolio(purchases: list[Purchase], **rules: Any) -> Portfolio:
    read = reading(purchases)
    return Portfolio(read, analyse(read, {"prediction": Rules(**rules)}), Language())


def trust(**figures: Any) -> str:
    """The sentence on a back-test with these figures."""
    shown = portfolio(LIVES.seen())
    record = dict(shown.analysis.records["prediction"])
    backtest = {
        **record["backtest"],
        "expected_orders": 100.0,
        "actual_orders": 100,
        "flagged_lost": 0,
        **figures,
    }
    records = {**shown.analysis.records, "prediction": {**record, "backtest": backtest}}
    return forecast.trust(replace(shown, analysis=replace(shown.analysis, records=records)))


def test_the_figures_come_with_a_test_on_the_past() -> None:
    section = forecast.brief(portfolio(LIVES.seen()))

    assert section is not None
    assert [each.column.name for each in section.figures] == [
        "expected_amount_12m",
        "amount_at_risk",
    ]
    assert section.figures[0].sentence.startswith("Conferida no passado: de ")


@pytest.mark.parametrize(
    ("actual", "end"),
    [
        (84, "houve 84."),
        (83, "houve 83. Previu demais: conte com menos que isto."),
        (126, "houve 126. Previu de menos: pode vir mais que isto."),
        (0, "houve 0. Previu demais: conte com menos que isto."),
    ],
)
def test_a_forecast_that_was_far_off_is_not_praised(actual: int, end: str) -> None:
    assert trust(actual_orders=actual).endswith(f"previa 100 dias de compra e {end}")


def test_those_given_up_for_lost_are_counted_by_the_hundred() -> None:
    said = trust(flagged_lost=40, precision=0.925, precision_low=0.801, precision_high=0.974)

    assert said.endswith(
        "De cada 100 clientes dados como perdidos, 92 não voltaram (entre 80 e 97)."
    )


@pytest.mark.parametrize(
    ("purchases", "said"),
    [
        (LIVES.seen()[:1], "há 1 cliente, e é preciso ter 100."),
        ([(f"C{n}", day(n % 9), 1.0) for n in range(100)], "há 8 dias de história"),
        ([(f"C{n}", day(2 * n), 1.0) for n in range(100)], "0 clientes voltaram"),
    ],
)
def test_without_a_forecast_the_reason_is_told(purchases: list[Purchase], said: str) -> None:
    section = forecast.brief(portfolio(purchases))

    assert section is not None
    assert section.lead.startswith("Não dá para prever as compras: ")
    assert said in section.lead
    assert section.figures == ()


def test_a_forecast_that_is_switched_off_is_not_mentioned() -> None:
    assert forecast.brief(portfolio(LIVES.seen(), model="off")) is None
    assert forecast.brief(portfolio([])) is None


def test_a_past_too_short_for_a_test_asks_for_caution() -> None:
    # Of 200 days only 150 come before the cut, fewer than the 180 that a model must have.
    young = lived(Ways(alpha=20), customers=200, days=200, seed=1)
    shown = portfolio(young.seen())

    assert shown.analysis.records["prediction"]["available"]
    assert forecast.trust(shown).startswith("Ainda não há história bastante")
