"""Dates as whole numbers: days and months since January 1970."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Whole = npt.NDArray[np.int64]


def day_numbers(dates: pd.Series) -> Whole:
    """Turn dates (none missing) into days since 1970."""
    return dates.to_numpy().astype("datetime64[D]").astype(np.int64)


def month_numbers(days: Whole) -> Whole:
    """Turn days into months since 1970, by a calendar of the days between them."""
    if not len(days):
        return days
    begin = int(days.min())
    between = np.arange(begin, int(days.max()) + 1).astype("datetime64[D]")
    calendar: Whole = between.astype("datetime64[M]").astype(np.int64)
    return calendar[days - begin]
