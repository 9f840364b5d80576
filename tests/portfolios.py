"""Small portfolios for tests, out of (customer, day, reais); a negative value is a return."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from carteira_cli.model.metric import Inputs
from carteira_cli.model.tables import CUSTOMERS, SALES, Reading, Reconciliation

Purchase = tuple[str, date, float]

_SUMS = {"orders": "int64", "sold_cents": "int64", "returned_cents": "int64"}


def day(number: int) -> date:
    """The day that many days after 2026-01-01."""
    return (pd.Timestamp(2026, 1, 1) + pd.Timedelta(days=number)).date()


def purchase_days(purchases: Iterable[Purchase]) -> pd.DataFrame:
    """PURCHASE_DAYS of the purchases; all those of one customer and day are one order."""
    rows = pd.DataFrame(list(purchases), columns=["customer_id", "date", "reais"])
    cents = (rows["reais"].astype(float) * 100).round().astype("int64")
    rows = pd.DataFrame(
        {
            "customer_id": rows["customer_id"].astype("str"),
            "date": rows["date"].astype("datetime64[s]"),
            "orders": (cents >= 0).astype("int64"),
            "sold_cents": cents.clip(lower=0),
            "returned_cents": cents.clip(upper=0),
        }
    )
    days = rows.groupby(["customer_id", "date"], dropna=False).agg(
        orders=("orders", "max"),
        sold_cents=("sold_cents", "sum"),
        returned_cents=("returned_cents", "sum"),
    )
    return days.astype(_SUMS).reset_index()


def customers(names: Iterable[str]) -> pd.DataFrame:
    """CUSTOMERS who are called by their ids, and of whom nothing else is known."""
    ids = pd.Index(sorted(set(names)), dtype="str", name="customer_id")
    columns = {column.name: pd.Series(index=ids, dtype="str") for column in CUSTOMERS}
    known = {"customer_id": ids.to_series(), "customer": ids.to_series()}
    return pd.DataFrame(columns | known, index=ids)


def reading(
    purchases: Sequence[Purchase],
    *,
    prospects: Sequence[str] = (),
    unidentified: Sequence[tuple[date, float]] = (),
    on: date | None = None,
) -> Reading:
    """A reading of the purchases, as of ``on`` (else the newest day, else 2026-01-01)."""
    newest = max((bought for _, bought, _ in purchases), default=day(0))
    nameless = purchase_days(("", bought, reais) for bought, reais in unidentified)
    return Reading(
        sales=pd.DataFrame(columns=[column.name for column in SALES]),
        days=purchase_days(purchases),
        unidentified=nameless.assign(customer_id=pd.Series(None, nameless.index, dtype="str")),
        unidentified_rows=len(unidentified),
        customers=customers([*(name for name, _, _ in purchases), *prospects]),
        reference_date=on or newest,
        reference_date_origin="given",
        sources=(),
        reconciliation=Reconciliation(rows=0, cents=0, rows_used=0, cents_used=0),
    )


def inputs(read: Reading) -> Inputs:
    """What the first metric sees of a reading."""
    places = read.customers.index.get_indexer(pd.Index(read.days["customer_id"]))
    return Inputs(
        days=read.days.assign(place=places),
        unidentified=read.unidentified,
        unidentified_rows=read.unidentified_rows,
        customers=read.customers,
        reference_date=read.reference_date,
    )
