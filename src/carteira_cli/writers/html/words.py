"""Values as the words of a page, and what shows how good or bad they are."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.earlier import Entry

NUMBERS = frozenset({Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.SHARE, Kind.DAYS, Kind.SCORE})
"""The kinds that stand at the right edge of their column."""

NARROW = NUMBERS | {Kind.DATE, Kind.MONTH, Kind.IDENTIFIER, Kind.CATEGORY}
"""The kinds that stay on one line."""

TONES: Mapping[Tone, str] = MappingProxyType(
    {
        Tone.GOOD: "vai bem",
        Tone.WATCH: "pede atenção",
        Tone.BAD: "pede ação",
        Tone.INFO: "para saber",
    }
)
"""What the tones of headline figures say, Portuguese source texts; a neutral one says nothing."""


def native(values: "pd.Series[Any]") -> list[Any]:
    """Give the values of a column, None where there is none."""
    known = values.astype(object).where(values.notna(), None).tolist()
    return [value.value if isinstance(value, Entry) else value for value in known]


def told(column: Column, value: Any, language: Language) -> str:
    """Write one value as words; an unknown one is a dash."""
    if column.kind is Kind.CATEGORY:
        value = column.labels.get(value, value)
    return language.value(column.kind, value)


def brief(column: Column, value: float, language: Language) -> str:
    """Write a value with as few characters as an axis has room for."""
    if column.kind is Kind.SHARE:
        return language.share(value, 0 if round(value, 2) == value else 1)
    return language.compact(value)


def unit(column: Column, language: Language) -> str:
    """Name a column of figures with what they are counted in, where its name doesn't say it."""
    if column.kind is Kind.MONEY:
        return f"{column.label} ({language.symbol})"
    return column.label
