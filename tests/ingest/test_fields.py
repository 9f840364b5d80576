"""Columns that complete another: what stands in each, and what is read of both."""

from pathlib import Path

import pytest

from tests.ingest.sheets_of import reading


@pytest.mark.parametrize(
    ("headers", "cells", "column", "expected"),
    [
        ("Cliente;DDD;Telefone", "Ana;11;923963740", "phone", "(11) 92396-3740"),
        ("Cliente;Sobrenome", "Ana;Lima", "customer", "Ana Lima"),
        ("Código do cliente;Loja do cliente", "0012;01", "customer_id", "0012 loja 01"),
    ],
)
def test_two_columns_say_one_thing(
    tmp_path: Path, headers: str, cells: str, column: str, expected: str
) -> None:
    given = reading(
        f"""
        Data;Valor;{headers}
        03/07/2025;10,00;{cells}
        """,
        folder=tmp_path,
    )

    assert given.customers[column].tolist() == [expected]


def test_a_number_of_two_series_is_two_orders(tmp_path: Path) -> None:
    given = reading(
        """
        Data;Valor;Cliente;Nota Fiscal;Série
        03/07/2025;10,00;Ana;1;A
        03/07/2025;20,00;Ana;1;B
        """,
        folder=tmp_path,
    )

    assert int(given.days["orders"].sum()) == 2
