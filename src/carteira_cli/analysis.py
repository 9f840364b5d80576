"""Runs every metric in order and holds each to the columns that it promised."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.metrics import METRICS
from carteira_cli.model.columns import Column
from carteira_cli.model.metric import Analysis, Inputs, Metric, Outcome
from carteira_cli.model.on_demand import OnDemand
from carteira_cli.model.tables import Reading

DEFAULTS: Mapping[str, Any] = MappingProxyType({})


def analyse(reading: Reading, rules: Mapping[str, Any] = DEFAULTS) -> Analysis:
    """Measure a portfolio.

    Args:
        reading: what was understood from the files.
        rules: a metric's name → its ``Rules``; a metric not named here runs on its defaults.

    Raises:
        AssertionError: a metric broke its promise, or the reading its own.
    """
    chosen = _rules(rules)
    inputs = _inputs(reading)
    outcomes = []
    for metric in METRICS:
        outcome = metric.compute(inputs, chosen[metric.name])
        _hold_to_promise(metric, inputs, outcome)
        inputs = _enriched(inputs, outcome)
        outcomes.append(outcome)
    return Analysis(
        customers=_in_order(inputs.customers).set_index("customer_id", drop=False),
        summary=inputs.summary,
        tables=inputs.tables,
        thresholds=inputs.thresholds,
        findings=reading.findings + tuple(f for outcome in outcomes for f in outcome.findings),
        reference_date=reading.reference_date,
        reference_date_origin=reading.reference_date_origin,
        rules=chosen,
        records=_merged("record", *(outcome.records for outcome in outcomes)),
    )


def _rules(rules: Mapping[str, Any]) -> Mapping[str, Any]:
    unknown = set(rules) - {metric.name for metric in METRICS}
    _require(not unknown, f"rules for no metric: {sorted(unknown)}")
    return {metric.name: rules.get(metric.name) or metric.rules() for metric in METRICS}


def _inputs(reading: Reading) -> Inputs:
    customers = reading.customers if reading.disguise else reading.customers.sort_index()
    _require(customers.index.is_unique, "a customer appears twice in the reading")
    days = _sorted(_placed(reading.days, customers))
    _require(bool((days["place"] >= 0).all()), "purchase days of a customer not in the reading")
    return Inputs(
        days=days,
        unidentified=reading.unidentified,
        unidentified_rows=reading.unidentified_rows,
        customers=customers.reset_index(drop=True),
        reference_date=reading.reference_date,
        baskets=_placed(reading.baskets, customers),
        splits=OnDemand(reading.splits, lambda field: _placed(reading.splits[field], customers)),
        details=_aligned(reading.details, customers),
        measures=_aligned(reading.measures, customers),
        headers={
            header: field
            for source in reading.sources
            for field, header in (source.columns or {}).items()
        },
    )


def _aligned(frame: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Give each customer his row, by position."""
    if frame.columns.empty:  # comparing names takes long
        return pd.DataFrame(index=pd.RangeIndex(len(customers)))
    return frame.reindex(customers.index).reset_index(drop=True)


def _sorted(days: pd.DataFrame) -> pd.DataFrame:
    """Sort by customer and day what did not come so; every metric relies on it."""
    place, day = days["place"].to_numpy(), days["date"].to_numpy()
    later = (place[1:] > place[:-1]) | ((place[1:] == place[:-1]) & (day[1:] > day[:-1]))
    return days if later.all() else days.sort_values(["place", "date"], ignore_index=True)


def _placed(frame: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Give each row its customer's position, -1 where it has none."""
    who = frame["customer_id"].astype("category").cat
    return frame.assign(place=np.append(customers.index.get_indexer(who.categories), -1)[who.codes])


def _enriched(inputs: Inputs, outcome: Outcome) -> Inputs:
    """Let the metrics that follow see what one found."""
    return replace(
        inputs,
        customers=pd.concat([inputs.customers, outcome.customers], axis=1),
        summary=_merged("summary", inputs.summary, outcome.summary),
        tables=_merged("table", inputs.tables, outcome.tables),
        thresholds=_merged("threshold", inputs.thresholds, outcome.thresholds),
    )


def _hold_to_promise(metric: Metric, inputs: Inputs, outcome: Outcome) -> None:
    """Refuse an outcome with more, less or other columns than the metric declares."""
    promise = f"metric {metric.name}"
    missing = set(metric.needs) - set(map(str, inputs.customers))
    _require(not missing, f"{promise} needs {sorted(missing)}, which nothing before it gives")
    twice = set(map(str, outcome.customers)) & set(map(str, inputs.customers))
    _require(not twice, f"{promise} fills {sorted(twice)}, which is there already")
    _compare(f"{promise}, customers", metric.provides, outcome.customers.columns)
    _compare(f"{promise}, summary", metric.summary, outcome.summary)
    same_rows = outcome.customers.index.equals(inputs.customers.index)
    _require(same_rows, f"{promise} gave other customers than it was given")
    tables = set(outcome.tables) ^ set(metric.tables)
    _require(not tables, f"{promise}, tables: {sorted(tables)}")
    for name, columns in metric.tables.items():
        _compare(f"{promise}, table {name}", columns, outcome.tables[name].columns)


def _compare(where: str, promised: Iterable[Column], given: Iterable[object]) -> None:
    names = [column.name for column in promised]
    found = [str(name) for name in given]
    differing = sorted(set(names) ^ set(found))
    _require(names == found, f"{where}: {differing or 'order of columns'} not as promised")


def _merged(what: str, *parts: Mapping[str, Any]) -> Mapping[str, Any]:
    merged: dict[str, Any] = {}
    for part in parts:
        twice = sorted(set(merged) & set(part))
        _require(not twice, f"two metrics give the same {what}: {twice}")
        merged.update(part)
    return MappingProxyType(merged)


def _in_order(customers: pd.DataFrame) -> pd.DataFrame:
    """By rank; then those with returns only, then prospects, each by name and id."""
    rank = customers["rank"].to_numpy()
    others = customers.loc[np.isnan(rank), ["customer", "customer_id", "net_amount"]]
    others = others.assign(prospect=others["net_amount"].isna())
    unranked = others.sort_values(["prospect", "customer", "customer_id"]).index
    ranked = np.argsort(rank, kind="stable")[: len(rank) - len(others)]  # NaN comes last
    return customers.take(np.append(ranked, unranked))


def _require(kept: bool, broken: str) -> None:  # noqa: FBT001  reads as an assertion
    """Stop on a broken promise, also where Python runs without its own assertions."""
    if not kept:
        raise AssertionError(broken)
