"""Values as a Brazilian Excel reads them: 1234,5 and 31/12/2026, and text that stays text."""

import math
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.writers.csv_folder.texts import guarded

_DATES: Mapping[Kind, str] = MappingProxyType({Kind.DATE: "%d/%m/%Y", Kind.MONTH: "%m/%Y"})


def texts(column: Column, values: "pd.Series[Any]") -> list[str]:
    """Write the cells of one column; nothing known is an empty text."""
    known = values.notna()
    if column.kind in _DATES:
        days = pd.to_datetime(values).dt.strftime(_DATES[column.kind])
        return days.astype(object).where(known, "").tolist()
    write = _written(column)
    native = values.astype(object).where(known, None).tolist()
    return ["" if value is None else write(value) for value in native]


def typed(values: "pd.Series[Any]") -> list[str]:
    """Write the cells of a column that its reader fills in: each value as he typed it."""
    return ["" if entry is None else _typed(entry.value) for entry in values]


def _typed(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}".removesuffix(" 00:00")
    if isinstance(value, int | float):
        return _number(value)
    return "" if value is None else guarded(str(value))


def text(column: Column, value: object) -> str:
    """Write one value."""
    return texts(column, pd.Series([value], dtype=object))[0]


def _written(column: Column) -> Callable[[Any], str]:
    if column.kind is not Kind.CATEGORY:
        return _WRITERS.get(column.kind, _number)
    labels = column.labels
    return lambda slug: guarded(labels.get(slug, str(slug)))


def _list(value: Any) -> str:
    return guarded(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))


def _money(value: Any) -> str:
    """Write reais with two decimals and no sign of currency."""
    if isinstance(value, str) or not math.isfinite(value):
        return _number(value)
    return f"{round(value, 2) + 0.0:.2f}".replace(".", ",")


def _number(value: Any) -> str:
    """Write a number with the fifteen digits that Excel keeps; a share of 12,3 % is 0,123."""
    if isinstance(value, str):
        return guarded(value)
    if not math.isfinite(value):
        return "∞" if value > 0 else guarded("-∞")
    written = f"{value + 0:.15g}"
    if "e" in written:
        written = np.format_float_positional(float(written), trim="-")
    return written.replace(".", ",")


_WRITERS: Mapping[Kind, Callable[[Any], str]] = MappingProxyType(
    {
        Kind.TEXT: lambda value: guarded(str(value)),
        Kind.IDENTIFIER: lambda value: guarded(str(value)),
        Kind.LIST: _list,
        Kind.MONEY: _money,
    }
)
