"""The hidden sheets of a workbook of ours: how the portfolio stood when it was written."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Kind
from carteira_cli.model.earlier import STATE, State
from carteira_cli.readers.earlier.package import Package

_SCHEMA = "carteira/1"


def state(package: Package, sheet: str) -> tuple[State, Mapping[str, Any]]:
    """Read a hidden sheet: a line of JSON, the names of the columns, one row per customer.

    Raises:
        ValueError: the line is not ours, or from a later version.
    """
    rows = package.open(sheet)[sheet].iter_rows(values_only=True)
    head = json.loads(str(next(rows)[0]))
    if head.get("schema") != _SCHEMA:
        msg = f"unknown schema {head.get('schema')!r}"
        raise ValueError(msg)
    names = [str(name) for name in next(rows) if name is not None]
    found = pd.DataFrame([row[: len(names)] for row in rows], columns=names)
    customers = found.reindex(columns=[column.name for column in STATE])
    kinds = {column.name: float if column.kind is Kind.MONEY else "str" for column in STATE}
    return State(date.fromisoformat(head["reference_date"]), customers.astype(kinds)), head
