"""Sales spread over several sheets: what is joined to what, and what that gives."""

from pathlib import Path

import pytest

from carteira_cli.ingest import understand
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.tables import Reading
from carteira_cli.readers import read
from tests.ingest.sheets_of import grid, options, reading, slugs
from tests.ingest.test_shape import bought

ITEMS = """
    Pedido;Produto;Quantidade;Preço unitário;Desconto
    0001;Café;2;10,00;10%
    0001;Bule;1;50,00;0%
    0002;Café;1;10,00;0%
"""
ORDERS = """
    Número do pedido;Data do pedido;Código do cliente
    1;03/07/2025;7
    2;04/07/2025;8
"""
REGISTER = """
    Código do cliente;Nome;Telefone
    7;Ana;(11) 92396-3740
    8;Beto;
"""


def roles(given: Reading) -> list[str]:
    return [source.role for source in given.sources]


def test_items_take_date_and_customer_from_their_orders(tmp_path: Path) -> None:
    given = reading(ITEMS, ORDERS, REGISTER, folder=tmp_path)

    assert roles(given) == ["sales", "orders", "customers"]
    assert bought(given) == {"Ana": 68, "Beto": 10}
    assert any("3 de 3 linhas" in told for told in given.sources[0].decisions)


def test_an_item_whose_order_is_missing_is_said(tmp_path: Path) -> None:
    given = reading(ITEMS + "    0009;Café;1;10,00;0%\n", ORDERS, folder=tmp_path)

    assert slugs(given)["order-not-found"] == (5,)
    assert given.reconciliation.cents - given.reconciliation.cents_used == 1000


def test_an_order_listed_twice_is_that_of_its_first_row(tmp_path: Path) -> None:
    twice = ORDERS + "    1;09/09/2025;8\n"

    assert bought(reading(ITEMS, twice, folder=tmp_path)) == {"7": 68, "8": 10}


def test_items_of_orders_that_have_their_value_are_not_summed_again(tmp_path: Path) -> None:
    orders = """
        Pedido;Data;Cliente;Total
        1;03/07/2025;Ana;68,00
        2;04/07/2025;Beto;10,00
    """
    given = reading(ITEMS, orders, folder=tmp_path)

    assert roles(given) == ["items", "sales"]
    assert bought(given) == {"Ana": 68, "Beto": 10}


def write(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.csv" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


SALES = "Pedido;Data;Cliente;Valor\n1;03/07/2025;Ana;68,00\n2;04/07/2025;Beto;10,00\n"


def test_a_sheet_of_returns_is_taken_off_whatever_its_sign(tmp_path: Path) -> None:
    returns = "Data;Cliente;Valor\n05/07/2025;Ana;8,00\n06/07/2025;Ana;-3,00\n"
    files = write(tmp_path, vendas=SALES, devolucoes=returns)

    given = understand([table for file in files for table in read(file)], options())

    assert roles(given) == ["sales", "returns"]
    assert int(given.days["returned_cents"].sum()) == -1100
    assert given.reconciliation.cents_used == 6700


def test_a_return_without_a_customer_finds_him_by_the_order(tmp_path: Path) -> None:
    files = write(tmp_path, vendas=SALES, estornos="Data;Pedido;Valor\n05/07/2025;2;4,00\n")

    given = understand([table for file in files for table in read(file)], options())

    net = given.sales.groupby("customer_id", observed=True)["cents"].sum()
    assert net.to_dict() == {"Ana": 6800, "Beto": 600}


def test_a_file_of_sales_and_returns_is_a_file_of_sales(tmp_path: Path) -> None:
    (file,) = write(tmp_path, vendas_e_devolucoes=SALES)

    assert roles(understand(read(file), options())) == ["sales"]


def test_returns_alone_are_no_portfolio(tmp_path: Path) -> None:
    (file,) = write(tmp_path, devolucoes=SALES)

    with pytest.raises(CarteiraError):
        understand(read(file), options())


OLIST_ORDERS = """
    order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at
    o1,c1,delivered,2018-01-02 10:00:00,
    o2,c2,delivered,2018-02-03 10:00:00,
"""
OLIST_ITEMS = """
    order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value
    o1,1,p1,s1,2018-01-05 10:00:00,10.50,2.00
    o1,2,p2,s1,2018-01-05 10:00:00,1.50,2.00
    o2,1,p1,s1,2018-02-05 10:00:00,4.00,2.00
"""
OLIST_CUSTOMERS = """
    customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state
    c1,ana,01001,sao paulo,SP
    c2,ana,01001,sao paulo,SP
"""


def test_orders_items_and_customers_of_the_olist_set_are_one_portfolio(tmp_path: Path) -> None:
    given = reading(OLIST_ORDERS, OLIST_ITEMS, OLIST_CUSTOMERS, folder=tmp_path)

    assert bought(given) == {"ana": 16}
    assert int(given.days["orders"].sum()) == 2


def test_a_register_without_sales_is_refused_as_what_it_is(tmp_path: Path) -> None:
    with pytest.raises(CarteiraError) as stopped:
        reading(REGISTER, folder=tmp_path)

    assert stopped.value.code.slug == "only-a-register"


def test_a_workbook_and_a_text_file_are_read_together(tmp_path: Path) -> None:
    register = tmp_path / "cadastro.csv"
    register.write_text("Cliente;Cidade\nAna;Santos\n", encoding="utf-8")
    sales = grid(("Data", "Cliente", "Valor"), ("05/01/2026", "Ana", 10.0))

    given = understand([sales, *read(register)], options())

    assert (roles(given), bought(given)) == (["sales", "customers"], {"Ana": 10})
