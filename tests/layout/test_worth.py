from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import report
from carteira_cli.locale.language import Language
from carteira_cli.metrics.worth import Rules
from carteira_cli.model.report import Figure, Report
from tests.layout.laid_out import LATE, REGULAR, lay_out, section
from tests.portfolios import day, reading

READ = reading([*REGULAR, *LATE], on=day(90))


def laid_out(rules: Rules | None = None, **summary: Any) -> Report:
    """Ana and Bia, with some figures of the summary as a richer portfolio would have them."""
    analysis = analyse(READ, {"worth": rules or Rules()})
    known = {
        "mean_monthly_amount": 434.52,
        "portfolio_value_low": 3476.19,
        "portfolio_value_high": 5214.29,
        "portfolio_value_dcf": 373.57,
        "ltv_predicted": 800.00,
    }
    changed = replace(analysis, summary={**analysis.summary, **known, **summary})
    return report(READ, changed, Language())


def cards(found: Report) -> tuple[Figure, ...]:
    summary = section(found.book, "summary")
    return (*summary.figures, *summary.further)


def card(found: Report, name: str) -> Figure:
    (only,) = [each for each in cards(found) if each.column.name == name]
    return only


def names(found: Report) -> set[str]:
    return {each.column.name for each in cards(found)}


def test_the_brief_says_the_worth_in_one_sentence_with_its_months() -> None:
    figures = section(laid_out().brief, "summary").figures

    assert [each.sentence for each in figures if each.sentence] == [
        "A carteira vale de R$ 3.476 a R$ 5.214: 8 a 12 vezes a média mensal dos 3 meses que há."
    ]


def test_the_card_of_the_worth_names_both_views_and_what_they_suppose() -> None:
    found = card(laid_out(), "portfolio_value_low")

    assert found.value == 3476.19
    assert found.sentence == (
        "Até R$ 5.214: 8 a 12 vezes a média mensal de R$ 435 dos 3 meses que há. Pelo que os "
        "clientes ainda devem comprar em 5 anos (pela média do ano, menos os clientes que se "
        "perdem), R$ 374, supondo margem de 30 % e desconto de 15 % ao ano (ajuste em [negocio], "
        "no carteira.toml)."
    )


def test_a_margin_of_the_user_is_not_supposed() -> None:
    sentence = card(laid_out(Rules(margin=0.4)), "portfolio_value_low").sentence

    assert sentence.endswith("R$ 374, com margem de 40 % e desconto de 15 % ao ano.")


def test_without_a_view_of_the_future_the_card_says_so() -> None:
    found = laid_out(portfolio_value_dcf=None, ltv_predicted=None)

    assert card(found, "portfolio_value_low").sentence.endswith(
        "não há previsão de compras, nem meses completos que mostrem quantos se perdem."
    )
    assert "ltv_predicted" not in names(found)


def test_a_new_customer_is_set_against_his_cost() -> None:
    sentence = card(laid_out(cac=200.00, ltv_cac=4.0), "ltv_predicted").sentence

    assert sentence.endswith("Conquistá-lo custa R$ 200: volta 4,0 vezes.")
    assert "Conquistá-lo" not in card(laid_out(), "ltv_predicted").sentence


def test_nothing_is_said_of_a_portfolio_worth_nothing() -> None:
    nothing = lay_out(reading([("Ana", day(0), -10.00)]))

    assert names(nothing).isdisjoint({"portfolio_value_low", "portfolio_health", "ltv_predicted"})
    assert "vale" not in " ".join(
        each.sentence for each in section(nothing.brief, "summary").figures
    )


def test_the_card_of_the_health_counts_the_good_and_the_poor() -> None:
    assert card(laid_out(), "portfolio_health").sentence == (
        "De 0 a 100, pelo peso de cada cliente. Com saúde boa (70 ou mais): 1; ruim (abaixo de "
        "40): 1."
    )


@pytest.mark.parametrize(
    ("column", "values", "value", "sentence"),
    [
        ("nps", [9, None], 100.0, "De −100 a 100, pela resposta de 1 cliente."),
        ("csat", [4, 5], 4.5, "É a média das notas de 2 clientes."),
        ("overdue_amount", [0, 35.5], 35.5, "1 cliente tem títulos vencidos."),
    ],
)
def test_what_the_register_measures_has_its_card_and_its_column(
    column: str, values: list[float | None], value: float, sentence: str
) -> None:
    measures = pd.DataFrame({column: values}, index=["Ana", "Bia"], dtype=float)
    found = lay_out(READ, measures=measures)

    assert (card(found, column).value, card(found, column).sentence) == (value, sentence)
    assert column in section(found.book, "customers").tables[0].frame
    assert names(laid_out()).isdisjoint({"nps", "csat", "overdue_amount"})
