"""Item rows that leave the fields of their order to its first row."""

from dataclasses import replace

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import as_text, codes, is_blank
from carteira_cli.ingest.header import PEOPLE
from carteira_cli.ingest.shape.grid import Grid, Mask, filled_down
from carteira_cli.model.phrases import Phrase

_OF_THE_ORDER = (*PEOPLE, "data", "vendedor", "canal", "cidade", "uf")


def complete(grid: Grid) -> Grid | None:
    """Write date, customer and status of an order beside its further items.

    A further item has an order number and no date, and stands below a row of the same order.
    """
    undated = grid.undated
    if "pedido" not in grid.header.fields or not undated.any() or undated.all():
        return None
    order = codes(as_text(grid.body[grid.header.fields["pedido"]]))
    further = undated & _same_order_above(order, ~undated)
    if not further.any():
        return None
    fields = {grid.header.fields[f] for f in _OF_THE_ORDER if f in grid.header.fields}
    columns = fields | {each.position for each in grid.header.statuses}
    body = pd.DataFrame(
        {p: _completed(grid.body[p], further) if p in columns else grid.body[p] for p in grid.body},
        copy=False,
    )
    decision = Phrase(
        "{rows} linhas de itens sem data: valem a data e o cliente da primeira linha do mesmo "
        "pedido.",
        rows=int(further.sum()),
    )
    return replace(grid, body=body, decision=decision)


def _same_order_above(order: np.ndarray, dated: Mask) -> Mask:
    last = np.maximum.accumulate(np.where(dated, np.arange(len(order)), -1))
    same: Mask = (order >= 0) & (last >= 0) & (order == order[np.maximum(last, 0)])
    return same


def _completed(cells: pd.Series, further: Mask) -> pd.Series:
    """Fill the blank cells of further items with what the order's first row says."""
    missing = further & is_blank(cells)
    return filled_down(cells, ~further).where(missing, cells)
