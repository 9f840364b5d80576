"""Makes the files to be measured: ``python -m bench.make_data FOLDER``; the same bytes every time.

The headers and the ways of writing are those of the example's export: dates with the day
first, ``1.234,56``, ``;``, a byte order mark, CRLF. Files already there are kept.
"""

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import xlsxwriter

from bench.jobs import JOBS, Job
from carteira_cli.example import documents
from carteira_cli.example.draws import Draws
from carteira_cli.example.names import CITIES, KINDS, SIGNS
from carteira_cli.example.orders import COUNTER, HEADERS, Item
from carteira_cli.example.products import PRODUCTS
from carteira_cli.example.trading_days import FIRST_DAY, LAST_DAY

Row = tuple[int, date, str, str, str, str, str, int, float, float, str, str, str, str]
Customer = tuple[str, str, str, str]

_SEED = 7
_DAYS = (LAST_DAY - FIRST_DAY).days + 1
_ITEMS_PER_ORDER = 2.5
_FIRST_RETURN = 10_000_000
_KINDS = tuple(kind for kinds in KINDS.values() for kind in kinds)


def rows(count: int, customers: int) -> Iterator[Row]:
    """Draw that many item rows of about as many customers, by day."""
    draws = Draws(_SEED)
    known = [_customer(number, draws) for number in range(customers)]
    orders = _orders(int(count / _ITEMS_PER_ORDER * 1.1), customers, draws)
    lines = (
        line
        for number, (day, place) in enumerate(orders, start=1)
        for line in _lines(number, FIRST_DAY + timedelta(days=day), known[place], draws)
    )
    return islice(lines, count)


def _customer(number: int, draws: Draws) -> Customer:
    """Invent a customer: code, name, document and seller."""
    name = f"{_KINDS[number % len(_KINDS)]} {SIGNS[number % len(SIGNS)]} {number // 100 + 1}"
    return f"{number:06}", name, documents.cnpj(draws), draws.pick(CITIES).seller


def _orders(count: int, customers: int, draws: Draws) -> list[tuple[int, int]]:
    """Draw orders as day and customer, by day: every customer once, then large ones more."""
    left = [_DAYS - draws.whole(0, _DAYS - 1) // 2 for _ in range(customers)]
    places = list(range(customers))
    places += [
        int(customers * draws.between(0, 1) * draws.between(0, 1)) for _ in range(count - customers)
    ]
    return sorted((draws.whole(0, left[place] - 1), place) for place in places)


def _lines(number: int, day: date, customer: Customer, draws: Draws) -> Iterator[Row]:
    """Write one order of one to four products; now and then cancelled, returned, anonymous."""
    if draws.chance(0.02):
        customer = "", COUNTER, "", customer[3]
    first, count = draws.whole(0, len(PRODUCTS) - 1), draws.whole(1, 4)
    status = "Cancelado" if draws.chance(0.01) else "Faturado"
    chosen = [PRODUCTS[place % len(PRODUCTS)] for place in range(first, first + count)]
    items = [Item(product, draws.whole(1, 40), product.price(day)) for product in chosen]
    for item in items:
        yield _row(number, day, customer, item, "Venda", status)
    if status == "Faturado" and draws.chance(0.02):
        back = replace(items[0], quantity=-draws.whole(1, items[0].quantity))
        yield _row(_FIRST_RETURN + number, day, customer, back, "Devolução de venda", status)


def _row(
    number: int, day: date, customer: Customer, item: Item, operation: str, status: str
) -> Row:
    code, name, document, seller = customer
    return (
        number,
        day,
        code,
        name,
        document,
        item.product.name,
        item.product.category,
        item.quantity,
        item.price / 100,
        item.cents / 100,
        seller,
        "Vendedor",
        operation,
        status,
    )


def write_csv(path: Path, lines: Iterator[Row]) -> None:
    """Write the rows as a Brazilian CSV export."""
    swap = str.maketrans(",.", ".,")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADERS)
        for line in lines:
            price, total = (f"{amount:,.2f}".translate(swap) for amount in line[8:10])
            writer.writerow((line[0], f"{line[1]:%d/%m/%Y}", *line[2:8], price, total, *line[10:]))


def write_xlsx(path: Path, lines: Iterator[Row]) -> None:
    """Write the rows as a workbook of one sheet, with real dates and numbers."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Vendas")
        sheet.write_row(0, 0, HEADERS)
        for place, line in enumerate(lines, start=1):
            sheet.write_row(place, 0, line)


def make(job: Job, path: Path) -> None:
    """Write the input of a job, under another name until it is whole."""
    unfinished = path.with_name(f"unfinished-{path.name}")
    write = write_xlsx if path.suffix == ".xlsx" else write_csv
    write(unfinished, rows(job.rows, job.customers))
    unfinished.replace(path)


def main() -> None:
    """Make every input that is not there yet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for job in JOBS:
        if not (folder / job.input_name).exists():
            sys.stderr.write(f"making {job.input_name} ...\n")
            make(job, folder / job.input_name)


if __name__ == "__main__":
    main()
