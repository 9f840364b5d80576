"""Where every customer stands in the files: each row that names him, used or left out."""

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.ledger import Ledger
from carteira_cli.model.tables import SALES, Trail

CALLED = ("name", "code", "document")
"""The columns by which a row says whose it is."""


def trail(ledger: Ledger, entries: Ledger, known: pd.DataFrame, people: pd.DataFrame) -> Trail:
    """Follow everybody of ``known`` (the result of ``customers.describe``) through all rows."""
    ids = pd.Categorical(known["customer_id"].reindex(people["customer"]))
    lines, registered = (
        book.frame.assign(customer_id=ids.take(book.frame["person"].to_numpy()))
        for book in (ledger, entries)
    )
    columns = [column.name for column in SALES]
    slugs = np.array([None, *(code.slug for code in ledger.verdicts.codes)], dtype=object)
    reasons = pd.Series(slugs[ledger.verdicts.reasons], lines.index, dtype=TEXT)
    return Trail(
        lines[[*columns, *CALLED]].assign(set_aside=reasons),
        registered[["customer_id", "source", "row", *CALLED]],
    )
