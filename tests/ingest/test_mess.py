"""A known truth, written down as people and systems do: it comes back, or the doubt is said."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.ingest import understand
from carteira_cli.model.tables import RawTable, Reading
from carteira_cli.readers import delimited
from tests.ingest.sheets_of import grid, options

NAMES = (
    "Ana Lúcia",
    "Beto & Filhos Ltda",
    "Total Distribuidora Ltda",
    "João Conceição",
    "Página Dois Livros",
    "Subtotal Modas ME",
)
HEADERS = {
    "date": ("Data", "Data da venda", "Emissão", "DT_VENDA", "Data do Pedido"),
    "customer": ("Cliente", "Nome do cliente", "Razão Social", "Comprador"),
    "order": ("Pedido", "Nº Pedido", "Nota Fiscal", "Número do Pedido"),
    "cents": ("Valor", "Valor Total", "Total (R$)", "Vlr. Líquido", "Total do pedido"),
}
TITLES = ("Relatório de Vendas", "Período: 01/01/2024 a 31/12/2025", "Filtro: todas as lojas", "")
DOUBTS = {"ambiguous-numbers"}


@dataclass(frozen=True)
class Sale:
    day: date
    customer: str
    cents: int
    order: int


def written_money(style: str, cents: int) -> str:
    whole, part = divmod(abs(cents), 100)
    dotted = f"{whole:,}".replace(",", ".")
    sign = "-" if cents < 0 else ""
    return {
        "pt": f"{sign}{dotted},{part:02d}",
        "real": f"{sign}R$ {dotted},{part:02d}",
        "plain": f"{sign}{whole}.{part:02d}",
        "us": f"{sign}{whole:,}.{part:02d}",
        "comma": f"{sign}{whole},{part:02d}",
        "bracket": f"({dotted},{part:02d})" if cents < 0 else f"{dotted},{part:02d}",
    }[style]


DAY_STYLES = ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%Y%m%d")
MONEY_STYLES = ("pt", "real", "plain", "us", "comma", "bracket")

sales = st.lists(
    st.builds(
        Sale,
        day=st.dates(date(2024, 1, 1), date(2025, 12, 31)),
        customer=st.sampled_from(NAMES),
        cents=st.integers(1, 9_999_999) | st.integers(-50_000, -1),
        order=st.integers(1, 10**6),
    ),
    min_size=3,
    max_size=12,
    unique_by=lambda sale: sale.order,
)
# One day beyond the twelfth tells day and month apart; without it the reading is a stated guess.
proof = Sale(date(2025, 3, 28), "Ana Lúcia", 123_456, 10**6 + 1)


@st.composite
def sheets(draw: st.DrawFn, *, native: bool) -> tuple[list[Sale], list[list[object]]]:
    """Draw a truth, and one of the many sheets that say it."""
    truth = [*draw(sales), proof]
    fields = draw(st.permutations([*HEADERS]))
    names = {field: draw(st.sampled_from(words)) for field, words in HEADERS.items()}
    days, money = draw(st.sampled_from(DAY_STYLES)), draw(st.sampled_from(MONEY_STYLES))

    def cell(sale: Sale, field: str) -> object:
        if field == "date":
            return datetime.combine(sale.day, time()) if native else f"{sale.day:{days}}"
        if field == "cents":
            return sale.cents / 100 if native else written_money(money, sale.cents)
        if field == "order":
            return float(sale.order) if native else str(sale.order)
        return draw(st.sampled_from((sale.customer, f" {sale.customer} ", sale.customer.upper())))

    blank: list[object] = [None if native else ""] * len(fields)
    header: list[object] = [names[field] for field in fields]
    rows: list[list[object]] = [
        [title, *blank[1:]] for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))
    ]
    rows.append(header)
    for sale in truth:
        rows += draw(st.sampled_from(([], [blank], [header], [["Página 1", *blank[1:]]])))
        rows.append([cell(sale, field) for field in fields])
    total = sum(sale.cents for sale in truth)
    amount = total / 100 if native else written_money(money, total)
    labelled = draw(st.sampled_from(("none", "label", "bare")))
    last: list[object] = [amount if field == "cents" else blank[0] for field in fields]
    if labelled == "label" and fields[0] != "cents":
        last[0] = "Total Geral"
    return truth, [*rows, *([] if labelled == "none" else [blank, last])]


def by_customer(given_sales: Reading) -> Counter[tuple[str, date]]:
    frame = given_sales.sales
    names = given_sales.customers["customer"].str.casefold().str.strip()
    sums: Counter[tuple[str, date]] = Counter()
    for number, day, cents in zip(frame["customer_id"], frame["date"], frame["cents"], strict=True):
        sums[names[number], day.date()] += int(cents)
    return sums


def holds(truth: list[Sale], table: RawTable) -> None:
    read = understand([table], options())
    if DOUBTS & {finding.code.slug for finding in read.findings}:
        return
    expected: Counter[tuple[str, date]] = Counter()
    for sale in truth:
        expected[sale.customer.casefold(), sale.day] += sale.cents
    assert by_customer(read) == expected
    assert read.reconciliation.rows_used == len(truth)


@settings(max_examples=40)
@given(sheets(native=True))
def test_a_messy_sheet_gives_its_truth(drawn: tuple[list[Sale], list[list[object]]]) -> None:
    truth, rows = drawn

    holds(truth, grid(*map(tuple, rows)))


@settings(max_examples=60)
@given(
    sheets(native=False),
    st.sampled_from((";", ",", "\t", "|")),
    st.sampled_from(("utf-8", "utf-8-sig", "cp1252", "utf-16")),
    st.sampled_from(("\n", "\r\n")),
)
def test_a_messy_text_gives_its_truth(
    drawn: tuple[list[Sale], list[list[object]]], delimiter: str, encoding: str, line: str
) -> None:
    truth, rows = drawn
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line).writerows(rows)

    (table,) = delimited.read("vendas.csv", out.getvalue().encode(encoding))

    holds(truth, table)


@settings(max_examples=20)
@given(sheets(native=True), st.integers(1, 60))
def test_a_day_in_the_future_is_left_out_and_said(
    drawn: tuple[list[Sale], list[list[object]]], days: int
) -> None:
    _, rows = drawn
    width = len(rows[-1])
    header = next(row for row in rows if len({*row}) == width and None not in row)
    future = datetime(2026, 11, 23) + timedelta(days=days)
    known = {name: field for field, words in HEADERS.items() for name in words}
    values = {"date": future, "customer": "Novo", "order": 9e6, "cents": 1.0}
    added = tuple(values[known[str(name)]] for name in header)

    read = understand([grid(tuple(header), added, *map(tuple, rows))], options())

    assert {finding.code.slug for finding in read.findings} & {"future-date"}
