"""Rows that sum others: proved by their sum or their place, never by the word alone."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.synonyms import normalise

_WORDS = r"^(?:sub ?total|total|total geral|totais|saldo geral|valor total|soma)\b"

Mask = npt.NDArray[np.bool_]
Cents = npt.NDArray[np.int64]


def rows_that_sum(body: pd.DataFrame, dated: Mask, named: Mask, cents: Cents) -> Mask:
    """Mark undated rows that say they are a total, or nameless ones equal to the sum above.

    A row with a date is a sale, whatever its customer is called. ``named`` marks the rows
    that carry a customer or an order.
    """
    undated = np.flatnonzero(~dated)
    marked = np.zeros(len(body), dtype=bool)
    if len(undated) == 0:
        return marked
    running = np.cumsum(np.where(dated, cents, 0))
    blocks = np.diff(running[undated], prepend=0)
    sums = (cents[undated] == running[undated]) | (cents[undated] == blocks)
    proved = sums & (cents[undated] != 0) & ~named[undated]
    marked[undated] = proved | _labelled(body.iloc[undated])
    return marked


def _labelled(rows: pd.DataFrame) -> Mask:
    """Tell which rows have a first filled text that reads like a total's label."""
    texts = rows.map(lambda cell: isinstance(cell, str) and bool(cell.strip())).to_numpy()
    cells = rows.to_numpy(dtype=object)[np.arange(len(rows)), texts.argmax(axis=1)]
    first = pd.Series(np.where(texts.any(axis=1), cells, None), dtype=object)
    labels = first.map(normalise, na_action="ignore").astype("str")
    return labels.str.contains(_WORDS, regex=True, na=False).to_numpy(dtype=bool)
