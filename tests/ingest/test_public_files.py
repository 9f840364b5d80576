"""Real public files read right without any option."""

import os
from pathlib import Path

import pytest

from carteira_cli.ingest import understand
from carteira_cli.model.tables import Reading
from carteira_cli.readers import read
from tests.ingest.sheets_of import options, slugs

DATA = Path(os.environ.get("CARTEIRA_SHARED_DATA", "../shared/data")) / "public"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the public sample files are not here")


def understood(*names: str) -> Reading:
    return understand([table for name in names for table in read(DATA / name)], options())


def figures(given: Reading) -> tuple[int, int, float, str, str]:
    """Rows, buying customers, net amount, first and last day."""
    dates = given.sales["date"].dt.date
    buyers = given.days.loc[given.days["orders"] > 0, "customer_id"].nunique()
    net = int(given.sales["cents"].sum()) / 100
    return len(given.sales), buyers, net, str(dates.min()), str(dates.max())


def test_text_dates_and_negative_rows() -> None:
    given = understood("02_pbpython_salesv3.xlsx")
    assert figures(given) == (1500, 20, 2018784.32, "2014-01-01", "2014-12-31")
    returned = given.sales.loc[given.sales["is_return"], "cents"]
    assert (len(returned), int(returned.sum())) == (28, -156732)


def test_six_sheets_of_one_layout() -> None:
    given = understood("03_pbpython_tabs.xlsx")
    assert figures(given) == (299, 20, 413560.62, "2018-01-01", "2018-03-14")
    assert int(given.sales["is_return"].sum()) == 7


def test_a_register_that_misses_four_customers() -> None:
    given = understood("02_pbpython_salesv3.xlsx", "04_pbpython_customer-status.xlsx")
    assert figures(given)[:3] == (1500, 20, 2018784.32)
    assert len(slugs(given)["not-in-register"]) == 4


@pytest.mark.parametrize("name", ["14_vendas_sujas_bom.csv", "15_vendas_sujas.xlsx"])
def test_a_repeated_row_and_a_missing_total(name: str) -> None:
    given = understood(name)
    assert figures(given) == (5, 5, 18850.00, "2025-01-01", "2025-01-05")
    assert (slugs(given)["exact-duplicate"], slugs(given)["amount-completed"]) == ((6,), (2,))


def test_two_date_styles_and_customers_without_registration() -> None:
    given = understood("17_lit_vendas.csv", "17_lit_clientes.csv")
    assert figures(given)[:3] == (100, 44, 249052.36)
    assert len(slugs(given)["zero-amount"]) == 6
    assert len(slugs(given)["not-in-register"]) == 4
    assert (len(given.customers), given.sales["order_id"].nunique()) == (54, 100)
