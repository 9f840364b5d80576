"""Orders that stand in more than one sheet: exports whose periods overlap."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import codes

Mask = npt.NDArray[np.bool_]
Customers = npt.NDArray[np.int64]

_ORDER = ["order", "date", "customer"]
_TOLD = ["source", *_ORDER]


class Overlap(NamedTuple):
    """Lines whose order an earlier sheet has ``again``, or ``otherwise``: with another value."""

    again: Mask
    otherwise: Mask


def overlap(frame: pd.DataFrame, used: Mask, customers: Customers) -> Overlap:
    """Mark the lines of orders that stand in an earlier sheet.

    ``frame`` is that of a ledger, ``customers`` the number of each line's customer, -1 for none.
    Two shops may number their receipts alike, so an order is the same only with its day, its
    customer, its value and its number of lines; one without a customer, only in a sheet that
    repeats another order of the same day.
    """
    known = used & frame["order_id"].notna().to_numpy()
    nothing = np.zeros(len(frame), dtype=bool)
    if not known.any() or frame["source"].iloc[-1] == 0:
        return Overlap(nothing, nothing)
    lines = pd.DataFrame(
        {
            "source": frame["source"].to_numpy(),
            "order": codes(frame["order_id"]),
            "date": frame["date"].to_numpy(),
            "customer": customers,
            "cents": frame["cents"].to_numpy(),
        }
    )[known]
    orders = lines.groupby(_TOLD, as_index=False).agg(sum=("cents", "sum"), rows=("cents", "size"))
    same = orders.duplicated([*_ORDER, "sum", "rows"])
    identified = orders["customer"] >= 0
    again = same & (identified | _on_days_of(orders, same & identified))
    otherwise = orders.duplicated(_ORDER) & identified & ~same
    return Overlap(*(_lines_of(orders[marked], lines, nothing) for marked in (again, otherwise)))


def _on_days_of(orders: pd.DataFrame, marked: pd.Series) -> Mask:
    """Mark all orders of the sheets and days of the marked ones."""
    days = pd.MultiIndex.from_frame(orders[["source", "date"]])
    return np.asarray(days.isin(days[marked.to_numpy()]))


def _lines_of(orders: pd.DataFrame, lines: pd.DataFrame, nothing: Mask) -> Mask:
    told = pd.MultiIndex.from_frame(lines[_TOLD]).isin(pd.MultiIndex.from_frame(orders[_TOLD]))
    marked = nothing.copy()
    marked[lines.index.to_numpy()[told]] = True
    return marked
