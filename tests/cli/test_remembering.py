"""A second run reads back the workbook that it replaces: what changed, and what was typed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.writers.books import opened

Carteira = Callable[..., Any]


def test_a_second_run_says_what_changed_since_an_earlier_day(
    carteira: Carteira, sales: Path
) -> None:

    carteira("analisar", sales, "--data-base", "2026-03-25")
    outcome = carteira("analisar", sales, "--data-base", "2026-06-30")

    assert outcome.code == 0
    assert "O que mudou" in outcome.out
    assert "Desde a análise de 25/03/2026" in outcome.out
    book = opened(sales.with_name("vendas-carteira.xlsx"))
    assert "O que mudou" in book.sheetnames
    assert [sheet.sheet_state for sheet in book if sheet.title.startswith("_")] == [
        "veryHidden"
    ] * 2


def test_a_damaged_workbook_of_ours_is_not_replaced(carteira: Carteira, sales: Path) -> None:
    carteira("analisar", sales)
    target = sales.with_name("vendas-carteira.xlsx")
    book = opened(target)
    book["_carteira"]["A1"] = "nada que se entenda"
    book.save(target)
    before = target.read_bytes()

    outcome = carteira("analisar", sales)
    assert outcome.code == 5
    assert "o que você anotou" in outcome.err
    assert target.read_bytes() == before

    assert carteira("analisar", sales, "--sobrescrever").code == 0
