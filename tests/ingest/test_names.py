"""Spellings that meet, names that stay apart, and names that stand for nobody."""

import pytest

from carteira_cli.ingest import names
from tests.ingest.sheets_of import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FARMÁCIA BEM-ESTAR EPP", "Farmacia Bem Estar Ltda - ME"),
        ("Vinícius  Sá", "VINICIUS SA"),
        ("1001 - João & Maria S/A", "João e Maria SA"),
        ("MARIA SILVA 12345678901", "Maria Silva"),
        ("Padaria Pão (Pão Quente)", "PADARIA PAO"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    keys = names.keys(text(one, other))
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vinícius Sá", "Vinícius"), ("Comercial Silva", "Silva"), ("Padaria 1", "Padaria 2")],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    keys = names.keys(text(one, other))
    assert keys[0] != keys[1]


@pytest.mark.parametrize(
    ("name", "nobody"),
    [
        ("CONSUMIDOR FINAL", True),
        ("Cliente Balcão", True),
        ("1 - Consumidor não identificado", True),
        ("Venda à vista", True),
        ("Balcão das Tintas Ltda", False),
        ("Consumidor Alimentos", False),
        ("Caixa Econômica", False),
        ("[/]", False),
    ],
)
def test_the_counter_is_nobody(name: str, nobody: bool) -> None:
    assert names.keys(text(name)).isna().tolist() == [nobody]
