"""Links in the cells of a table: addresses that we built, and cells of the user's own sheets."""

from collections.abc import Iterator, Sequence
from itertools import islice

from carteira_cli.model.columns import Column
from carteira_cli.model.report import Table
from carteira_cli.writers.workbook.cells import cells
from carteira_cli.writers.workbook.sheet import Block, Sheet

_MOST_LINKS = 65_530
"""Excel opens no sheet with more; the cells beyond them stay plain text."""

_LONGEST = 2_079


def write_links(sheet: Sheet, table: Table, block: Block) -> None:
    """Turn cells of a table, which are written already, into links where there is somewhere to go.

    Their text stays what it was.
    """
    for column in table.columns:
        if column.name in table.links or (table.leads and table.leads[-1] == column.name):
            _write_links(sheet, table, column, block)


def _write_links(sheet: Sheet, table: Table, column: Column, block: Block) -> None:
    col, style = block.columns[column.name], sheet.styles.table_link(column.kind, valign="top")
    values = cells(column, table.frame[column.name])
    room = _MOST_LINKS - sheet.links
    found = islice(_targets(sheet, table, column), room) if room > 0 else ()
    for at, target in found:
        if at < len(values) and values[at] not in (None, ""):
            sheet.lead((block.first + at, col), target, values[at], style)


def _targets(sheet: Sheet, table: Table, column: Column) -> Iterator[tuple[int, str]]:
    addresses = table.links.get(column.name)
    if addresses is not None:
        short = (addresses.str.len() <= _LONGEST).to_numpy(dtype=bool)  # a null is no length
        for at in map(int, short.nonzero()[0]):
            yield at, _target(addresses.iloc[at])
    elif table.leads and table.leads[-1] == column.name:
        yield from _beside(sheet, table, table.leads)


def _target(address: str) -> str:
    """Tell a file from a page: the way to a file from ours has no colon in it."""
    return address if ":" in address else f"external:{address}"


def _beside(sheet: Sheet, table: Table, leads: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lead to the cells whose file and sheet this book holds beside ours."""
    beside = sheet.kit.words.report.beside
    if beside:
        places = zip(*(table.frame[name].tolist() for name in leads), strict=True)
        for at, (file, title, cell) in enumerate(places):
            if (file, title) in beside and isinstance(cell, str):
                quoted = title.replace("'", "''")
                yield at, f"internal:'{quoted}'!{cell}"
