"""`carteira analisar --por`: what the portfolio is broken down by."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

Carteira = Callable[..., Any]

REGISTER = """\
nome;cidade;uf;telefone;Porte da empresa
Padaria Aurora;Cotia;SP;11 91234-5678;ME
Bar do Porto;Santos;SP;11 91234-5679;EPP
"""


@pytest.fixture
def register(sales: Path) -> Path:
    path = sales.with_name("clientes.csv")
    path.write_text(REGISTER, encoding="utf-8")
    return path


def groups(outcome: Any) -> dict[str, list[str]]:
    found = json.loads(outcome.out)["breakdowns"]
    return {field: [each["value"] for each in rows] for field, rows in found.items()}


@pytest.mark.parametrize("option", ["--por", "--by"])
def test_each_field_asked_for_is_in_the_document(
    carteira: Carteira, sales: Path, register: Path, option: str
) -> None:
    fields = (option, "Cidade", option, "porte da EMPRESA")
    outcome = carteira("analisar", sales, "--clientes", register, "--json", *fields)

    assert (outcome.code, groups(outcome)) == (
        0,
        {"city": ["Cotia", "Santos"], "Porte da empresa": ["ME", "EPP"]},
    )


def test_the_command_line_goes_before_the_configuration(
    carteira: Carteira, sales: Path, register: Path
) -> None:
    sales.with_name("carteira.toml").write_text('[breakdowns]\nby = ["uf"]\n', encoding="utf-8")
    run = ("analisar", sales, "--clientes", register, "--json")

    assert set(groups(carteira(*run))) == {"state"}
    assert set(groups(carteira(*run, "--por", "cidade"))) == {"city"}


def test_without_the_option_there_is_no_breakdown(carteira: Carteira, sales: Path) -> None:
    assert groups(carteira("analisar", sales, "--json")) == {}


def test_of_several_fields_the_unknown_one_is_a_finding(
    carteira: Carteira, sales: Path, register: Path
) -> None:
    run = ("analisar", sales, "--clientes", register, "--json", "--por", "uf", "--por", "canal")
    outcome = carteira(*run)

    assert (outcome.code, set(groups(outcome))) == (0, {"state"})
    found = {each["code"]: each["hint"] for each in json.loads(outcome.out)["findings"]}
    assert found["unknown-breakdown"] == "Dá para separar por: UF, Cidade, Porte da empresa."


def test_where_no_field_is_known_nothing_is_written(
    carteira: Carteira, sales: Path, register: Path
) -> None:
    before = {*sales.parent.iterdir()}
    outcome = carteira("analisar", sales, "--clientes", register, "--por", "vendedro")

    assert (outcome.code, outcome.out) == (2, "")
    assert "Não há como separar a carteira por vendedro" in outcome.err
    assert "UF, Cidade, Porte da empresa" in outcome.err
    assert {*sales.parent.iterdir()} == before


def test_an_unknown_field_of_the_configuration_stops_nothing(
    carteira: Carteira, sales: Path
) -> None:
    sales.with_name("carteira.toml").write_text('[breakdowns]\nby = ["x"]\n', encoding="utf-8")

    assert carteira("analisar", sales, "--json").code == 0


def test_a_field_has_its_table_in_the_report_and_its_sheet_in_the_workbook(
    carteira: Carteira, sales: Path, register: Path
) -> None:
    outcome = carteira("analisar", sales, "--clientes", register, "--por", "uf")

    assert outcome.code == 0
    assert "Por UF" in outcome.out
    book = load_workbook(sales.with_name("vendas-carteira.xlsx"))
    assert book["UF"]["A1"].value == "UF"
