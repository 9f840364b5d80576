"""Raw tables become one honest portfolio: the whole of ingest, step by step."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import (
    baskets,
    customers,
    diagnosis,
    identity,
    joining,
    lines,
    measures,
    names,
    register,
    sheets,
)
from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.collapse import Codes, collapse, order_numbers
from carteira_cli.ingest.ledger import Ledger, stack
from carteira_cli.ingest.letters import letters
from carteira_cli.ingest.lines import Lines
from carteira_cli.ingest.overlap import overlap
from carteira_cli.ingest.reference import reference_date
from carteira_cli.ingest.sheets import Role, Sheet
from carteira_cli.ingest.trail import trail
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.tables import SALES, RawTable, Reading, Source

Mask = npt.NDArray[np.bool_]


def understand(
    tables: Sequence[RawTable], options: ReadingOptions, *, trailed: bool = False
) -> Reading:
    """Understand raw tables as one portfolio: sales, customers, doubts, reconciliation.

    With ``trailed``, keep where everybody stands in the files.

    Raises:
        CarteiraError: no sheet is a list of sales, no row of it can be used, what the
            options name is not there, or returns are present and were to stop the run.
    """
    alone, findings = sheets.classify(tables, options)
    seen = joining.join(alone)
    ignored = sheets.ignored(seen)
    selling = _with_role(seen, Role.SALES, Role.RETURNS)
    read = tuple(lines.read(sheet, options) for sheet in selling)
    ledger = Ledger.of(selling, read)
    entries = register.read(_with_role(seen, Role.CUSTOMERS))
    people = _identify(ledger, entries, options)
    _leave_out_repeats(ledger, people)
    _apply_wishes(ledger, people, options)
    as_of, origin = _until_reference(ledger, options)
    diagnosis.diagnose(ledger, entries, people)
    known = customers.describe(ledger, entries, people, masked=not options.full_documents)
    details = customers.details(entries, people, known)
    measured, doubts = measures.read(details, options.decimal)
    sales = _sales(ledger, known, people)
    orders = order_numbers(sales)
    days = collapse(sales, orders)
    raw_findings = (note for table in tables for note in table.findings)
    return Reading(
        sales=sales,
        days=days[days["customer_id"].notna()],
        unidentified=days[days["customer_id"].isna()],
        unidentified_rows=int(sales["customer_id"].isna().sum()),
        customers=known.set_index("customer_id", drop=False).sort_index(),
        details=details,
        measures=measured,
        reference_date=as_of,
        reference_date_origin=origin,
        sources=_sources(seen, dict(zip(map(id, selling), read, strict=True)), tables),
        reconciliation=ledger.reconciliation(),
        baskets=baskets.baskets(sales, orders),
        splits=_splits(sales, orders, entries),
        findings=(
            *raw_findings,
            *findings,
            *ignored,
            *(note for sheet in seen for note in sheet.findings),
            *ledger.findings,
            *entries.findings,
            *doubts,
        ),
        trail=trail(ledger, entries, known, people) if trailed else None,
    )


def _with_role(seen: tuple[Sheet, ...], *roles: Role) -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in seen if sheet.role in roles)


def _identify(ledger: Ledger, entries: Ledger, options: ReadingOptions) -> pd.DataFrame:
    """Tell who every line and register entry is, in a column ``person``; return the people."""
    proofs = [*identity.PROOFS]
    rows = stack([book.frame[proofs] for book in (ledger, entries)])
    who = identity.resolve(rows.assign(weight=rows["source"] == 0))
    ledger.frame["person"] = who.of_row[: len(ledger.frame)]
    entries.frame["person"] = who.of_row[len(ledger.frame) :]
    people = _merge(who.people, options.merge)
    ignored = _named(people, options.ignore_customers)
    people["ignored"] = ignored
    nobody = ignored | _named(people, options.counter)
    people["customer"] = pd.factorize(people["root"].mask(nobody), sort=True)[0]
    return people


def _leave_out_repeats(ledger: Ledger, people: pd.DataFrame) -> None:
    """Count orders once that stand in several sheets; note those that differ."""
    customers = people["customer"].to_numpy().take(ledger.frame["person"].to_numpy())
    found = overlap(ledger.frame, ledger.verdicts.used, customers)
    ledger.leave_out(found.again, catalogue.ORDER_TOLD_AGAIN, "pedido", "order_id")
    ledger.note(found.otherwise, catalogue.ORDER_TOLD_OTHERWISE, "pedido", "order_id")


def _named(people: pd.DataFrame, wanted: Sequence[str]) -> Mask:
    """Mark the people whom the user calls by name, code or document."""
    asked = pd.Series([*wanted], dtype=TEXT)
    by_name = people["name_key"].isin(names.keys(asked).dropna())
    by_code = people["code"].isin(asked) | people["document"].isin(asked)
    return (by_name | by_code).to_numpy(dtype=bool)


def _merge(people: pd.DataFrame, merge: Mapping[str, str]) -> pd.DataFrame:
    """Join customers as the user says: each key becomes one with the customer it names."""
    for alias, name in merge.items():
        target = people.loc[_named(people, [name]), "root"].dropna()
        if len(target):
            roots = people.loc[_named(people, [alias]), "root"].dropna().unique()
            people.loc[people["root"].isin(roots), "root"] = target.min()
    return people


def _apply_wishes(ledger: Ledger, people: pd.DataFrame, options: ReadingOptions) -> None:
    """Set aside what the user does not want counted.

    Raises:
        CarteiraError: there are returns, and the user wants the run to stop at them.
    """
    frame = ledger.frame
    ignored = people["ignored"].to_numpy()[frame["person"]]
    ledger.leave_out(ignored, catalogue.IGNORED_CUSTOMER, "cliente", "name")
    returned = frame["is_return"].to_numpy()
    if options.returns == "ignorar":
        ledger.leave_out(returned, catalogue.RETURN_IGNORED, "valor", "cents")
    if options.returns == "erro" and (rows := int((returned & ledger.verdicts.used).sum())):
        place = Place(ledger.sheets[0].table.file)
        raise CarteiraError(catalogue.RETURNS_PRESENT, place, rows=rows)
    if options.ignore_zero:
        zero = (frame["cents"] == 0).to_numpy() & ~returned
        ledger.leave_out(zero, catalogue.ZERO_IGNORED, "valor", "cents")


def _until_reference(ledger: Ledger, options: ReadingOptions) -> tuple[date, str]:
    """Choose the reference date and set aside the lines after it.

    Raises:
        CarteiraError: no line can be used.
    """
    as_of, origin = reference_date(ledger.used("date"), options)
    dates = ledger.frame["date"]
    if origin not in ("given", "config"):
        tomorrow = pd.Timestamp(options.today + timedelta(days=1))
        future = (dates > tomorrow).to_numpy()
        ledger.leave_out(future, catalogue.FUTURE_DATE, "data", "date")
    after = (dates > pd.Timestamp(as_of)).to_numpy()
    ledger.leave_out(after, catalogue.AFTER_REFERENCE_DATE, "data", "date")
    if not ledger.verdicts.used.any():
        table = ledger.sheets[0].table
        place = Place(table.file, table.sheet)
        notes = tuple(ledger.findings)
        raise CarteiraError(catalogue.NO_SALES, place, name=table.file, findings=notes)
    return as_of, origin


def _sales(ledger: Ledger, known: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Keep the used lines as SALES, with the customer's final number."""
    ids = pd.Categorical(known["customer_id"].reindex(people["customer"]))
    columns = [column.name for column in SALES]
    frame = ledger.frame.assign(customer_id=ids.take(ledger.frame["person"].to_numpy()))[columns]
    used = ledger.verdicts.used
    return frame if used.all() else frame[used].reset_index(drop=True)


def _splits(sales: pd.DataFrame, orders: Codes, entries: Ledger) -> Mapping[str, pd.DataFrame]:
    """Split the sales by what they say; a register's word on sellers goes before theirs."""
    registered = {"seller"} if entries.frame["seller"].notna().any() else set()
    return baskets.splits(sales, orders, but=registered)


def _sources(
    seen: tuple[Sheet, ...], read: Mapping[int, Lines], tables: Sequence[RawTable]
) -> tuple[Source, ...]:
    untouched = {(table.file, table.sheet): table for table in tables}
    return tuple(
        _source(sheet, read.get(id(sheet)), untouched[sheet.table.file, sheet.table.sheet])
        for sheet in seen
    )


def _source(sheet: Sheet, read: Lines | None, untouched: RawTable) -> Source:
    table, found = sheet.table, sheet.header
    if found is None:
        return Source(table.file, table.sheet, sheet.role, decisions=table.about)
    return Source(
        table.file,
        table.sheet,
        sheet.role,
        layout=found.layout.slug if found.layout else "",
        header_row=int(table.rows[found.index]),
        letters=letters(untouched, int(table.rows[found.index]), found.names),
        first_row=int(table.rows[min(found.index + 1, len(table.rows) - 1)]),
        last_row=int(table.rows[-1]),
        columns={field: found.name(field) for field in found.fields},
        unread=tuple(n for i, n in enumerate(found.names) if n and i not in found.fields.values()),
        decisions=(*table.about, *sheet.decisions, *(read.decisions if read else ())),
    )
