"""In which column of the user's own sheet a header stands, as his spreadsheet names it."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from carteira_cli.model.tables import RawTable

_LETTERS = 26


def letters(table: RawTable, row: int, headers: Sequence[str]) -> Mapping[str, str]:
    """Give the letter of each header that stands once in the sheet's row of that number.

    ``table`` is the sheet as it was read, before anything was reshaped. Text files have no
    letters.
    """
    at = np.flatnonzero(table.rows == row)
    if not table.sheet or not len(at):
        return {}
    written = [str(cell).strip() for cell in table.cells.iloc[at[0]]]
    times = Counter(written)
    return {header: letter(written.index(header)) for header in headers if times.get(header) == 1}


def letter(position: int) -> str:
    """Name a column, counted from zero: A to Z, then AA."""
    before, last = divmod(position, _LETTERS)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)
