"""The day a portfolio is looked at from, and what happens to sales after it."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from carteira_cli.ingest.reference import reference_date
from tests.ingest.sheets_of import TODAY, options, reading, slugs


@pytest.mark.parametrize(
    ("newest", "as_of", "expected"),
    [
        ("2026-10-22", None, (TODAY, "today")),
        ("2026-10-21", None, (date(2026, 10, 21), "last_sale")),
        ("2026-11-23", None, (TODAY, "today")),
        ("2031-01-01", None, (date(2024, 5, 5), "last_sale")),
        ("2020-01-01", "hoje", (TODAY, "today")),
        ("2026-11-20", "ultima", (date(2026, 11, 20), "last_sale")),
        ("2026-11-20", date(2026, 1, 1), (date(2026, 1, 1), "given")),
    ],
)
def test_the_reference_date(newest: str, as_of: object, expected: tuple[date, str]) -> None:
    sales = pd.to_datetime(pd.Series(["2024-05-05", newest])).astype("M8[s]")
    sales = sales if newest > "2024" else sales.iloc[1:]
    assert reference_date(sales, options(as_of=as_of)) == expected


SALES = """
    Data;Cliente;Valor
    13/01/2025;Ana;10,00
    20/02/2025;Bia;20,00
    01/01/2031;Bia;40,00
    """


def test_an_earlier_date_gives_the_portfolio_as_it_stood(tmp_path: Path) -> None:
    given = reading(SALES, folder=tmp_path, as_of=date(2025, 1, 31))
    assert given.days["customer_id"].tolist() == ["Ana"]
    assert slugs(given)["after-reference-date"] == (3, 4)


def test_a_date_in_the_future_is_a_finding_and_never_the_reference(tmp_path: Path) -> None:
    given = reading(SALES, folder=tmp_path)
    assert (given.reference_date, slugs(given)["future-date"]) == (date(2025, 2, 20), (4,))
