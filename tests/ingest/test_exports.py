"""Exports in the exact layout of real systems give their known right figures, without options."""

import json
import os
from pathlib import Path

import pytest

from carteira_cli.ingest import understand
from carteira_cli.model.tables import Reading
from carteira_cli.readers import read
from tests.ingest.sheets_of import options, slugs

FOLDER = Path(os.environ.get("CARTEIRA_SHARED_DATA", "../shared/data")) / "exports"
TRUTH = FOLDER / "truth.json"
pytestmark = pytest.mark.skipif(not TRUTH.exists(), reason="the sample files are not here")
GRAVE = {"total-mismatch", "amount-completed", "missing-date", "invalid-date", "invalid-amount"}


def truth(name: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(TRUTH.read_text(encoding="utf-8"))[name]
    return found


def understood(*names: str) -> Reading:
    return understand([table for name in names for table in read(FOLDER / name)], options())


def figures(given: Reading) -> tuple[int, int, float]:
    """Orders, customers who bought, and the net amount in reais."""
    days = given.days
    bought = days.groupby("customer_id", observed=True)["orders"].sum()
    orders = int(days["orders"].sum() + given.unidentified["orders"].sum())
    return orders, int((bought > 0).sum()), given.reconciliation.cents_used / 100


@pytest.mark.parametrize(
    "name",
    [
        "shopee_order_all.xlsx",
        "nuvemshop_vendas_latin1.csv",
        "bling_contas_receber_bom.csv",
        "hotmart_vendas.csv",
        "relatorio_html.xls",
    ],
)
def test_the_export_of_a_system_gives_its_right_figures(name: str) -> None:
    right, given = truth(name), understood(name)

    assert figures(given) == (right["pedidos"], right["clientes"], right["total"])
    assert not GRAVE & slugs(given).keys()
    if "de" in right:
        days = given.days["date"].dt.strftime("%Y-%m-%d")
        assert (days.min(), days.max()) == (right["de"], right["ate"])


def test_a_report_by_customer_gives_sales_and_returns() -> None:
    right = truth("pdv_vendas_por_cliente_latin1.csv")
    given = understood("pdv_vendas_por_cliente_latin1.csv")
    returned = given.sales["is_return"]

    assert (int((~returned).sum()), int(returned.sum())) == (
        right["linhas_venda"],
        right["linhas_devolucao"],
    )
    assert int(given.days["sold_cents"].sum()) / 100 == right["bruto_vendas"]
    assert -int(given.days["returned_cents"].sum()) / 100 == right["devolucoes"]
    assert figures(given)[1:] == (right["clientes"], right["liquido"])


def test_months_in_columns_give_one_sale_per_filled_cell() -> None:
    right, given = (
        truth("carteira_meses_em_colunas.xlsx"),
        understood("carteira_meses_em_colunas.xlsx"),
    )

    assert figures(given)[1:] == (right["clientes"], right["total"])
    assert given.reconciliation.rows_used == right["celulas_mes"]


def test_the_counter_is_no_customer_and_spellings_are_one() -> None:
    right, given = truth("balcao_e_duplicados.csv"), understood("balcao_e_duplicados.csv")

    assert figures(given)[1:] == (right["clientes_reais"], right["total"])
    assert given.unidentified_rows == right["linhas_sem_cliente"]
    assert int(given.unidentified["sold_cents"].sum()) / 100 == right["valor_sem_cliente"]


def test_a_register_beside_its_sales_adds_the_one_who_never_bought() -> None:
    right = truth("nuvemshop_clientes_latin1.csv")
    given = understood("nuvemshop_vendas_latin1.csv", "nuvemshop_clientes_latin1.csv")

    assert len(given.customers) == right["clientes"]
    assert len(given.customers) - figures(given)[1] == right["sem_compra"]
    assert figures(given)[2] == right["total_consumido"]
