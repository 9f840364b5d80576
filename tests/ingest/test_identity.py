"""Rows that are one customer, and rows that are not."""

from random import Random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.ingest import identity
from carteira_cli.ingest.cells import TEXT, as_text


def roots(*rows: dict[str, str]) -> list[str | None]:
    frame = (
        pd.DataFrame([*rows], columns=[*identity.PROOFS])
        .astype(TEXT)
        .apply(as_text)
        .assign(weight=1)
    )
    who = identity.resolve(frame)
    found = who.people["root"].iloc[who.of_row]
    return [None if root != root else root for root in found]  # noqa: PLR0124


CPF = "163.989.886-71"
OTHER_CPF = "323.441.386-09"


def test_a_row_without_document_joins_the_one_customer_of_its_name() -> None:
    one, other = roots({"document": CPF, "name": "Vinícius Sá"}, {"name": "VINICIUS SA"})
    assert one == other == "document:16398988671"


def test_a_name_of_two_documents_joins_neither() -> None:
    found = roots(
        {"document": CPF, "name": "Ana"}, {"document": OTHER_CPF, "name": "Ana"}, {"name": "Ana"}
    )
    assert len(set(found)) == 3


def test_homonyms_with_codes_stay_apart() -> None:
    assert roots({"code": "1", "name": "Ana"}, {"code": "2", "name": "Ana"}) == ["code:1", "code:2"]


def test_leading_zeros_do_not_make_another_code() -> None:
    assert roots({"code": "0017"}, {"code": "17"}) == ["code:17", "code:17"]


def test_a_code_without_document_joins_the_document_of_that_code() -> None:
    found = roots({"document": CPF, "code": "7"}, {"code": "7", "name": "Outro nome"})
    assert found[0] == found[1]


def test_an_email_joins_two_spellings_but_not_a_crowd() -> None:
    pair = roots({"email": "a@b.com", "name": "Ana"}, {"email": "A@B.COM", "name": "Ana Sá"})
    assert pair == ["email:a@b.com"] * 2
    crowd = roots(*[{"email": "loja@b.com", "name": name} for name in ("A", "B", "C", "D")])
    assert crowd == ["name:a", "name:b", "name:c", "name:d"]


def test_the_counter_is_nobody_unless_he_gave_his_cpf() -> None:
    found = roots(
        {"name": "CONSUMIDOR FINAL"},
        {"name": "CONSUMIDOR FINAL", "code": "1"},
        {"name": "CONSUMIDOR FINAL", "document": CPF},
        {},
    )
    assert found == [None, None, "document:16398988671", None]


def test_a_code_of_the_counter_is_nobodys_even_without_a_name() -> None:
    found = roots(
        *[{"code": "1", "name": "CONSUMIDOR FINAL"}] * 2,
        {"code": "0001"},
        {"code": "1", "name": "Ana Lima"},
        {"code": "2"},
    )
    assert found == [None, None, None, "name:ana lima", "code:2"]


def test_a_slip_at_the_counter_does_not_take_a_customers_code() -> None:
    found = roots(
        *[{"code": "57", "name": name} for name in ("Ana", "Ana", "Ana Sá", "CONSUMIDOR FINAL")],
        {"code": "57"},
    )
    assert found == ["code:57", "code:57", "code:57", None, "code:57"]


def test_a_code_of_zeros_is_no_code() -> None:
    assert roots({"code": "000", "name": "Ana"}, {"code": "0", "name": "Bia"}) == [
        "name:ana",
        "name:bia",
    ]


def test_branches_of_one_root_stay_apart() -> None:
    found = roots(
        {"document": "11.222.333/0001-81", "name": "Rede Sol"},
        {"document": "11.222.333/0002-62", "name": "Rede Sol"},
    )
    assert found == ["document:11222333000181", "document:11222333000262"]


def test_telephones_meet_whatever_their_spelling() -> None:
    pair = roots(
        {"phone": "+55 11 98888-7777", "name": "Ana"}, {"phone": "(11) 8888-7777", "name": "Ana Sá"}
    )
    assert pair == ["phone:11988887777"] * 2


def test_a_cut_name_joins_the_document_of_the_whole_name() -> None:
    whole = {"document": CPF, "name": "Comércio de Alimentos São José do Rio Preto Ltda"}
    cut = {"name": "COMERCIO DE ALIMENTOS SAO JOSE DO RIO PR"}
    assert roots(whole, cut) == ["document:16398988671"] * 2


def test_branches_are_customers_and_a_code_with_one_branch_meets_the_bare_code() -> None:
    codes = ("0007 loja 01", "7 loja 2", "7 loja 1", "9 loja 01", "009")
    found = roots(*[{"code": code} for code in codes])
    assert found == [
        "code:7 loja 1",
        "code:7 loja 2",
        "code:7 loja 1",
        "code:9",
        "code:9",
    ]


PEOPLE = st.fixed_dictionaries(
    {
        "document": st.sampled_from([None, CPF, OTHER_CPF, "000.000.000-00"]),
        "code": st.sampled_from([None, "1", "01", "2", "2 loja 1", "2 loja 02", "0"]),
        "email": st.sampled_from([None, "a@b.com", "A@b.com", "loja@b.com"]),
        "phone": st.sampled_from([None, "(11) 98888-7777", "+5511988887777"]),
        "name": st.sampled_from(
            [None, "Ana", "ANA LTDA", "1 - Ana", "2 - Ana", "Ana (Sul)", "Bia", "Consumidor"]
        ),
    }
)


@settings(max_examples=25)
@given(st.lists(PEOPLE, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_changes_who_is_who(
    rows: list[dict[str, str]], random: Random
) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = roots(*[rows[place] for place in order])
    assert shuffled == [roots(*rows)[place] for place in order]
