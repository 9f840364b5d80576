"""A frame as the CSV that a Brazilian spreadsheet program saves."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pandas as pd
from pandas.api import types


def write_csv(frame: pd.DataFrame) -> bytes:
    """Write a frame with ``;``, decimal comma, day first, CRLF and a UTF-8 byte order mark."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(frame.columns)
    columns = [map(_format(frame[name]), frame[name]) for name in frame.columns]
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode("utf-8-sig")


def _format(column: "pd.Series[Any]") -> Callable[[Any], str]:
    """Choose how the values of a column are written."""
    if types.is_datetime64_any_dtype(column):
        return lambda day: f"{day:%d/%m/%Y}"
    if types.is_float_dtype(column):
        return lambda number: f"{number:.2f}".replace(".", ",")
    return str
