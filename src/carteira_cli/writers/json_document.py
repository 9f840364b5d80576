"""The machine-readable result: the report's document as UTF-8 JSON, one record a line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import (
    is_bool_dtype,
    is_datetime64_any_dtype,
    is_float_dtype,
    is_numeric_dtype,
)

from carteira_cli.model.report import Report

_PLACES = 6
_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write(report: Report) -> bytes:
    """Write ``report.document`` as JSON, in its own key order, ending in a newline.

    Frames become lists of records, one record a line; numbers keep at most six decimals,
    days are ISO dates, and anything absent is null. The same document always gives the
    same bytes.
    """
    members = (f"{_json(key)}: {_member(value)}" for key, value in report.document.items())
    text = "{\n" + ",\n".join(members) + "\n}\n"
    return text.encode("utf-8", "replace")


def _member(value: object) -> str:
    if not isinstance(value, pd.DataFrame):
        return _json(_plain(value))
    lines = ",\n".join(_record_lines(value))
    return f"[\n{lines}\n]" if lines else "[]"


def _record_lines(frame: pd.DataFrame) -> Iterator[str]:
    """Write each record by filling the texts of its cells into one template."""
    keys = (_json(str(name)).replace("%", "%%") for name in frame.columns)
    template = "{" + ", ".join(f"{key}: %s" for key in keys) + "}"
    cells = [_cells(frame[name]) for name in frame.columns]
    return (template % record for record in zip(*cells, strict=True))


def _cells(column: "pd.Series[Any]") -> list[str]:
    """Write every cell of a column as JSON; each distinct value is written only once."""
    if column.dtype == object:
        return _objects(column.tolist())
    if is_datetime64_any_dtype(column.dtype):
        column = _iso_days(column)
    elif is_float_dtype(column.dtype):
        column = column.round(_PLACES)
    codes, values = pd.factorize(column)
    numbers = is_numeric_dtype(column.dtype) and not is_bool_dtype(column.dtype)
    written = _numbers(values.tolist()) if numbers else map(_json, values.tolist())
    texts = np.array([*written, "null"], dtype=object)
    cells: list[str] = texts[codes].tolist()  # the code of a missing value is -1
    return cells


def _objects(values: list[Any]) -> list[str]:
    """Write values of any type; of lists of texts, each distinct text only once."""
    if not all(value.__class__ is tuple for value in values):
        return [_json(_plain(value)) for value in values]
    texts = {text: _json(_plain(text)) for text in {*chain.from_iterable(values)}}
    return [f"[{', '.join([texts[text] for text in value])}]" for value in values]


def _iso_days(days: "pd.Series[Any]") -> "pd.Series[Any]":
    texts = np.datetime_as_string(days.to_numpy().astype("datetime64[D]"))
    return pd.Series(texts, index=days.index, dtype="str").where(days.notna())


def _numbers(values: list[float]) -> list[str]:
    """Write numbers all at once: none holds a comma, so they can be told apart again."""
    return _json(values)[1:-1].split(", ") if values else []


def _plain(value: object) -> Any:
    """Turn one value of the document into what JSON knows, at any depth."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [_plain(inner) for inner in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT or value != value:  # noqa: PLR0124
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    return round(value, _PLACES) if isinstance(value, float) else value
