"""Native cells as clean text; numbers keep the digits that a spreadsheet shows."""

import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)

_BLANKS = pa.array(
    ["", "-", "--", "N/A", "n/a", "#N/A", "nan", "NaN", "None", "null", "NULL"],
    type=pa.large_string(),
)


def is_text_column(cells: pd.Series) -> bool:
    """Tell whether the container knew only text."""
    return isinstance(cells.dtype, pd.StringDtype)


def as_text(cells: pd.Series) -> pd.Series:
    """Turn cells into stripped text (dtype ``str``), null where blank.

    A whole number loses its ``.0``; a date becomes ISO.
    """
    text = pa.array(cells if is_text_column(cells) else _native_text(cells))
    text = pc.utf8_trim_whitespace(pc.replace_substring(text, "\xa0", " "))
    blank = pc.is_in(text, value_set=_BLANKS)
    return as_series(pc.if_else(blank, pa.scalar(None, text.type), text), cells.index)


def as_series(text: pa.Array, index: pd.Index) -> pd.Series:
    """Wrap Arrow text as a pandas column without copying it."""
    return pd.Series(pd.array(text, dtype=TEXT), index)


def nothing(index: pd.Index) -> pd.Series:
    """Return a text column of nulls."""
    return as_series(pa.nulls(len(index), pa.large_string()), index)


def _native_text(cells: pd.Series) -> pd.Series:
    kind = pd.api.types.infer_dtype(cells, skipna=True)
    if kind == "string":
        return cells.astype(TEXT)
    if kind == "floating" and not cells.hasnans:
        numbers = cells.to_numpy(dtype=np.float64)
        if np.array_equal(numbers, np.rint(numbers)):
            return pd.Series(numbers.astype(np.int64), cells.index).astype(TEXT)
    written = [None if cell is None else _written(cell) for cell in cells.tolist()]
    return pd.Series(written, cells.index, dtype=TEXT)


def _written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e16:
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


def types_of(cells: pd.Series) -> npt.NDArray[np.object_]:
    """Return the Python type of every cell of an object column."""
    return np.fromiter(map(type, cells.tolist()), dtype=object, count=len(cells))
