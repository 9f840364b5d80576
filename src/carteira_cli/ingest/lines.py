"""One table of sales becomes lines: typed, each used or left out for one stated reason."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import amounts, dates, grain, status, totals
from carteira_cli.ingest.amounts import Amounts
from carteira_cli.ingest.cells import as_text, codes, is_text_column, nothing
from carteira_cli.ingest.dates import Dates, Order
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.numbers import Mark, to_cents
from carteira_cli.ingest.status import Standing
from carteira_cli.ingest.verdicts import Verdicts
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Code, Finding
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.tables import RawTable, Rows

Mask = npt.NDArray[np.bool_]

TEXT_FIELDS: Mapping[str, str] = {
    "pedido": "order_id",
    "cliente": "name",
    "codigo": "code",
    "documento": "document",
    "email": "email",
    "telefone": "phone",
    "cidade": "city",
    "uf": "state",
    "vendedor": "seller",
    "produto": "product",
    "categoria": "category",
    "canal": "channel",
}


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of one sales table.

    ``frame`` has row, date, cents, is_return, quantity and the text fields; ``verdicts`` says
    which are left out and why.
    """

    frame: pd.DataFrame
    verdicts: Verdicts
    findings: tuple[Finding, ...]
    decisions: tuple[str, ...]


class _Table:
    """One sales table while its rows are being judged."""

    def __init__(self, table: RawTable, header: Header) -> None:
        self.table = table
        self.header = header
        self.body, self.rows = _body(table, header)
        self.verdicts = Verdicts.none(len(self.body))
        self.findings: list[Finding] = []
        self._encode()

    def _encode(self) -> None:
        """Encode the columns that are read, side by side: it is the longest part of the work."""
        positions = sorted(set(self.header.fields.values()))
        text = [position for position in positions if is_text_column(self.body[position])]
        with ThreadPoolExecutor() as workers:
            encoded = workers.map(as_text, [self.body[position] for position in text])
            self._texts = dict(zip(text, encoded, strict=True))
        if text:
            self.body = pd.DataFrame({**self.body, **self._texts}, copy=False)

    def text(self, field: str) -> pd.Series:
        position = self.header.fields.get(field)
        if position is None:
            return nothing(self.body.index)
        if position not in self._texts:
            self._texts[position] = as_text(self.body[position])
        return self._texts[position]

    def leave_out(self, mask: Mask, code: Code, field: str) -> None:
        self.note(self.verdicts.leave_out(mask, code), code, field)

    def note(self, mask: Mask, code: Code, field: str, **details: object) -> None:
        if mask.any():
            self.findings.append(
                Finding(
                    code,
                    self.table.file,
                    self.table.sheet,
                    self.header.name(field),
                    tuple(self.rows[mask].tolist()),
                    tuple(self.text(field)[mask].astype(object).fillna("").tolist()),
                    details,
                )
            )


def read(table: RawTable, header: Header, options: ReadingOptions) -> Lines:
    """Read the sale lines of a table whose header is known.

    Raises:
        CarteiraError: there are returns, and the options say to stop at them.
    """
    work = _Table(table, header)
    days = dates.parse(work.body[header.fields["data"]])
    value = amounts.of_table(work.body, header, table.delimiter)
    cents, inexact = to_cents(value.reais)
    frame = _frame(work, days, cents, value)
    _leave_out_non_rows(work, frame, days)
    _leave_out_unreadable(work, days, value)
    _judge_standing(work, frame, options)
    _leave_out_duplicates(work, frame)
    frame["order_id"], instalments = grain.order_roots(frame["order_id"])
    _note_doubts(work, frame, days, value, inexact=inexact)
    _count_totals_once(work, frame, value)
    decisions = (*_decisions(header, days, value, instalments=instalments), *value.decisions)
    return Lines(frame, work.verdicts, tuple(work.findings), decisions)


def _body(table: RawTable, header: Header) -> tuple[pd.DataFrame, Rows]:
    body = table.cells.iloc[header.index + 1 :]
    rows = table.rows[header.index + 1 :]
    blank = _blank_rows(body)
    if blank.any():
        body, rows = body[~blank], rows[~blank]
    return body.reset_index(drop=True), rows


def _blank_rows(body: pd.DataFrame) -> Mask:
    blank = np.ones(len(body), dtype=bool)
    for cells in (body[column] for column in body):
        if blank.any():
            left = cells[blank]
            empty = left.isna() | (left.str.strip() == "") if is_text_column(left) else left.isna()
            blank[blank] = empty.to_numpy(dtype=bool)
    return blank


def _frame(work: _Table, days: Dates, cents: npt.NDArray[np.int64], value: Amounts) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "row": work.rows,
            "date": days.days.astype("datetime64[s]"),
            "cents": cents,
            "is_return": cents < 0,
            "quantity": value.quantity,
        }
    )
    for field, column in TEXT_FIELDS.items():
        frame[column] = work.text(field)
    return frame


def _leave_out_non_rows(work: _Table, frame: pd.DataFrame, days: Dates) -> None:
    """Set aside repeated headers and totals, which only rows without a date can be."""
    dated = ~np.isnat(days.days) | days.minority
    if dated.all():
        return
    repeated = (work.text("data") == work.header.name("data")).to_numpy(dtype=bool, na_value=False)
    work.leave_out(repeated, catalogue.REPEATED_HEADER, "data")
    named = frame[["order_id", "name", "code", "document"]].notna().any(axis=1).to_numpy()
    summing = totals.rows_that_sum(work.body, dated, named, frame["cents"].to_numpy())
    work.leave_out(summing, catalogue.TOTAL_ROW, _amount_field(work.header))


def _amount_field(header: Header) -> str:
    return "valor" if "valor" in header.fields else "preco"


def _leave_out_unreadable(work: _Table, days: Dates, value: Amounts) -> None:
    amount = _amount_field(work.header)
    missing = np.isnat(days.days)
    work.leave_out(days.minority, catalogue.MINORITY_DATE, "data")
    work.leave_out(days.invalid, catalogue.INVALID_DATE, "data")
    work.leave_out(missing, catalogue.MISSING_DATE, "data")
    work.leave_out(value.invalid, catalogue.INVALID_AMOUNT, amount)
    work.leave_out(np.isnan(value.reais), catalogue.MISSING_AMOUNT, amount)


def _judge_standing(work: _Table, frame: pd.DataFrame, options: ReadingOptions) -> None:
    """Set aside what is no sale, and turn returns negative whatever sign they came with."""
    by_status = status.statuses(work.text("status"), options.status)
    by_operation = status.operations(work.text("tipo"))
    unknown = by_status.are(Standing.UNKNOWN) & work.verdicts.used
    work.note(unknown, catalogue.UNKNOWN_STATUS, "status")
    work.leave_out(by_status.are(Standing.CANCELLED), catalogue.CANCELLED, "status")
    work.leave_out(by_status.are(Standing.NOT_YET), catalogue.NOT_YET_SOLD, "status")
    work.leave_out(by_operation.are(Standing.NOT_A_SALE), catalogue.NOT_A_SALE, "tipo")
    returned = by_operation.are(Standing.RETURN) | by_status.are(Standing.RETURN)
    if not returned.any():
        return
    frame["is_return"] = frame["is_return"].to_numpy() | returned
    cents = frame["cents"].to_numpy()
    frame["cents"] = np.where(frame["is_return"], -np.abs(cents), cents)


def _leave_out_duplicates(work: _Table, frame: pd.DataFrame) -> None:
    rough = frame[["date", "cents"]].assign(order=codes(frame["order_id"]))
    repeated = grain.duplicates(work.body, rough)
    with_order = frame["order_id"].notna().to_numpy()
    work.leave_out(repeated & with_order, catalogue.EXACT_DUPLICATE, "pedido")
    doubtful = repeated & ~with_order & work.verdicts.used
    work.note(doubtful, catalogue.DUPLICATE_WITHOUT_ID, _amount_field(work.header))


def _note_doubts(
    work: _Table, frame: pd.DataFrame, days: Dates, value: Amounts, *, inexact: bool
) -> None:
    used = work.verdicts.used
    amount = _amount_field(work.header)
    reading = "vírgula decimal (1.234 é mil)" if value.mark is Mark.COMMA else "ponto decimal"
    work.note(value.unsure & used, catalogue.AMBIGUOUS_NUMBERS, amount, reading=reading)
    work.note(value.completed & used, catalogue.AMOUNT_COMPLETED, amount)
    zero = (frame["cents"] == 0).to_numpy() & used & ~np.isnan(value.reais)
    work.note(zero & ~frame["is_return"].to_numpy(), catalogue.ZERO_AMOUNT, amount)
    place = (work.table.file, work.table.sheet)
    if inexact:
        work.findings.append(Finding(catalogue.SUB_CENT, *place, work.header.name(amount)))
    if Order.ASSUMED in days.orders.values():
        work.findings.append(Finding(catalogue.DAY_FIRST_ASSUMED, *place, work.header.name("data")))


def _count_totals_once(work: _Table, frame: pd.DataFrame, value: Amounts) -> None:
    """Count an order's total once where every item repeats it; else say what disagrees."""
    if not value.disagrees.any():
        return
    amount = _amount_field(work.header)
    orders, cents = codes(frame["order_id"]), frame["cents"].to_numpy()
    repeated = grain.repeated_totals(orders, work.verdicts.used, cents, value.items)
    if repeated.any():
        work.note(repeated & work.verdicts.used, catalogue.REPEATED_TOTAL, amount)
        frame["cents"] = np.where(repeated, 0, cents)
        return
    mismatch = value.disagrees & work.verdicts.used
    work.note(mismatch, catalogue.TOTAL_MISMATCH, amount, rows=int(mismatch.sum()))


_ORDER_WORDS = {
    Order.DAY_FIRST: "dia/mês, provado por dias maiores que 12",
    Order.MONTH_FIRST: "mês/dia, provado por dias maiores que 12",
    Order.ASSUMED: "dia/mês, por ser o costume no Brasil (nada na coluna decide)",
}


def _decisions(
    header: Header, days: Dates, value: Amounts, *, instalments: bool
) -> tuple[str, ...]:
    read = [
        f"Datas com «{separator}» lidas como {_ORDER_WORDS[order]}."
        for separator, order in days.orders.items()
    ]
    if value.mark is not None:
        mark = "vírgula" if value.mark is Mark.COMMA else "ponto"
        read.append(f"Valores em texto lidos com {mark} decimal.")
    if instalments:
        read.append("Parcelas de um mesmo documento contadas como um só pedido.")
    elif "pedido" not in header.fields:
        read.append("Não há número de pedido: cada dia de compra de um cliente é um pedido.")
    return tuple(read)
