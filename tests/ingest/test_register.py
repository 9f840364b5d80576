"""The register beside the sales: what it says of each customer, and whom it adds."""

import os
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from carteira_cli.ingest import understand
from carteira_cli.model.tables import Reading
from carteira_cli.readers import read
from tests.ingest.sheets_of import options, reading

SALES = """
    Data;Código do cliente;Cliente;Valor
    13/01/2025;7;ANA;10,00
    14/01/2025;7;ANA;10,00
    15/01/2025;1;;10,00
    """
REGISTER = """
    Código;Razão Social;Telefone;Cidade;UF;Vendedor;Ramo;Cliente desde;Obs
    0007;Ana Lima Ltda;+55 11 98888-7777;Santos;são paulo;Rui;Padaria;2019;
    8;Bia ME;0000000000;Belém;BR-PA;Rui;;2020;
    1;CONSUMIDOR FINAL;;;;;;;
    """


def known(given: Reading, name: str, *columns: str) -> list[object]:
    (row,) = given.customers[given.customers["customer"] == name][[*columns]].to_dict("records")
    return [value if pd.notna(value) else None for value in row.values()]


def test_the_register_tells_contact_city_state_and_seller(tmp_path: Path) -> None:
    given = reading(SALES, REGISTER, folder=tmp_path)
    columns = ("phone", "city", "state", "seller")
    assert known(given, "Ana Lima Ltda", *columns) == ["(11) 98888-7777", "Santos", "SP", "Rui"]
    assert known(given, "Bia ME", *columns) == [None, "Belém", "PA", "Rui"]


def test_who_never_bought_is_there_and_the_counter_is_not(tmp_path: Path) -> None:
    given = reading(SALES, REGISTER, folder=tmp_path)
    assert sorted(given.customers["customer"]) == ["Ana Lima Ltda", "Bia ME"]
    assert given.days["customer_id"].unique().tolist() == ["0007"]
    assert (given.unidentified_rows, int(given.sales["cents"].sum())) == (1, 3000)


def test_other_columns_are_kept_by_their_header(tmp_path: Path) -> None:
    details = reading(SALES, REGISTER, folder=tmp_path).details
    assert details.columns.tolist() == ["category", "Cliente desde"]
    assert details.astype(object).fillna("").to_dict("index") == {
        "0007": {"category": "Padaria", "Cliente desde": "2019"},
        "8": {"category": "", "Cliente desde": "2020"},
    }


def test_registers_of_other_columns_complete_each_other(tmp_path: Path) -> None:
    more = """
        Código do cliente;Nome;CLIENTE DESDE;Rota
        9;Caio;2021;Norte
        """
    details = reading(SALES, REGISTER, more, folder=tmp_path).details
    told = details[["Cliente desde", "Rota"]].to_dict("index")
    assert told["9"] == {"Cliente desde": "2021", "Rota": "Norte"}


@pytest.mark.parametrize("branch", ["Loja do cliente;", ""], ids=["with branches", "without"])
def test_code_and_branch_meet_a_register_with_or_without_branches(
    branch: str, tmp_path: Path
) -> None:
    sales = """
        D2_EMISSAO;D2_CLIENTE;D2_LOJA;D2_TOTAL
        13/01/2025;000123;01;10,00
        14/01/2025;000124;01;10,00
        """
    number = "01;" if branch else ""
    register = f"Código do cliente;{branch}Nome\n000123;{number}Ana\n000124;{number}Bia\n"
    given = reading(sales, register, folder=tmp_path)
    assert sorted(given.customers["customer"]) == ["Ana", "Bia"]


def test_without_a_register_there_are_no_details(tmp_path: Path) -> None:
    assert reading(SALES, folder=tmp_path).details.columns.tolist() == []


def test_the_registers_name_goes_before_the_sales_even_where_both_agree(tmp_path: Path) -> None:
    sales = """
        Data;Código do cliente;Cliente;Valor
        13/01/2025;7;Ana Lima;10,00
        14/01/2025;7;ANINHA;10,00
        15/01/2025;7;ANINHA;10,00
        """
    register = """
        Código do cliente;Nome
        7;Ana Lima
        """
    assert reading(sales, register, folder=tmp_path).customers["customer"].tolist() == ["Ana Lima"]


def test_who_gave_the_cpf_at_the_counter_is_called_by_it(tmp_path: Path) -> None:
    sales = """
        Data;Cliente;CPF;Valor
        13/01/2025;CONSUMIDOR FINAL;163.989.886-71;10,00
        """
    assert reading(sales, folder=tmp_path).customers["customer"].tolist() == ["***.989.886-**"]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_no_customer(seed: int, tmp_path: Path) -> None:
    def shuffled(text: str) -> str:
        header, *rows = text.strip().splitlines()
        Random(seed).shuffle(rows)  # noqa: S311  a shuffle that can be repeated
        return "\n".join([header, *rows])

    register = REGISTER + "    7;Ana Lima (filial);;Osasco;SP;Eva;Bar;2001;\n"
    given, other = (
        reading(change(SALES), change(register), folder=tmp_path) for change in (str, shuffled)
    )
    pd.testing.assert_frame_equal(given.customers, other.customers)
    pd.testing.assert_frame_equal(given.details, other.details)
    pd.testing.assert_frame_equal(given.days, other.days)


DATA = Path(os.environ.get("CARTEIRA_SHARED_DATA", "../shared/data")) / "exports"


@pytest.mark.skipif(not DATA.is_dir(), reason="the sample exports are not here")
def test_counter_sales_and_spellings_of_a_whole_export() -> None:
    given = understand([*read(DATA / "balcao_e_duplicados.csv")], options())
    nobody = int(
        given.unidentified["sold_cents"].sum() + given.unidentified["returned_cents"].sum()
    )
    assert (len(given.sales), int(given.sales["cents"].sum())) == (129, 27554397)
    assert (given.unidentified_rows, nobody) == (43, 9076286)
    assert len(given.customers) == 22
