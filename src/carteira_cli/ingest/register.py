"""The customer register: people, with or without purchases, and how to reach them."""

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import as_text, nothing
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.ledger import Ledger, stack
from carteira_cli.ingest.lines import TEXT_FIELDS
from carteira_cli.ingest.sheets import Sheet
from carteira_cli.ingest.verdicts import Verdicts
from carteira_cli.model.tables import RawTable

_PEOPLE_FIELDS = ("cliente", "codigo", "documento", "email", "telefone")


def read(sheets: tuple[Sheet, ...]) -> Ledger:
    """Read every register sheet into one ledger, of which nothing is left out."""
    frames = [_entries(sheet.table, sheet.known_header) for sheet in sheets] or [_nobody()]
    frame = stack(frames)
    return Ledger(frame, Verdicts.none(len(frame)), sheets, [])


def _nobody() -> pd.DataFrame:
    none = pd.RangeIndex(0)
    texts = {column: nothing(none) for column in TEXT_FIELDS.values()}
    return pd.DataFrame({"row": np.array([], dtype=np.int64), **texts})


def _entries(table: RawTable, header: Header) -> pd.DataFrame:
    """Read a register: ``row`` and the text fields of a sales line, one row per entry.

    Entries that name nobody (blank lines, totals) are left out.
    """
    body = table.cells.iloc[header.index + 1 :].reset_index(drop=True)
    columns = {
        column: as_text(body[header.fields[field]])
        if field in header.fields
        else nothing(body.index)
        for field, column in TEXT_FIELDS.items()
    }
    frame = pd.DataFrame({"row": table.rows[header.index + 1 :], **columns})
    people = [TEXT_FIELDS[field] for field in _PEOPLE_FIELDS]
    return frame[frame[people].notna().any(axis=1)].reset_index(drop=True)
