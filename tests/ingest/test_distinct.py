"""Numbering of combinations: equal rows get equal numbers, and only they."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.ingest.distinct import counted, first_rows, paired, ranked

small = st.integers(0, 5)
columns = st.lists(st.tuples(small, small), max_size=30)


@given(columns)
def test_a_pair_of_columns_has_one_number_per_distinct_pair(rows: list[tuple[int, int]]) -> None:
    first, second = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    numbers = paired(first, second).tolist()

    assert len(set(numbers)) == len(set(rows)) == len({*zip(numbers, rows, strict=True)})


def test_a_column_that_says_all_is_the_number_itself() -> None:
    orders, customers = np.array([7, 7, 9]), np.array([1, 1, 1])

    assert paired(orders, customers).tolist() == [7, 7, 9]
    assert paired(customers, orders).tolist() == [7, 7, 9]


def test_the_first_row_of_each_number_and_none_for_a_gap() -> None:
    assert first_rows(np.array([2, 0, 2])).tolist() == [1, -1, 0]


@given(st.lists(st.integers(0, 1000), max_size=30))
def test_counting_is_that_of_a_plain_count(values: list[int]) -> None:
    numbers, rows = counted(np.array(values, dtype=np.int64))

    assert dict(zip(numbers.tolist(), rows.tolist(), strict=True)) == {
        value: values.count(value) for value in sorted(values)
    }


@given(st.lists(st.integers(-5, 1000), max_size=30))
def test_a_rank_points_at_the_value_itself(values: list[int]) -> None:
    distinct, places = ranked(np.array(values, dtype=np.int64))

    assert distinct.tolist() == sorted(set(values))
    assert distinct[places].tolist() == values
