"""What a metric is: it promises columns, owns its rules, and computes them purely."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Column
from carteira_cli.model.findings import NO_DETAILS, Finding
from carteira_cli.model.tables import BASKETS


def _empty(columns: tuple[Column, ...]) -> pd.DataFrame:
    names = ["place", *(column.name for column in columns if column.name != "customer_id")]
    return pd.DataFrame(columns=names)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What every metric sees.

    ``days``: PURCHASE_DAYS of identified customers up to the reference date, and ``place``, the
    customer's position in ``customers`` (int64: grouping by it is quicker than by text).
    ``unidentified``: PURCHASE_DAYS without a customer. ``unidentified_rows``: its sale rows.
    ``customers``: one row per customer and prospect, sorted by ``customer_id`` and indexed by
    position (aligning by text would take longer than most figures), with the register's columns
    and every column that earlier metrics provided; a prospect has no purchase and so nulls there.
    ``baskets``: BASKETS with ``place`` (-1 for nobody); ``splits``: SPLIT with ``place``, by field;
    ``details``: what the register says beyond CUSTOMERS, on the index of ``customers``;
    ``measures``: MEASURES, those that the register has, on the same index.
    ``headers``: the header of each column that was understood → its field, as ``--coluna`` names
    it. ``summary``, ``tables`` and ``thresholds`` are what earlier metrics gave.
    """

    days: pd.DataFrame
    unidentified: pd.DataFrame
    unidentified_rows: int
    customers: pd.DataFrame
    reference_date: date
    baskets: pd.DataFrame = field(default_factory=lambda: _empty(BASKETS))
    splits: Mapping[str, pd.DataFrame] = field(default_factory=lambda: NO_DETAILS)
    details: pd.DataFrame = field(default_factory=pd.DataFrame)
    measures: pd.DataFrame = field(default_factory=pd.DataFrame)
    headers: Mapping[str, str] = field(default_factory=lambda: NO_DETAILS)
    summary: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=lambda: NO_DETAILS)
    thresholds: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)

    def total(self, cents: npt.NDArray[np.int64], which: npt.NDArray[np.bool_]) -> pd.Series:
        """Sum whole centavos of some rows of ``days`` for every customer, 0 without any."""
        sums = np.zeros(len(self.customers), dtype=np.int64)
        np.add.at(sums, self.days["place"].to_numpy()[which], cents[which])
        return pd.Series(sums, self.customers.index)

    def by_customer(self, by_place: pd.DataFrame) -> pd.DataFrame:
        """Give figures of places to all customers, null where there are none."""
        return by_place.reindex(range(len(self.customers))).set_axis(self.customers.index)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a metric gives back.

    ``customers``: the promised columns, on the index of ``Inputs.customers``.
    ``summary``: one value per promised summary column (None when it can't be known).
    ``tables``: the promised portfolio tables. ``thresholds``: the cut points in force.
    ``records``: nested results for the machine-readable document, by their key there.
    """

    customers: pd.DataFrame
    summary: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=lambda: NO_DETAILS)
    thresholds: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)
    records: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric family.

    ``section`` is its place in ``carteira.toml``, empty where that is its ``name``; ``rules`` is a
    frozen dataclass whose defaults are the thresholds (the key of a field is its ``alias`` in the
    metadata, else its name); ``needs`` names customer columns of earlier metrics.
    """

    name: str
    rules: type[Any]
    compute: Callable[[Inputs, Any], Outcome]
    needs: tuple[str, ...] = ()
    provides: tuple[Column, ...] = ()
    summary: tuple[Column, ...] = ()
    tables: Mapping[str, tuple[Column, ...]] = field(default_factory=lambda: NO_DETAILS)
    section: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """The measured portfolio: per-customer frame, portfolio tables, findings, rules used.

    ``customers`` has the CUSTOMERS columns and every promised column, one row per customer and
    prospect, indexed by ``customer_id``, by ``rank`` and prospects last.
    """

    customers: pd.DataFrame
    summary: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    thresholds: Mapping[str, Any]
    findings: tuple[Finding, ...]
    reference_date: date
    reference_date_origin: str
    rules: Mapping[str, Any]
    records: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)
