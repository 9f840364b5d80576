"""What one row is: an order, an item of one, an instalment of one."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import TEXT

_INSTALMENT = r"^(?P<root>.*\d)\s*/\s*(?P<part>\d{1,3})$"
_MOST = 0.8


def order_roots(orders: pd.Series) -> tuple[pd.Series, bool]:
    """Bring instalment numbers (``001234/02``) to their order's number.

    Returns the order numbers and whether the column held instalments: most cells must have
    the form, and most roots a first instalment, so that ``1234/25`` (a year) stays whole.
    """
    filled = orders.dropna()
    slashed = filled.str.contains("/", regex=False)
    if filled.empty or slashed.mean() < _MOST:
        return orders, False
    parts = filled.str.extract(_INSTALMENT)
    roots = parts.assign(first=parts["part"].str.lstrip("0") == "1").groupby("root")["first"].any()
    if parts["root"].isna().mean() > 1 - _MOST or roots.mean() < _MOST:
        return orders, False
    return parts["root"].reindex(orders.index).fillna(orders).astype(TEXT), True


def duplicates(body: pd.DataFrame, rough: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Mark rows equal in every cell to an earlier row.

    ``rough`` is a cheap key of the same rows: only rows that share it are compared whole.
    """
    candidates = rough.duplicated(keep=False).to_numpy()
    marked = np.zeros(len(body), dtype=bool)
    if candidates.any():
        same = body[candidates].astype(str).duplicated(keep="first").to_numpy()
        marked[np.flatnonzero(candidates)[same]] = True
    return marked
