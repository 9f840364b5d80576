"""Measure reading alone: ``python -m bench.reading`` from the root of the repository.

A million sales of five columns become the sales table, beside a bare parse of the same file: text
columns through pyarrow, rows of cells through calamine. Both in one process, in turn.
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
import pyarrow as pa
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


def bare_csv(path: Path) -> int:
    """Parse text columns and nothing more; give the rows."""
    convert = arrow_csv.ConvertOptions(column_types=dict.fromkeys(HEADER, pa.string()))
    parse = arrow_csv.ParseOptions(**_SEPARATED)
    rows: int = arrow_csv.read_csv(path, parse_options=parse, convert_options=convert).num_rows
    return rows


def bare_xlsx(path: Path) -> int:
    """Have every cell from calamine and nothing more; give the rows."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return len(sheet.to_python()) - 1


def ours(path: Path) -> int:
    """Read into the sales table, checks and findings included; give the rows."""
    return len(understand(read(path), ReadingOptions(today=date(2026, 1, 1))).sales)


JOBS: tuple[tuple[str, Callable[[Path, int], None], Callable[[Path], int]], ...] = (
    ("csv", write_csv, bare_csv),
    ("xlsx", write_xlsx, bare_xlsx),
)


def compare(path: Path, bare: Callable[[Path], int], rounds: int) -> str:
    """Run both in turn; say what each took and the ratio pair by pair.

    Raises:
        RuntimeError: the two found different numbers of rows.
    """
    pairs = [(_timed(bare, path), _timed(ours, path)) for _ in range(rounds)]
    if len({rows for pair in pairs for _, rows in pair}) != 1:
        message = f"not the same rows: {pairs}"
        raise RuntimeError(message)
    ratios = [own / plain for (plain, _), (own, _) in pairs]
    took = ", ".join(f"{own:.2f} ÷ {plain:.2f}" for (plain, _), (own, _) in pairs)
    return f"{path.name}: {took}; median {statistics.median(ratios):.1f}"


def _timed(job: Callable[[Path], int], path: Path) -> tuple[float, int]:
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
    for kind, write, bare in JOBS:
        path = arguments.folder / f"leitura-{arguments.rows}.{kind}"
        if not path.exists():
            write(path, arguments.rows)
        sys.stdout.write(f"{compare(path, bare, arguments.rounds)}\n")


if __name__ == "__main__":
    main()
