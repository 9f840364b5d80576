"""One column of cells, and the days it holds."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.ingest import dates
from carteira_cli.ingest.dates import Order
from tests.ingest.sheets_of import text


def days(read: dates.Dates) -> list[str]:
    return [str(day) for day in read.days]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2025-01-03", "2025-01-03"),
        ("2025-01-03 23:59:59", "2025-01-03"),
        ("2025-01-03T10:00:00-03:00", "2025-01-03"),
        ("2025-01-03T01:00:00Z", "2025-01-02"),
        ("2025/01/03", "2025-01-03"),
        ("20250103", "2025-01-03"),
        ("03/01/2025", "2025-01-03"),
        ("3.1.2025", "2025-01-03"),
        ("03-01-25 10:00", "2025-01-03"),
        ("03/01/99", "1999-01-03"),
        ("31 de agosto de 2026 21:30 hs.", "2026-08-31"),
        ("14-JUL-08", "2008-07-14"),
        ("1 março 2024", "2024-03-01"),
        ("45660", "2025-01-03"),
    ],
)
def test_one_cell(cell: str, expected: str) -> None:
    assert days(dates.parse(text(cell))) == [expected]


@pytest.mark.parametrize("cell", ["31/02/2024", "amanhã", "99/99/2024", "2024-13-01"])
def test_what_is_no_date_is_refused(cell: str) -> None:
    read = dates.parse(text(cell, "01/02/2024"))
    assert read.invalid.tolist() == [True, False]


@pytest.mark.parametrize("cell", ["", "00/00/0000", "//", "sem data", "01/01/1900"])
def test_an_empty_date_is_no_mistake(cell: str) -> None:
    read = dates.parse(text(cell))
    assert (days(read), read.invalid.tolist()) == (["NaT"], [False])


def test_a_day_over_twelve_decides_the_column() -> None:
    read = dates.parse(text("12/25/2024", "01/02/2024"))
    assert days(read) == ["2024-12-25", "2024-01-02"]
    assert read.orders == {"/": Order.MONTH_FIRST}


def test_each_separator_is_decided_by_itself() -> None:
    read = dates.parse(text("28/09/2023", "10-25-2023", "03/08/2023", "03-08-2023"))
    assert days(read) == ["2023-09-28", "2023-10-25", "2023-08-03", "2023-03-08"]


def test_the_minority_is_told_and_not_guessed() -> None:
    read = dates.parse(text("28/09/2023", "29/09/2023", "12/25/2023"))
    assert days(read) == ["2023-09-28", "2023-09-29", "NaT"]
    assert read.minority.tolist() == [False, False, True]


def test_without_evidence_day_comes_first_and_that_is_said() -> None:
    read = dates.parse(text("01/02/2024"))
    assert (days(read), read.orders) == (["2024-02-01"], {"/": Order.ASSUMED})


def test_native_dates_stand_beside_text_and_serials() -> None:
    cells = pd.Series([dt.date(2024, 1, 1), "02/03/2024", 45000.0, None], dtype=object)
    assert days(dates.parse(cells)) == ["2024-01-01", "2024-03-02", "2023-03-15", "NaT"]


@given(
    st.lists(st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)), min_size=1),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%y", "%d-%m-%Y %H:%M"]),
)
def test_reading_undoes_writing(truth: list[dt.date], pattern: str) -> None:
    proof = dt.date(2024, 12, 31)
    written = [day.strftime(pattern) for day in [*truth, proof]]
    assert days(dates.parse(text(*written))) == [str(day) for day in [*truth, proof]]


def test_dates_that_would_lie_in_the_future_are_month_first() -> None:
    hints = dates.Hints(latest=dt.date(2025, 4, 30))

    read = dates.parse(text("03/05/2025", "04/01/2025"), hints)

    assert days(read) == ["2025-03-05", "2025-04-01"]
    assert dates.parse(text("03/04/2025"), hints).orders == {"/": dates.Order.ASSUMED}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [("dia-mes", ["2025-04-03", "NaT"]), ("mes-dia", ["2025-03-04", "2025-12-25"])],
)
def test_the_users_word_on_the_order_goes_before_evidence(wish: str, expected: list[str]) -> None:
    read = dates.parse(text("03/04/2025", "12/25/2025"), dates.Hints(wish))  # type: ignore[arg-type]

    assert days(read) == expected


@pytest.mark.parametrize("cell", ["jan/25", "janeiro de 2025", "JAN-2025", "jan. 25"])
def test_a_month_stands_for_its_first_day(cell: str) -> None:
    assert days(dates.parse(text(cell))) == ["2025-01-01"]
