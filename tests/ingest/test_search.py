"""One customer is found by what somebody calls him, and nobody is mistaken for another."""

from dataclasses import replace

import pandas as pd
import pytest

from carteira_cli.ingest.search import Found, search
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.tables import CUSTOMERS, Trail
from tests.portfolios import reading

COLUMNS = ["customer_id", "name", "code", "document"]
PEOPLE = [
    ("7", "Padaria Aurora Ltda", "Campinas", "11.222.333/0001-81"),
    ("10", "Ana Souza", "Santos", None),
    ("11", "Ana Souza", "Itu", None),
    ("0012", "Ana Maria Souza", None, None),
    ("13", "[/] Bar do Zé", None, "529.982.247-25"),
    ("14", "Mercado São João & Filhos", None, None),
]
OTHER_NAMES = [
    ("14", "Merc. Dois Irmãos", "14", None),
    (None, "Só Cancelou", "99", None),
]


def customers() -> pd.DataFrame:
    frame = pd.DataFrame(PEOPLE, columns=["customer_id", "customer", "city", "document"])
    frame = frame.reindex(columns=[column.name for column in CUSTOMERS]).astype("str")
    return frame.set_index("customer_id", drop=False)


def trail() -> Trail:
    rows = pd.DataFrame(OTHER_NAMES, columns=COLUMNS).astype("category")
    return Trail(rows.assign(row=[4, 9]), rows[:0])


def found(wanted: str) -> Found:
    return search(wanted, replace(reading([]), customers=customers(), trail=trail()))


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("padaria aurora", "7"),
        ("AURORA", "7"),
        ("aur pad", "7"),
        ("7", "7"),
        ("012", "0012"),
        ("11222333000181", "7"),
        ("11.222.333/0001-81", "7"),
        ("982.247", "13"),
        ("[/]", "13"),
        ("sao joao e filhos", "14"),
        ("dois irmaos", "14"),
        ("ana maria", "0012"),
    ],
)
def test_a_customer_is_found_by_any_of_his_names_codes_and_documents(
    wanted: str, code: str
) -> None:
    assert (found(wanted).customer_id, found(wanted).alike) == (code, False)


def test_a_misspelt_name_finds_the_one_it_is_like_and_says_so() -> None:
    assert found("padria aurra") == Found("7", "Padaria Aurora Ltda", alike=True)


def test_namesakes_are_listed_with_what_tells_them_apart() -> None:
    with pytest.raises(CarteiraError) as refusal:
        found("ana souza")

    assert refusal.value.code.slug == "several-customers"
    assert refusal.value.details["customers"] == ("  Ana Souza, 10, Santos\n  Ana Souza, 11, Itu")


def test_nobody_is_guessed_at_from_an_unlike_name() -> None:
    with pytest.raises(CarteiraError) as refusal:
        found("xisto")

    assert refusal.value.code.slug == "no-such-customer"
    assert str(refusal.value.details["nearest"]).count(",") <= 2


def test_who_is_in_no_figure_is_told_with_his_rows() -> None:
    with pytest.raises(CarteiraError) as refusal:
        found("so cancelou")

    assert refusal.value.code.slug == "customer-in-no-figure"
    assert refusal.value.details["rows"] == "9"


def test_files_in_which_nobody_has_a_name_have_no_customer() -> None:
    with pytest.raises(CarteiraError, match="no-customers"):
        search("ana", replace(reading([]), customers=customers()[:0], trail=trail()))
