"""Sales that come through the standard input, and passwords that come from a file."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

Carteira = Callable[..., Any]


@pytest.fixture
def piped(sales: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sales, on their way through a pipe."""
    stream = io.TextIOWrapper(io.BytesIO(sales.read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    return sales


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_piped_in_is_reported_and_nothing_is_written(
    carteira: Carteira, piped: Path
) -> None:
    outcome = carteira("analisar", "-")

    assert outcome.code == 0
    assert "entrada padrão" in outcome.out
    assert outcome.err == ("Nada foi gravado; para gravar a planilha, diga --saida carteira.xlsx\n")
    assert names(piped.parent) == {"vendas.csv"}


@pytest.mark.usefixtures("piped")
def test_the_document_of_what_is_piped_in(carteira: Carteira) -> None:
    outcome = carteira("analisar", "-", "--json")

    document = json.loads(outcome.out)
    assert document["summary"]["net_amount"] == 450.0
    assert document["sources"][0]["file"] == "entrada padrão"
    assert outcome.err == ""


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (["--saida", "minha.xlsx"], "minha.xlsx"),
        (["--formato", "json"], "carteira.json"),
        (["--formato", "xlsx"], "carteira.xlsx"),
    ],
)
def test_a_file_is_written_where_one_is_asked_for(
    carteira: Carteira, piped: Path, said: list[str], written: str
) -> None:
    assert carteira("analisar", "-", "-q", *said).code == 0
    assert names(piped.parent) == {"vendas.csv", written}


def test_a_register_may_be_piped_in(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = "código;nome;telefone\n1;Padaria Aurora;(11) 90000-0000\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(register.encode())))

    outcome = carteira("analisar", sales, "--clientes", "-", "--json")

    files = {source["file"] for source in json.loads(outcome.out)["sources"]}
    assert files == {"vendas.csv", "entrada padrão"}


@pytest.mark.usefixtures("sales")
def test_an_empty_pipe_ends_with_code_3(
    carteira: Carteira, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\n")))

    outcome = carteira("analisar", "-")

    assert outcome.code == 3
    assert outcome.err.startswith("Erro: Não veio nada pela entrada padrão.")


def test_a_file_called_by_the_same_sign_is_a_file(carteira: Carteira, sales: Path) -> None:
    sales.rename(sales.with_name("-"))

    outcome = carteira("analisar", "./-", "--json")

    assert json.loads(outcome.out)["sources"][0]["file"] == "-"


def test_the_standard_input_is_not_touched_unless_asked(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert carteira("analisar", sales, "-q").code == 0


def test_questions_cannot_be_asked_where_the_sales_come_in(carteira: Carteira, piped: Path) -> None:
    outcome = carteira("configurar", "-", "--sim")

    assert outcome.code == 2
    assert "este comando não lê da entrada padrão" in outcome.err
    assert names(piped.parent) == {"vendas.csv"}


@pytest.fixture
def locked(sales: Path) -> Path:
    """The sales in a workbook that asks for the password segredo."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(sales.read_text(encoding="utf-8").splitlines()):
            sheet.write_row(number, 0, line.split(";"))
    path = sales.with_name("vendas.xlsx")
    with path.open("wb") as out:
        OOXMLFile(plain).encrypt("segredo", out)
    return path


def test_the_password_is_the_first_line_of_a_file(carteira: Carteira, locked: Path) -> None:
    secret = locked.with_name("senha.txt")
    secret.write_bytes(b"\xef\xbb\xbfsegredo\r\noutra linha\r\n")

    outcome = carteira("analisar", locked, "--senha-arquivo", secret, "--json")

    assert json.loads(outcome.out)["summary"]["net_amount"] == 450.0
    assert carteira("diagnosticar", locked, "--senha-arquivo", secret, "-q").code == 0


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"errada\n", "Erro: A senha dada não abre vendas.xlsx."),
        (
            b"\nsegredo\n",
            "Erro: Não consegui ler a senha em senha.txt: a primeira linha está vazia.",
        ),
        (b"\xff\xfe\x00", "Erro: Não consegui ler a senha em senha.txt: o arquivo não pôde ser"),
        (None, "Erro: Não consegui ler a senha em senha.txt: o arquivo não existe."),
    ],
)
def test_a_password_that_does_not_open(
    carteira: Carteira, locked: Path, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        locked.with_name("senha.txt").write_bytes(content)

    outcome = carteira("analisar", locked, "--senha-arquivo", "senha.txt")

    assert outcome.code == 3
    assert outcome.err.startswith(sentence)
    assert "segredo" not in outcome.err


def test_without_a_password_the_way_to_give_one_is_told(carteira: Carteira, locked: Path) -> None:
    outcome = carteira("analisar", locked)

    assert outcome.code == 3
    assert outcome.err.startswith("Erro: vendas.xlsx está protegido por senha.")
    assert "--senha-arquivo" in outcome.err
