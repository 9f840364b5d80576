"""Sheets made for the eye: the sheet and what is read of it, on one screen."""

from datetime import datetime
from pathlib import Path

import pytest

from carteira_cli.ingest import understand
from carteira_cli.ingest.months import Month, month_of, year_in
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.tables import Reading
from tests.ingest.sheets_of import grid, options, reading, slugs


def bought(given: Reading) -> dict[str, float]:
    """What each customer bought, in reais, by name."""
    sums = given.days.groupby("customer_id", observed=True)["sold_cents"].sum() / 100
    names = given.customers["customer"].to_dict()
    return {str(names[number]): amount for number, amount in sums.items()}


def test_a_group_row_names_the_customer_of_the_rows_below_it(tmp_path: Path) -> None:
    given = reading(
        """
        Vendas por cliente;;;
        ;Data;Documento;Valor
        Cliente: 1001 - ANA LIMA;;;
        ;03/07/2025;NF 1;10,00
        ;13/07/2025;NF 2;5,00
        Total do cliente:;;;15,00

        Cliente: 1002 - TOTAL DISTRIBUIDORA LTDA;;;
        ;08/07/2025;NF 3;20,00
        Total do cliente:;;;20,00
        Página 1 de 1;;;
        Total geral:;;;35,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"ANA LIMA": 15, "TOTAL DISTRIBUIDORA LTDA": 20}
    assert [*given.customers["customer_id"]] == ["1001", "1002"]
    assert (given.reconciliation.rows, given.reconciliation.rows_used) == (6, 3)
    assert slugs(given)["total-row"] == (6, 10, 12)


def test_a_group_row_may_hold_the_document_and_the_salesman_too(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Pedido;Valor
        Cliente: Ana Lima;CPF: 323.441.386-09;Vendedor: Bia
        03/07/2025;1;10,00
        Cliente:;Beto Dias;
        13/07/2025;2;5,00
        """,
        folder=tmp_path,
    )

    assert [*given.customers["customer"]] == ["Ana Lima", "Beto Dias"]
    assert given.customers["document"].notna().tolist() == [True, False]
    assert given.customers["seller"].tolist()[0] == "Bia"


def test_a_note_with_a_colon_is_no_group_row(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        03/07/2025;Ana;10,00
        Obs.: pagou em dinheiro;;
        13/07/2025;Beto;5,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 10, "Beto": 5}


def test_a_name_on_the_first_row_of_its_block_holds_for_the_block(tmp_path: Path) -> None:
    given = reading(
        """
        Cliente;Data;Valor
        Ana;03/07/2025;10,00
        ;13/07/2025;5,00
        Beto;08/07/2025;20,00
        ;09/07/2025;1,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 15, "Beto": 21}
    assert slugs(given)["customer-filled-down"] == (3, 5)


def test_blank_buyers_of_a_flat_list_stay_nobody(tmp_path: Path) -> None:
    given = reading(
        """
        Cliente;Data;Valor
        Ana;03/07/2025;10,00
        ;13/07/2025;5,00
        Ana;18/07/2025;20,00
        ;19/07/2025;1,00
        Beto;19/07/2025;2,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 30, "Beto": 2}
    assert given.unidentified_rows == 2


def test_names_that_come_back_are_no_blocks(tmp_path: Path) -> None:
    given = reading(
        """
        Cliente;Data;Valor
        Ana;03/07/2025;10,00
        ;13/07/2025;5,00
        Ana;01/07/2025;20,00
        ;02/07/2025;1,00
        Beto;05/06/2025;2,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 30, "Beto": 2}


def test_a_list_by_day_with_few_names_is_a_flat_list(tmp_path: Path) -> None:
    given = reading(
        """
        Cliente;Data;Valor
        Ana;03/07/2025;10,00
        ;13/07/2025;5,00
        Beto;18/07/2025;20,00
        ;19/07/2025;1,00
        Caio;19/07/2025;2,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 10, "Beto": 20, "Caio": 2}
    assert given.unidentified_rows == 2


def test_a_code_and_a_name_in_one_cell_part_ways(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        03/07/2025;1001 - Ana;10,00
        04/07/2025;1002 - Ana;5,00
        05/07/2025;1001 - Ana Lima;1,00
        """,
        folder=tmp_path,
    )

    assert given.customers[["customer_id", "customer"]].to_numpy().tolist() == [
        ["1001", "Ana"],
        ["1002", "Ana"],
    ]


def test_a_few_names_that_start_with_a_number_stay_whole(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        03/07/2025;24 - Horas Farmácia;10,00
        04/07/2025;Ana;5,00
        """,
        folder=tmp_path,
    )

    assert set(given.customers["customer"]) == {"24 - Horas Farmácia", "Ana"}


def test_items_below_the_first_row_of_their_order_belong_to_it(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;E-mail;Data;Total;Cliente;Produto;Preço;Quantidade
        1;ana@x.com;03/07/2025;110,00;Ana;Café;10,00;10
        1;ana@x.com;;;;Filtro;5,00;2
        2;beto@x.com;04/07/2025;20,00;Beto;Café;10,00;2
        3;ana@x.com;05/07/2025;30,00;Ana;Café;10,00;1
        3;ana@x.com;;;;Bule;20,00;1
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 140, "Beto": 20}
    assert int(given.days["orders"].sum()) == 3
    assert given.reconciliation.rows_used == 5
    assert not slugs(given).keys() & {"missing-date", "amount-completed", "zero-amount"}


def test_an_item_without_a_total_is_completed_where_every_item_has_its_own(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Quantidade;Preço;Total
        1;03/07/2025;Ana;1;10,00;10,00
        1;03/07/2025;Ana;2;10,00;20,00
        2;04/07/2025;Ana;3;10,00;
        2;04/07/2025;Ana;1;10,00;10,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 70}
    assert slugs(given)["amount-completed"] == (4,)


def test_a_lone_order_without_a_total_is_completed_all_the_same(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Total;Preço;Quantidade
        1;03/07/2025;Ana;20,00;10,00;1
        1;;;;10,00;1
        2;04/07/2025;Ana;;7,00;1
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 27}
    assert slugs(given)["amount-completed"] == (4,)


def test_a_first_total_far_from_its_items_is_one_item_of_several(tmp_path: Path) -> None:
    given = reading(
        """
        Pedido;Data;Cliente;Total;Preço;Quantidade
        1;03/07/2025;Ana;10,00;10,00;1
        1;03/07/2025;Ana;;90,00;1
        2;04/07/2025;Ana;5,00;5,00;1
        2;04/07/2025;Ana;;95,00;1
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 200}


def test_a_header_repeated_before_every_row_is_still_only_a_header(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Cliente;Valor
        03/07/2025;Ana;10,00
        Data;Cliente;Valor
        04/07/2025;Ana;5,00
        Data;Cliente;Valor
        Data;Cliente;Valor
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 15}
    assert slugs(given)["repeated-header"] == (3, 5, 6)


def test_months_across_the_columns_are_one_sale_each(tmp_path: Path) -> None:
    given = reading(
        """
        Carteira 2025;;;;;
        Cliente;UF;jan;fev;mar;Total
        Ana;SP;10,00;-;5,00;15,00
        Beto;RJ;;R$ 20,00;;20,00
        TOTAL;;10,00;20,00;5,00;35,00
        """,
        folder=tmp_path,
    )

    assert bought(given) == {"Ana": 15, "Beto": 20}
    assert [str(day)[:10] for day in given.sales["date"]] == [
        "2025-01-01",
        "2025-03-01",
        "2025-02-01",
    ]
    assert given.sales["row"].tolist() == [3, 3, 4]
    assert slugs(given)["total-row"] == (5,)
    assert given.reconciliation.cents == 3500


def test_a_year_merged_above_its_months_goes_with_them() -> None:
    sheet = grid(
        (None, 2024.0, None, 2025.0, None),
        ("Cliente", "nov", "dez", "jan", "fev"),
        ("Ana", 1.0, 2.0, 3.0, None),
    )

    given = understand([sheet], options())

    assert [f"{day:%m/%Y}" for day in given.sales["date"]] == ["11/2024", "12/2024", "01/2025"]


def test_an_unlabelled_sum_below_the_months_is_no_customer() -> None:
    sheet = grid(
        ("Cliente", "jan/25", "fev/25", "mar/25"),
        ("Ana", 1.0, 2.0, 3.0),
        ("Beto", 4.0, 5.0, 6.0),
        (None, 5.0, 7.0, 9.0),
    )

    assert understand([sheet], options()).reconciliation.cents == 2100


def test_months_without_a_year_stop_the_run_and_say_where_to_write_it() -> None:
    sheet = grid(("Cliente", "jan", "fev", "mar"), ("Ana", 1.0, 2.0, 3.0))

    with pytest.raises(CarteiraError) as stopped:
        understand([sheet], options())

    assert stopped.value.code is catalogue.MONTHS_WITHOUT_YEAR
    assert stopped.value.place.row == 1


def test_a_header_in_two_rows_is_read_as_one() -> None:
    sheet = grid(
        ("Cliente", None, "Data", "Valor"),
        ("Código", "Nome", None, None),
        (7.0, "Ana", datetime(2025, 3, 1), 10.0),
    )

    given = understand([sheet], options())

    assert given.customers[["customer_id", "customer"]].to_numpy().tolist() == [["7", "Ana"]]


@pytest.mark.parametrize(
    ("header", "month"),
    [
        ("jan", Month(None, 1)),
        ("Março/25", Month(2025, 3)),
        ("SET 2024", Month(2024, 9)),
        ("01/2025", Month(2025, 1)),
        ("2025-02", Month(2025, 2)),
        ("2025-02-01 00:00:00", Month(2025, 2)),
        ("13/2025", None),
        ("marca", None),
        ("Maiores", None),
        ("2025", None),
        ("Total", None),
    ],
)
def test_a_header_is_a_month_or_is_none(header: str, month: Month | None) -> None:
    assert month_of(header) == month


def test_two_years_in_the_titles_tell_none() -> None:
    assert year_in(["Vendas 2025", "emitido em 2025"]) == 2025
    assert year_in(["Vendas 2024 e 2025"]) is None
