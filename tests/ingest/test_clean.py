"""A file's text, and the portfolio that comes out of it."""

from datetime import date
from pathlib import Path

import pytest

from carteira_cli.model.findings import CarteiraError, Exit
from carteira_cli.model.tables import Reading, SetAside
from tests.ingest.sheets_of import reading, slugs


def money(given: Reading) -> float:
    return int(given.sales["cents"].sum()) / 100


def customers(given: Reading) -> list[str]:
    return given.customers["customer"].tolist()


def test_items_of_one_order_are_one_order_worth_their_sum(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Valor
        7;02/01/2025;Ana;10,00
        7;02/01/2025;Ana;5,50
        8;13/01/2025;Ana;1,00
        """,
        folder=tmp_path,
    )
    assert given.days[["orders", "sold_cents"]].to_numpy().tolist() == [[1, 1550], [1, 100]]


def test_an_order_counts_whole_on_its_first_day(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Valor
        000123/02;13/02/2025;Ana;10,00
        000123/01;13/01/2025;Ana;10,00
        """,
        folder=tmp_path,
    )
    assert given.days["date"].dt.date.tolist() == [date(2025, 1, 13)]
    assert given.days["sold_cents"].tolist() == [2000]


def test_without_order_numbers_a_customers_day_is_an_order(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Ana;10,00
        13/01/2025;Ana;20,00
        13/01/2025;Bia;30,00
        """,
        folder=tmp_path,
    )
    assert given.days["orders"].tolist() == [1, 1]


def test_returns_lower_the_amount_and_are_no_purchase(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor;Operação
        13/01/2025;Ana;100,00;Venda
        20/01/2025;Ana;30,00;Devolução de venda
        25/01/2025;Ana;-10,00;Venda
        """,
        folder=tmp_path,
    )
    columns = ["orders", "sold_cents", "returned_cents"]
    assert given.days[columns].to_numpy().tolist() == [[1, 10000, 0], [0, 0, -3000], [0, 0, -1000]]


def test_each_row_left_out_has_one_reason_and_nothing_is_lost(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Valor;Situação
        1;13/01/2025;Ana;10,00;Faturado
        1;13/01/2025;Ana;10,00;Faturado
        2;14/01/2025;Bia;20,00;Cancelado
        3;15/01/2025;Bia;30,00;Em aberto
        4;31/02/2025;Bia;40,00;Faturado
        5;;Bia;50,00;Faturado
        6;16/01/2025;Bia;abc;Faturado
        7;16/01/2025;Bia;;Faturado
        8;17/01/2025;Bia;60,00;Xpto
        Pedido;Data;Cliente;Valor;Situação
        Total;;;220,00;
        """,
        folder=tmp_path,
    )
    assert given.reconciliation.set_aside == (
        SetAside("cancelled", 1, 2000),
        SetAside("exact-duplicate", 1, 1000),
        SetAside("invalid-amount", 1, 0),
        SetAside("invalid-date", 1, 4000),
        SetAside("missing-amount", 1, 0),
        SetAside("missing-date", 1, 5000),
        SetAside("not-yet-sold", 1, 3000),
        SetAside("repeated-header", 1, 0),
        SetAside("total-row", 1, 22000),
    )
    assert (given.reconciliation.rows, given.reconciliation.rows_used, money(given)) == (11, 2, 70)
    found = slugs(given)
    assert found["invalid-date"] == (6,)
    assert found["unknown-status"] == (10,)


def test_a_customer_called_total_is_a_customer(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Total Distribuidora Ltda;10,00
        """,
        folder=tmp_path,
    )
    assert customers(given) == ["Total Distribuidora Ltda"]


def test_a_nameless_last_row_equal_to_the_sum_is_a_total(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Ana;10,00
        14/01/2025;Bia;15,00
        ;;25,00
        """,
        folder=tmp_path,
    )
    assert given.reconciliation.set_aside == (SetAside("total-row", 1, 2500),)


def test_equal_rows_without_a_number_are_kept_and_told(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Ana;10,00
        13/01/2025;Ana;10,00
        """,
        folder=tmp_path,
    )
    assert (money(given), slugs(given)["duplicate-without-id"]) == (20, (3,))


def test_value_is_quantity_times_price_when_there_is_no_total(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Qtd;Preço Unitário
        13/01/2025;Ana;3;2,50
        13/01/2025;Bia;0;9,00
        """,
        folder=tmp_path,
    )
    assert (money(given), slugs(given)["zero-amount"]) == (7.5, (3,))


def test_a_missing_total_is_completed_and_told(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Qtd;Preço;Desconto;Total
        13/01/2025;Ana;2;10,00;10;18,00
        13/01/2025;Bia;2;100,00;10;
        """,
        folder=tmp_path,
    )
    assert (money(given), slugs(given)["amount-completed"]) == (198, (3,))


def test_totals_that_disagree_with_quantity_and_price_are_loud(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Qtd;Preço;Total
        13/01/2025;Ana;2;10,00;2000,00
        13/01/2025;Bia;2;30,00;60,00
        """,
        folder=tmp_path,
    )
    assert slugs(given)["total-mismatch"] == (2,)


def test_an_order_total_repeated_on_each_item_is_counted_once(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Qtd;Preço;Total
        1;13/01/2025;Ana;2;10,00;45,00
        1;13/01/2025;Ana;1;30,00;45,00
        2;13/01/2025;Bia;1;7,00;7,00
        3;14/01/2025;Bia;1;8,00;18,00
        3;14/01/2025;Bia;2;4,00;18,00
        3;14/01/2025;Bia;1;2,00;18,00
        """,
        folder=tmp_path,
    )
    assert (money(given), slugs(given)["repeated-total"]) == (70, (3, 6, 7))
    assert given.reconciliation.cents == 7000


def test_totals_of_items_that_happen_to_be_equal_are_all_counted(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Produto;Qtd;Preço;Total
        1;13/01/2025;Ana;bala;2;10,00;20,00
        1;13/01/2025;Ana;pão;1;20,00;20,00
        2;13/01/2025;Bia;bala;1;7,00;7,00
        """,
        folder=tmp_path,
    )
    assert money(given) == 47


def test_unidentified_sales_count_in_revenue_and_in_no_customer(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Ana;10,00
        13/01/2025;CONSUMIDOR FINAL;90,00
        14/01/2025;;5,00
        """,
        folder=tmp_path,
    )
    assert (customers(given), money(given), given.unidentified_rows) == (["Ana"], 105, 2)
    assert given.unidentified["sold_cents"].sum() == 9500


def test_spellings_meet_under_the_usual_one_and_are_told(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Padaria São João;10,00
        14/01/2025;PADARIA SAO JOAO LTDA;10,00
        15/01/2025;Padaria São João;10,00
        """,
        folder=tmp_path,
    )
    assert (customers(given), slugs(given)["merged-spellings"]) == (["Padaria São João"], (3,))


def test_a_register_brings_contacts_and_prospects(tmp_path: Path) -> None:
    sales = """
        Data;Código;Valor
        13/01/2025;0007;10,00
        14/01/2025;9;10,00
        """
    register = """
        Código;Razão Social;Telefone;Cidade;UF
        7;Ana Ltda;(11) 98888-7777;Santos;SP
        8;Bia ME;;Campinas;SP
        8;Bia ME (repetida);;Campinas;SP
        """
    given = reading(sales, register, folder=tmp_path)
    known = given.customers.set_index("customer")
    assert known["city"].to_dict() == {
        "9": pytest.approx(float("nan"), nan_ok=True),
        "Ana Ltda": "Santos",
        "Bia ME": "Campinas",
    }
    assert given.days["customer_id"].nunique() == 2
    found = slugs(given)
    assert (found["not-in-register"], found["duplicate-registration"]) == ((3,), (4,))


def test_documents_are_masked_unless_asked(tmp_path: Path) -> None:
    sales = """
        Data;Cliente;CPF;Valor
        13/01/2025;Ana;163.989.886-71;10,00
        """
    assert reading(sales, folder=tmp_path).customers["document"].tolist() == ["***.989.886-**"]
    whole = reading(sales, folder=tmp_path, full_documents=True)
    assert whole.customers["document"].tolist() == ["163.989.886-71"]


def test_identical_files_are_counted_once(tmp_path: Path) -> None:
    sales = """
        Data;Cliente;Valor
        13/01/2025;Ana;10,00
        """
    given = reading(sales, sales, folder=tmp_path)
    assert (money(given), "identical-sheets" in slugs(given)) == (10, True)


def test_the_user_joins_and_ignores_customers(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Padaria Sol;10,00
        13/01/2025;Pad. Sol;20,00
        13/01/2025;Minha Loja;40,00
        """,
        folder=tmp_path,
        merge={"Pad. Sol": "Padaria Sol"},
        ignore_customers=("minha loja",),
    )
    assert given.days["sold_cents"].tolist() == [3000]
    assert given.reconciliation.set_aside == (SetAside("ignored-customer", 1, 4000),)


RETURNS = """
    Data;Cliente;Valor
    13/01/2025;Ana;10,00
    14/01/2025;Ana;-4,00
    """


def test_returns_can_be_ignored(tmp_path: Path) -> None:
    given = reading(RETURNS, folder=tmp_path, returns="ignorar")
    assert given.reconciliation.set_aside == (SetAside("return-ignored", 1, -400),)


def test_returns_can_stop_the_run(tmp_path: Path) -> None:
    with pytest.raises(CarteiraError) as stopped:
        reading(RETURNS, folder=tmp_path, returns="erro")
    assert (stopped.value.code.slug, stopped.value.code.exit) == ("returns-present", Exit.INPUT)


def test_zero_sales_can_be_left_out(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        13/01/2025;Ana;0,00
        14/01/2025;Ana;4,00
        """,
        folder=tmp_path,
        ignore_zero=True,
    )
    assert given.reconciliation.set_aside == (SetAside("zero-ignored", 1, 0),)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Cliente;Valor\nAna;1,00", "a data da venda"),
        ("Data;Cliente\n13/01/2025;Ana", "o valor"),
        ("Data;Valor;Bandeira\n13/01/2025;1,00;Visa", "o cliente"),
        ("Produto;Quantidade\nbala;3", "a data da venda, o valor e o cliente"),
    ],
)
def test_a_file_that_is_no_list_of_sales_says_what_it_lacks(
    text: str, missing: str, tmp_path: Path
) -> None:
    with pytest.raises(CarteiraError) as stopped:
        reading(text, folder=tmp_path)
    assert (stopped.value.code.slug, stopped.value.details["missing"]) == (
        "no-sales-table",
        missing,
    )


def test_a_list_without_one_usable_row_says_so(tmp_path: Path) -> None:
    with pytest.raises(CarteiraError) as stopped:
        reading("Data;Cliente;Valor;Status\n13/01/2025;Ana;1,00;Cancelado", folder=tmp_path)
    assert stopped.value.code.slug == "no-sales"
