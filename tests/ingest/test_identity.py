"""Rows that are one customer, and rows that are not."""

import pandas as pd

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
