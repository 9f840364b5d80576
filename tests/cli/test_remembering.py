"""A second run reads back the workbook that it replaces: what changed, and what was typed."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from carteira_cli import pipeline
from tests.test_notes import columns
from tests.writers.books import opened

Carteira = Callable[..., Any]

SALES = """\
data;cliente;pedido;valor
2026-01-05;Padaria Aurora;1;100
2026-02-05;Padaria Aurora;2;150
2026-03-05;Padaria Aurora;3;120
2026-02-10;Bar do Porto;4;80
"""


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


def test_a_sheet_that_the_owner_added_stays_with_its_formulas(
    carteira: Carteira, sales: Path
) -> None:
    carteira("analisar", sales)
    target = sales.with_name("vendas-carteira.xlsx")
    book = opened(target)
    added = book.create_sheet("Minhas contas")
    added["A1"], added["A2"] = "=Resumo!A1", "fica"
    book.save(target)

    assert carteira("analisar", sales).code == 0
    again = opened(target)
    assert [cell.value for cell in again["Minhas contas"]["A"]] == ["=Resumo!A1", "fica"]
    assert again.sheetnames.count("Resumo") == 1


def test_a_workbook_that_changed_during_the_run_is_not_replaced(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carteira("analisar", sales)
    target = sales.with_name("vendas-carteira.xlsx")
    run = pipeline.run

    def interrupted(*arguments: Any) -> Any:
        target.write_bytes(target.read_bytes() + b"salvo agora")
        return run(*arguments)

    monkeypatch.setattr(pipeline, "run", interrupted)
    outcome = carteira("analisar", sales)

    assert outcome.code == 5
    assert "mudou" in outcome.err
    assert target.read_bytes().endswith(b"salvo agora")


def test_notes_survive_within_the_owners_own_file_too(carteira: Carteira, tmp_path: Path) -> None:
    own = tmp_path / "minha.xlsx"
    rows = pd.read_csv(io.StringIO(SALES), sep=";")
    rows.to_excel(own, index=False, sheet_name="Clientes", engine="openpyxl")
    assert carteira("analisar", own, "--na-planilha").code == 0
    book = opened(own)
    header, at = columns(book["Follow-up"])
    book["Follow-up"].cell(header + 1, at["Anotações"], "nota minha")
    book.save(own)

    assert carteira("analisar", own, "--na-planilha", "--data-base", "2026-12-24").code == 0
    again = opened(own)
    assert "Clientes (carteira)" in again.sheetnames
    assert "nota minha" in [cell.value for row in again["Follow-up"] for cell in row]


def limits(book: Any) -> dict[str, Any]:
    sheet = book["Parâmetros"]
    names = {name: book.defined_names[name].attr_text for name in ("LimiteAtraso", "LimiteInativo")}
    return {name: sheet[at.rpartition("!")[2].replace("$", "")] for name, at in names.items()}


def test_a_limit_that_the_owner_changed_in_the_workbook_stays(
    carteira: Carteira, sales: Path
) -> None:
    target = sales.with_name("vendas-carteira.xlsx")
    carteira("analisar", sales)
    book = opened(target)
    limits(book)["LimiteAtraso"].value = 2.5
    book.save(target)

    for _ in range(2):
        assert carteira("analisar", sales).code == 0
        assert [cell.value for cell in limits(opened(target)).values()] == [2.5, 3]


def test_what_is_configured_stands_over_the_workbook(carteira: Carteira, sales: Path) -> None:
    target = sales.with_name("vendas-carteira.xlsx")
    carteira("analisar", sales)
    book = opened(target)
    limits(book)["LimiteAtraso"].value = 2.5
    book.save(target)
    sales.with_name("carteira.toml").write_text("[lifecycle]\nlate_ratio = 2\n", encoding="utf-8")

    carteira("analisar", sales)
    assert limits(opened(target))["LimiteAtraso"].value == 2


def test_limits_that_make_no_sense_stop_with_a_sentence(carteira: Carteira, sales: Path) -> None:
    target = sales.with_name("vendas-carteira.xlsx")
    carteira("analisar", sales)
    book = opened(target)
    limits(book)["LimiteAtraso"].value = 9
    book.save(target)

    outcome = carteira("analisar", sales)
    assert outcome.code == 4
    assert "late_ratio deve ser maior que 0 e menor que inactive_ratio" in outcome.err
