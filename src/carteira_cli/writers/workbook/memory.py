"""What the workbook keeps for the next run: sheets that no menu of the program shows."""

import json
from collections.abc import Sequence

import pandas as pd
from xlsxwriter import Workbook

from carteira_cli.model.report import LARGE_TABLE, Memory
from carteira_cli.writers.workbook.cells import Cell, Pen, write_cells, write_rows
from carteira_cli.writers.workbook.paper import Paper, Roll
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.texts import clean

_ROWS_AT_ONCE = 5_000


def keep(book: Workbook, memories: Sequence[Memory], plain: Style) -> None:
    """Write each memory: one line of JSON, the names of the columns, the rows."""
    for memory in memories:
        is_large = len(memory.frame) > LARGE_TABLE
        paper = book.add_worksheet(memory.name, Roll if is_large else Paper)
        paper.very_hidden()
        head = json.dumps(memory.head, ensure_ascii=False, separators=(",", ":"))
        write_cells(paper, 0, 0, [clean(head)], plain)
        pens = [Pen(col, plain) for col in range(len(memory.frame.columns))]
        write_rows(paper, 1, pens, [[name] for name in map(str, memory.frame)])
        for start in range(0, len(memory.frame), _ROWS_AT_ONCE):
            part = memory.frame.iloc[start : start + _ROWS_AT_ONCE]
            write_rows(paper, 2 + start, pens, [_cells(part[name]) for name in part])


def _cells(values: pd.Series) -> list[Cell]:
    native = values.astype(object).where(values.notna(), None).tolist()
    return [clean(value) if isinstance(value, str) else value for value in native]
