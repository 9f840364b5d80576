"""Exports whose periods overlap: an order that stands in both is counted once."""

from pathlib import Path

from tests.ingest.sheets_of import reading, slugs
from tests.ingest.test_shape import bought

JANUARY = """
    Pedido;Data;Cliente;Produto;Valor
    1;05/01/2026;Ana;Café;10,00
    1;05/01/2026;Ana;Bule;50,00
    2;31/01/2026;Beto;Café;20,00
    3;31/01/2026;Consumidor;Café;5,00
"""
FEBRUARY = """
    Pedido;Data;Cliente;Produto;Valor
    2;31/01/2026;Beto;Café;20,00
    3;31/01/2026;Consumidor;Café;5,00
    4;02/02/2026;Ana;Café;10,00
"""


def test_an_order_in_two_sheets_counts_once(tmp_path: Path) -> None:
    given = reading(JANUARY, FEBRUARY, folder=tmp_path)

    assert bought(given) == {"Ana": 70, "Beto": 20}
    assert slugs(given)["order-told-again"] == (2, 3)
    found = given.reconciliation
    assert (found.cents, found.cents_used) == (12000, 9500)
    assert {each.code: (each.rows, each.cents) for each in found.set_aside} == {
        "order-told-again": (2, 2500)
    }


def test_two_shops_may_number_their_orders_alike(tmp_path: Path) -> None:
    other = FEBRUARY.replace("Beto", "Carla")

    given = reading(JANUARY, other, folder=tmp_path)

    assert bought(given) == {"Ana": 70, "Beto": 20, "Carla": 20}
    assert given.reconciliation.cents_used == 12000


def test_receipts_without_a_customer_alone_are_no_proof(tmp_path: Path) -> None:
    receipts = "\n".join(line for line in FEBRUARY.splitlines() if "Beto" not in line)

    assert reading(JANUARY, receipts, folder=tmp_path).reconciliation.cents_used == 10000


def test_an_order_that_grew_since_counts_twice_and_is_told(tmp_path: Path) -> None:
    given = reading(JANUARY, FEBRUARY.replace("20,00", "25,00"), folder=tmp_path)

    assert bought(given) == {"Ana": 70, "Beto": 45}
    assert slugs(given)["order-told-otherwise"] == (2,)
