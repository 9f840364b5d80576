"""Rows of native cells become a grid of columns, each distinct value of a column kept once."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.tables import RawTable

_ROWS_AT_A_TIME = 500

Pieces = list[list[npt.NDArray[np.object_]]]
Seen = dict[tuple[int, type], dict[object, object]]


def table(name: str, sheet: str, rows: Iterable[Sequence[object]]) -> RawTable | None:
    """Make a table of rows that are all equally long; None where there is no row.

    The rows are taken piece by piece. A sheet repeats its values; kept once, they take a
    fraction of the parser's memory, which is free again when this returns.
    """
    pieces = _pieces(iter(rows))
    if not pieces:
        return None
    columns = [np.concatenate(column) for column in zip(*pieces, strict=True)]
    cells = pd.DataFrame(dict(enumerate(columns)), dtype=object)
    return RawTable(name, sheet, cells, np.arange(1, len(cells) + 1, dtype=np.int64))


def _pieces(rows: Iterator[Sequence[object]]) -> Pieces:
    seen: Seen = {}
    pieces: Pieces = []
    while piece := [*islice(rows, _ROWS_AT_A_TIME)]:
        columns = enumerate(zip(*piece, strict=True))
        pieces.append([_compact(column, number, seen) for number, column in columns])
    return pieces


def _compact(column: tuple[object, ...], number: int, seen: Seen) -> npt.NDArray[np.object_]:
    kinds: set[type] = {*map(type, column)}
    compact = np.empty(len(column), dtype=object)
    if len(kinds) == 1:
        known = seen.setdefault((number, kinds.pop()), {"": None})
        compact[:] = [*map(known.setdefault, column, column)]
        return compact
    compact[:] = column
    compact[compact == ""] = None
    return compact
