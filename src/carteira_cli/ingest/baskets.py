"""Who bought what, and under what: the sales per customer and product, category, channel, seller.

Spellings of one text are one (``model/spelling.py``). An order counts once for each product that
it holds; a return lowers the amount and is no order.
"""

from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import codes, words
from carteira_cli.ingest.collapse import Codes
from carteira_cli.model.on_demand import OnDemand
from carteira_cli.model.spelling import united
from carteira_cli.model.tables import BASKETS, SPLIT

_SPLIT_BY = ("category", "channel", "seller")
_LARGEST = 2**63 - 1


def baskets(sales: pd.DataFrame, orders: Codes) -> pd.DataFrame:
    """Sum SALES per customer and product, giving BASKETS sorted by customer and product.

    ``orders`` are those of ``collapse.order_numbers``. Empty when no sale names its product.
    """
    if not _is_filled(sales["product"]):
        return pd.DataFrame({column.name: [] for column in BASKETS})
    return _summed(sales, orders, "product").rename(columns={"value": "product"})


def splits(
    sales: pd.DataFrame, orders: Codes, but: Collection[str] = ()
) -> Mapping[str, pd.DataFrame]:
    """Sum SALES per customer and value of each field that they fill, ``but`` some: SPLIT each.

    A sum takes a look at every row, and few are ever asked for: each is made on demand.
    """
    filled = [field for field in _SPLIT_BY if field not in but and _is_filled(sales[field])]
    return OnDemand(filled, lambda field: _summed(sales, orders, field))


def _is_filled(text: pd.Series) -> bool:
    return bool((text.cat.codes >= 0).any())


def _summed(sales: pd.DataFrame, orders: Codes, field: str) -> pd.DataFrame:
    """Sort the rows by customer, value and order, and add up each stretch of one value."""
    values, shown = _united(sales[field])
    who, width = sales["customer_id"].cat, len(shown) + 1
    pairs = (codes(sales["customer_id"]) + 1) * width + values + 1
    order = _sorted_by(pairs, orders)
    pairs, orders = pairs[order], orders[order]
    starts = np.flatnonzero(_changes(pairs))
    new_orders = (_changes(pairs) | _changes(orders)) & (orders >= 0)
    customers, values = pairs[starts] // width - 1, pairs[starts] % width - 1
    found = {
        "customer_id": pd.Categorical.from_codes(customers, who.categories),
        "value": pd.Categorical.from_codes(values, pd.Index(shown, dtype="str")),
        "orders": np.add.reduceat(new_orders.astype(np.int64), starts),
        "cents": np.add.reduceat(sales["cents"].to_numpy()[order], starts),
    }
    return pd.DataFrame(found)[[column.name for column in SPLIT]]


def _sorted_by(pairs: Codes, orders: Codes) -> Codes:
    """Sort by pair, then by order: in one number where it holds both, which is quicker."""
    count = int(orders.max()) + 2
    if (int(pairs.max()) + 1) * count > _LARGEST:
        return np.lexsort((orders, pairs))
    return np.argsort(pairs * count + orders + 1)


def _changes(numbers: Codes) -> npt.NDArray[np.bool_]:
    """Mark where another number than in the row before begins."""
    return np.append(True, numbers[1:] != numbers[:-1])


def _united(text: pd.Series) -> tuple[Codes, list[str]]:
    """Number the texts of the rows, all spellings of one alike; -1 where there is none."""
    positions, spelled = codes(text), words(text)
    rows = np.bincount(positions + 1, minlength=len(spelled) + 1)[1:]
    numbers, shown = united(spelled, rows)
    return np.append(numbers, -1)[positions], shown
