"""Customers written as ``1001 - ANA`` in one cell: the code and the name part ways."""

import pandas as pd

from carteira_cli.ingest.cells import TEXT, as_text, codes, spread, words
from carteira_cli.ingest.shape.grid import Grid
from carteira_cli.model.phrases import Phrase

_CODED = r"^(?P<code>\d{1,8})\s*-\s*(?P<name>\S.*)$"
_MOST = 0.8
_SAMPLE = 200


def split(grid: Grid) -> Grid | None:
    """Add a column of codes and one of names where nearly every customer is written with both."""
    fields = grid.header.fields
    if "cliente" not in fields or "codigo" in fields:
        return None
    cells = grid.body[fields["cliente"]]
    if not _coded(cells.head(_SAMPLE)) or not _coded(cells):
        return None
    text = as_text(cells)
    parts = words(text).str.extract(_CODED)
    columns = {
        header: pd.Series(spread(part.to_numpy(dtype=object), None, codes(text)), cells.index)
        for header, part in (
            ("Código do cliente", parts["code"]),
            ("Nome do cliente", parts["name"].fillna(words(text)).astype(TEXT)),
        )
    }
    name = grid.header.names[fields["cliente"]]
    return grid.with_columns(
        columns, Phrase("«{column}» traz código e nome: foram separados.", column=name)
    )


def _coded(cells: pd.Series) -> bool:
    distinct = words(as_text(cells))
    return len(distinct) > 0 and bool(distinct.str.match(_CODED).mean() >= _MOST)
