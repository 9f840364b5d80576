"""Sheets made for the eye become plain tables: one header row, one sale per row.

Each file undoes one habit of reports; a plain table passes through untouched.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from carteira_cli.ingest.header import Header
from carteira_cli.ingest.shape import (
    blocks,
    coded_names,
    continuation,
    date_parts,
    groups,
    months,
    page_lines,
)
from carteira_cli.ingest.shape.grid import Grid
from carteira_cli.model.findings import Finding
from carteira_cli.model.tables import RawTable

Find = Callable[[RawTable], Header | None]

_HABITS = (
    page_lines.drop,
    groups.carry_down,
    months.unpivot,
    date_parts.join,
    blocks.fill_down,
    coded_names.split,
    continuation.complete,
)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A table brought into shape, its header, and what was done to it."""

    table: RawTable
    header: Header
    decisions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def flatten(table: RawTable, header: Header, find: Find) -> Shaped:
    """Undo the habits of reports, one by one; ``find`` finds the header of what comes out."""
    shaped = Shaped(table, header)
    grid = Grid.of(table, header)
    for undo in _HABITS:
        undone = undo(grid)
        if undone is not None:
            shaped = _taken(shaped, undone, find)
            grid = Grid.of(shaped.table, shaped.header)
    return shaped


def _taken(shaped: Shaped, grid: Grid, find: Find) -> Shaped:
    table = replace(shaped.table, cells=grid.with_header(), rows=grid.all_rows())
    return Shaped(
        table,
        find(table) or shaped.header,
        (*shaped.decisions, grid.decision),
        (*shaped.findings, *grid.findings),
    )
