"""NPS, satisfaction and overdue amounts of the register, told by their headers and numbers."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from carteira_cli.ingest import measures
from carteira_cli.model.options import DecimalMark
from tests.ingest.sheets_of import reading, slugs

SALES = """
    Data;Código do cliente;Cliente;Valor
    13/01/2025;1;Ana;10,00
    14/01/2025;2;Bia;10,00
    """


def details(**columns: Sequence[str | None]) -> pd.DataFrame:
    return pd.DataFrame(columns, dtype="str")


def measured(
    header: str, *cells: str | None, decimal: DecimalMark = "auto"
) -> dict[str, list[float]]:
    """What is read of one column: the measure and its numbers."""
    found, _ = measures.read(details(**{header: [*cells]}), decimal)
    return {str(name): found[name].tolist() for name in found}


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("NPS", "nps"),
        ("Nota NPS", "nps"),
        ("nps_cliente", "nps"),
        ("Net Promoter Score", "nps"),
        ("CSAT", "csat"),
        ("Satisfação", "csat"),
        ("Nota de satisfação (1 a 5)", "csat"),
        ("Valor em atraso", "overdue_amount"),
        ("Em atraso (R$)", "overdue_amount"),
        ("Vencidos", "overdue_amount"),
        ("Títulos vencidos", "overdue_amount"),
        ("Saldo vencido", "overdue_amount"),
        ("INADIMPLÊNCIA", "overdue_amount"),
    ],
)
def test_a_measure_is_told_by_the_words_of_its_header(header: str, measure: str) -> None:
    assert measured(header, "3", "4") == {measure: [3.0, 4.0]}


@pytest.mark.parametrize(
    "header",
    [
        "Dias em atraso",
        "Qtd. títulos vencidos",
        "Nº de títulos vencidos",
        "Maior atraso (dias)",
        "Inadimplência (%)",
        "Em atraso desde",
        "A vencer",
        "Data NPS",
        "Insatisfação",
        "Limite",
    ],
)
def test_a_column_about_a_measure_is_none(header: str) -> None:
    assert measured(header, "3", "4") == {}


def test_a_column_of_words_or_days_is_no_measure() -> None:
    assert measured("Inadimplência", "sim", "não") == {}
    assert measured("NPS", "promotor", "detrator", "9") == {}
    assert measured("Vencido", "2026-01-31", "2026-02-28") == {}
    assert measured("NPS", None, None) == {}


@pytest.mark.parametrize(
    ("decimal", "read"), [("auto", [1234.5, 1000.0]), ("ponto", [1234.5, 1.0])]
)
def test_amounts_are_read_as_brazilians_write_them(decimal: DecimalMark, read: list[float]) -> None:
    cell = "R$ 1.234,50" if decimal == "auto" else "1234.50"

    assert measured("Valor em atraso", cell, "1.000", decimal=decimal)["overdue_amount"] == read


def test_what_can_not_be_is_empty_and_counted() -> None:
    cells = ["10", "0", "11", "-1", "dez", None, "9", "8"]
    found, (finding,) = measures.read(details(**{"Nota NPS": cells}))

    nothing = np.nan
    np.testing.assert_array_equal(found["nps"], [10, 0, nothing, nothing, nothing, nothing, 9, 8])
    assert (finding.code.slug, finding.column, finding.details) == (
        "impossible-measure",
        "Nota NPS",
        {"count": 3},
    )


def test_the_first_column_that_is_such_a_measure_counts() -> None:
    told = details(**{"NPS": ["sim", "não"], "NPS 2025": ["9", "8"], "NPS 2024": ["1", "2"]})

    assert measures.read(told)[0]["nps"].tolist() == [9.0, 8.0]


def test_the_register_measures_its_people_and_still_tells_the_words(tmp_path: Path) -> None:
    register = """
        Código;Nome;Telefone;Nota NPS;Satisfação;Valor em atraso
        1;Ana;11 98888-7777;9;4,5;1.234,50
        2;Bia;11 97777-6666;12;5;
        3;Caio;11 96666-5555;7;;0,00
        """
    given = reading(SALES, register, folder=tmp_path)

    assert given.measures.astype(object).where(given.measures.notna(), None).to_dict("index") == {
        "1": {"nps": 9.0, "csat": 4.5, "overdue_amount": 1234.5},
        "2": {"nps": None, "csat": 5.0, "overdue_amount": None},
        "3": {"nps": 7.0, "csat": None, "overdue_amount": 0.0},
    }
    assert given.details["Nota NPS"].tolist() == ["9", "12", "7"]
    assert "impossible-measure" in slugs(given)


def test_without_a_register_nothing_is_measured(tmp_path: Path) -> None:
    given = reading(SALES, folder=tmp_path)

    assert given.measures.columns.tolist() == []
    assert given.measures.index.tolist() == ["1", "2"]
