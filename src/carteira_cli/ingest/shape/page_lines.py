"""Lines that a printer puts between the rows: page numbers, "continua", rules of dashes."""

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import is_blank
from carteira_cli.ingest.shape.grid import Grid, Mask
from carteira_cli.model.phrases import Phrase

LINE = (
    r"(?i)^\s*(?:p[aá]g(?:ina|\.)?\s*:?\s*\d+(?:\s*(?:/|de)\s*\d+)?|continua(?:[cç][aã]o)?\b.*"
    r"|(?:emitido|impresso|gerado) em\b.*|[-=_*. ]{3,})\s*$"
)
_MOST_CELLS = 2


def drop(grid: Grid) -> Grid | None:
    """Leave out the printer's lines; only rows without a date are looked at."""
    undated = np.flatnonzero(grid.undated)
    if len(undated) in (0, len(grid.body)):
        return None
    lines = np.zeros(len(grid.body), dtype=bool)
    lines[undated] = _are_lines(grid.body.iloc[undated])
    if not lines.any():
        return None
    return grid.kept(
        ~lines, Phrase("Linhas de página e de separação ignoradas: {rows}.", rows=int(lines.sum()))
    )


def _are_lines(rows: pd.DataFrame) -> Mask:
    filled = np.column_stack([~is_blank(rows[column]) for column in rows])
    first = rows.to_numpy(dtype=object)[np.arange(len(rows)), filled.argmax(axis=1)]
    texts = pd.Series([cell if isinstance(cell, str) else "" for cell in first], dtype="str")
    few = (filled.sum(axis=1) >= 1) & (filled.sum(axis=1) <= _MOST_CELLS)
    lines: Mask = few & texts.str.match(LINE).to_numpy(dtype=bool)
    return lines
