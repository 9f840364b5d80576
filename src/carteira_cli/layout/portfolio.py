"""What every section is made from: the reading, its analysis, and the user's language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from carteira_cli import comparison
from carteira_cli.layout import tables
from carteira_cli.layout.columns import SUMMARY_COLUMNS
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column
from carteira_cli.model.earlier import Earlier, Kept, State
from carteira_cli.model.metric import Analysis
from carteira_cli.model.report import Figure, Table
from carteira_cli.model.tables import Reading

_SMALL_SHARE, _LARGE_SHARE = 0.02, 0.98


@dataclass(frozen=True)
class Portfolio:
    """One analysed portfolio and the language it is told in.

    ``top`` is how many customers a list of the terminal report names at most; ``earlier`` is what
    the last run left in the workbook.
    """

    reading: Reading
    analysis: Analysis
    language: Language
    top: int = 10
    earlier: Earlier | None = None

    @cached_property
    def customers(self) -> pd.DataFrame:
        """Customers by rank, then prospects; who has no name is called by his code."""
        customers = self.analysis.customers
        return customers.assign(customer=customers["customer"].fillna(customers["customer_id"]))

    @cached_property
    def buyers(self) -> pd.DataFrame:
        """The customers with at least one purchase, by rank."""
        return self.customers[self.customers["rank"].notna()]

    @cached_property
    def state(self) -> State:
        """What the next run compares with."""
        return comparison.state(self.customers, self.analysis.reference_date)

    @cached_property
    def baseline(self) -> State | None:
        """The last state of an earlier day, None without one."""
        return self.earlier.baseline(self.analysis.reference_date) if self.earlier else None

    @cached_property
    def changes(self) -> comparison.Changes | None:
        """What changed since then, None without an earlier state."""
        return comparison.compare(self.baseline, self.state) if self.baseline else None

    def kept(self, section: str) -> Kept:
        """Give what the owner typed in a list, under the codes that its customers have today."""
        kept = self.earlier.lists.get(section) if self.earlier else None
        if kept is None or self.earlier is None:
            return Kept()
        new = comparison.renamed(self.earlier.state, self.state)
        return replace(
            kept, rows=tuple(replace(row, key=new.get(row.key, row.key)) for row in kept.rows)
        )

    def figure(self, name: str) -> Any:
        """Give a summary value, None when it can't be known."""
        value = self.analysis.summary.get(name)
        return None if value is None or pd.isna(value) else value

    def total(self, name: str) -> Any:
        """Give a summary value, zero when it can't be known."""
        return self.figure(name) or 0

    def headline(self, name: str, sentence: str = "", section: str = "") -> Figure:
        """Give a summary value as a headline figure, its sentence and where its rows are."""
        column = self.language.column(SUMMARY_COLUMNS[name])
        return Figure(column, self.figure(name), sentence, section=section)

    def table(
        self, name: str, columns: Sequence[Column], frame: pd.DataFrame, **look: Any
    ) -> Table:
        """Make a table of these columns of a frame, labels translated.

        ``look`` are the title, takeaway and bars of the Table.
        """
        return tables.table(self.language, name, columns, frame, **look)

    def percent(self, share: float) -> str:
        """Write a share for a sentence: whole percents, one decimal near none and near all."""
        whole = _SMALL_SHARE <= share <= _LARGE_SHARE or share in (0.0, 1.0)
        return self.language.share(share, 0 if whole else 1)

    def names(self, names: Sequence[str], limit: int = 3) -> str:
        """List names in a sentence: ``X, Y e mais 4``."""
        shown, left_out = names[:limit], len(names) - limit
        if left_out > 0:
            more = self.language.count(left_out)
            return self.language.say("{names} e mais {n}", names=", ".join(shown), n=more)
        *first, last = shown
        if not first:
            return last
        return self.language.say("{names} e {last}", names=", ".join(first), last=last)
