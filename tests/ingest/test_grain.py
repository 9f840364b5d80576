"""What one row is: by evidence, or as the user says it."""

from pathlib import Path

import pytest

from tests.ingest.sheets_of import reading, slugs

REPEATED = """
    Pedido;Data;Cliente;Quantidade;Preço;Total
    1;03/07/2025;Ana;1;10,00;30,00
    1;03/07/2025;Ana;2;10,00;30,00
    2;04/07/2025;Ana;1;5,00;5,00
    3;05/07/2025;Beto;1;5,00;15,00
    3;05/07/2025;Beto;1;10,00;15,00
"""
NO_EVIDENCE = """
    Pedido;Data;Cliente;Total
    1;03/07/2025;Ana;30,00
    1;03/07/2025;Ana;30,00
    2;04/07/2025;Ana;5,00
    2;04/07/2025;Ana;7,00
"""


def test_a_total_repeated_on_each_item_counts_once(tmp_path: Path) -> None:
    given = reading(REPEATED, folder=tmp_path)

    assert given.sales["cents"].sum() == 5000
    assert slugs(given)["repeated-total"] == (3, 6)


@pytest.mark.parametrize(
    ("grain", "cents", "orders"),
    [("auto", 4200, 2), ("item", 4200, 2), ("pedido", 4200, 2), ("linha", 4200, 3)],
)
def test_equal_rows_of_an_order_are_a_repetition_under_every_grain(
    tmp_path: Path, grain: str, cents: int, orders: int
) -> None:
    given = reading(NO_EVIDENCE, folder=tmp_path, grain=grain)

    assert given.sales["cents"].sum() == cents
    assert given.days["orders"].sum() == orders


PRODUCTS = """
    Pedido;Data;Cliente;Produto;Total
    1;03/07/2025;Ana;Café;30,00
    1;03/07/2025;Ana;Bule;30,00
    2;04/07/2025;Ana;Café;5,00
"""


@pytest.mark.parametrize(
    ("grain", "cents", "orders"),
    [("auto", 6500, 2), ("item", 6500, 2), ("pedido", 3500, 2), ("linha", 6500, 3)],
)
def test_the_users_word_on_the_grain_goes_before_evidence(
    tmp_path: Path, grain: str, cents: int, orders: int
) -> None:
    given = reading(PRODUCTS, folder=tmp_path, grain=grain)

    assert given.sales["cents"].sum() == cents
    assert given.days["orders"].sum() == orders


def test_the_products_of_a_package_carry_no_money_of_their_own(tmp_path: Path) -> None:
    given = reading(
        """
        N.º de venda;Data da venda;Comprador;Título do anúncio;Unidades;Receita por produtos (BRL)
        1;03/07/2025;Ana;Pacote de 2 produtos;;50,00
        2;03/07/2025;Ana;Café;1;
        3;03/07/2025;Ana;Bule;1;
        4;04/07/2025;Ana;Café;1;10,00
        """,
        folder=tmp_path,
    )

    assert given.sources[0].layout == "mercado-livre"
    assert given.sales["cents"].sum() == 6000
    assert "missing-amount" not in slugs(given)


def test_what_was_paid_back_is_taken_off_its_total(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor;Valor reembolsado
        03/07/2025;Ana;30,00;
        04/07/2025;Ana;20,00;5,00
        """,
        folder=tmp_path,
    )

    assert given.sales["cents"].sum() == 4500
    assert any("descontado" in told for told in given.sources[0].decisions)


@pytest.mark.parametrize(
    ("discount", "cents"),
    [("10%", 9000), ("0,10", 9000), ("10", 9000), ("10,50", 8950), ("", 10000)],
)
def test_a_discount_is_a_share_where_it_can_be_and_else_money(
    tmp_path: Path, discount: str, cents: int
) -> None:
    given = reading(
        f"""
        Data;Cliente;Quantidade;Preço;Desconto
        03/07/2025;Ana;2;50,00;{discount}
        """,
        folder=tmp_path,
    )

    assert given.sales["cents"].sum() == cents


def test_the_same_row_of_two_files_is_two_sales_where_each_row_is_one(tmp_path: Path) -> None:
    first = "Data;Cliente;Valor\n03/07/2025;Ana;1,00"
    second = "Data;Cliente;Valor\n03/07/2025;Ana;2,00"

    given = reading(first, second, folder=tmp_path, grain="linha")

    assert int(given.days["orders"].sum()) == 2
