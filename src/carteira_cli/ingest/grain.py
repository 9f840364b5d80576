"""What one row is: an order, an item of one, an instalment of one."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import as_text, codes, spread, words

_INSTALMENT = r"^(?P<root>.*\d)\s*/\s*(?P<part>\d{1,3})$"
_MOST = 0.8
# Freight and discounts stand between the items of an order and its total.
_ABOUT = (0.7, 1.4)
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def order_roots(orders: pd.Series) -> tuple[pd.Series, bool]:
    """Bring instalment numbers (``001234/02``) to their order's number.

    Returns the order numbers and whether the column held instalments: most cells must have
    the form, and most roots a first instalment, so that ``1234/25`` (a year) stays whole.
    """
    numbers = words(orders)
    slashed = numbers.str.contains("/", regex=False)
    if numbers.empty or slashed.mean() < _MOST:
        return orders, False
    parts = numbers.str.extract(_INSTALMENT)
    roots = parts.assign(first=parts["part"].str.lstrip("0") == "1").groupby("root")["first"].any()
    if parts["root"].isna().mean() > 1 - _MOST or roots.mean() < _MOST:
        return orders, False
    whole = parts["root"].fillna(numbers).to_numpy(dtype=object)
    return as_text(pd.Series(spread(whole, None, codes(orders)), orders.index)), True


def duplicates(body: pd.DataFrame, rough: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Mark rows equal in every cell to an earlier row.

    ``rough`` holds whole numbers that equal rows share: only rows equal there are compared.
    """
    keys = np.zeros(len(body), dtype=np.uint64)
    for numbers in (rough[column] for column in rough):
        keys = keys * _SPREAD + numbers.to_numpy().astype(np.int64).view(np.uint64)
    ascending = np.sort(keys)
    repeated = ascending[1:][ascending[1:] == ascending[:-1]]
    candidates = pd.Series(keys).isin(repeated).to_numpy()
    marked = np.zeros(len(body), dtype=bool)
    if candidates.any():
        same = body[candidates].astype(str).duplicated(keep="first").to_numpy()
        marked[np.flatnonzero(candidates)[same]] = True
    return marked


def parts_of_a_total(
    orders: npt.NDArray[np.int64],
    stated: npt.NDArray[np.bool_],
    reais: npt.NDArray[np.float64],
    items: npt.NDArray[np.float64],
) -> npt.NDArray[np.bool_]:
    """Mark the items whose order has its total on its first row only.

    ``orders``: the order of each row, -1 for none. ``stated`` marks rows with a total, ``reais``
    holds it; ``items`` is quantity × price, NaN where not known. Nearly every order of several
    rows must have one total, on its first row, and its items make about that total.
    """
    nothing = np.zeros(len(orders), dtype=bool)
    known = orders >= 0
    if stated[known].all():
        return nothing
    table = pd.DataFrame({"order": orders, "stated": stated, "total": reais, "items": items})
    groups = (
        table[known]
        .groupby("order")
        .agg(
            rows=("stated", "size"),
            totals=("stated", "sum"),
            first=("stated", "first"),
            total=("total", "first"),
        )
    )
    groups["items"] = table[known].groupby("order")["items"].sum(min_count=1)
    several = groups[groups["rows"] > 1]
    on_the_first = (several["totals"] == 1) & several["first"]
    about = (several["items"] / several["total"]).between(*_ABOUT) | several["items"].isna()
    if several.empty or on_the_first.mean() < _MOST or about[on_the_first].mean() < _MOST:
        return nothing
    return ~stated & np.isin(orders, several.index[on_the_first])


def repeats(
    orders: npt.NDArray[np.int64], used: npt.NDArray[np.bool_], cents: npt.NDArray[np.int64]
) -> npt.NDArray[np.bool_]:
    """Mark the rows that state the value of an order again, which an earlier row stated."""
    rows = pd.DataFrame({"order": orders, "used": used, "cents": cents})[orders >= 0]
    marked = np.zeros(len(orders), dtype=bool)
    marked[rows.index[rows.duplicated()]] = True
    return marked


def repeated_totals(
    orders: npt.NDArray[np.int64],
    used: npt.NDArray[np.bool_],
    cents: npt.NDArray[np.int64],
    items: npt.NDArray[np.float64],
) -> npt.NDArray[np.bool_]:
    """Mark the rows that repeat the total of their order, which an earlier row holds.

    ``orders``: the order of each row, -1 for none. ``items``: quantity × price in reais, NaN
    where not known. A total repeats when it is the same on all rows of nearly every order of
    several rows, and their items together make about that total while each alone does not.
    """
    keys = np.where(orders >= 0, orders * 2 + used, -1)
    table = pd.DataFrame({"key": keys, "cents": cents, "items": items * 100})[orders >= 0]
    groups = table.groupby("key").agg(
        rows=("cents", "size"),
        least=("cents", "min"),
        most=("cents", "max"),
        items=("items", "sum"),
    )
    several = groups[(groups["rows"] > 1) & (groups["items"] > 0)]
    constant = several["least"] == several["most"]
    together = (several["items"] / several["most"].abs()).between(*_ABOUT)
    nothing = np.zeros(len(orders), dtype=bool)
    if several.empty or constant.mean() < _MOST or together.mean() < _MOST:
        return nothing
    repeats = np.isin(keys, several.index[constant])
    return repeats & pd.Series(keys).duplicated().to_numpy()
