import numpy as np
import pandas as pd
import pytest

from carteira_cli.ingest.letters import letter, letters
from carteira_cli.model.tables import RawTable

CELLS = pd.DataFrame([["Relatório", None, None, None], [None, "Data", "Valor ", "Valor"]])


@pytest.mark.parametrize(
    ("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_spreadsheets_do(position: int, name: str) -> None:
    assert letter(position) == name


@pytest.mark.parametrize(
    ("sheet", "row", "found"),
    [("Vendas", 5, {"Data": "B"}), ("Vendas", 4, {}), ("Vendas", 9, {}), ("", 5, {})],
)
def test_a_header_has_a_letter_where_it_stands_once(
    sheet: str, row: int, found: dict[str, str]
) -> None:
    table = RawTable("a.xlsx", sheet, CELLS, np.array([4, 5]))

    assert letters(table, row, ("Data", "Valor")) == found
