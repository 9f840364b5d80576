"""Small reports for the tests of the workbook, and the workbook as openpyxl sees it."""

import io
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import load_workbook

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.report import Report, Section, Table
from carteira_cli.writers import FILE_FORMATS

STATUS = Column(
    "status",
    "Situação",
    Kind.CATEGORY,
    "Como o cliente está.",
    (Category("active", "Ativo", Tone.GOOD), Category("late", "Atrasado", Tone.BAD)),
)
NAME = Column("customer", "Cliente", Kind.TEXT)
AMOUNT = Column("net_amount", "Valor", Kind.MONEY)


def table(columns: Sequence[Column], *rows: Sequence[Any], **more: Any) -> Table:
    """A table named ``customers`` out of rows of values."""
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return Table("customers", tuple(columns), frame, **more)


def report(*sections: Section, facts: tuple[tuple[str, str], ...] = ()) -> Report:
    """A report with nothing but these sheets."""
    facts = facts or (("Data-base", "22/11/2026 (hoje)"), ("Arquivo", "vendas.xlsx"))
    return Report("pt", "Carteira", facts, (), sections, {}, {})


def sheet(*tables: Table, **more: Any) -> Section:
    """A section named Clientes."""
    return Section("customers", "Clientes", tables=tables, **more)


def written(*sections: Section) -> bytes:
    """The workbook of these sections."""
    return FILE_FORMATS["xlsx"].write(report(*sections))


def opened(content: bytes | Path, *, values: bool = False) -> Any:
    """A workbook read back: its formulas, or with ``values`` what they last came to."""
    with warnings.catch_warnings():  # openpyxl drops x14 data bars when it reads, and says so
        warnings.simplefilter("ignore")
        source = content if isinstance(content, Path) else io.BytesIO(content)
        return load_workbook(source, data_only=values)


def below(book: Any, header: str, title: str = "Clientes") -> list[Any]:
    """The cells under a header, down to the end of the sheet."""
    for row in book[title].iter_rows():
        for cell in row:
            if cell.value == header:
                column = book[title].iter_cols(cell.column, cell.column, cell.row + 1)
                return list(next(column))
    raise AssertionError(header)
