"""The part of a sheet below its header, as the habits of reports see it."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import is_blank
from carteira_cli.ingest.header import Header
from carteira_cli.model.findings import Finding
from carteira_cli.model.tables import RawTable, Rows

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grid:
    """A header with its body; ``decision`` says what was done to come here.

    ``body`` has the columns 0..n-1 of ``header.names`` and a plain index; ``rows`` are its row
    numbers in the source, ``header_row`` that of the header, ``above`` the rows over it;
    ``undated`` marks the rows without a date, all where there is no column for it.
    """

    file: str
    sheet: str
    header: Header
    header_row: int
    body: pd.DataFrame
    rows: Rows
    above: pd.DataFrame
    undated: Mask
    decision: str = ""
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, table: RawTable, header: Header) -> "Grid":
        """Cut a table at its header."""
        start = header.index + 1
        body = table.cells.iloc[start:].reset_index(drop=True)
        return cls(
            table.file,
            table.sheet,
            header,
            int(table.rows[header.index]),
            body,
            table.rows[start:],
            table.cells.iloc[: header.index],
            _blank(body, header.fields.get("data")),
        )

    def blank(self, field: str) -> Mask:
        """Tell which rows have nothing in a field; all where there is no such column."""
        return _blank(self.body, self.header.fields.get(field))

    def kept(self, mask: Mask, decision: str) -> "Grid":
        """Keep the marked rows only."""
        body = self.body[mask].reset_index(drop=True)
        return replace(self, body=body, rows=self.rows[mask], decision=decision)

    def with_columns(self, columns: dict[str, pd.Series], decision: str) -> "Grid":
        """Append columns, by their header text."""
        names = (*self.header.names, *columns)
        added = {len(self.header.names) + i: each for i, each in enumerate(columns.values())}
        body = pd.DataFrame({**self.body, **added}, copy=False)
        return replace(self, header=replace(self.header, names=names), body=body, decision=decision)

    def with_header(self) -> pd.DataFrame:
        """Give the cells of the table that this grid is, header first."""
        head = pd.DataFrame([self.header.names], dtype=object)
        same = [_same_kind(head[position], self.body[position]) for position in self.body]
        head = pd.DataFrame(dict(enumerate(same)))
        return pd.concat([head, self.body], ignore_index=True)

    def all_rows(self) -> Rows:
        """Give the source row numbers of ``with_header``."""
        return np.concatenate(([self.header_row], self.rows))


def _blank(body: pd.DataFrame, position: int | None) -> Mask:
    return np.ones(len(body), dtype=bool) if position is None else is_blank(body[position])


def _same_kind(head: pd.Series, cells: pd.Series) -> pd.Series:
    return head.astype(cells.dtype) if isinstance(cells.dtype, pd.StringDtype) else head


def filled_down(values: pd.Series, known: Mask) -> pd.Series:
    """Give each row the value of the nearest marked row at or above it, null before the first."""
    last = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    return values.take(np.maximum(last, 0)).where(last >= 0).set_axis(values.index)
