"""What the workbook keeps for the next run: sheets that no menu of the program shows."""

import json
from collections.abc import Sequence

import pandas as pd
from xlsxwriter import Workbook

from carteira_cli.model.report import Memory
from carteira_cli.writers.workbook.cells import Cell, write_cells
from carteira_cli.writers.workbook.paper import Paper
from carteira_cli.writers.workbook.styles import Style
from carteira_cli.writers.workbook.texts import clean


def keep(book: Workbook, memories: Sequence[Memory], plain: Style) -> None:
    """Write each memory: one line of JSON, the names of the columns, the rows."""
    for memory in memories:
        paper = book.add_worksheet(memory.name, Paper)
        paper.very_hidden()
        head = json.dumps(memory.head, ensure_ascii=False, separators=(",", ":"))
        write_cells(paper, 0, 0, [clean(head)], plain)
        for col, name in enumerate(map(str, memory.frame)):
            write_cells(paper, 1, col, [name, *_cells(memory.frame[name])], plain)


def _cells(values: pd.Series) -> list[Cell]:
    native = values.astype(object).where(values.notna(), None).tolist()
    return [clean(value) if isinstance(value, str) else value for value in native]
