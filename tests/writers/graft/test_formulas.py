"""Formulas under new names: what is meant changes, what only looks like it does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.writers.graft.formulas import Renaming

RENAMING = Renaming(
    {"Clientes": "Minha 'gente'", "Follow-up": "Ligar"},
    {"DataBase": "Carteira_DataBase", "Clientes": "Clientes_2"},
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("DataBase-$J7", "Carteira_DataBase-$J7"),
        ("IF(DataBase>1,DataBase,0)", "IF(Carteira_DataBase>1,Carteira_DataBase,0)"),
        ('IF(A1="DataBase",1,0)', 'IF(A1="DataBase",1,0)'),
        ('"a""DataBase"&DataBase', '"a""DataBase"&Carteira_DataBase'),
        ("Clientes!$A$1", "'Minha ''gente'''!$A$1"),
        ("'Follow-up'!A1:B2", "'Ligar'!A1:B2"),
        ("SUM(Clientes[Valor])", "SUM(Clientes_2[Valor])"),
        ("SUM(Clientes[[#All],[Clientes]])", "SUM(Clientes_2[[#All],[Clientes]])"),
        ("Vendas!DataBase", "Vendas!DataBase"),
        ("DataBase2+MinhaDataBase+DataBase.x", "DataBase2+MinhaDataBase+DataBase.x"),
        ("DataBase(1)", "DataBase(1)"),
        ("[1]Clientes!A1", "[1]Clientes!A1"),
        ("1E5+DataBase", "1E5+Carteira_DataBase"),
    ],
)
def test_only_what_is_meant_is_renamed(old: str, new: str) -> None:
    assert RENAMING.formula(old) == new


@settings(max_examples=50)
@given(st.text())
def test_without_new_names_every_text_stays(text: str) -> None:
    assert Renaming({"a": "a"}, {"b": "b"}).formula(text) == text
    assert not Renaming({"a": "a"}, {"b": "b"})
