"""Numbering of distinct combinations, fast where one column says all that the other says."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]


def paired(first: Numbers, second: Numbers) -> Numbers:
    """Number the distinct pairs of two columns of whole numbers from 0 up.

    Equal pairs get equal numbers, and only they; not every number below the largest is used.
    """
    for one, other in ((first, second), (second, first)):
        if _determines(one, other):
            return one
    pairs: Numbers = pd.factorize(first * (_width(second)) + second)[0]
    return pairs


def first_rows(numbers: Numbers) -> Numbers:
    """Return the first row of each number below the largest, -1 where no row has it."""
    rows = np.full(_width(numbers), -1)
    rows[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return rows


def counted(pairs: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct numbers, ascending, and how many rows have each."""
    if _width(pairs) > 4 * len(pairs):
        distinct, rows = np.unique(pairs, return_counts=True)
        return distinct, rows
    rows = np.bincount(pairs)
    distinct = np.flatnonzero(rows)
    return distinct, rows[distinct]


def ranked(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return the distinct numbers, ascending, and the place of each row's number among them."""
    order = np.argsort(numbers)
    ascending = numbers[order]
    new = np.append(np.ones(min(1, len(numbers)), dtype=bool), ascending[1:] != ascending[:-1])
    places = np.empty(len(numbers), dtype=np.int64)
    places[order] = np.cumsum(new) - 1
    return ascending[new], places


def _width(numbers: Numbers) -> int:
    return int(numbers.max(initial=-1)) + 1


def _determines(one: Numbers, other: Numbers) -> bool:
    """Tell whether rows equal in one column are always equal in the other."""
    said = np.empty(_width(one), dtype=np.int64)
    said[one] = other
    return bool(np.array_equal(said[one], other))
