"""Sales collapse to one row per customer and purchase day; all metrics start from there."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import codes
from carteira_cli.ingest.distinct import paired, ranked
from carteira_cli.model.tables import PURCHASE_DAYS

_COLUMNS = [column.name for column in PURCHASE_DAYS]
# Days since 1970 lie within a century of it or two; the span leaves room for any calendar day.
_ORIGIN, _SPAN = 800_000, 4_000_000

Codes = npt.NDArray[np.int64]


def collapse(sales: pd.DataFrame, orders: Codes) -> pd.DataFrame:
    """Sum SALES per customer and day, giving PURCHASE_DAYS sorted by customer and day.

    ``orders`` are those of ``order_numbers``; an order counts whole on its first day. A return
    lowers the amount of its day and is no order.
    """
    customers, ids = _by_text(sales["customer_id"])
    days = _days(sales)
    returned = sales["is_return"].to_numpy(dtype=bool)
    count = int(orders.max(initial=-1)) + 1
    days = _first_days(orders, count, days, returned)
    keys, places = ranked((customers + 1) * _SPAN + days + _ORIGIN)
    cents = sales["cents"].to_numpy()
    return _frame(
        ids,
        keys,
        {
            "orders": _distinct_orders(orders, count, places, len(keys)),
            "sold_cents": _sums(places, np.where(returned, 0, cents), len(keys)),
            "returned_cents": _sums(places, np.where(returned, cents, 0), len(keys)),
        },
    )


def order_numbers(sales: pd.DataFrame) -> Codes:
    """Number the orders of SALES from 0 up, not every number being used; -1 for returns.

    An order is a distinct order number of one customer, else a customer's day.
    """
    customers, numbers = codes(sales["customer_id"]), sales["order_id"]
    known = codes(numbers)
    unnumbered = len(numbers.cat.categories) + _days(sales) + _ORIGIN
    orders = paired(np.where(known >= 0, known, unnumbered), customers + 1)
    return np.where(sales["is_return"].to_numpy(dtype=bool), -1, orders)


def _days(sales: pd.DataFrame) -> Codes:
    return sales["date"].to_numpy().astype("datetime64[D]").astype(np.int64)


def _frame(ids: pd.Index, keys: Codes, sums: dict[str, Codes]) -> pd.DataFrame:
    customers, days = keys // _SPAN - 1, keys % _SPAN - _ORIGIN
    found = {
        "customer_id": pd.Categorical.from_codes(customers, ids),
        "date": days.astype("M8[D]").astype("M8[s]"),
        **sums,
    }
    return pd.DataFrame(found)[_COLUMNS]


def _by_text(customers: pd.Series) -> tuple[Codes, pd.Index]:
    """Number the customers by the order of their text, -1 for nobody."""
    ids = customers.cat.categories
    order = ids.argsort()
    rank = np.append(np.argsort(order), -1)
    return rank[customers.cat.codes], ids[order]


def _sums(places: Codes, cents: Codes, size: int) -> Codes:
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, places, cents)
    return total


def _first_days(orders: Codes, count: int, days: Codes, returned: npt.NDArray[np.bool_]) -> Codes:
    """Move every row of an order to the order's first day."""
    first = np.full(count, _SPAN)
    np.minimum.at(first, orders[~returned], days[~returned])
    return np.where(returned, days, first[orders])


def _distinct_orders(orders: Codes, count: int, places: Codes, size: int) -> Codes:
    """Count the orders of each customer's day; all rows of an order stand on one."""
    place = np.full(count, size)
    bought = orders >= 0
    place[orders[bought]] = places[bought]
    return np.bincount(place, minlength=size + 1)[:size].astype(np.int64)
