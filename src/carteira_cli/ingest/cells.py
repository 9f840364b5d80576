"""Native cells as clean text, each distinct text once.

A text column is categorical: a million rows hold a few thousand distinct words, and all
cleaning and judging is done on those.
"""

import datetime as dt
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
Codes = npt.NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)

_EXACT_UNTIL = 2**53
_BLANKS = pa.array(
    ["", "-", "--", "N/A", "n/a", "#N/A", "nan", "NaN", "None", "null", "NULL"],
    type=pa.large_string(),
)


def is_text_column(cells: pd.Series) -> bool:
    """Tell whether the container knew only text."""
    return isinstance(cells.dtype, pd.StringDtype)


def is_text(cells: pd.Series) -> bool:
    """Tell whether a column holds text only, as it came or already cleaned."""
    return is_text_column(cells) or isinstance(cells.dtype, pd.CategoricalDtype)


def is_blank(cells: pd.Series) -> npt.NDArray[np.bool_]:
    """Tell which cells hold nothing, or nothing but spaces."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return cells.isna().to_numpy(dtype=bool)
    if not is_text_column(cells):
        return (cells.isna() | (cells == "")).to_numpy(dtype=bool)
    trimmed = pc.utf8_trim_whitespace(pa.array(cells, type=pa.large_string()))
    blank = pc.fill_null(pc.equal(trimmed, ""), True)  # noqa: FBT003  a null is blank
    return np.asarray(blank, dtype=bool)


def as_text(cells: pd.Series) -> pd.Series:
    """Turn cells into stripped text (categorical), null where blank.

    A whole number loses its ``.0``; a date becomes ISO.
    """
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return cells
    codes, distinct = _encoded(cells) if is_text_column(cells) else _native(cells)
    text = pc.utf8_trim_whitespace(pc.replace_substring(distinct, "\xa0", " "))
    blank = pc.is_in(text, value_set=_BLANKS)
    if text.equals(distinct) and not pc.any(blank).as_py():
        return _from_codes(codes, text, cells.index)
    return _categorical(codes, pc.if_else(blank, pa.scalar(None, text.type), text), cells.index)


def _encoded(cells: pd.Series) -> tuple[Codes, pa.Array]:
    text = pa.array(cells, type=pa.large_string())
    chunks = text if isinstance(text, pa.ChunkedArray) else pa.chunked_array([text])
    chunks = chunks.dictionary_encode()
    if chunks.num_chunks == 0:
        return np.array([], dtype=np.int64), pa.array([], type=pa.large_string())
    indices = pa.chunked_array([chunk.indices for chunk in chunks.chunks])
    return pc.fill_null(indices, -1).to_numpy(), chunks.chunk(chunks.num_chunks - 1).dictionary


def _native(cells: pd.Series) -> tuple[Codes, pa.Array]:
    codes, distinct = pd.factorize(cells)
    return codes, pa.array([_written(cell) for cell in distinct], type=pa.large_string())


def _written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_UNTIL:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)


def _categorical(codes: Codes, text: pa.Array, index: pd.Index) -> pd.Series:
    """Join codes to cleaned texts, of which some may now be equal or null."""
    cleaned = text.dictionary_encode()
    merged = pc.fill_null(cleaned.indices, -1).to_numpy(zero_copy_only=False)
    return _from_codes(np.append(merged, -1)[codes], cleaned.dictionary, index)


def _from_codes(
    codes: npt.NDArray[np.signedinteger], distinct: pa.Array, index: pd.Index
) -> pd.Series:
    categories = pd.Index(pd.array(distinct, dtype=TEXT))
    dtype = pd.CategoricalDtype(categories)
    return pd.Series(pd.Categorical.from_codes(codes, dtype=dtype, validate=False), index)


def as_series(text: pa.Array, index: pd.Index) -> pd.Series:
    """Wrap Arrow text as a pandas column (dtype ``str``) without copying it."""
    return pd.Series(pd.array(text, dtype=TEXT), index)


def nothing(index: pd.Index) -> pd.Series:
    """Return a text column of nulls."""
    return _from_codes(np.full(len(index), -1, np.int8), pa.array([], pa.large_string()), index)


def codes(text: pd.Series) -> Codes:
    """Return the position of each row's text in ``words``, -1 where null."""
    return text.cat.codes.to_numpy().astype(np.int64)


def words(text: pd.Series) -> pd.Series:
    """Return the distinct texts of a text column, by position (dtype ``str``)."""
    return pd.Series(text.cat.categories.array)


def stacked(texts: list[pd.Series]) -> pd.Series:
    """Put text columns under each other."""
    if len(texts) == 1:
        return texts[0]
    return pd.Series(pd.api.types.union_categoricals(texts, sort_categories=False))


def spread(values: npt.NDArray[Scalar], empty: object, positions: Codes) -> npt.NDArray[Scalar]:
    """Give each row the value of its distinct text, and ``empty`` where it has none."""
    padded: npt.NDArray[Scalar] = np.append(values, np.array([empty], dtype=values.dtype))
    return padded[positions]


def types_of(cells: pd.Series) -> npt.NDArray[np.object_]:
    """Return the Python type of every cell of an object column."""
    return np.fromiter(map(type, cells.tolist()), dtype=object, count=len(cells))
