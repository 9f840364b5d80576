"""Measure reading alone: ``python -m bench.reading`` from the root of the repository.

A million sales of five columns, each step beside the barest thing that does it: text columns beside
pyarrow's, the sales table beside a bare parse, beside pyarrow's own conversion of the columns, and
beside one typed ``read_csv``. Both in one process, in turn.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
import xlsxwriter
from python_calamine import CalamineWorkbook

from carteira_cli.ingest import understand
from carteira_cli.model.options import ReadingOptions
from carteira_cli.readers import read

HEADER = ("Data", "Pedido", "Cliente", "Produto", "Valor")
_SEED, _DAYS, _CUSTOMERS, _PRODUCTS = 5, 1000, 20_000, 500
_FIRST_DAY = np.datetime64("2022-01-01")
_SEPARATED = {"delimiter": ";"}


def sales(rows: int) -> list[np.ndarray]:
    """Make the columns: days, orders of two rows, customers, products, centavos."""
    dice = np.random.default_rng(_SEED)
    days = np.sort(_FIRST_DAY + dice.integers(0, _DAYS, rows))
    orders = np.arange(rows) // 2 + 100_000
    customers, products = dice.integers(0, _CUSTOMERS, rows), dice.integers(0, _PRODUCTS, rows)
    return [days, orders, customers, products, dice.integers(100, 500_000, rows)]


def write_csv(path: Path, rows: int) -> None:
    """Write ``;``, ``1.234,56`` and ``dd/mm/aaaa``."""
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(HEADER) + "\n")
        for day, order, customer, product, cents in zip(*sales(rows), strict=True):
            reais = f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))
            shown = day.item().strftime("%d/%m/%Y")
            file.write(f"{shown};{order};Cliente {customer};Produto {product};{reais}\n")


def write_xlsx(path: Path, rows: int) -> None:
    """Write native days and numbers."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER)
        for row, sale in enumerate(zip(*sales(rows), strict=True), start=1):
            day, order, customer, product, cents = sale
            sheet.write_datetime(row, 0, day.item(), days)
            sheet.write_number(row, 1, int(order))
            sheet.write_string(row, 2, f"Cliente {customer}")
            sheet.write_string(row, 3, f"Produto {product}")
            sheet.write_number(row, 4, int(cents) / 100)


def _text(path: Path) -> pa.Table:
    convert = arrow_csv.ConvertOptions(column_types=dict.fromkeys(HEADER, pa.string()))
    parse = arrow_csv.ParseOptions(**_SEPARATED)
    return arrow_csv.read_csv(path, parse_options=parse, convert_options=convert)


def bare_csv(path: Path) -> int:
    """Parse text columns and nothing more; give the rows."""
    rows: int = _text(path).num_rows
    return rows


def converted_csv(path: Path) -> int:
    """Parse text columns, number their distinct texts, cast the amounts; judge nothing."""
    table = _text(path).combine_chunks()
    for name in HEADER[:-1]:
        table[name].dictionary_encode()
    amounts = pc.replace_substring(pc.replace_substring(table["Valor"], ".", ""), ",", ".")
    rows: int = len(pc.cast(amounts, pa.float64()))
    return rows


def typed_csv(path: Path) -> int:
    """Read as one who knows the file does: every mark and every type told to pandas."""
    names = {"Cliente": "category", "Produto": "category"}
    table = pd.read_csv(
        path,
        sep=";",
        decimal=",",
        thousands=".",
        parse_dates=["Data"],
        date_format="%d/%m/%Y",
        dtype=names,
    )
    return len(table)


def bare_xlsx(path: Path) -> int:
    """Have every cell from calamine and nothing more; give the rows."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return len(sheet.to_python()) - 1


def our_text(path: Path) -> int:
    """Read the columns of text with our reader; give the rows under the header."""
    return len(read(path)[0].cells) - 1


def ours(path: Path) -> int:
    """Read into the sales table, checks and findings included; give the rows."""
    return len(understand(read(path), ReadingOptions(today=date(2026, 1, 1))).sales)


Job = Callable[[Path], int]
WRITERS: dict[str, Callable[[Path, int], None]] = {"csv": write_csv, "xlsx": write_xlsx}
JOBS: tuple[tuple[str, str, Job, Job], ...] = (
    ("csv", "text columns ÷ bare parse", our_text, bare_csv),
    ("csv", "sales table ÷ bare parse", ours, bare_csv),
    ("csv", "sales table ÷ the same columns converted by pyarrow", ours, converted_csv),
    ("csv", "sales table ÷ typed read_csv", ours, typed_csv),
    ("xlsx", "sales table ÷ bare parse", ours, bare_xlsx),
)


def compare(path: Path, own_job: Job, rival: Job, rounds: int) -> str:
    """Run both in turn; say what each took and the ratio pair by pair.

    Raises:
        RuntimeError: the two found different numbers of rows.
    """
    pairs = [(_timed(rival, path), _timed(own_job, path)) for _ in range(rounds)]
    if len({rows for pair in pairs for _, rows in pair}) != 1:
        message = f"not the same rows: {pairs}"
        raise RuntimeError(message)
    ratios = [own / plain for (plain, _), (own, _) in pairs]
    took = ", ".join(f"{own:.2f} ÷ {plain:.2f}" for (plain, _), (own, _) in pairs)
    return f"{took}; median {statistics.median(ratios):.1f}"


def _timed(job: Job, path: Path) -> tuple[float, int]:
    start = time.perf_counter()
    rows = job(path)
    return time.perf_counter() - start, rows


def main() -> None:
    """Make the files where they are missing, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    for kind, title, own_job, rival in JOBS:
        path = arguments.folder / f"leitura-{arguments.rows}.{kind}"
        if not path.exists():
            WRITERS[kind](path, arguments.rows)
        measured = compare(path, own_job, rival, arguments.rounds)
        sys.stdout.write(f".{kind}, {title}: {measured}\n")


if __name__ == "__main__":
    main()
