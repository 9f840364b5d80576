"""`carteira analisar`, from the command line to the files and the exit code."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carteira_cli import pipeline

Carteira = Callable[..., Any]

GARBAGE = "data;cliente;pedido;valor\n" + "".join(
    f"0{day}/01/2026;Padaria Aurora;{day};{amount}\n"
    for day, amount in enumerate(["10,00", "20,00", "30,00", "quarenta"], start=1)
)


def document(outcome: Any) -> dict[str, Any]:
    loaded = json.loads(outcome.out)
    assert isinstance(loaded, dict)
    return loaded


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_report_is_shown_and_the_workbook_lies_beside_the_input(
    carteira: Carteira, sales: Path
) -> None:
    outcome = carteira("analisar", sales)

    assert outcome.code == 0
    assert "Padaria Aurora" in outcome.out
    assert outcome.err == f"Gravado em {sales.parent / 'vendas-carteira.xlsx'}\n"
    assert files(sales.parent) == {"vendas.csv", "vendas-carteira.xlsx"}


def test_the_input_is_never_changed(carteira: Carteira, sales: Path) -> None:
    before = sales.read_bytes()

    carteira("analisar", sales)

    assert sales.read_bytes() == before


def test_quiet_says_nothing_when_all_is_well(carteira: Carteira, sales: Path) -> None:
    outcome = carteira("analisar", sales, "-q")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert "vendas-carteira.xlsx" in files(sales.parent)


def test_json_puts_the_document_on_stdout_and_writes_no_file(
    carteira: Carteira, sales: Path
) -> None:
    outcome = carteira("analisar", sales, "--json")

    assert document(outcome)["schema"] == "carteira/1"
    assert files(sales.parent) == {"vendas.csv"}


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["--formato", "json"], {"vendas-carteira.json"}),
        (
            ["--formato", "json", "--formato", "xlsx"],
            {"vendas-carteira.json", "vendas-carteira.xlsx"},
        ),
        (["--json", "--formato", "xlsx"], {"vendas-carteira.xlsx"}),
        (["-o", "minha.xlsx"], {"minha.xlsx"}),
        (["-o", "minha.json"], {"minha.json"}),
        (["-o", "minha.xlsx", "--formato", "json"], {"minha.json"}),
        (["-o", "minha.v2", "--formato", "json"], {"minha.v2.json"}),
        (["--formato", "html"], {"vendas-carteira.html"}),
        (["-o", "minha.html"], {"minha.html"}),
        (["--formato", "csv"], {"vendas-carteira"}),
        (["--formato", "csv", "--formato", "xlsx"], {"vendas-carteira", "vendas-carteira.xlsx"}),
        (["-o", "minha", "--formato", "csv"], {"minha"}),
        (["-o", "minha.csv", "--formato", "csv"], {"minha"}),
        (["-o", "minha.xlsx", "--formato", "csv"], {"minha"}),
    ],
)
def test_formats_and_output_say_what_is_written(
    carteira: Carteira, sales: Path, arguments: list[str], written: set[str]
) -> None:
    assert carteira("analisar", sales, *arguments).code == 0
    assert files(sales.parent) - {"vendas.csv"} == written


def test_our_own_result_is_replaced_unasked(carteira: Carteira, sales: Path) -> None:
    assert carteira("analisar", sales).code == 0
    assert carteira("analisar", sales).code == 0


def test_a_file_of_somebody_else_is_kept_unless_told_otherwise(
    carteira: Carteira, sales: Path
) -> None:
    theirs = sales.with_name("minha.json")
    theirs.write_text("{}", encoding="utf-8")

    refused = carteira("analisar", sales, "-o", theirs)
    assert refused.code == 5
    assert "minha.json já existe" in refused.err
    assert theirs.read_text(encoding="utf-8") == "{}"

    assert carteira("analisar", sales, "-o", theirs, "--sobrescrever").code == 0
    assert "carteira/1" in theirs.read_text(encoding="utf-8")


def test_an_input_is_never_written_over(carteira: Carteira, sales: Path) -> None:
    book = sales.rename(sales.with_suffix(".xlsx"))

    outcome = carteira("analisar", book, "-o", book, "--sobrescrever")

    assert outcome.code == 5
    assert book.read_text(encoding="utf-8").startswith("data;")


def test_too_many_unread_rows_end_with_code_1_and_a_warning(
    carteira: Carteira, sales: Path
) -> None:
    sales.write_text(GARBAGE, encoding="utf-8")

    outcome = carteira("analisar", sales, "-q")

    assert outcome.code == 1
    assert outcome.err.startswith(
        "Atenção: 25,0 % das linhas não puderam ser lidas (o limite é 5,0 %)"
    )
    assert carteira("analisar", sales, "-q", "--tolerancia", "25%").code == 0


def test_the_command_line_goes_before_the_configuration(carteira: Carteira, sales: Path) -> None:
    sales.with_name("carteira.toml").write_text(
        "[leitura]\ndata_base = 2026-02-28\n[relatorio]\ntolerancia = 0.5", encoding="utf-8"
    )

    configured = document(carteira("analisar", sales, "--json"))
    given = document(carteira("analisar", sales, "--json", "--data-base", "15/03/2026"))

    assert (configured["reference_date"], configured["reference_date_origin"]) == (
        "2026-02-28",
        "config",
    )
    assert (given["reference_date"], given["reference_date_origin"]) == ("2026-03-15", "given")


def test_an_output_goes_before_the_configured_formats(carteira: Carteira, sales: Path) -> None:
    sales.with_name("carteira.toml").write_text("[relatorio]\nformatos = ['xlsx']")

    carteira("analisar", sales, "-o", "minha.json")
    carteira("analisar", sales)

    assert files(sales.parent) >= {"minha.json", "vendas-carteira.xlsx"}
    assert "minha.xlsx" not in files(sales.parent)


def test_columns_given_join_those_configured(carteira: Carteira, sales: Path) -> None:
    text = sales.read_text(encoding="utf-8").replace("cliente;pedido;valor", "x;pedido;y")
    sales.write_text(text, encoding="utf-8")
    sales.with_name("carteira.toml").write_text("[leitura]\ncolunas = { cliente = 'x' }")

    outcome = carteira("analisar", sales, "--json", "--coluna", "valor=y")

    assert document(outcome)["summary"]["net_amount"] == 450.0


def test_a_wrong_configuration_ends_with_code_4(carteira: Carteira, sales: Path) -> None:
    sales.with_name("carteira.toml").write_text("[rfm]\nbin = 5\n[leitra]", encoding="utf-8")

    outcome = carteira("analisar", sales)

    assert outcome.code == 4
    assert "[rfm] bin: esta chave não existe; use bins" in outcome.err
    assert "[leitra]: esta seção não existe; use leitura" in outcome.err


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("nada.csv", None, "Erro: Não encontrei o arquivo nada.csv."),
        ("vazio.csv", "", "Erro: vazio.csv está vazio."),
        ("lista.csv", "nome;cor\nAna;azul\n", "Erro: Não achei uma lista de vendas em lista.csv"),
    ],
)
def test_an_input_that_cannot_be_used_ends_with_code_3(
    carteira: Carteira, sales: Path, name: str, content: str | None, sentence: str
) -> None:
    if content is not None:
        sales.with_name(name).write_text(content, encoding="utf-8")

    outcome = carteira("analisar", name)

    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith(sentence)
    assert "O que fazer: " in outcome.err


def test_a_pattern_is_expanded_and_our_results_are_no_input(
    carteira: Carteira, sales: Path
) -> None:
    sales.with_name("mais.csv").write_text(
        "data;cliente;pedido;valor\n01/03/2026;Bar do Porto;9;50,00\n", encoding="utf-8"
    )
    carteira("analisar", "vendas.csv", "-o", "resultado.json")

    outcome = carteira("analisar", "*.csv", "*.json", "vendas.csv", "--json")

    assert document(outcome)["summary"]["net_amount"] == 500.0
    assert "resultado.json foi gravada por este programa: não entra na leitura." in outcome.err


def test_a_bug_is_a_sentence_without_the_data(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "Ana Souza, 123.456.789-09"
        raise RuntimeError(message)

    monkeypatch.setattr(pipeline, "run", broken)

    plain, debugged = carteira("analisar", sales), carteira("analisar", sales, "--debug")

    assert plain.code == debugged.code == 70
    assert plain.err.startswith("Erro: o programa falhou por defeito dele (RuntimeError em ")
    assert "Ana" not in plain.err
    assert "Traceback" in debugged.err


def test_an_interruption_ends_with_code_130(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "run", interrupted)

    outcome = carteira("analisar", sales)

    assert (outcome.code, outcome.err) == (130, "Interrompido.\n")


def test_a_hostile_file_name_cannot_steer_the_terminal(carteira: Carteira, sales: Path) -> None:
    outcome = carteira("analisar", sales.with_name("\x1b[31m\u202evendas.csv"))

    assert outcome.code == 3
    assert not {"\x1b", "\u202e"} & set(outcome.err)


def test_a_register_that_the_pattern_caught_too_is_read_once(
    carteira: Carteira, sales: Path
) -> None:
    register = sales.with_name("cadastro.csv")
    register.write_text("código;nome;telefone\n1;Ana Lima;(11) 90000-0000\n", encoding="utf-8")

    outcome = carteira("analisar", "*.csv", "--clientes", register, "--json")

    assert [source["file"] for source in document(outcome)["sources"]] == [
        "cadastro.csv",
        "vendas.csv",
    ]


def test_the_tables_lie_in_a_folder_that_a_later_run_writes_anew(
    carteira: Carteira, sales: Path
) -> None:
    folder = sales.parent / "vendas-carteira"

    assert carteira("analisar", sales, "--formato", "csv").err == f"Gravado em {folder}\n"
    customers = (folder / "clientes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in customers] == [
        "Cliente",
        "Padaria Aurora",
        "Bar do Porto",
    ]
    assert "4 linhas e R$ 450,00" in (folder / "LEIA-ME.txt").read_text(encoding="utf-8-sig")
    assert carteira("analisar", sales, "--formato", "csv").code == 0


def test_a_folder_of_somebody_else_is_left_alone(carteira: Carteira, sales: Path) -> None:
    folder = sales.parent / "vendas-carteira"
    folder.mkdir()
    (folder / "clientes.csv").write_text("minha lista")

    outcome = carteira("analisar", sales, "--formato", "csv")

    assert outcome.code == 5
    assert "vendas-carteira já existe e não foi gravado por este programa" in outcome.err
    assert files(folder) == {"clientes.csv"}
    assert carteira("analisar", sales, "--formato", "csv", "--sobrescrever").code == 0


def test_our_tables_are_no_sales(carteira: Carteira, sales: Path) -> None:
    carteira("analisar", sales, "--formato", "csv")

    outcome = carteira("analisar", sales.parent / "vendas-carteira" / "clientes.csv")

    assert outcome.code == 2
    assert "foi gravada por este programa: não entra na leitura" in outcome.err
