"""A customer written only on the first row of his block, as people do by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd

from carteira_cli.ingest import dates
from carteira_cli.ingest.cells import as_text, is_blank
from carteira_cli.ingest.header import PEOPLE
from carteira_cli.ingest.shape.grid import Grid, Mask, filled_down
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Finding
from carteira_cli.model.phrases import Phrase

_SAMPLE = 400
_FEWEST_BLANK = 0.3
_FEWEST_BLOCKS = 2
_MOST_IN_ORDER = 0.9


def fill_down(grid: Grid) -> Grid | None:
    """Write the customer beside every row of his block, where the column is made of blocks.

    A flat list with unidentified buyers looks alike. In blocks each name is written once, the
    first row has one, and the days run on within a block but not from one block to the next.
    """
    told = {grid.header.fields[field] for field in PEOPLE if field in grid.header.fields}
    columns = sorted(told)
    if not told or _named(grid.body[columns].head(_SAMPLE)).mean() > 1 - _FEWEST_BLANK:
        return None
    named, dated = _named(grid.body[columns]), ~grid.undated
    gained = ~named & dated
    if gained.mean() < _FEWEST_BLANK or not _in_blocks(grid.body[columns], named, dated):
        return None
    if not _days_start_anew(grid, named, dated):
        return None
    carried = {p: filled_down(grid.body[p], named).where(gained, grid.body[p]) for p in columns}
    body = pd.DataFrame({**grid.body, **carried}, copy=False)
    rows = tuple(grid.rows[gained].tolist())
    names = tuple(carried[columns[0]][gained].astype(object).fillna("").astype(str))
    found = Finding(
        catalogue.FILLED_DOWN, grid.file, grid.sheet, grid.header.names[columns[0]], rows, names
    )
    decision = Phrase("O cliente está só na primeira linha de cada bloco e vale para as de baixo.")
    return replace(grid, body=body, decision=decision, findings=(found,))


def _named(people: pd.DataFrame) -> Mask:
    if people.empty:
        return np.ones(len(people), dtype=bool)
    named: Mask = np.logical_or.reduce([~is_blank(people[column]) for column in people])
    return named


def _days_start_anew(grid: Grid, named: Mask, dated: Mask) -> bool:
    """Tell whether days rise (or fall) within blocks, and not over the whole list."""
    days = dates.parse(grid.body[grid.header.fields["data"]]).days[dated].astype(np.int64)
    steps, within = np.diff(days), ~named[dated][1:]
    for ordered in (steps >= 0, steps <= 0):
        if ordered[within].mean() >= _MOST_IN_ORDER and not ordered.all():
            return True
    return False


def _in_blocks(people: pd.DataFrame, named: Mask, dated: Mask) -> bool:
    """Tell whether the first sale has a customer, and none is written twice."""
    starts = people[named & dated]
    if len(starts) < _FEWEST_BLOCKS or not named[int(dated.argmax())]:
        return False
    written = pd.DataFrame({column: as_text(starts[column]).astype(object) for column in starts})
    return not written.duplicated().any()
