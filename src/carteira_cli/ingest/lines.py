"""One table of sales becomes lines: typed, each used or left out for one stated reason."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import amounts, dates, grain, status, totals
from carteira_cli.ingest.amounts import Amounts
from carteira_cli.ingest.cells import as_text, codes, is_blank, is_text_column, nothing
from carteira_cli.ingest.dates import Dates, Hints, Order
from carteira_cli.ingest.fields import completed
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.numbers import Mark, to_cents
from carteira_cli.ingest.sheets import Role, Sheet
from carteira_cli.ingest.standing import Standing
from carteira_cli.ingest.status import StatusText
from carteira_cli.ingest.verdicts import Verdicts
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Code, Finding
from carteira_cli.model.options import Grain, ReadingOptions
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import RawTable, Rows

Mask = npt.NDArray[np.bool_]
Wish = Grain | Literal["pacote"]

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
        told = {column.position for column in self.header.statuses}
        positions = sorted({*self.header.fields.values(), *told})
        text = [position for position in positions if is_text_column(self.body[position])]
        with ThreadPoolExecutor() as workers:
            encoded = workers.map(as_text, [self.body[position] for position in text])
            self._texts = dict(zip(text, encoded, strict=True))
        if text:
            self.body = pd.DataFrame({**self.body, **self._texts}, copy=False)

    def text(self, field: str) -> pd.Series:
        if field not in self.header.fields:
            return nothing(self.body.index)
        return completed(field, self.header.fields, self.column)

    def column(self, position: int) -> pd.Series:
        if position not in self._texts:
            self._texts[position] = as_text(self.body[position])
        return self._texts[position]

    def leave_out(self, mask: Mask, code: Code, column: str | int) -> None:
        self.note(self.verdicts.leave_out(mask, code), code, column)

    def note(self, mask: Mask, code: Code, column: str | int, **details: object) -> None:
        """Note a finding at each marked row, under a field's column or one by position."""
        if not mask.any():
            return
        position = self.header.fields.get(column) if isinstance(column, str) else column
        text = nothing(self.body.index) if position is None else self.column(position)
        self.findings.append(
            Finding(
                code,
                self.table.file,
                self.table.sheet,
                "" if position is None else self.header.names[position],
                tuple(self.rows[mask].tolist()),
                tuple(text[mask].astype(object).fillna("").tolist()),
                details,
            )
        )


def read(sheet: Sheet, options: ReadingOptions) -> Lines:
    """Read the lines of a sheet of sales, or of one that holds returns only."""
    table, header = sheet.table, sheet.known_header
    work = _Table(table, header)
    latest = options.today + timedelta(days=1)
    days = dates.parse(work.body[header.fields["data"]], Hints(options.dates, latest))
    wish = _grain_of(header, options)
    value = amounts.of_table(work.body, header, table.delimiter, options.decimal)
    value, parts = _whole_orders(work, value, wish)
    cents, inexact = to_cents(value.reais)
    frame = _frame(work, days, cents, value)
    _leave_out_non_rows(work, frame, days)
    _leave_out_unreadable(work, days, value)
    _judge_standing(work, frame, options, returns_only=sheet.role is Role.RETURNS)
    _leave_out_duplicates(work, frame)
    frame["order_id"], instalments = _orders(work, frame, wish)
    _note_doubts(work, days, value, inexact=inexact)
    _note_zeros(work, frame, value, parts)
    _count_totals_once(work, frame, value, wish)
    own = _decisions(header, days, value, options, instalments=instalments)
    decisions = (*_about_layout(work), *own, *value.decisions)
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
            blank[blank] = is_blank(cells[blank])
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


def _judge_standing(
    work: _Table, frame: pd.DataFrame, options: ReadingOptions, *, returns_only: bool
) -> None:
    """Set aside what is no sale, and turn returns negative whatever sign they came with."""
    returned = _judged(work, options) | returns_only
    if not returned.any():
        return
    frame["is_return"] = frame["is_return"].to_numpy() | returned
    cents = frame["cents"].to_numpy()
    frame["cents"] = np.where(frame["is_return"], -np.abs(cents), cents)


_NO_SALE = {
    Standing.CANCELLED: catalogue.CANCELLED,
    Standing.NOT_YET: catalogue.NOT_YET_SOLD,
    Standing.NOT_A_SALE: catalogue.NOT_A_SALE,
}


def _judged(work: _Table, options: ReadingOptions) -> Mask:
    """Set aside what its status says is no sale, under the column that says it; mark returns."""
    told = work.header.statuses
    if not told:
        return np.zeros(len(work.body), dtype=bool)
    texts = [
        StatusText(
            each.role, work.header.names[each.position], work.column(each.position), each.words
        )
        for each in told
    ]
    judged = status.judge(texts, options.status)
    for number, each in enumerate(told):
        decided = judged.decided_by(number)
        for standing, code in _NO_SALE.items():
            work.leave_out(judged.are(standing) & decided, code, each.position)
        unknown = judged.are(Standing.UNKNOWN) & decided & work.verdicts.used
        work.note(unknown, catalogue.UNKNOWN_STATUS, each.position)
    return judged.are(Standing.RETURN)


def _leave_out_duplicates(work: _Table, frame: pd.DataFrame) -> None:
    rough = frame[["date", "cents"]].assign(order=codes(frame["order_id"]))
    repeated = grain.duplicates(work.body, rough)
    with_order = frame["order_id"].notna().to_numpy()
    work.leave_out(repeated & with_order, catalogue.EXACT_DUPLICATE, "pedido")
    doubtful = repeated & ~with_order & work.verdicts.used
    work.note(doubtful, catalogue.DUPLICATE_WITHOUT_ID, _amount_field(work.header))


def _note_doubts(work: _Table, days: Dates, value: Amounts, *, inexact: bool) -> None:
    used = work.verdicts.used
    amount = _amount_field(work.header)
    comma, point = Phrase("vírgula decimal (1.234 é mil)"), Phrase("ponto decimal")
    reading = comma if value.mark is Mark.COMMA else point
    work.note(value.unsure & used, catalogue.AMBIGUOUS_NUMBERS, amount, reading=reading)
    work.note(value.completed & used, catalogue.AMOUNT_COMPLETED, amount)
    place = (work.table.file, work.table.sheet)
    if inexact:
        work.findings.append(Finding(catalogue.SUB_CENT, *place, work.header.name(amount)))
    if Order.ASSUMED in days.orders.values():
        work.findings.append(Finding(catalogue.DAY_FIRST_ASSUMED, *place, work.header.name("data")))


def _note_zeros(work: _Table, frame: pd.DataFrame, value: Amounts, parts: Mask) -> None:
    zero = (frame["cents"] == 0).to_numpy() & work.verdicts.used & ~np.isnan(value.reais) & ~parts
    sold = zero & ~frame["is_return"].to_numpy()
    work.note(sold, catalogue.ZERO_AMOUNT, _amount_field(work.header))


_GRAIN_OF_LAYOUT: Mapping[str, Wish] = {
    "linha": "item",
    "item": "item",
    "total-por-item": "pedido",
    "pacote": "pacote",
}


def _grain_of(header: Header, options: ReadingOptions) -> Wish:
    """Take the user's word on what a row is, else what is known of the system, else evidence."""
    if options.grain != "auto" or header.layout is None:
        return options.grain
    return _GRAIN_OF_LAYOUT.get(header.layout.grain, "auto")


def _orders(work: _Table, frame: pd.DataFrame, wish: Wish) -> tuple[pd.Series, bool]:
    """Tell which order each row is of, and whether the numbers were those of instalments."""
    if wish == "linha":  # the same row of another file is another sale
        place = f"{work.table.file} {work.table.sheet} "
        return as_text(place + frame["row"].astype("str")), False
    return grain.order_roots(frame["order_id"])


def _whole_orders(work: _Table, value: Amounts, wish: Wish) -> tuple[Amounts, Mask]:
    """Take the items below an order's only total as parts of it, worth nothing more."""
    parts = _parts(work, value, wish)
    if not parts.any():
        return value, parts
    decision = (
        Phrase("O valor do pacote está na linha dele; as dos produtos não somam de novo.")
        if wish == "pacote"
        else Phrase("O total do pedido está só na primeira linha dele; as outras são itens.")
    )
    whole = replace(
        value,
        reais=np.where(parts, 0.0, value.reais),
        completed=value.completed & ~parts,
        invalid=value.invalid & ~parts,
        disagrees=np.zeros_like(parts),
        decisions=(*value.decisions, decision),
    )
    return whole, parts


def _parts(work: _Table, value: Amounts, wish: Wish) -> Mask:
    stated = ~np.isnan(value.reais) & ~value.completed
    if wish == "pacote":
        return ~stated & ~value.invalid
    if wish in ("linha", "item"):
        return np.zeros(len(stated), dtype=bool)
    return grain.parts_of_a_total(codes(work.text("pedido")), stated, value.reais, value.items)


def _count_totals_once(work: _Table, frame: pd.DataFrame, value: Amounts, wish: Wish) -> None:
    """Count an order's total once where every item repeats it; else say what disagrees."""
    if wish != "pedido" and not value.disagrees.any():
        return
    amount = _amount_field(work.header)
    repeated, cents = _repeated(work, frame, value, wish), frame["cents"].to_numpy()
    if repeated.any():
        work.note(repeated & work.verdicts.used, catalogue.REPEATED_TOTAL, amount)
        frame["cents"] = np.where(repeated, 0, cents)
        return
    mismatch = value.disagrees & work.verdicts.used
    work.note(mismatch, catalogue.TOTAL_MISMATCH, amount, rows=int(mismatch.sum()))


def _repeated(work: _Table, frame: pd.DataFrame, value: Amounts, wish: Wish) -> Mask:
    """Mark the repeats of an order's total: by evidence, or because the user says so."""
    orders, cents = codes(frame["order_id"]), frame["cents"].to_numpy()
    if wish == "auto":
        return grain.repeated_totals(orders, work.verdicts.used, cents, value.items)
    if wish == "pedido":
        return grain.repeats(orders, work.verdicts.used, cents)
    return np.zeros(len(frame), dtype=bool)


def _about_layout(work: _Table) -> tuple[str, ...]:
    """Say whose export this is, and note where its dates are no days of sale."""
    layout = work.header.layout
    if layout is None:
        return ()
    if layout.date_is == "vencimento":
        column = work.header.name("data")
        place = (work.table.file, work.table.sheet, column)
        work.findings.append(Finding(catalogue.RECEIVABLES, *place))
    return (Phrase("{system}. {about}", system=Phrase(layout.title), about=Phrase(layout.about)),)


def _order(order: Order, rows: int) -> Phrase:
    """Say in which order a column's dates were read, and what proves it."""
    told = {
        Order.DAY_FIRST: Phrase("dia/mês ({rows} linhas com dia maior que 12 o provam)", rows=rows),
        Order.MONTH_FIRST: Phrase(
            "mês/dia ({rows} linhas com dia maior que 12 o provam)", rows=rows
        ),
        Order.NOT_IN_THE_FUTURE: Phrase("mês/dia (em dia/mês haveria vendas no futuro)"),
        Order.TOLD_DAY_FIRST: Phrase("dia/mês (por escolha sua)"),
        Order.TOLD_MONTH_FIRST: Phrase("mês/dia (por escolha sua)"),
        Order.ASSUMED: Phrase("dia/mês, por ser o costume no Brasil (nada na coluna decide)"),
    }
    return told[order]


def _decisions(
    header: Header, days: Dates, value: Amounts, options: ReadingOptions, *, instalments: bool
) -> tuple[str, ...]:
    read = [
        Phrase(
            "Datas com «{separator}» lidas como {order}.",
            separator=separator,
            order=_order(order, days.proofs[separator]),
        )
        for separator, order in days.orders.items()
    ]
    if value.mark is not None:
        comma = "Valores em texto lidos com vírgula decimal{why}."
        point = "Valores em texto lidos com ponto decimal{why}."
        read.append(
            Phrase(comma if value.mark is Mark.COMMA else point, why=_because(value, options))
        )
    if instalments:
        read.append(Phrase("Parcelas de um mesmo documento contadas como um só pedido."))
    elif "pedido" not in header.fields:
        read.append(
            Phrase("Não há número de pedido: cada dia de compra de um cliente é um pedido.")
        )
    return tuple(read)


def _because(value: Amounts, options: ReadingOptions) -> Phrase:
    if options.decimal != "auto":
        return Phrase(" (por escolha sua)")
    if value.proof:
        return Phrase(" (só assim se lê {text})", text=value.proof)
    return Phrase(" (nada na coluna decide)")
