"""Measure the analysis alone: ``python -m bench.analysing`` from the root of the repository.

A million sales of 100 000 customers, once read, are analysed in full, forecast included; the rival
is one groupby of the same sales by customer: last day, distinct orders, sum. Both in one process,
in turn, without products and with 500 of them.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.analysis import analyse
from carteira_cli.ingest.baskets import baskets
from carteira_cli.ingest.collapse import collapse, order_numbers
from carteira_cli.model.tables import CUSTOMERS, Reading, Reconciliation

_SEED, _DAYS, _SPREAD, _PRODUCTS = 11, 1095, 0.9, 500
_ROWS_OF_AN_ORDER = 2
_FIRST_DAY = np.datetime64("2023-01-01")
_UNTIL = date(2025, 12, 31)


def sales(rows: int, customers: int) -> pd.DataFrame:
    """Make the rows of an export: two of each order, by day; each customer has his time."""
    dice = np.random.default_rng(_SEED)
    weight = dice.gamma(_SPREAD, size=customers)
    who = dice.choice(customers, rows // _ROWS_OF_AN_ORDER, p=weight / weight.sum())
    start = dice.integers(0, _DAYS, customers)
    end = start + (dice.beta(2, 1, customers) * (_DAYS - start)).astype(np.int64)
    day = start[who] + (dice.random(len(who)) * (end - start + 1)[who]).astype(np.int64)
    order = np.argsort(day, kind="stable")
    who, day = (np.repeat(each[order], _ROWS_OF_AN_ORDER) for each in (who, day))
    ids = pd.Index([f"C{number:06}" for number in range(customers)], dtype="str")
    return pd.DataFrame(
        {
            "customer_id": pd.Categorical.from_codes(who, ids),
            "date": (_FIRST_DAY + day).astype("M8[s]"),
            "order_id": pd.Series(np.arange(rows) // _ROWS_OF_AN_ORDER)
            .astype("str")
            .astype("category"),
            "product": pd.Categorical.from_codes(*_products(dice, rows)),
            "cents": dice.integers(500, 50_000, rows),
            "is_return": np.zeros(rows, dtype=bool),
        }
    )


def _products(dice: np.random.Generator, rows: int) -> tuple[npt.NDArray[np.int64], pd.Index]:
    names = pd.Index([f"Produto {number}" for number in range(_PRODUCTS)], dtype="str")
    return dice.integers(0, _PRODUCTS, rows), names


def reading(sold: pd.DataFrame, *, products: bool) -> Reading:
    """Collapse the sales as reading does."""
    ids = sold["customer_id"].cat.categories
    known = {column.name: pd.Series(index=ids, dtype="str") for column in CUSTOMERS}
    named = {"customer_id": ids.to_series(), "customer": ids.to_series()}
    orders = order_numbers(sold)
    days, basket = collapse(sold, orders), baskets(sold, orders)
    return Reading(
        sales=sold,
        days=days,
        unidentified=days[:0],
        unidentified_rows=0,
        customers=pd.DataFrame(known | named, index=ids),
        reference_date=_UNTIL,
        reference_date_origin="given",
        sources=(),
        reconciliation=Reconciliation(0, 0, 0, 0),
        baskets=basket if products else basket[:0],
    )


def plain(sold: pd.DataFrame) -> pd.DataFrame:
    """Group the sales by customer, as a script does."""
    return sold.groupby("customer_id").agg(
        last=("date", "max"), orders=("order_id", "nunique"), total=("cents", "sum")
    )


def timed(job: Callable[[], object]) -> float:
    """Give the seconds that a job takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> None:
    """Make the sales, measure in turn, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.analysing", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    sold = sales(arguments.rows, arguments.customers)
    script = sold.astype({"customer_id": "str", "order_id": "str"})
    for products in (False, True):
        told = compare(script, reading(sold, products=products), arguments.rounds)
        sys.stdout.write(f"{'with' if products else 'without'} products: {told}\n")


def compare(script: pd.DataFrame, read: Reading, rounds: int) -> str:
    """Run both in turn; say what each took and the ratio pair by pair."""
    pairs = [(timed(lambda: plain(script)), timed(lambda: analyse(read))) for _ in range(rounds)]
    ratios = [ours / theirs for theirs, ours in pairs]
    took = ", ".join(f"{ours:.2f} ÷ {theirs:.2f}" for theirs, ours in pairs)
    return f"analysis ÷ groupby: {took}; median {statistics.median(ratios):.2f}"


if __name__ == "__main__":
    main()
