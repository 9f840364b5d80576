"""What an earlier workbook of ours remembers: how the portfolio stood, and what its owner typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.options import THROWN_AWAY
from carteira_cli.model.tables import CUSTOMERS

_NOTHING: Mapping[str, Any] = MappingProxyType({})

NOW, BEFORE = "_carteira", "_carteira_antes"
"""The hidden sheets of the state that a workbook shows, and of the one that it compares with."""

STATE = (
    *(column for column in CUSTOMERS if column.name in {"customer_id", "customer"}),
    Column("status", "Situação", Kind.CATEGORY),
    Column("segment", "Segmento", Kind.CATEGORY),
    Column("abc_class", "Classe ABC", Kind.CATEGORY),
    Column("net_amount", "Valor líquido", Kind.MONEY),
    Column("yearly_amount", "Comprado em um ano", Kind.MONEY),
    Column("estimated_lost_amount", "Perda estimada", Kind.MONEY),
)
"""What is kept of each customer for the next comparison, as slugs and figures."""


@dataclass(frozen=True, slots=True)
class State:
    """A portfolio as it stood on a day; ``customers`` has the columns of STATE."""

    reference_date: date
    customers: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Result:
    """A saved result: the file's name, how the portfolio stood, and the currency (ISO 4217)."""

    name: str
    state: State
    currency: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the owner typed in one cell: a native value, or a formula and what it came to.

    ``formula`` begins with ``=`` and was written for ``cell`` (``K7``); ``number_format``
    is empty where the cell had none of its own.
    """

    value: Any = None
    formula: str = ""
    cell: str = ""
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of a list: ``key`` (empty in a row that the owner added), and what stands in it.

    ``ours`` are native values by column name, ``own`` the owner's entries by header (by column
    name where the column was offered to him), ``notes`` the cell comments by the same names.
    """

    key: str
    ours: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)
    own: Mapping[str, Entry] = field(default_factory=lambda: _NOTHING)
    notes: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the owner made of one list: his columns in their order, rows, widths, filters.

    ``widths`` are in characters, by column name or header; ``filters`` the values let through,
    "" standing for empty cells.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[KeptRow, ...] = ()
    widths: Mapping[str, float] = field(default_factory=lambda: _NOTHING)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The state that the workbook was written from, the one that it compared with, its lists.

    ``settings`` are the values of named settings that the owner changed in it; ``disguise`` says
    whether names stand in it, as that of a ``Reading`` does.
    """

    state: State
    before: State | None = None
    lists: Mapping[str, Kept] = field(default_factory=lambda: _NOTHING)
    settings: Mapping[str, float] = field(default_factory=lambda: _NOTHING)
    disguise: str = ""

    @property
    def has_words(self) -> bool:
        """Tell whether the owner typed anything into one of the lists."""
        return any(row.own or row.notes for kept in self.lists.values() for row in kept.rows)

    def baseline(self, reference_date: date) -> State | None:
        """Give the last state of another day: a second run on the same day compares as the first.

        A state of a later day is none to compare with, nor is one whose customers have
        pseudonyms that nobody can find again.
        """
        if self.disguise == THROWN_AWAY:
            return None
        known = [state for state in (self.state, self.before) if state is not None]
        return next((state for state in known if state.reference_date < reference_date), None)
