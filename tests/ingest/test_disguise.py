"""A reading with pseudonyms: nobody is in it, and what figures are made of is as it was."""

import pandas as pd
import pytest

from carteira_cli import analysis
from carteira_cli.ingest import understand
from carteira_cli.ingest.disguise import disguise
from carteira_cli.ingest.pseudonyms import codes
from carteira_cli.model.options import Secret
from carteira_cli.model.tables import RawTable, Reading
from tests.ingest.sheets_of import options

SECRET = Secret(b"0123456789abcdefghijklmnopqrstuv", kept=True)


def reading(*rows: tuple[str, ...]) -> Reading:
    header = ("data", "cliente", "cpf", "telefone", "valor", "produto", "cidade")
    cells = pd.DataFrame([header, *rows], dtype="str")
    table = RawTable("v.csv", "", cells, cells.index.to_numpy() + 1, ";")
    return understand([table], options(full_documents=True))


@pytest.fixture(scope="module")
def named() -> Reading:
    return reading(
        ("05/01/2025", "Zé Lima", "111.444.777-35", "(11) 98888-7777", "10,00", "Pão", "Santos"),
        ("06/01/2025", "Ana Prado", "", "", "30,00", "Bolo p/ Ana Prado", "Itu"),
        ("07/02/2025", "Ana Prado", "", "", "40,00", "Pão", "Itu"),
    )


def test_customers_keep_their_order_and_whether_they_can_be_reached(named: Reading) -> None:
    nobody = disguise(named, SECRET)

    assert nobody.customers["city"].tolist() == named.customers["city"].tolist()
    assert nobody.customers["reachable"].tolist() == named.customers["phone"].notna().tolist()
    assert nobody.customers["phone"].isna().all()
    measured = [analysis.analyse(each).customers["net_amount"].tolist() for each in (named, nobody)]
    assert measured[0] == measured[1]


def test_metrics_go_through_disguised_customers_in_the_order_of_the_named(named: Reading) -> None:
    backwards = Secret(bytes(reversed(SECRET.key)))
    orders = [disguise(named, secret).customers.index for secret in (SECRET, backwards)]
    given = [analysis._inputs(disguise(named, secret)) for secret in (SECRET, backwards)]

    assert not orders[0].equals(orders[1])
    assert [each.customers["city"].tolist() for each in given] == [["Itu", "Santos"]] * 2


def test_a_document_gives_the_pseudonym_however_the_name_is_spelled(named: Reading) -> None:
    other = reading(
        ("05/01/2025", "JOSE LIMA", "11144477735", "", "10,00", "Pão", "Santos"),
        ("06/01/2025", "Rui", "", "", "30,00", "Pão", "Itu"),
    )
    ours, theirs = ({*disguise(each, SECRET).customers["customer"]} for each in (named, other))

    assert len(ours & theirs) == 1


def test_names_within_products_have_pseudonyms_too(named: Reading) -> None:
    products = disguise(named, SECRET).baskets["product"].astype("str").unique()

    assert len(products) == 2
    assert not any("Ana" in product for product in products)


def test_no_two_names_share_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carteira_cli.ingest.pseudonyms._SHORTEST", 1)
    given = codes(SECRET.key, "customer", map(str, range(200)))

    assert len({*given.values()}) == 200
    assert {len(code) for code in given.values()} > {1}
