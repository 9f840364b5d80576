"""The customer register: people, with or without purchases, and how to reach them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import as_text, codes, nothing
from carteira_cli.ingest.fields import COMPLETING, completed
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.ledger import Ledger, stack
from carteira_cli.ingest.lines import TEXT_FIELDS
from carteira_cli.ingest.sheets import Sheet
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.ingest.verdicts import Verdicts
from carteira_cli.model.tables import RawTable

_PEOPLE_FIELDS = ("cliente", "codigo", "documento", "email", "telefone")
_OWN_COLUMN = (*_PEOPLE_FIELDS, *COMPLETING, "cidade", "uf", "vendedor", "categoria")
_DETAIL = "detail: "


def read(sheets: tuple[Sheet, ...]) -> Ledger:
    """Read every register sheet into one ledger, of which nothing is left out."""
    frames = [_entries(sheet.table, sheet.known_header) for sheet in sheets] or [_nobody()]
    frame = stack(_aligned(frames))
    return Ledger(frame, Verdicts.none(len(frame)), sheets, [])


def details(entries: Ledger) -> tuple[str, ...]:
    """Name the frame's columns that say more of a customer than CUSTOMERS holds."""
    kept = (column for column in entries.frame if str(column).startswith(_DETAIL))
    category = ("category",) if entries.frame["category"].notna().any() else ()
    return (*category, *map(str, kept))


def title(column: str) -> str:
    """Return the header under which the register holds a column of ``details``."""
    return column.removeprefix(_DETAIL)


def _nobody() -> pd.DataFrame:
    none = pd.RangeIndex(0)
    texts = {column: nothing(none) for column in TEXT_FIELDS.values()}
    return pd.DataFrame({"row": np.array([], dtype=np.int64), **texts})


def _entries(table: RawTable, header: Header) -> pd.DataFrame:
    """Read a register: ``row``, the text fields of a sales line and its other columns.

    One row per entry; entries that name nobody (blank lines, totals) are left out.
    """
    body = table.cells.iloc[header.index + 1 :].reset_index(drop=True)
    columns = {
        column: completed(field, header.fields, lambda position: as_text(body[position]))
        if field in header.fields
        else nothing(body.index)
        for field, column in TEXT_FIELDS.items()
    }
    rows = {"row": table.rows[header.index + 1 :]}
    frame = pd.DataFrame({**rows, **columns, **_other_columns(body, header)})
    people = [TEXT_FIELDS[field] for field in _PEOPLE_FIELDS]
    return frame[frame[people].notna().any(axis=1)].reset_index(drop=True)


def _other_columns(body: pd.DataFrame, header: Header) -> Mapping[str, pd.Series]:
    """Read the filled columns that have no place in CUSTOMERS, the first of each header."""
    taken = {header.fields[field] for field in _OWN_COLUMN if field in header.fields}
    kept: dict[str, tuple[str, pd.Series]] = {}
    for position, name in enumerate(header.names):
        text = as_text(body[position])
        if name and position not in taken and (codes(text) >= 0).any():
            kept.setdefault(normalise(name), (_DETAIL + name, text))
    return dict(kept.values())


def _aligned(frames: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Give every frame the columns of all, where headers that differ in case only are one."""
    known: dict[str, str] = {}
    for column in (str(column) for frame in frames for column in frame):
        known.setdefault(normalise(column), column)
    same = [frame.rename(columns=lambda column: known[normalise(column)]) for frame in frames]
    return [
        frame.assign(
            **{column: nothing(frame.index) for column in known.values() if column not in frame}
        )[[*known.values()]]
        for frame in same
    ]
