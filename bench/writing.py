"""Measure writing the workbook alone: ``python -m bench.writing`` from the root of the repository.

The report of 10 000 customers, once laid out, is written in full; the rival is a bare loop over
XlsxWriter that writes the same cells: the same values, formulas with their values and as many
formats, without widths, heights, rules, tables or charts. Once as XlsxWriter comes, and once
spared its search through each formula for young functions, which ours does without too. All in one
process, in turn.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from unittest import mock

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bench.analysing import reading, sales
from carteira_cli import layout
from carteira_cli.analysis import analyse
from carteira_cli.locale.language import Language
from carteira_cli.model.report import Report
from carteira_cli.writers.workbook import book

_SALES_OF_A_CUSTOMER = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as a bare loop writes it: no formula is an empty text, no value None."""

    row: int
    col: int
    value: Any
    formula: str
    look: int


@dataclass(frozen=True, slots=True)
class Cells:
    """What stands in the cells of each sheet, row by row, and the number formats they refer to."""

    sheets: dict[str, list[Cell]]
    looks: list[str]


class NoSearch(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that takes formulas as they are."""

    def _prepare_formula(self, formula: str, *_: object) -> str:
        return formula


def laid_out(customers: int) -> Report:
    """Analyse made-up sales and lay the result out."""
    sold = sales(customers * _SALES_OF_A_CUSTOMER, customers)
    read = reading(sold, products=True)
    return layout.report(read, analyse(read), Language())


def cells_of(report: Report) -> Cells:
    """Write a workbook and note every cell of it."""
    noted: list[Cells] = []

    class Noting(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
        def close(self) -> None:
            noted.append(_noted(self))
            super().close()

    with mock.patch.object(book, "Workbook", Noting):
        book.write(report)
    return noted[0]


def _noted(workbook: Workbook) -> Cells:
    texts = list(workbook.str_table.string_table)
    looks: dict[Format | None, int] = {}
    sheets = {
        sheet.name: list(_cells(sheet.table, texts, looks)) for sheet in workbook.worksheets()
    }
    return Cells(sheets, [look.num_format if look else "General" for look in looks])


def _cells(
    rows: dict[int, dict[int, Any]], texts: list[str], looks: dict[Format | None, int]
) -> Iterator[Cell]:
    """Take the cells out of XlsxWriter's store: a value stands in the first field of its tuple."""
    for row, cells in sorted(rows.items()):
        for col, cell in sorted(cells.items()):
            look = looks.setdefault(cell.format, len(looks))
            formula = getattr(cell, "formula", "")
            value = cell.value if formula else cell[0]
            if "String" in type(cell).__name__:
                value = texts[cell.string]
            yield Cell(row, col, None if value is cell.format else value, formula, look)


def bare(cells: Cells, paper: type[Worksheet]) -> bytes:
    """Write the cells and nothing else."""
    stream = BytesIO()
    with Workbook(stream) as workbook:
        looks = [workbook.add_format({"num_format": code}) for code in cells.looks]
        for name, written in cells.sheets.items():
            sheet = workbook.add_worksheet(name, paper)
            for cell in written:
                look = looks[cell.look]
                if cell.formula:
                    sheet.write_formula(cell.row, cell.col, cell.formula, look, cell.value)
                elif cell.value is None:
                    sheet.write_blank(cell.row, cell.col, None, look)
                elif isinstance(cell.value, str):
                    sheet.write_string(cell.row, cell.col, cell.value, look)
                else:
                    sheet.write_number(cell.row, cell.col, cell.value, look)
    return stream.getvalue()


def timed(job: Callable[[], object]) -> float:
    """Give the seconds of CPU that a job takes: what else the machine does counts little."""
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    """Lay the report out, write in turn, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.writing", description=__doc__)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    report = laid_out(arguments.customers)
    cells = cells_of(report)
    counted = sum(map(len, cells.sheets.values()))
    sys.stdout.write(f"{counted} cells, {len(cells.looks)} formats\n")
    for rival, paper in (("bare cells", Worksheet), ("the same without search", NoSearch)):
        told = compare(report, cells, paper, arguments.rounds)
        sys.stdout.write(f"workbook ÷ {rival}: {told}\n")


def compare(report: Report, cells: Cells, paper: type[Worksheet], rounds: int) -> str:
    """Run both in turn; say what each took and the ratio pair by pair."""
    pairs = [
        (timed(lambda: bare(cells, paper)), timed(lambda: book.write(report)))
        for _ in range(rounds)
    ]
    ratios = [ours / theirs for theirs, ours in pairs]
    took = ", ".join(f"{ours:.2f} ÷ {theirs:.2f}" for theirs, ours in pairs)
    return f"{took}; median {statistics.median(ratios):.2f}"


if __name__ == "__main__":
    main()
