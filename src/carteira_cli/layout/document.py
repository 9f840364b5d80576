"""The machine-readable result, schema ``carteira/1``: keys in the order of the contract."""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from carteira_cli import __version__
from carteira_cli.comparison import COMPARED, EVENT, Changes
from carteira_cli.layout import changes
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.follow_up import listed, reasons
from carteira_cli.layout.places import places
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.tables import Reconciliation, Source

SCHEMA = "carteira/1"

CUSTOMER_KEYS = (
    "customer_id",
    "customer",
    "document",
    "email",
    "phone",
    "city",
    "state",
    "seller",
    "rank",
    "net_amount",
    "share",
    "cumulative_share",
    "abc_class",
    "value_tier",
    "orders",
    "average_ticket",
    "first_purchase",
    "last_purchase",
    "days_since_last",
    "purchase_days",
    "r_score",
    "f_score",
    "m_score",
    "rfm_code",
    "segment",
    "cycle_days",
    "cycle_origin",
    "cycle_ratio",
    "next_expected",
    "status",
    "frequency_tier",
    "trend",
    "trend_change",
    "amount_at_risk",
    "yearly_amount",
    "estimated_lost_amount",
    "p_alive",
    "expected_orders_12m",
    "expected_amount_12m",
    "health",
    "suggestions",
    "priority",
    "action",
    "reason",
    "due",
    "amount_at_stake",
    "nps",
    "csat",
    "overdue_amount",
)
FOLLOW_UP_KEYS = (
    "customer_id",
    "priority",
    "action",
    "reason",
    "due",
    "amount_at_stake",
)
SUMMARY_KEYS = (
    "customers",
    "prospects",
    "orders",
    "gross_amount",
    "returns_amount",
    "net_amount",
    "identified_amount",
    "unidentified_amount",
    "unidentified_rows",
    "first_sale",
    "last_sale",
    "average_ticket",
    "orders_per_customer",
    "repeat_rate",
    "conversion_rate",
    "retention_12m",
    "churn_rate",
    "gini",
    "hhi",
    "effective_customers",
    "top_20pct_share",
    "customers_for_80pct",
    "active_customers",
    "amount_at_risk",
    "estimated_lost_amount",
    "portfolio_health",
    "expected_amount_12m",
    "portfolio_value_low",
    "portfolio_value_high",
    "portfolio_value_dcf",
    "mean_monthly_amount",
    "ltv_historic",
    "ltv_predicted",
    "cac",
    "ltv_cac",
    "nps",
    "csat",
    "overdue_amount",
)
PORTFOLIO_VALUE = {
    "portfolio_value_low": "multiple_low",
    "portfolio_value_high": "multiple_high",
    "portfolio_value_dcf": "dcf",
}
"""The figures that the document nests in ``portfolio_value``, by their key there."""
THRESHOLD_KEYS = (
    "recency",
    "orders",
    "amount",
    "bins",
    "cycle_days",
    "late_ratio",
    "inactive_ratio",
    "abc",
)
_TABLES = ("abc", "status", "segments")
_LONG_TABLES = ("products", "affinities")
_MONEY_PLACES, _PLACES = 2, 6
_WHOLE = {Kind.COUNT, Kind.SCORE, Kind.DAYS}


def document(portfolio: Portfolio) -> Mapping[str, Any]:
    """Give the result as JSON values, with frames for the long lists of records."""
    analysis = portfolio.analysis
    return {
        "schema": SCHEMA,
        "generator": {"name": "carteira-cli", "version": __version__},
        "reference_date": analysis.reference_date,
        "reference_date_origin": analysis.reference_date_origin,
        "currency": portfolio.language.currency,
        "sources": [
            source_record(source, portfolio.language) for source in portfolio.reading.sources
        ],
        "reading": reading_record(portfolio.reading.reconciliation),
        "summary": _summary(portfolio),
        **{name: _records(_named(portfolio, name), TABLE_COLUMNS[name]) for name in _TABLES},
        "thresholds": {key: analysis.thresholds[key] for key in THRESHOLD_KEYS},
        "months": _records(analysis.tables["months"], TABLE_COLUMNS["months"]),
        "cohorts": _cohorts(analysis.tables["cohorts"]),
        "breakdowns": _breakdowns(analysis.tables["breakdowns"]),
        "personas": _records(analysis.tables["personas"], TABLE_COLUMNS["personas"]),
        "prediction": analysis.records["prediction"],
        **{name: _records(analysis.tables[name], TABLE_COLUMNS[name]) for name in _LONG_TABLES},
        "customers": customer_records(portfolio.analysis.customers),
        "follow_up": _follow_up(portfolio),
        "goals": _records(analysis.tables["goals"], TABLE_COLUMNS["goals"]),
        "changes": portfolio.changes and changes_record(portfolio.changes),
        "findings": places(analysis.findings, portfolio.language),
    }


def changes_record(compared: Changes) -> Mapping[str, Any]:
    """Give what changed since an earlier result."""
    found = changes.record(compared)
    columns = {
        f"{name}{when}": CUSTOMER_COLUMNS[name] for name in COMPARED for when in ("_before", "")
    }
    columns |= {name: CUSTOMER_COLUMNS[name] for name in ("customer_id", "customer")}
    rows = _records(found["customers"], {**columns, "event": EVENT, "amount": changes.AMOUNT})
    return {**found, "customers": rows.astype(object).to_dict("records")}


def source_record(source: Source, language: Language) -> Mapping[str, Any]:
    """Say how one sheet was understood."""
    return {
        "file": language.told(source.file),
        "sheet": source.sheet or None,
        "role": source.role,
        "layout": source.layout or None,
        "header_row": source.header_row,
        "first_row": source.first_row,
        "last_row": source.last_row,
        "columns": dict(source.columns or {}),
        "decisions": [language.told(decision) for decision in source.decisions],
    }


def reading_record(found: Reconciliation) -> Mapping[str, Any]:
    """Say what was found, used and set aside, in rows and reais."""
    return {
        "rows": found.rows,
        "rows_used": found.rows_used,
        "rows_set_aside": found.rows - found.rows_used,
        "amount_found": found.cents / 100,
        "amount_used": found.cents_used / 100,
        "amount_set_aside": (found.cents - found.cents_used) / 100,
        "set_aside": [
            {"code": reason.code, "rows": reason.rows, "amount": reason.cents / 100}
            for reason in found.set_aside
        ],
    }


def _summary(portfolio: Portfolio) -> Mapping[str, Any]:
    """Give every figure; the worth of the portfolio is one, with what it supposes."""
    figures: dict[str, Any] = {}
    for name in _in_order(SUMMARY_COLUMNS, SUMMARY_KEYS):
        if name in PORTFOLIO_VALUE:
            worth = figures.setdefault("portfolio_value", {})
            worth[PORTFOLIO_VALUE[name]] = portfolio.figure(name)
        else:
            figures[name] = portfolio.figure(name)
    figures["portfolio_value"] |= portfolio.analysis.records["worth"]
    return figures


def _named(portfolio: Portfolio, table: str) -> pd.DataFrame:
    """Give a portfolio table with its labels, where it has some, in the user's language."""
    frame = portfolio.analysis.tables[table]
    if "label" not in frame:
        return frame
    return frame.assign(label=frame["label"].map(portfolio.language.say))


def _cohorts(frame: pd.DataFrame) -> pd.DataFrame:
    """Set each cohort's retention in a list by months after, null where not yet observed."""
    wide = frame.pivot(  # noqa: PD010  no two values share a cell: nothing to aggregate
        index=["cohort", "size"], columns="months_after", values="retention"
    )
    return wide.index.to_frame(index=False).assign(
        retention=pd.Series(wide.to_numpy().tolist(), dtype=object)
    )


def _breakdowns(frame: pd.DataFrame) -> Mapping[str, Any]:
    """Nest the groups of each field under it, null for the customers of whom it says nothing."""
    records = _records(frame, TABLE_COLUMNS["breakdowns"])
    return {
        str(field): rows.drop(columns="field").astype(object).to_dict("records")
        for field, rows in records.groupby("field", sort=False)
    }


def customer_records(customers: pd.DataFrame) -> pd.DataFrame:
    """Give every figure of customers, rounded, in the order of the contract."""
    keys = _in_order(CUSTOMER_COLUMNS, CUSTOMER_KEYS)
    return _records(customers[keys], CUSTOMER_COLUMNS)


def _follow_up(portfolio: Portfolio) -> pd.DataFrame:
    """Give those with something to do, in order, the reason also as a sentence."""
    customers = portfolio.analysis.customers
    told = customers[[*FOLLOW_UP_KEYS]].assign(sentence=reasons(customers, portfolio.language))
    waiting = listed(told).reset_index(drop=True)
    return _records(waiting[[*FOLLOW_UP_KEYS]], CUSTOMER_COLUMNS).assign(
        sentence=waiting["sentence"]
    )


def _in_order(declared: Iterable[str], contract: tuple[str, ...]) -> list[str]:
    """Order declared names as the contract does; a name that it lacks comes last."""
    names = dict.fromkeys(declared)
    return [
        *(key for key in contract if key in names),
        *(name for name in names if name not in contract),
    ]


def _records(frame: pd.DataFrame, columns: Mapping[str, Column]) -> pd.DataFrame:
    """Round every column as its kind wants it; counts and days without decimals are whole."""
    return frame.assign(
        **{name: _rounded(frame[name], columns[name].kind) for name in frame.columns}
    ).reset_index(drop=True)


def _rounded(values: "pd.Series[Any]", kind: Kind) -> "pd.Series[Any]":
    if not pd.api.types.is_float_dtype(values.dtype):
        return values
    if kind in _WHOLE and (values.dropna() % 1 == 0).all():
        return values.astype("Int64")
    return values.round(_MONEY_PLACES if kind is Kind.MONEY else _PLACES)
