"""Small sheets for tests: the text of a file becomes a Reading, on one screen."""

from datetime import date
from pathlib import Path
from textwrap import dedent

import numpy as np
import pandas as pd

from carteira_cli.ingest import understand
from carteira_cli.ingest.cells import TEXT
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.tables import RawTable, Reading
from carteira_cli.readers import read

TODAY = date(2026, 11, 22)


def options(**given: object) -> ReadingOptions:
    return ReadingOptions(today=TODAY, **given)  # type: ignore[arg-type]


def reading(*texts: str, folder: Path, **given: object) -> Reading:
    """Write each text to a file of its own, and understand them as one portfolio."""
    tables: list[RawTable] = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.csv"
        path.write_text(dedent(text).strip() + "\n", encoding="utf-8")
        tables.extend(read(path))
    return understand(tables, options(**given))


def grid(*rows: tuple[object, ...]) -> RawTable:
    """Make a sheet of native cells, as a workbook's reader gives it."""
    cells = pd.DataFrame([*rows], dtype=object)
    return RawTable("vendas.xlsx", "Vendas", cells, np.arange(1, len(rows) + 1))


def text(*cells: str | None) -> pd.Series:
    return pd.Series([*cells], dtype=TEXT)


def slugs(given: Reading) -> dict[str, tuple[int, ...]]:
    """The findings by slug, with the rows they name."""
    return {finding.code.slug: finding.rows for finding in given.findings}
