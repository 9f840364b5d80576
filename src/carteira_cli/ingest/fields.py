"""The text of a field, completed by the columns that only make sense beside it."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import TEXT, as_text, codes
from carteira_cli.ingest.distinct import first_rows, paired

_COMPLETIONS: Mapping[str, tuple[str, Callable[[pd.Series, pd.Series], pd.Series]]] = {
    "codigo": ("loja", lambda code, branch: code + (" loja " + branch).fillna("")),
    "pedido": ("serie", lambda number, series: number + (" série " + series).fillna("")),
    "cliente": ("sobrenome", lambda name, family: name + (" " + family).fillna("")),
    "telefone": ("ddd", lambda phone, area: area.fillna("") + phone),
}
"""Field → the field that completes it, and how."""

COMPLETING = tuple(other for other, _ in _COMPLETIONS.values())
"""The fields that complete another and say nothing alone."""


def completed(field: str, fields: Mapping[str, int], read: Callable[[int], pd.Series]) -> pd.Series:
    """Read the text column of a field, with what completes it where there is such a column.

    ``read`` gives a column's categorical text by its position. A customer's code is his code
    and branch, an order's number its number and series, each where both columns stand.
    """
    text = read(fields[field])
    other, join = _COMPLETIONS.get(field, ("", None))
    return text if join is None or other not in fields else _joined(text, read(fields[other]), join)


def _joined(
    text: pd.Series, other: pd.Series, join: Callable[[pd.Series, pd.Series], pd.Series]
) -> pd.Series:
    """Join two text columns, each distinct pair once."""
    pairs = paired(codes(text) + 1, codes(other) + 1)
    first = first_rows(pairs)
    places = first[first >= 0]
    both = join(*(column.iloc[places].astype(TEXT) for column in (text, other)))
    words = as_text(both.reset_index(drop=True))
    number = np.cumsum(first >= 0) - 1
    return pd.Series(words.array.take(number[pairs]), index=text.index)
