"""`carteira configurar`: asks what is unclear, and what it writes holds."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from carteira_cli import config
from carteira_cli.cli import asking

Carteira = Callable[..., Any]

DOUBTFUL = """\
Data;Razão Social;Pedido;Situação;Total
03/04/2026;Padaria Aurora;1;Em rota;1.234
05/06/2026;Bar do Porto;2;Zumbi;2.500
07/08/2026;Padaria Aurora;3;Faturado;3.100
"""
UNKNOWN = "Quando;Quem;Quanto\n13/01/2026;Ana;9,90\n14/01/2026;Bia;20,10\n"


@pytest.fixture
def doubtful(sales: Path) -> Path:
    sales.write_text(DOUBTFUL, encoding="utf-8")
    return sales


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def answer(*lines: str) -> None:
        monkeypatch.setattr(asking, "possible", lambda: True)
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return answer


def reading(carteira: Carteira, path: Path) -> dict[str, Any]:
    told = json.loads(carteira("diagnosticar", path, "--json").out)
    return {key: told[key] for key in ("reading", "preview", "reference_date")}


def written(path: Path) -> Any:
    return config.load(path.with_name("carteira.toml")).reading


CLEAR = "data;cliente;pedido;Valor Total\n13/01/2026;Ana;1;10,00\n2026-01-14;Bia;2;-9,00\n"


@pytest.mark.parametrize("text", [DOUBTFUL, CLEAR], ids=["doubtful", "clear"])
def test_what_was_detected_and_accepted_gives_the_same_reading(
    carteira: Carteira, sales: Path, text: str
) -> None:
    sales.write_text(text, encoding="utf-8")
    before = reading(carteira, sales)

    outcome = carteira("configurar", sales, "--sim")

    assert outcome.code == 0
    assert outcome.err.endswith(f"Gravado em {sales.with_name('carteira.toml')}\n")
    assert written(sales).columns["valor"] in ("Total", "Valor Total")
    assert reading(carteira, sales) == before


def test_a_workbook_with_a_register_reads_the_same_too(carteira: Carteira, tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "vendas.xlsx"
    selling, register = book.worksheets[0], book.create_sheet("Clientes")
    selling.append(["Emissão", "Cód.", "Cliente", "Total"])
    selling.append([date(2026, 1, 13), 7, "ANA LTDA", 9.9])
    register.append(["Cód.", "Razão Social", "Cidade"])
    register.append([7, "Ana Ltda", "Recife"])
    register.append([8, "Bia", "Natal"])
    book.save(path)
    before = reading(carteira, path)

    assert carteira("configurar", path, "--sim", "-q").code == 0

    assert written(path).columns["cliente"] == "Cliente"
    assert reading(carteira, path) == before


def test_once_settled_nothing_is_left_to_ask(carteira: Carteira, doubtful: Path) -> None:
    carteira("configurar", doubtful, "--sim", "-q")

    again = carteira("configurar", doubtful, "--sim", "--sobrescrever")

    assert "Nada ficou em dúvida." in again.err


def test_only_what_is_unclear_is_asked_and_the_answers_are_written(
    carteira: Carteira, doubtful: Path, answering: Callable[..., None]
) -> None:
    answering("", "cancelada", "2", "2", "2", "s")  # the word is no number: asked again

    outcome = carteira("configurar", doubtful)

    assert outcome.code == 0
    assert outcome.err.count("Responda com um número de 1 a 4.") == 1
    settled = written(doubtful)
    assert settled.status == {"Em rota": "venda", "Zumbi": "cancelada"}
    assert (settled.dates, settled.decimal) == ("mes-dia", "ponto")


def test_the_effect_is_shown_before_anything_is_written(
    carteira: Carteira, doubtful: Path, answering: Callable[..., None]
) -> None:
    answering("1", "2", "1", "1", "n")

    outcome = carteira("configurar", doubtful)

    totals = [line.split() for line in outcome.out.splitlines() if "R$" in line][-2:]
    assert [line[:5] for line in totals] == [
        ["Antes", "3", "R$", "6.834,00", "2"],
        ["Depois", "2", "R$", "4.334,00", "1"],
    ]
    assert outcome.code == 0
    assert outcome.err.endswith("Nada foi gravado.\n")
    assert not doubtful.with_name("carteira.toml").exists()


def test_columns_that_nobody_could_guess_are_asked(
    carteira: Carteira, sales: Path, answering: Callable[..., None]
) -> None:
    sales.write_text(UNKNOWN, encoding="utf-8")
    answering("1", "3", "2", "s")

    outcome = carteira("configurar", sales)

    assert outcome.code == 0
    assert written(sales).columns == {"data": "Quando", "valor": "Quanto", "cliente": "Quem"}
    assert reading(carteira, sales)["reading"]["amount_used"] == 30.0


def test_where_only_the_user_knows_accepting_everything_is_refused(
    carteira: Carteira, sales: Path
) -> None:
    sales.write_text(UNKNOWN, encoding="utf-8")

    outcome = carteira("configurar", sales, "--sim")

    assert outcome.code == 3
    assert "Erro: Não achei uma lista de vendas" in outcome.err
    assert not sales.with_name("carteira.toml").exists()


def test_columns_are_not_named_where_that_would_change_the_reading(
    carteira: Carteira, sales: Path
) -> None:
    sales.write_text(
        "data;cliente;pedido;valor;valor\n13/01/2026;Ana;1;abc;10,00\n", encoding="utf-8"
    )
    before = reading(carteira, sales)

    assert carteira("configurar", sales, "--sim", "-q").code == 0

    assert written(sales).columns == {}
    assert reading(carteira, sales) == before


def test_without_a_terminal_nothing_is_asked(carteira: Carteira, sales: Path) -> None:
    outcome = carteira("configurar", sales)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(
        "Erro: não há um terminal para fazer perguntas; diga --sim para aceitar o detectado"
    )


def test_an_existing_configuration_is_kept_unless_told_otherwise(
    carteira: Carteira, doubtful: Path, answering: Callable[..., None]
) -> None:
    mine = doubtful.with_name("carteira.toml")
    mine.write_text("# meu\n[relatorio]\ntopo = 3\n", encoding="utf-8")

    refused = carteira("configurar", doubtful, "--sim")
    answering("n")
    declined = carteira("configurar", doubtful)

    assert (refused.code, declined.code) == (5, 0)
    assert "Já existe a configuração carteira.toml" in refused.err
    assert mine.read_text(encoding="utf-8") == "# meu\n[relatorio]\ntopo = 3\n"

    assert carteira("configurar", doubtful, "--sim", "--sobrescrever", "-q").code == 0
    after = config.load(mine)
    assert (after.output.top, after.reading.dates) == (3, "dia-mes")


def test_an_existing_configuration_is_changed_when_its_owner_says_so(
    carteira: Carteira, sales: Path, answering: Callable[..., None]
) -> None:
    sales.with_name("carteira.toml").write_text("[relatorio]\ntopo = 3\n")
    answering("sim", "1", "talvez", "S")  # change it; dates; no clear answer; write it

    outcome = carteira("configurar", sales)

    assert outcome.code == 0
    assert outcome.err.count("Responda s (sim) ou n (não).") == 1
    assert config.load(sales.with_name("carteira.toml")).output.top == 3
    assert written(sales).columns


def test_the_output_can_be_elsewhere_but_never_on_the_input(
    carteira: Carteira, sales: Path
) -> None:
    elsewhere = sales.with_name("outra.toml")

    assert carteira("configurar", sales, "--sim", "-q", "-o", elsewhere).code == 0
    assert elsewhere.exists()
    over = carteira("configurar", sales, "--sim", "--sobrescrever", "-o", sales)
    assert (over.code, sales.read_bytes()[:4]) == (5, b"data")


def test_what_is_said_on_the_command_line_is_written(carteira: Carteira, sales: Path) -> None:
    carteira("configurar", sales, "--sim", "-q", "--coluna", "vendedor=pedido")

    assert written(sales).columns["vendedor"] == "pedido"


def test_ending_the_input_interrupts(
    carteira: Carteira, doubtful: Path, answering: Callable[..., None]
) -> None:
    answering()

    outcome = carteira("configurar", doubtful)

    assert outcome.code == 130
    assert outcome.err.endswith("Interrompido.\n")


def test_quiet_says_nothing_when_all_is_well(carteira: Carteira, doubtful: Path) -> None:
    outcome = carteira("configurar", doubtful, "--sim", "-q")

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on Windows")
def test_it_talks_at_a_real_terminal(doubtful: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "carteira_cli", "configurar", str(doubtful)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, close_fds=True
    ) as process:
        os.write(ours, b"\n2\n1\n1\ns\n")
        out = process.communicate(timeout=60)[0].decode()
    os.close(theirs)
    os.close(ours)

    assert process.returncode == 0
    assert "Com as suas respostas" in out
    assert written(doubtful).status["Zumbi"] == "cancelada"
