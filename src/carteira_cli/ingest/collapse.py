"""Sales collapse to one row per customer and purchase day; all metrics start from there."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.tables import PURCHASE_DAYS

_COLUMNS = [column.name for column in PURCHASE_DAYS]
_DAY = np.timedelta64(1, "D")

Codes = npt.NDArray[np.int64]


def collapse(sales: pd.DataFrame) -> pd.DataFrame:
    """Sum SALES per customer and day, giving PURCHASE_DAYS sorted by customer and day.

    An order is a distinct order number of one customer, else a customer's day; it counts
    whole on its first day. A return lowers the amount of its day and is no order.
    """
    customers, ids = pd.factorize(sales["customer_id"], sort=True)
    orders = pd.factorize(sales["order_id"])[0]
    days = (sales["date"].to_numpy().astype("datetime64[D]").view(np.int64)).astype(np.int64)
    returned = sales["is_return"].to_numpy(dtype=bool)
    days[~returned] = _first_days(customers[~returned], orders[~returned], days[~returned])
    origin = days.min(initial=0)
    span = days.max(initial=0) - origin + 1
    keys = (customers + 1) * span + (days - origin)
    cents = sales["cents"].to_numpy()
    frame = pd.DataFrame(
        {
            "orders": _orders(keys[~returned], orders[~returned]),
            "sold_cents": _sums(keys, np.where(returned, 0, cents)),
            "returned_cents": _sums(keys, np.where(returned, cents, 0)),
        }
    )
    frame["orders"] = frame["orders"].fillna(0).astype(np.int64)
    found = frame.index.to_numpy()
    frame["customer_id"] = ids.insert(0, np.nan).take(found // span).array
    frame["date"] = ((found % span + origin) * _DAY + np.datetime64(0, "D")).astype("M8[s]")
    return frame[_COLUMNS].reset_index(drop=True)


def _sums(keys: Codes, cents: Codes) -> pd.Series:
    return pd.Series(cents).groupby(keys).sum()


def _first_days(customers: Codes, orders: Codes, days: Codes) -> Codes:
    """Move every row of an order to the order's first day."""
    numbered = orders >= 0
    pairs = customers[numbered] * (orders.max(initial=0) + 1) + orders[numbered]
    moved = days.copy()
    moved[numbered] = pd.Series(days[numbered]).groupby(pairs).transform("min").to_numpy()
    return moved


def _orders(keys: Codes, orders: Codes) -> pd.Series:
    """Count a day's distinct order numbers, or one order where rows have no number."""
    distinct = pd.DataFrame({"key": keys, "order": orders}).drop_duplicates()
    return distinct.groupby("key").size()
