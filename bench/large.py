"""Measure large workbooks: ``python -m bench.large`` from the root of the repository.

The customers of a small portfolio are repeated, with other names, and the report is written row by
row and, for comparison, with every row kept until the end. Each in a process of its own, beside one
that makes the report and writes nothing: what lies between is the writer's.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from bench.stopwatch import measure
from bench.writing import laid_out
from carteira_cli.model import report as model
from carteira_cli.model.report import Report, Section
from carteira_cli.writers.workbook import book

_SMALL = 5_000
_WAYS = ("nothing", "rows", "whole")


def repeated(report: Report, customers: int) -> Report:
    """Repeat the rows of the customers' sheet until there are so many."""
    sections = (
        _repeated(section, customers) if section.name == "customers" else section
        for section in report.book
    )
    return replace(report, book=tuple(sections))


def _repeated(section: Section, customers: int) -> Section:
    (table,) = section.tables
    times = -(-customers // len(table.frame))
    frame = pd.concat([table.frame] * times, ignore_index=True).iloc[:customers]
    numbered = [f"{name} {at}" for at, name in enumerate(frame["customer"])]
    return replace(section, tables=(replace(table, frame=frame.assign(customer=numbered)),))


def write(customers: int, way: str) -> None:
    """Make the report, write it in one of the ways, and print the seconds of CPU and the MiB."""
    report = repeated(laid_out(_SMALL), customers)
    if way == "whole":
        model.LARGE_TABLE = customers
    start = time.process_time()
    size = 0 if way == "nothing" else len(book.write(report))
    sys.stdout.write(f"{time.process_time() - start:.1f} {size / 2**20:.0f}\n")


def compare(customers: int) -> None:
    """Run each way in a process of its own and print what it took."""
    peaks: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.txt"
        for way in _WAYS:
            command = [sys.executable, "-m", "bench.large", "--way", way]
            peaks[way] = measure([*command, "--customers", str(customers)], said).memory
            seconds, size = said.read_text(encoding="utf-8").split()
            more = peaks[way] - peaks["nothing"]
            row = f"{customers} customers, {way}: {seconds} s, {size} MiB, peak +{more:.0f} MiB\n"
            sys.stdout.write(row)
            sys.stdout.flush()


def main() -> None:
    """Measure the sizes, or be one of the measured processes."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000, 300_000])
    parser.add_argument("--way", choices=_WAYS, help="write in this process, and say what it took")
    arguments = parser.parse_args()
    for customers in arguments.customers:
        if arguments.way:
            write(customers, arguments.way)
        else:
            compare(customers)


if __name__ == "__main__":
    main()
