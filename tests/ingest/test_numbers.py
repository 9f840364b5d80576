"""One column of text, and the numbers it holds."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.ingest import numbers
from carteira_cli.ingest.numbers import Mark
from tests.ingest.sheets_of import text


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (["1.234,56", "100"], [1234.56, 100]),
        (["1,234.56", "100"], [1234.56, 100]),
        (["R$ 1.000,00", "R$\xa010,50"], [1000, 10.5]),
        (["$1,000.00", "US$ 2.50"], [1000, 2.5]),
        (["(3,00)", "7,50-", "-1,00", "−2,00"], [-3, -7.5, -1, -2]),
        (["10,00 C", "10,00 D"], [10, -10]),
        (["1.234.567", "1.234"], [1234567, 1234]),
        (["1.234", "2,5"], [1234, 2.5]),
        (["1.234", "12.5"], [1.234, 12.5]),
        (["0.125", "1069,66"], [0.125, 1069.66]),
        (["1e3", "2.0"], [1000, 2]),
        (["+5,00", "'6,00"], [5, 6]),
    ],
)
def test_a_column_is_read_one_way(column: list[str], expected: list[float]) -> None:
    assert numbers.parse(text(*column)).reals.tolist() == expected


@pytest.mark.parametrize("cell", ["cinquenta", "$101,2000.00", "028.465", "1,2,3", "Closed"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    read = numbers.parse(text(cell, "10,00"))
    assert read.invalid.tolist() == [True, False]
    assert math.isnan(read.reals[0])


def test_blank_is_neither_number_nor_mistake() -> None:
    read = numbers.parse(text("", "-", None, "1,00"))
    assert read.invalid.tolist() == [False] * 4
    assert np.isnan(read.reals).tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    ("prefers", "expected"), [(None, 1234), (Mark.COMMA, 1234), (Mark.DOT, 1.234)]
)
def test_doubt_without_evidence_is_read_as_brazilian_and_marked(
    prefers: Mark | None, expected: float
) -> None:
    read = numbers.parse(text("1.234", "100"), prefers)
    assert read.reals.tolist() == [expected, 100]
    assert read.unsure.tolist() == [True, False]


def test_native_numbers_are_never_turned_into_text() -> None:
    read = numbers.parse(pd.Series([1234.0, "$1,000.00", None, 0.1], dtype=object))
    assert read.reals.tolist()[:2] == [1234, 1000]
    assert read.reals[3] == 0.1


@given(
    st.lists(st.integers(-(10**11), 10**11), min_size=1), st.sampled_from([",", "."]), st.booleans()
)
def test_reading_undoes_writing(cents: list[int], mark: str, grouped: bool) -> None:
    other = "." if mark == "," else ","
    pattern = "{:,.2f}" if grouped else "{:.2f}"
    written = [
        pattern.format(each / 100).translate(str.maketrans(",.", other + mark)) for each in cents
    ]
    exact, inexact = numbers.to_cents(numbers.parse(text(*written)).reals)
    assert exact.tolist() == cents
    assert not inexact


def test_fractions_of_a_centavo_are_rounded_and_told() -> None:
    cents, inexact = numbers.to_cents(np.array([10.005, -2.675, 1.0]))
    assert cents.tolist() == [1001, -268, 100]
    assert inexact


@pytest.mark.parametrize(("told", "read"), [(Mark.COMMA, 1234.0), (Mark.DOT, 1.234)])
def test_the_users_word_on_the_decimal_mark_goes_before_evidence(told: Mark, read: float) -> None:
    column = numbers.parse(text("1.234"), None, told)

    assert column.reals.tolist() == [read]
    assert not column.unsure.any()


def test_a_percentage_is_a_share() -> None:
    assert numbers.parse(text("10%", "0,5 %", "")).reals.tolist()[:2] == [0.1, 0.005]


def test_the_proof_of_a_mark_is_a_cell_that_reads_one_way_only() -> None:
    assert numbers.parse(text("1.234", "1.234,56")).proof == "1.234,56"
    assert numbers.parse(text("1.234")).proof == ""
