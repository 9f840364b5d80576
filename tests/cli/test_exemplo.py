from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from carteira_cli import example

Carteira = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    sales = pd.DataFrame({"Data": [pd.Timestamp("2026-01-05")], "Cliente": ["Ana"], "Valor": [9.5]})
    small = example.Example(sales, pd.DataFrame({"Cliente": ["Ana"]}))
    monkeypatch.setattr(example, "build", lambda: small)
    return tmp_path


def test_the_example_is_written_and_the_next_command_told(carteira: Carteira, folder: Path) -> None:
    outcome = carteira("exemplo")

    written = {path.name for path in (folder / "exemplo-carteira").iterdir()}
    assert outcome.code == 0
    assert written == {"vendas.xlsx", "vendas.csv", "clientes.csv"}
    assert outcome.out == "Agora rode:\n  carteira analisar exemplo-carteira/vendas.xlsx\n"


def test_what_is_there_is_kept_unless_told_otherwise(carteira: Carteira, folder: Path) -> None:
    mine = folder / "clientes.csv"
    mine.write_text("meus clientes", encoding="utf-8")

    assert carteira("exemplo", folder).code == 5
    assert mine.read_text(encoding="utf-8") == "meus clientes"

    assert carteira("exemplo", folder, "--sobrescrever", "-q").code == 0
    assert mine.read_text(encoding="utf-8") != "meus clientes"


def test_a_folder_that_cannot_be_made_is_told(carteira: Carteira, folder: Path) -> None:
    (folder / "arquivo").touch()

    outcome = carteira("exemplo", folder / "arquivo" / "pasta")

    assert outcome.code == 5
    assert outcome.err.startswith("Erro: Sem permissão para gravar pasta em ")
