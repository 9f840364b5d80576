from datetime import date

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import report
from carteira_cli.locale.language import Language
from carteira_cli.metrics.goals import Goal, Rules
from carteira_cli.model.report import Report, Table
from tests.layout.laid_out import table
from tests.portfolios import reading

SALES = [("Ana", date(2026, month, 10), 310.00) for month in range(1, 5)]
GOALS = {
    "net_amount": Goal(1500.00, date(2026, 5, 15)),
    "gross_amount": Goal(9000.00, date(2026, 5, 15)),
    "customers": Goal(1),
    "repeat_rate": Goal(0.5),
    "returns_amount": Goal(100.00, date(2025, 1, 1)),
    "orders": Goal(10, date(2026, 4, 1)),
    "active_customers": Goal(7, date(2026, 12, 31)),
}


def laid_out(goals: dict[str, Goal]) -> Report:
    read = reading(SALES, on=date(2026, 4, 15))
    return report(read, analyse(read, {"goals": Rules(goals)}), Language())


def shown(goals: dict[str, Goal]) -> Table:
    return table(laid_out(goals).book, "goals")


def test_without_goals_there_is_no_such_section() -> None:
    without = laid_out({})

    assert "goals" not in {each.name for each in (*without.brief, *without.book)}


def test_every_goal_is_written_as_its_figure_and_says_how_it_stands() -> None:
    frame = shown(GOALS).frame[["figure", "target", "actual", "expected", "standing"]]

    assert frame.to_numpy().tolist() == [
        ["Faturamento líquido", "R$ 1.500", "R$ 1.240", "R$ 1.550", "ahead"],
        ["Vendas brutas", "R$ 9.000", "R$ 1.240", "R$ 1.550", "behind"],
        ["Clientes", "1", "1", "–", "met"],
        ["Clientes que voltaram", "50,0 %", "100,0 %", "–", "met"],
        ["Devoluções", "até R$ 100", "R$ 0", "–", "met"],
        ["Pedidos", "10", "4", "–", "missed"],
        ["Clientes ativos", "7", "1", "–", "open"],
    ]


@pytest.mark.parametrize(
    ("goals", "sentence"),
    [
        ({"customers": Goal(1)}, "1 de 1 meta atingida."),
        ({"orders": Goal(2, date(2026, 5, 15))}, "1 de 1 meta atingida."),
        (
            {name: GOALS[name] for name in ("customers", "net_amount")},
            (
                "1 de 2 metas atingidas. Faturamento líquido: no ritmo dos últimos 3 meses, chega "
                "a R$ 1.550 em 15/05/2026; a meta é R$ 1.500."
            ),
        ),
    ],
)
def test_the_sentence_counts_what_is_met_and_says_where_the_others_end(
    goals: dict[str, Goal], sentence: str
) -> None:
    assert shown(goals).takeaway == sentence


def test_an_unknown_figure_is_a_dash() -> None:
    row = shown({"ltv_cac": Goal(3)}).frame.iloc[0]

    assert (row["actual"], row["standing"]) == ("–", "open")


def test_the_document_holds_the_goals_as_numbers() -> None:
    goals = laid_out({"net_amount": GOALS["net_amount"]}).document["goals"]

    assert goals.astype(object).iloc[0].to_dict() == {
        "metric": "net_amount",
        "target": 1500.0,
        "actual": 1240.0,
        "progress": 0.826667,
        "due": pd.Timestamp(2026, 5, 15),
        "expected": 1550.0,
        "on_track": True,
    }
