"""The customer register: people, with or without purchases, and how to reach them."""

import pandas as pd

from carteira_cli.ingest.cells import TEXT, as_text, nothing
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.ledger import Ledger
from carteira_cli.ingest.lines import TEXT_FIELDS
from carteira_cli.ingest.sheets import Sheet
from carteira_cli.ingest.verdicts import Verdicts
from carteira_cli.model.tables import RawTable

_PEOPLE_FIELDS = ("cliente", "codigo", "documento", "email", "telefone")
_NOBODY = pd.DataFrame(columns=["row", "source", *TEXT_FIELDS.values()]).astype(
    dict.fromkeys(TEXT_FIELDS.values(), TEXT) | {"row": "int64", "source": "int64"}
)


def read(sheets: tuple[Sheet, ...]) -> Ledger:
    """Read every register sheet into one ledger, of which nothing is left out."""
    frames = [
        _entries(sheet.table, sheet.header).assign(source=number)
        for number, sheet in enumerate(sheets)
        if sheet.header is not None
    ]
    frame = pd.concat(frames, ignore_index=True) if frames else _NOBODY
    return Ledger(frame, Verdicts.none(len(frame)), sheets, [])


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
