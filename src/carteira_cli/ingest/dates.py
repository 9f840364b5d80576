"""Dates as people and systems write them; day and month decided per column by evidence."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from carteira_cli.ingest.cells import (
    as_text,
    codes,
    is_text,
    spread,
    types_of,
    words,
)
from carteira_cli.ingest.months import SHORT
from carteira_cli.model.options import DateOrder

Days = npt.NDArray[np.datetime64]

_ISO = r"^(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?P<rest>(?:[t ].*)?)$"
_COMPACT = r"^(?P<y>(?:19|20)\d{2})(?P<m>[01]\d)(?P<d>[0-3]\d)$"
_NUMERIC = (
    r"^(?P<a>\d{1,2})(?P<sep>[/.\-])(?P<b>\d{1,2})[/.\-](?P<y>\d{4}|\d{2})(?P<rest>(?:[ t].*)?)$"
)
_WORDED = (
    r"^(?P<d>\d{1,2})(?: de |[-/ ])(?P<m>[a-zç]{3,9})\.?(?: de |[-/ ])(?P<y>\d{4}|\d{2})"
    r"(?P<rest>(?:[ ,].*)?)$"
)
_MONTH_YEAR = r"^(?P<m>[a-zç]{3,9})\.?(?: de |[-/ ])(?P<y>\d{4}|\d{2})$"
_SERIAL = r"^(?P<n>[2-5]\d{4})(?:\.\d+)?$"
_EXCEL_EPOCH = np.datetime64("1899-12-30", "D")
_UTC_TO_BRASILIA = 3
_SHORT_YEARS, _LAST_SHORT_YEAR_OF_2000 = 100, 68
_FIRST_YEAR = 1901
_MONTHS_IN_YEAR = 12
_NO_DATE = ("//", "00/00/0000", "0000-00-00", "sem data", "01/01/1900", "1900-01-01")


class Order(StrEnum):
    """Which comes first in ``03/04/2025``."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    ASSUMED = "assumed"
    NOT_IN_THE_FUTURE = "not-in-the-future"
    TOLD_DAY_FIRST = "told-day-first"
    TOLD_MONTH_FIRST = "told-month-first"

    @property
    def month_first(self) -> bool:
        """Tell whether the month stands first under this reading."""
        return self in (Order.MONTH_FIRST, Order.NOT_IN_THE_FUTURE, Order.TOLD_MONTH_FIRST)


@dataclass(frozen=True, slots=True)
class Dates:
    """A column of days (NaT where blank or unreadable), and how they were read.

    ``invalid`` marks cells that hold something that is no date, ``minority`` those written in
    another order of day and month than the rest of their column; both are NaT. ``orders``
    says, for each separator seen, how ``03/04/2025`` was read, and ``proofs`` how many rows
    leave no other reading.
    """

    days: Days
    invalid: npt.NDArray[np.bool_]
    minority: npt.NDArray[np.bool_]
    orders: dict[str, Order] = field(default_factory=dict)
    proofs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a column beside its cells: the user's word, and the last day possible."""

    wish: DateOrder = "auto"
    latest: date | None = None


NO_HINTS = Hints()


def parse(cells: pd.Series, hints: Hints = NO_HINTS) -> Dates:
    """Read a column of dates into days, with no time of day."""
    if is_text(cells):
        return _parse_text(cells, hints)
    kind = pd.api.types.infer_dtype(cells, skipna=True)
    if kind in ("date", "datetime", "datetime64"):
        days = pd.to_datetime(cells, errors="coerce").to_numpy().astype("datetime64[D]")
        nothing = np.zeros(len(days), dtype=bool)
        return Dates(days, np.isnat(days) & cells.notna().to_numpy(), nothing)
    return _parse_mixed(cells, hints)


def _parse_mixed(cells: pd.Series, hints: Hints) -> Dates:
    types = types_of(cells)
    native = np.array([hasattr(kind, "year") for kind in types], dtype=bool)
    read = _parse_text(cells.mask(native, None), hints)
    days = read.days.copy()
    days[native] = pd.to_datetime(cells[native]).to_numpy().astype("datetime64[D]")
    return Dates(days, read.invalid, read.minority, read.orders, read.proofs)


def _parse_text(cells: pd.Series, hints: Hints) -> Dates:
    """Read each distinct text once; the vote over day and month weighs every row."""
    text = as_text(cells)
    rows = codes(text)
    lowered = pc.utf8_lower(pa.array(words(text), type=pa.string()))
    weights = np.bincount(rows[rows >= 0], minlength=len(lowered))
    days = _first_known(
        _iso(lowered), _compact(lowered), _worded(lowered), _serials(lowered), _months(lowered)
    )
    numeric, minority, orders, proofs = _numeric(lowered, weights, hints)
    days = np.where(np.isnat(days), numeric, days)
    empty = pc.is_in(lowered, value_set=pa.array(_NO_DATE)).to_numpy(zero_copy_only=False)
    invalid = np.isnat(days) & ~empty & ~minority
    return Dates(
        spread(days, np.datetime64("NaT", "D"), rows),
        spread(invalid, False, rows),  # noqa: FBT003
        spread(minority, False, rows),  # noqa: FBT003
        orders,
        proofs,
    )


def _first_known(*candidates: Days) -> Days:
    days = candidates[0]
    for other in candidates[1:]:
        days = np.where(np.isnat(days), other, days)
    return days


def _parts(text: pa.Array, pattern: str) -> pa.StructArray:
    return pc.extract_regex(text, pattern=pattern)


def _numbers(parts: pa.StructArray, name: str) -> npt.NDArray[np.int64]:
    """One captured group as integers, 0 where the pattern did not match."""
    captured = pc.fill_null(pc.struct_field(parts, name), "0")
    numbers: npt.NDArray[np.int64] = captured.cast(pa.int64()).to_numpy()
    return numbers


def _texts(parts: pa.StructArray, name: str) -> pa.Array:
    return pc.fill_null(pc.struct_field(parts, name), "")


def _full_year(year: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    century = np.where(year <= _LAST_SHORT_YEAR_OF_2000, 2000, 1900)
    return np.where(year < _SHORT_YEARS, century + year, year)


def _calendar(
    year: npt.NDArray[np.int64], month: npt.NDArray[np.int64], day: npt.NDArray[np.int64]
) -> Days:
    """Build days from parts; NaT where the calendar has no such day."""
    months = (year - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]")
    days = first.astype("datetime64[D]") + (day - 1)
    real = (
        (month >= 1)
        & (month <= _MONTHS_IN_YEAR)
        & (day >= 1)
        & (days.astype("datetime64[M]") == first)
    )
    return np.where(real & (year >= _FIRST_YEAR), days, np.datetime64("NaT", "D"))


def _iso(text: pa.Array) -> Days:
    parts = _parts(text, _ISO)
    days = _calendar(_numbers(parts, "y"), _numbers(parts, "m"), _numbers(parts, "d"))
    return _in_brasilia(days, _texts(parts, "rest"))


def _in_brasilia(days: Days, rest: pa.Array) -> Days:
    """Move UTC times before three in the morning to the day they were in Brazil."""
    utc = _parts(rest, r"^[t ](?P<h>\d{2}).*z$")
    early = pc.is_valid(utc).to_numpy(zero_copy_only=False) & (
        _numbers(utc, "h") < _UTC_TO_BRASILIA
    )
    return np.where(early, days - 1, days)


def _compact(text: pa.Array) -> Days:
    parts = _parts(text, _COMPACT)
    return _calendar(_numbers(parts, "y"), _numbers(parts, "m"), _numbers(parts, "d"))


def _worded(text: pa.Array) -> Days:
    parts = _parts(text, _WORDED)
    return _calendar(_full_year(_numbers(parts, "y")), _named_months(parts), _numbers(parts, "d"))


def _months(text: pa.Array) -> Days:
    """Read ``jan/25`` as the first day of that month."""
    parts = _parts(text, _MONTH_YEAR)
    first = np.ones(len(text), dtype=np.int64)
    return _calendar(_full_year(_numbers(parts, "y")), _named_months(parts), first)


def _named_months(parts: pa.StructArray) -> npt.NDArray[np.int64]:
    short = pc.utf8_slice_codeunits(_texts(parts, "m"), 0, 3)
    return np.array([SHORT.get(name, 0) for name in short.to_pylist()], dtype=np.int64)


def _serials(text: pa.Array) -> Days:
    """Excel's count of days since 1899-12-30."""
    numbers = _numbers(_parts(text, _SERIAL), "n")
    return np.where(numbers > 0, _EXCEL_EPOCH + numbers, np.datetime64("NaT", "D"))


def _numeric(
    text: pa.Array, weights: npt.NDArray[np.int64], hints: Hints
) -> tuple[Days, npt.NDArray[np.bool_], dict[str, Order], dict[str, int]]:
    parts = _parts(text, _NUMERIC)
    first, second = _numbers(parts, "a"), _numbers(parts, "b")
    year = _full_year(_numbers(parts, "y"))
    separators = np.asarray(_texts(parts, "sep").to_pylist(), dtype=object)
    day_first = np.zeros(len(text), dtype=bool)
    orders: dict[str, Order] = {}
    proofs: dict[str, int] = {}
    for separator in sorted(set(separators.tolist()) - {""}):
        same = separators == separator
        order, proofs[separator] = _order(first[same], second[same], weights[same])
        if order is Order.ASSUMED:
            order = _by_hints(first[same], second[same], year[same], hints)
        orders[separator] = _TOLD.get(hints.wish, order)
        day_first[same] = not orders[separator].month_first
    days = _calendar(year, np.where(day_first, second, first), np.where(day_first, first, second))
    swapped = _calendar(
        year, np.where(day_first, first, second), np.where(day_first, second, first)
    )
    return days, np.isnat(days) & ~np.isnat(swapped), orders, proofs


_TOLD = {"dia-mes": Order.TOLD_DAY_FIRST, "mes-dia": Order.TOLD_MONTH_FIRST}


def _by_hints(
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    year: npt.NDArray[np.int64],
    hints: Hints,
) -> Order:
    """Take the month for first where only then no day lies in the future."""
    if hints.latest is None:
        return Order.ASSUMED
    latest = np.datetime64(hints.latest, "D")
    future, swapped = (
        _calendar(year, second, first) > latest,
        _calendar(year, first, second) > latest,
    )
    return Order.NOT_IN_THE_FUTURE if future.any() and not swapped.any() else Order.ASSUMED


def _order(
    first: npt.NDArray[np.int64],
    second: npt.NDArray[np.int64],
    weights: npt.NDArray[np.int64],
) -> tuple[Order, int]:
    """Vote: a first part over 12 is a day, a second part over 12 tells month first."""
    day_first = int(weights[(first > _MONTHS_IN_YEAR) & (second <= _MONTHS_IN_YEAR)].sum())
    month_first = int(weights[(second > _MONTHS_IN_YEAR) & (first <= _MONTHS_IN_YEAR)].sum())
    if day_first == month_first == 0:
        return Order.ASSUMED, 0
    if day_first >= month_first:
        return Order.DAY_FIRST, day_first
    return Order.MONTH_FIRST, month_first
