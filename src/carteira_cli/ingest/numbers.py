"""Numbers as people and systems write them, decided per column by evidence.

``1.234`` is one thousand in one export and one point two in another; a column is read
one way, by the cells that leave no doubt. Native numbers are never turned into text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from carteira_cli.ingest.cells import (
    TEXT,
    as_text,
    codes,
    is_text,
    spread,
    types_of,
    words,
)
from carteira_cli.model.options import DecimalMark

_DECORATION = r"(?i)R\$|US\$|\$|BRL|€|'|’|\s"
_SIGNS = r"^\((.*)\)$"
_COMMA_DECIMAL = r"^\d{1,3}(?:\.\d{3})+,\d+$|^\d*,(?:\d{1,2}|\d{4,})$|^(?:0|\d{4,}),\d{3}$"
_DOT_DECIMAL = r"^\d{1,3}(?:,\d{3})+\.\d+$|^\d*\.(?:\d{1,2}|\d{4,})$|^(?:0|\d{4,})\.\d{3}$"
_DOT_GROUPS = r"^[1-9]\d{0,2}(?:\.\d{3}){2,}$"
_COMMA_GROUPS = r"^[1-9]\d{0,2}(?:,\d{3}){2,}$"
_UNSURE = r"^[1-9]\d{0,2}[.,]\d{3}$"
_WHOLE = r"^\d+$"
_SCIENTIFIC = r"^\d+(?:\.\d+)?[eE][+-]?\d+$"


class Mark(StrEnum):
    """The character before the decimals."""

    COMMA = ","
    DOT = "."


TOLD: Mapping[DecimalMark, Mark] = MappingProxyType({"virgula": Mark.COMMA, "ponto": Mark.DOT})
"""The mark that each word of ``[leitura] decimal`` stands for; none where the cells decide."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers: reals (NaN where blank or unreadable), and how they were read.

    ``invalid`` marks cells that hold something that is no number. ``mark`` is the decimal
    mark of the text cells, None when every cell was native or whole. ``unsure`` marks the
    cells like ``1.234`` that nothing in the column settles; ``proof`` is a cell that can be read
    one way only.
    """

    reals: npt.NDArray[np.float64]
    invalid: npt.NDArray[np.bool_]
    mark: Mark | None
    unsure: npt.NDArray[np.bool_]
    proof: str = ""


def parse(cells: pd.Series, prefers: Mark | None = None, told: Mark | None = None) -> Numbers:
    """Read a column of numbers.

    ``prefers`` settles what the column's own cells can't; ``told`` goes before all evidence.
    """
    kind = "string" if is_text(cells) else pd.api.types.infer_dtype(cells, skipna=True)
    if kind in ("floating", "integer", "mixed-integer-float", "empty"):
        return _native(cells.to_numpy(dtype=np.float64))
    read = _parse_mixed if kind != "string" else _parse_text
    return read(cells, prefers, told)


def _native(values: npt.NDArray[np.float64]) -> Numbers:
    finite = np.isfinite(values) | np.isnan(values)
    nothing = np.zeros(len(values), dtype=bool)
    return Numbers(np.where(finite, values, np.nan), ~finite, None, nothing)


def _parse_mixed(cells: pd.Series, prefers: Mark | None, told: Mark | None) -> Numbers:
    types = types_of(cells)
    native = np.array([kind in (float, int) for kind in types], dtype=bool)
    read = _parse_text(cells.mask(native, None), prefers, told)
    values = read.reals.copy()
    values[native] = cells[native].astype(np.float64).to_numpy()
    return Numbers(values, read.invalid, read.mark, read.unsure, read.proof)


def _parse_text(cells: pd.Series, prefers: Mark | None, told: Mark | None) -> Numbers:
    text = as_text(cells)
    rows = codes(text)
    digits, percent = _without_percent(words(text))
    digits, negative = _undecorated(digits)
    shape = _Shapes.of(digits)
    mark = told or shape.mark(prefers)
    values = np.full(len(digits), np.nan)
    comma, dot = shape.split(mark)
    values[comma] = _cast(digits[comma], ".", ",")
    values[dot] = _cast(digits[dot], ",", ".")
    values = np.where(negative, -values, values) / np.where(percent, 100, 1)
    values = spread(values, np.nan, rows)
    unread = np.isnan(values) & (rows >= 0)
    shown = mark if shape.any_mark else None
    unsure = np.zeros_like(shape.unsure) if told else shape.doubt
    proof = "" if told else shape.proof(words(text), mark)
    return Numbers(values, unread, shown, spread(unsure, False, rows), proof)  # noqa: FBT003


def _cast(digits: pd.Series, groups: str, mark: str) -> npt.NDArray[np.float64]:
    plain = pc.replace_substring(pa.array(digits, type=pa.large_string()), groups, "")
    if mark != ".":
        plain = pc.replace_substring(plain, mark, ".")
    return np.asarray(pc.cast(plain, pa.float64()))


def _without_percent(text: pd.Series) -> tuple[pd.Series, npt.NDArray[np.bool_]]:
    """Strip the sign of a percentage; tell which cells had one."""
    percent = text.str.contains("%", regex=False).to_numpy(dtype=bool, na_value=False)
    percent = _matches(text, r"%\s*$") if percent.any() else percent
    stripped = text.str.replace(r"\s*%\s*$", "", regex=True) if percent.any() else text
    return stripped, percent


def _undecorated(text: pd.Series) -> tuple[pd.Series, npt.NDArray[np.bool_]]:
    """Strip currency, spaces and sign; tell which cells are negative."""
    plain = _all(text, r"^-?[\d.,]+$")
    digits = text if plain else text.str.replace(_DECORATION, "", regex=True)
    if not plain:
        digits = digits.str.replace("−", "-", regex=False)
        digits = digits.str.replace(_SIGNS, r"-\1", regex=True)
        digits = digits.str.replace(r"^(.*\d)(?:-|[dD])$", r"-\1", regex=True)
        digits = digits.str.replace(r"^(.*\d)[cC]$", r"\1", regex=True)
        digits = digits.str.replace("^[+]", "", regex=True)
    negative = _matches(digits, "^-")
    if negative.any():
        digits = digits.str.replace("^-", "", regex=True)
    return digits.astype(TEXT), negative


def _matches(text: pd.Series, pattern: str) -> npt.NDArray[np.bool_]:
    return text.str.contains(pattern, regex=True, na=False).to_numpy(dtype=bool)


def _all(text: pd.Series, pattern: str) -> bool:
    return bool(text.str.contains(pattern, regex=True, na=True).all())


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Which cells can be read one way only, which any way, and which leave a doubt."""

    whole: npt.NDArray[np.bool_]
    comma: npt.NDArray[np.bool_]
    dot: npt.NDArray[np.bool_]
    unsure: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, digits: pd.Series) -> "_Shapes":
        nothing = np.zeros(len(digits), dtype=bool)
        comma = _matches(digits, _COMMA_DECIMAL)
        if (comma | digits.isna().to_numpy()).all():
            return cls(nothing, comma, nothing, nothing)
        return cls(
            _matches(digits, _WHOLE),
            comma | _matches(digits, _DOT_GROUPS),
            _matches(digits, f"{_DOT_DECIMAL}|{_COMMA_GROUPS}|{_SCIENTIFIC}"),
            _matches(digits, _UNSURE),
        )

    @property
    def any_mark(self) -> bool:
        return bool(self.comma.any() or self.dot.any() or self.unsure.any())

    @property
    def doubt(self) -> npt.NDArray[np.bool_]:
        """The unsure cells, unless the column's other cells settle how to read them."""
        voted = self.comma.any() or self.dot.any()
        return np.zeros_like(self.unsure) if voted else self.unsure

    def mark(self, prefers: Mark | None) -> Mark:
        """Vote over the column; without a vote the hint, else the Brazilian reading."""
        commas, dots = self.comma.sum(), self.dot.sum()
        if commas == dots:
            return prefers or Mark.COMMA
        return Mark.COMMA if commas > dots else Mark.DOT

    def proof(self, text: pd.Series, mark: Mark) -> str:
        """Show a cell that only this mark explains, empty where there is none."""
        proving = text[self.comma if mark is Mark.COMMA else self.dot]
        return str(proving.min()) if len(proving) else ""

    def split(self, mark: Mark) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Divide the cells into those with a decimal comma and those with a decimal dot."""
        if mark is Mark.COMMA:
            return self.comma | self.whole | self.unsure, self.dot
        return self.comma, self.dot | self.whole | self.unsure


def to_cents(values: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int64], bool]:
    """Round reais to whole centavos, halves away from zero; tell whether any was inexact."""
    exact = np.nan_to_num(values) * 100
    cents = np.sign(exact) * np.floor(np.abs(exact) + 0.5 + 1e-6)
    inexact = np.abs(exact - cents) > 1e-4 * np.maximum(1, np.abs(exact) * 1e-9)
    return cents.astype(np.int64), bool(inexact.any())
