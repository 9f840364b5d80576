"""The page of one customer, and all that is held of him."""

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.console import Console

from carteira_cli import ingest, readers
from carteira_cli.analysis import analyse
from carteira_cli.layout import person
from carteira_cli.locale.language import Language
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.report import Report
from carteira_cli.writers.json_document import write
from carteira_cli.writers.terminal import render

Carteira = Callable[..., Any]

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schema/carteira-cliente-1.schema.json").read_text("utf-8")
)
SALES = """\
data;pedido;codigo;cliente;produto;valor;status
05/01/2026;1;7;[/] Bar do Zé;Pão;100,00;Faturado
05/02/2026;2;7;[/] Bar do Zé;Pão;150,10;Faturado
06/03/2026;3;7;[/] Bar do Zé;Leite;150,20;Faturado
07/03/2026;9;7;[/] Bar do Zé;Leite;999,00;Cancelado
10/02/2026;4;8;=cmd|' /C calc';Leite;80,00;Faturado
11/02/2026;5;9;\x1b[31mMaria\x07 Sil\u202eva;Leite;70,00;Faturado
12/02/2026;6;10;Ana Souza;Leite;60,00;Faturado
13/02/2026;7;11;Ana Souza;Leite;50,00;Faturado
14/02/2026;10;13;Devolve Tudo;Leite;-50,00;Faturado
"""
REGISTER = """\
codigo;nome;cidade;telefone;cpf;Apelido
7;[/] Bar do Zé;Campinas;(11) 98888-7777;529.982.247-25;Zezinho
20;Pró Spect;Itu;;;
"""


Page = Callable[..., Report]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("cliente")
    sales, register = folder / "v.csv", folder / "c.csv"
    sales.write_text(SALES, encoding="utf-8")
    register.write_text(REGISTER, encoding="utf-8")
    return sales, register


@pytest.fixture
def ask(carteira: Carteira, files: tuple[Path, Path]) -> Callable[..., Any]:
    sales, register = files
    return lambda *words: carteira("cliente", sales, "--clientes", register, *words)


@pytest.fixture(scope="module")
def page(files: tuple[Path, Path]) -> Page:
    """Lay out the page of a customer by his code, out of one reading."""
    tables = [table for file in files for table in readers.read(file)]
    options = ReadingOptions(date(2026, 4, 1), full_documents=True)
    reading = ingest.understand(tables, options, trailed=True)
    measured = analyse(reading)
    return lambda code, **wish: person(reading, measured, code, tables, Language(), **wish)


def shown(report: Report) -> str:
    console = Console(file=StringIO(), width=80)
    console.print(render(report, 80))
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def held(report: Report) -> dict[str, Any]:
    return json.loads(write(report))  # type: ignore[no-any-return]


def test_the_page_says_who_he_is_how_he_stands_and_what_to_do(ask: Carteira) -> None:
    told = ask("bar do ze")

    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "[/] Bar do Zé"
    assert "  CPF/CNPJ   ***.982.247-**" in lines
    assert "Costuma comprar a" in told.out
    assert "  É o 1º de 5 clientes; dele vêm 61 % do valor." in lines
    assert "  →  Antes disso, nada." in lines
    assert "  Pão            2      R$ 250,10  62,5 %" in lines
    assert "Venda cancelada" in told.out
    assert max(map(len, lines)) <= 80
    assert "█" not in told.out  # nobody is watching


def test_months_have_bars_where_somebody_watches(page: Page) -> None:
    assert "  03/2026      R$ 150,20  ████████████████████\n" in shown(page("7"))


def test_documents_are_in_full_where_that_is_asked_for(page: Page) -> None:
    assert "529.982.247-25" in shown(page("7", full_documents=True))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("20", "Está no cadastro e nunca comprou"),
        ("13", "Só há devoluções dele neste período"),
        ("8", "Comprou em 1 dia só, pouco para ter ritmo próprio"),
        ("9", "nem telefone nem e-mail nos arquivos"),
    ],
)
def test_what_cannot_be_known_is_said(page: Page, code: str, said: str) -> None:
    text = shown(page(code))

    assert said in " ".join(text.split())
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_an_unclear_name_lists_who_may_be_meant_and_ends_with_code_2(ask: Carteira) -> None:
    told = ask("ana souza")

    assert (told.code, told.out) == (2, "")
    assert "serve para 2 clientes:\n  Ana Souza, 10\n  Ana Souza, 11\n" in told.err


def test_a_name_that_is_only_like_his_gives_the_page_and_never_the_data(ask: Carteira) -> None:
    assert "esta é a ficha de [/] Bar do Zé." in ask("bar du zé").err
    refused = ask("bar du zé", "--json")
    assert (refused.code, refused.out) == (2, "")


@pytest.mark.parametrize("code", ["7", "8", "9", "13", "20"])
def test_all_that_is_held_keeps_to_the_schema_and_adds_up_to_his_net_amount(
    page: Page, code: str
) -> None:
    told = held(page(code))

    problems = Draft202012Validator(SCHEMA).iter_errors(told)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []
    used = [round(sale["amount"] * 100) for sale in told["sales"] if sale["set_aside"] is None]
    assert sum(used) == round((told["customer"]["net_amount"] or 0) * 100)
    assert sum(used) == round(told["reading"]["amount_used"] * 100)


def test_every_row_of_his_is_there_as_it_stands_and_nobody_elses(page: Page) -> None:
    told = held(page("7"))

    assert [(each["row"], each["set_aside"]) for each in told["sales"]] == [
        (2, None),
        (3, None),
        (4, None),
        (5, "cancelled"),
    ]
    (entry,) = told["register_rows"]
    assert {cell["column"]: cell["value"] for cell in entry["cells"]} == {
        "codigo": "7",
        "nome": "[/] Bar do Zé",
        "cidade": "Campinas",
        "telefone": "(11) 98888-7777",
        "cpf": "529.982.247-25",
        "Apelido": "Zezinho",
    }
    assert [each["row"] for each in told["sales_rows"]] == [2, 3, 4, 5]
    assert {each["row"] for each in told["findings"]} <= {2, 3, 4, 5}
    assert "Maria" not in json.dumps(told)
    assert told["customer"]["document"] == "529.982.247-25"


def test_files_of_one_name_are_told_apart_by_their_folders(
    carteira: Carteira, tmp_path: Path
) -> None:
    for folder, name in (("jan", "Ana"), ("fev", "Bia")):
        (tmp_path / folder).mkdir()
        text = f"data;cliente;valor\n05/01/2026;{name};10,00\n06/01/2026;Caio;20,00\n"
        (tmp_path / folder / "v.csv").write_text(text, encoding="utf-8")

    both = (tmp_path / "jan/v.csv", tmp_path / "fev/v.csv")
    told = json.loads(carteira("cliente", *both, "bia", "--json").out)

    (row,) = told["sales_rows"]
    assert (row["file"], row["cells"][1]["value"]) == ("fev/v.csv", "Bia")
