"""All that is held of one customer, in the files and in the figures, schema ``carteira-cliente/1``.

It answers a request for access to one's own data (LGPD, art. 18, II), so documents are in full;
where a doubt is about somebody else as well, his name is left out.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli import __version__
from carteira_cli.ingest.letters import letter
from carteira_cli.layout.document import customer_records, reading_record
from carteira_cli.layout.follow_up import reasons
from carteira_cli.layout.places import places
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.layout.preview import SELLING, whence
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Finding
from carteira_cli.model.tables import RawTable, Reading, Reconciliation, SetAside, Source

SCHEMA = "carteira-cliente/1"

_AS_UNDERSTOOD = (
    "date",
    "order_id",
    "product",
    "quantity",
    "category",
    "seller",
    "channel",
    "amount",
    "is_return",
    "set_aside",
    "file",
    "sheet",
    "row",
)
_ABOUT_SOMEBODY_ELSE = {catalogue.LOOK_ALIKE.slug, catalogue.SAME_ROOT.slug}
_REGISTER = ("customers",)

Spot = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of one customer.

    ``lines`` are those of Trail, the oldest first, with ``file`` and ``sheet``; so are the
    ``entries`` of the register. ``found`` is what the lines come to.
    """

    lines: pd.DataFrame
    entries: pd.DataFrame
    found: Reconciliation


def held(reading: Reading, customer_id: str) -> Held:
    """Gather the rows of a customer.

    Raises:
        AssertionError: the reading kept no trail.
    """
    if reading.trail is None:
        msg = "a reading without a trail knows nobody's rows"
        raise AssertionError(msg)
    lines = _placed(reading.trail.lines, customer_id, reading.sources, SELLING)
    lines = lines.sort_values(["date", "source", "row"], kind="stable", ignore_index=True)
    entries = _placed(reading.trail.entries, customer_id, reading.sources, _REGISTER)
    return Held(lines, entries, _reconciled(lines))


def _placed(
    book: pd.DataFrame, customer_id: str, sources: Sequence[Source], roles: Sequence[str]
) -> pd.DataFrame:
    """Take his rows of a book and say in which file and sheet they stand."""
    his = book[book["customer_id"] == customer_id].reset_index(drop=True)
    origin = whence(his["source"], sources, roles)
    return his.assign(**{name: pd.Series(texts, dtype=object) for name, texts in origin.items()})


def _reconciled(lines: pd.DataFrame) -> Reconciliation:
    """Add up his rows: those found are those used and those set aside."""
    used = lines["set_aside"].isna()
    by_reason = lines[~used].groupby("set_aside")["cents"]
    reasons = [SetAside(str(code), len(cents), int(cents.sum())) for code, cents in by_reason]
    return Reconciliation(
        len(lines),
        int(lines["cents"].sum()),
        int(used.sum()),
        int(lines.loc[used, "cents"].sum()),
        tuple(sorted(reasons, key=lambda reason: (-reason.rows, reason.code))),
    )


def document(
    portfolio: Portfolio, customer_id: str, his: Held, tables: Sequence[RawTable]
) -> Mapping[str, Any]:
    """Give all that is held of a customer as JSON values.

    ``tables`` are the files as they were read.

    Raises:
        AssertionError: his rows do not add up to his net amount.
    """
    analysis = portfolio.analysis
    customer = analysis.customers.loc[[customer_id]]
    _hold_to(customer["net_amount"].iloc[0], his.found)
    spots = _spots(his.lines)
    registered = _spots(his.entries)
    return {
        "schema": SCHEMA,
        "generator": {"name": "carteira-cli", "version": __version__},
        "reference_date": analysis.reference_date,
        "reference_date_origin": analysis.reference_date_origin,
        "currency": portfolio.language.currency,
        "customer": _record(customer, portfolio),
        "reading": reading_record(his.found),
        "sales": _sales(his.lines),
        "sales_rows": [*_as_written(spots, tables, portfolio.reading.sources)],
        "register_rows": [*_as_written(registered, tables, portfolio.reading.sources)],
        "findings": places([*_about({*spots, *registered}, analysis.findings)], portfolio.language),
    }


def _hold_to(net_amount: Any, found: Reconciliation) -> None:
    """Refuse to show rows that are not all of his; a prospect has none in use."""
    cents = 0 if pd.isna(net_amount) else round(net_amount * 100)
    if cents != found.cents_used:
        msg = f"his rows come to {found.cents_used} cents, his net amount to {cents}"
        raise AssertionError(msg)


def _record(customer: pd.DataFrame, portfolio: Portfolio) -> Mapping[str, Any]:
    (record,) = customer_records(customer).astype(object).to_dict("records")
    (sentence,) = reasons(customer, portfolio.language)
    return {**{str(key): value for key, value in record.items()}, "sentence": sentence}


def _sales(lines: pd.DataFrame) -> pd.DataFrame:
    """Give the sales as they were understood, in reais."""
    told = lines.assign(amount=lines["cents"] / 100, is_return=lines["is_return"].astype(bool))
    texts = told.select_dtypes("category").columns
    return told.astype(dict.fromkeys(texts, "str"))[[*_AS_UNDERSTOOD]]


def _spots(rows: pd.DataFrame) -> dict[Spot, None]:
    """Give each place in the files once, in order."""
    sheets = rows["sheet"].fillna("")
    return dict.fromkeys(zip(rows["file"], sheets, rows["row"].astype(int).tolist(), strict=True))


def _as_written(
    spots: Mapping[Spot, None], tables: Sequence[RawTable], sources: Sequence[Source]
) -> Iterator[Mapping[str, Any]]:
    """Give rows as they stand in the files, every column under its header."""
    sheets = {(table.file, table.sheet): table for table in tables}
    heads = {
        (source.file, source.sheet): _headers(sheets[source.file, source.sheet], source.header_row)
        for source in sources
        if (source.file, source.sheet) in {spot[:2] for spot in spots}
    }
    for file, sheet, row in spots:
        cells = _row(sheets[file, sheet], row)
        told = [
            {"column": column, "value": _native(cell)}
            for column, cell in zip(heads[file, sheet], cells, strict=True)
        ]
        yield {"file": file, "sheet": sheet or None, "row": row, "cells": told}


def _headers(table: RawTable, row: int | None) -> list[str]:
    """Call every column by its header, else by its letter."""
    texts = ["" if pd.isna(cell) else str(cell).strip() for cell in _row(table, row)]
    return [text or letter(position) for position, text in enumerate(texts)]


def _row(table: RawTable, row: int | None) -> list[Any]:
    (at,) = np.flatnonzero(table.rows == row)[:1]
    return [table.cells[column].iloc[at] for column in table.cells]


def _native(cell: Any) -> Any:
    """Keep numbers, truth values and texts; write days and times out."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if pd.isna(cell):
        return None
    if isinstance(cell, float | np.floating):
        return int(cell) if float(cell).is_integer() else float(cell)
    text = cell if isinstance(cell, bool | int | str) else str(cell)
    return None if text == "" else text


def _about(spots: set[Spot], findings: Sequence[Finding]) -> Iterator[Finding]:
    """Keep of the findings the places that are his rows."""
    for each in findings:
        at = [place for place, row in enumerate(each.rows) if (each.file, each.sheet, row) in spots]
        if at:
            rows = tuple(each.rows[place] for place in at)
            seen = each.values  # noqa: PD011  a finding is no frame
            hidden = each.code.slug in _ABOUT_SOMEBODY_ELSE or not seen
            values = () if hidden else tuple(seen[place] for place in at)
            yield replace(each, rows=rows, values=values)
