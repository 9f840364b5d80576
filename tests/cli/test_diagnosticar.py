"""`carteira diagnosticar`: shows how a file was understood, changes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Carteira = Callable[..., Any]

REFUSED = "Data;Nome;Obs\n13/01/2026;Ana;x\n"
UNREAD = "data;cliente;pedido;valor\n13/01/2026;Ana;1;10,00\n14/01/2026;Ana;2;vinte\n"


def test_everything_understood_is_shown_and_nothing_is_written(
    carteira: Carteira, sales: Path
) -> None:
    before = sales.read_bytes()

    outcome = carteira("diagnosticar", sales)

    assert (outcome.code, outcome.err) == (0, "")
    for text in (
        "Lista de vendas: cabeçalho na linha 1, dados nas linhas 2 a 5.",
        "cliente  ← «cliente»",
        "Vendas como foram entendidas",
        "Padaria Aurora  R$ 100,00",
        "O que conferir",
        "Tudo o que foi lido entrou nas contas: 4 linhas e R$ 450,00.",
    ):
        assert text in outcome.out
    assert [path.name for path in sales.parent.iterdir()] == ["vendas.csv"]
    assert sales.read_bytes() == before


def test_it_fits_80_columns_and_knows_no_colour_in_a_pipe(carteira: Carteira, sales: Path) -> None:
    sales.write_text(
        "data;cliente;pedido;situação;valor\n"
        f"13/01/2026;{'Distribuidora ' * 9};1;{'Situação nunca vista ' * 5};10,00\n",
        encoding="utf-8",
    )

    out = carteira("diagnosticar", sales).out

    assert max(map(len, out.splitlines())) <= 80
    assert "\x1b" not in out


def test_json_tells_the_same_and_agrees_with_the_analysis(carteira: Carteira, sales: Path) -> None:
    sales.write_text(UNREAD, encoding="utf-8")

    told = json.loads(carteira("diagnosticar", sales, "--json").out)
    analysed = json.loads(carteira("analisar", sales, "--json").out)

    assert told["schema"] == "carteira-diagnostico/1"
    for part in ("sources", "reading", "reference_date"):
        assert told[part] == analysed[part]
    assert told["findings"]
    assert told["findings"] == analysed["findings"][: len(told["findings"])]
    assert [sale["row"] for sale in told["preview"]] == [2]


def test_rows_and_reais_found_are_those_used_and_those_set_aside(
    carteira: Carteira, sales: Path
) -> None:
    sales.write_text(UNREAD, encoding="utf-8")

    read = json.loads(carteira("diagnosticar", sales, "--json").out)["reading"]

    assert read["rows"] == read["rows_used"] + read["rows_set_aside"] == 2
    assert read["amount_found"] == read["amount_used"] + read["amount_set_aside"]


def test_too_many_unread_rows_end_with_code_1(carteira: Carteira, sales: Path) -> None:
    sales.write_text(UNREAD, encoding="utf-8")

    outcome = carteira("diagnosticar", sales, "-q")

    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Atenção: 50,0 % das linhas não puderam ser lidas")


def test_a_refused_file_shows_what_was_seen_before_it_says_why(
    carteira: Carteira, sales: Path
) -> None:
    sales.write_text(REFUSED, encoding="utf-8")

    outcome = carteira("diagnosticar", sales)

    assert outcome.code == 3
    assert "Cabeçalho na linha 1. Não achei o valor." in outcome.out
    assert "Colunas sem uso: «Obs»." in outcome.out
    assert outcome.err.startswith(
        "Erro: Não achei uma lista de vendas em vendas.csv: falta o valor"
    )


def test_a_refusal_is_a_document_too(carteira: Carteira, sales: Path) -> None:
    sales.write_text(REFUSED, encoding="utf-8")

    outcome = carteira("diagnosticar", sales, "--json")

    told = json.loads(outcome.out)
    assert (outcome.code, told["reading"], told["refusal"]["code"]) == (3, None, "no-sales-table")


def test_a_file_that_cannot_be_read_is_only_an_error(carteira: Carteira) -> None:
    outcome = carteira("diagnosticar", "nada.csv")

    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("Erro: Não encontrei o arquivo nada.csv.")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--coluna", "valor=pedido"], {"amount_used": 10.0}),
        (["--data-base", "2026-02-28"], {"rows_used": 3}),
    ],
)
def test_the_reading_can_be_overruled(
    carteira: Carteira, sales: Path, arguments: list[str], expected: dict[str, Any]
) -> None:
    read = json.loads(carteira("diagnosticar", sales, "--json", *arguments).out)["reading"]

    assert expected.items() <= read.items()


def test_the_configuration_beside_the_file_holds(carteira: Carteira, sales: Path) -> None:
    sales.with_name("carteira.toml").write_text("[leitura]\ndata_base = 2026-02-28")

    told = json.loads(carteira("diagnosticar", sales, "--json").out)

    assert (told["reference_date"], told["reading"]["rows_used"]) == ("2026-02-28", 3)


def test_a_hostile_cell_cannot_steer_the_terminal(carteira: Carteira, sales: Path) -> None:
    sales.write_text(
        "data;cliente;valor;\x1b[31mObs\n13/01/2026;[link=x]Ana\x1b[2J;1,00;x\n", encoding="utf-8"
    )

    outcome = carteira("diagnosticar", sales)

    assert "\x1b" not in outcome.out
    assert "[link=x]Ana" in outcome.out
