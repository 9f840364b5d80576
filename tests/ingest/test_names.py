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
        ("MARIA SILVA 123.456.789-01 ME", "Maria Silva"),
        ("Padaria Pão (Pão Quente)", "PADARIA PAO"),
        ("João &AMP; Filhos", "Joao e Filhos"),
        ("D&#39;Ávila", "D'AVILA"),
        ("Casa Sol Ltda ME - Filial", "CASA SOL"),
        ("Casa Sol S/A em recuperação judicial", "Casa Sol SA"),
        ("J. R. SILVA", "J R Silva"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    keys = names.keys(text(one, other))
    assert keys[0] == keys[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vinícius Sá", "Vinícius"),
        ("Comercial Silva", "Silva"),
        ("Padaria 1", "Padaria 2"),
        ("J. R. Silva", "J. Silva"),
        ("Comércio de Tintas", "Indústria de Tintas"),
    ],
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
        ("CLIENTES DIVERSOS", True),
        ("Cliente não cadastrado", True),
        ("N/I", True),
        ("Balcão das Tintas Ltda", False),
        ("Consumidor Alimentos", False),
        ("Caixa Econômica", False),
        ("[/]", False),
    ],
)
def test_the_counter_is_nobody(name: str, nobody: bool) -> None:
    assert names.keys(text(name)).isna().tolist() == [nobody]


def joined(*spellings: str) -> list[str]:
    """The keys under which names meet, when all of them are known."""
    written = text(*spellings)
    return names.completed(written, names.apart(written, names.keys(written))).tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1001 - Ana", "1002 - Ana"),
        ("Ana Lima 16398988671", "Ana Lima 32344138609"),
        ("João (Zona Sul)", "João (Zona Norte)"),
    ],
)
def test_namesakes_stay_apart_when_their_names_tell_them_apart(one: str, other: str) -> None:
    assert len(set(joined(one, other))) == 2


def test_a_code_or_trade_name_on_one_spelling_only_is_no_difference() -> None:
    assert len(set(joined("0017 - Ana", "17 - ANA (Doces)", "Ana"))) == 1


CUT = "COMERCIO DE ALIMENTOS SAO JOSE DO RIO PR"  # 40 characters
WHOLE = "Comércio de Alimentos São José do Rio Preto Ltda"


def test_a_name_cut_by_the_export_meets_the_one_longer_name() -> None:
    assert len(CUT) == 40
    assert len(set(joined(CUT, CUT[:38], WHOLE))) == 1
    assert (
        len(
            set(
                joined(
                    "Supermercado Estrela do Oriente Novo LTD",
                    "Supermercado Estrela do Oriente Novo Ltda ME",
                )
            )
        )
        == 1
    )


def test_a_cut_name_of_two_longer_ones_meets_neither() -> None:
    assert len(set(joined(CUT, WHOLE, "Comercio de Alimentos Sao Jose do Rio Pragal"))) == 3


def test_a_shorter_or_longer_name_was_not_cut() -> None:
    assert len(set(joined("Padaria Sol", "Padaria Sol Nascente"))) == 2
    assert len(set(joined(CUT + "ET", WHOLE))) == 2
