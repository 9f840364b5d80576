"""The hidden sheets of a workbook of ours: how the portfolio stood when it was written."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Kind
from carteira_cli.model.earlier import STATE, State
from carteira_cli.readers.earlier.package import Package

SCHEMA = "carteira/1"


def state(package: Package, sheet: str) -> tuple[State, Mapping[str, Any]]:
    """Read a hidden sheet: a line of JSON, the names of the columns, one row per customer.

    Raises:
        ValueError: the line is not ours, or from a later version.
    """
    cells = package.values(sheet)
    head = json.loads(str(cells[0][0]))
    if head.get("schema") != SCHEMA:
        msg = f"unknown schema {head.get('schema')!r}"
        raise ValueError(msg)
    names = [str(name) for name in cells[1] if name != ""]
    rows = [[None if cell == "" else cell for cell in row[: len(names)]] for row in cells[2:]]
    found = pd.DataFrame(rows, columns=names)
    customers = found.reindex(columns=[column.name for column in STATE])
    return named(customers, head["reference_date"]), head


def named(customers: pd.DataFrame, reference_date: str) -> State:
    """Make a state of customers with the columns of STATE, as of an ISO day.

    Raises:
        ValueError: a cell is not what its column holds, or the day is none.
    """
    kinds = {column.name: float if column.kind is Kind.MONEY else "str" for column in STATE}
    return State(date.fromisoformat(reference_date), customers.astype(kinds))
