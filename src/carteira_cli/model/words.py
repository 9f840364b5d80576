"""Text columns of few different words, built without making a Python string for each row."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd


def chosen(
    words: Sequence[str | None], places: npt.NDArray[np.integer], index: pd.Index
) -> pd.Series:
    """Give each row the word at its place in ``words`` (dtype ``str``, null for None)."""
    return pd.Series(pd.array([*words], dtype="str").take(places), index)


def first_true(
    cases: Sequence[tuple[npt.ArrayLike, str | None]], otherwise: str | None, index: pd.Index
) -> pd.Series:
    """Give each row the word of the first of its cases that is true, else ``otherwise``."""
    told = [np.asarray(case, dtype=np.bool_) for case, _ in cases]
    places = np.select(told, range(len(told)), len(told))
    return chosen([*(word for _, word in cases), otherwise], places, index)
