import json
from typing import Any

import pytest

from carteira_cli.model.columns import Kind
from carteira_cli.model.report import Report
from carteira_cli.writers.json_document import write
from tests.layout.laid_out import LATE, lay_out, section, table
from tests.portfolios import day, reading

# Ana every 10 days from January to 25 July; Bia stops in February, is lost and back in June.
LONG = [
    *(("Ana", day(number), 100.00) for number in range(0, 210, 10)),
    *(("Bia", day(number), 50.00) for number in (0, 10, 20, 30, 40, 160)),
]


def months(laid_out: Report) -> Any:
    return table(laid_out.brief, "months")


def test_the_brief_shows_the_last_six_months_by_their_names() -> None:
    shown = months(lay_out(reading(LONG, on=day(205))))

    assert shown.frame["month"].tolist() == [f"{month:02}/2026" for month in range(2, 8)]
    assert [column.name for column in shown.columns] == [
        "month",
        "net_amount",
        "buyers",
        "new",
        "recovered",
        "lost",
        "active_end",
    ]
    assert shown.takeaway == (
        "Nos últimos 6 meses: não entrou cliente novo, voltou 1 e 2 deixaram de comprar; "
        "fica 1 cliente, contando os atrasados, em 25/07/2026. 07/2026 ainda está em curso."
    )


def test_a_month_that_is_over_is_not_said_to_be_running() -> None:
    read = reading([("Ana", day(number), 1.00) for number in (0, 10, 20)], on=day(30))

    assert months(lay_out(read)).takeaway == (
        "Em 1 mês: entrou 1 cliente novo, ninguém voltou e ninguém deixou de comprar; "
        "fica 1 cliente, contando os atrasados, em 31/01/2026."
    )


def test_without_a_rhythm_the_lost_are_not_shown_at_all() -> None:
    laid_out = lay_out(reading([("Ana", day(0), 10.00), ("Bia", day(0), 10.00)], on=day(40)))
    shown, listed = months(laid_out), table(laid_out.book, "months")

    assert [column.name for column in shown.columns] == ["month", "net_amount", "buyers", "new"]
    assert not {"lost", "active_end", "churn_rate"} & set(listed.frame)
    assert shown.takeaway == (
        "Nos últimos 2 meses: entraram 2 clientes novos; ainda não há ritmo de compra para dizer "
        "quem parou. 02/2026 ainda está em curso."
    )


def test_without_customers_only_the_sales_are_shown() -> None:
    laid_out = lay_out(reading([], unidentified=[(day(0), 5.00)]))

    assert [column.name for column in months(laid_out).columns] == ["month", "net_amount"]
    assert months(laid_out).takeaway.startswith("Nenhuma venda tem cliente")
    assert section(laid_out.book, "cohorts").lead == "Sem clientes identificados."


def test_without_sales_one_sentence_says_so() -> None:
    laid_out = lay_out(reading([]))

    assert section(laid_out.brief, "evolution").lead == "Sem vendas."
    assert section(laid_out.book, "evolution").lead == "Sem vendas."


def test_the_sheet_lists_every_month_and_marks_the_running_one() -> None:
    listed = table(lay_out(reading(LONG, on=day(205))).book, "months")

    assert len(listed.frame) == 7
    assert next(each for each in listed.columns if each.name == "month").kind is Kind.MONTH
    assert listed.frame["note"].fillna("-").tolist() == [*["-"] * 6, "em curso"]
    # Lost: Bia, in March. Active at the start: 0, 2, 2, 1, 1, 1.
    assert listed.takeaway.endswith("A cada mês, 14,3 % dos clientes deixam de comprar.")


def test_the_chart_draws_what_was_sold_and_names_the_best_complete_month() -> None:
    evolution = section(lay_out(reading(LONG, on=day(205))).book, "evolution")
    (chart,) = evolution.charts

    assert chart.title == "Valor líquido por mês (07/2026 em curso)"
    assert chart.table.frame["month"].tolist()[-1] == "07/2026"
    assert chart.table.frame["net_amount"].tolist()[0] == 600.00
    assert chart.alt == (
        "O melhor mês foi 01/2026, com R$ 600; a média dos meses completos é R$ 367."
    )


def test_retention_over_two_years_is_told_in_a_sentence() -> None:
    purchases = [(name, day(number), 1.00) for name in "AB" for number in (0, 30)]
    listed = table(lay_out(reading([*purchases, ("A", day(500), 1.00)])).book, "months")

    assert listed.takeaway.endswith("De quem comprou no ano anterior, 50 % comprou de novo neste.")


def cohorts(**changes: Any) -> Any:
    return table(lay_out(reading(**changes)).book, "cohorts")


# Four began in January, two of whom bought in February; one began in February, and not in March.
COHORTS = [
    *((name, day(0), 1.00) for name in "ABCD"),
    *((name, day(40), 1.00) for name in "ABE"),
]


def test_the_matrix_leaves_months_that_are_not_over_empty() -> None:
    frame = cohorts(purchases=COHORTS, on=day(89)).frame

    assert list(frame.columns) == ["cohort", "size", "+1", "+2"]
    assert frame["size"].tolist() == [4, 1]
    assert frame[["+1", "+2"]].fillna(-1).to_numpy().tolist() == [[0.5, 0.0], [0.0, -1]]


def test_the_matrix_ends_with_the_twelfth_month() -> None:
    assert list(cohorts(purchases=COHORTS, on=day(800)).frame)[-1] == "+12"


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (
            30,
            "Ainda não há mês completo depois da primeira compra: não dá para dizer quem volta.",
        ),
        (60, "De todos os clientes novos, 50 % comprou também no mês seguinte."),
        (89, "De todos os clientes novos, 40 % comprou também no mês seguinte."),
        (
            130,
            (
                "De todos os clientes novos, 40 % comprou também no mês seguinte; dos que já "
                "completaram 3 meses, 0 % comprou no último deles."
            ),
        ),
    ],
)
def test_the_mean_counts_observed_months_only_and_weighs_by_size(on: int, sentence: str) -> None:
    purchases = [each for each in COHORTS if each[1] <= day(on)]

    assert cohorts(purchases=purchases, on=day(on)).takeaway == sentence


def test_the_document_nests_cohorts_with_null_for_what_is_not_observed() -> None:
    written = json.loads(write(lay_out(reading(COHORTS, on=day(89)))))

    assert written["cohorts"] == [
        {"cohort": "2026-01-01", "size": 4, "retention": [1.0, 0.5, 0.0]},
        {"cohort": "2026-02-01", "size": 1, "retention": [1.0, 0.0, None]},
    ]
    assert written["months"][-1] == {
        "month": "2026-03-01",
        "orders": 0,
        "net_amount": 0.0,
        "buyers": 0,
        "new": 0,
        "returning": 0,
        "recovered": 0,
        "lost": 0,
        "active_start": 5,
        "active_end": 5,
        "churn_rate": 0.0,
        "partial": False,
    }


def test_the_trend_stands_among_the_columns_of_the_customers_sheet() -> None:
    steady = [("Ana", day(number), 100.00) for number in range(0, 190, 10)]
    shown = table(lay_out(reading([*steady, *LATE], on=day(180))).book, "customers").frame

    assert shown["trend"].tolist() == ["stable", "falling"]
    assert shown["trend_change"].tolist() == [0.0, -1.0]
