"""The mode r-rfm against the whole table that the R package it is named after prints."""

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from carteira_cli.analysis import analyse
from carteira_cli.metrics.rfm import Rules
from carteira_cli.model.metric import Analysis
from tests.portfolios import Purchase, reading

# README.md of the R package rfm (rsquaredacademy/rfm): rfm_table_order(rfm_data_orders, ...) as of
# this date, the customers in the order of its rows, and $threshold, the lower bounds without the
# first. The file leaves out the made-up names of the customers.
ANALYSIS_DATE = date(2006, 12, 31)
THRESHOLDS = {
    "recency": [115.0, 181.0, 297.4, 482.0],
    "orders": [4, 5, 6, 8],
    "amount": [255.8, 382.0, 506.4, 666.0],
}
TABLE = Path(__file__).with_name("r_rfm_table.csv")


class Customer(NamedTuple):
    name: str
    recency: int
    orders: int
    amount: int
    score: str


def published() -> list[Customer]:
    _, *rows = (line.split(",") for line in TABLE.read_text(encoding="ascii").splitlines())
    return [
        Customer(f"c{number:03}", int(recency), int(orders), int(amount), score)
        for number, (recency, orders, amount, score) in enumerate(rows, start=1)
    ]


def purchases(customer: Customer) -> list[Purchase]:
    """One order a day up to the last, which is for the whole amount."""
    last = ANALYSIS_DATE - timedelta(days=customer.recency)
    earlier = [last - timedelta(days=extra) for extra in range(1, customer.orders)]
    return [
        *((customer.name, bought, 0.00) for bought in earlier),
        (customer.name, last, customer.amount),
    ]


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    bought = [purchase for customer in published() for purchase in purchases(customer)]
    return analyse(reading(bought, on=ANALYSIS_DATE), {"rfm": Rules(mode="r-rfm")})


def test_the_portfolio_is_the_published_one(analysis: Analysis) -> None:
    columns = ["days_since_last", "orders", "net_amount"]
    measured = analysis.customers.loc[[customer.name for customer in published()], columns]

    assert len(measured) == 995
    assert measured.to_numpy().tolist() == [
        [customer.recency, customer.orders, customer.amount] for customer in published()
    ]


def test_every_score_is_as_published(analysis: Analysis) -> None:
    codes = analysis.customers["rfm_code"].to_dict()

    assert codes == {customer.name: customer.score for customer in published()}


def test_every_cut_point_is_as_published(analysis: Analysis) -> None:
    assert {name: analysis.thresholds[name] for name in THRESHOLDS} == THRESHOLDS
