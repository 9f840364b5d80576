"""How much of a file is read at most; beyond that it is refused, and memory stays bounded."""

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.phrases import Phrase

MEBIBYTE = 1 << 20
LARGEST_FILE = 1024 * MEBIBYTE
"""Bytes of a file, and of everything that a zip package unpacks to."""

MOST_CELLS = 20_000_000
"""Cells of the rectangle from A1 to the last one, all sheets of a file together.

A parser takes about 80 bytes for each, empty ones included: with these, 1.6 GB.
"""

MOST_TEXT = 1024 * MEBIBYTE
"""Bytes of text in all cells together: a shared text counts in every cell that shows it."""

MOST_COLUMNS = 16_384
"""As wide as a sheet of Excel."""

_SPARSE = 20


def too_large(name: str, what: str, sheet: str = "") -> CarteiraError:
    """Refuse a file whose contents would not fit; ``what`` says how large it is."""
    return CarteiraError(catalogue.TOO_LARGE, Place(file=name, sheet=sheet), name=name, what=what)


def damaged(
    name: str, reason: str = Phrase("o arquivo está incompleto ou danificado")
) -> CarteiraError:
    """Refuse a file that is not what its container demands."""
    return CarteiraError(catalogue.UNREADABLE, Place(file=name), name=name, reason=reason)


def beyond(name: str, sheet: str, rows: int, columns: int, occupied: int) -> CarteiraError:
    """Refuse a sheet whose rectangle is too large: too much data, or far-flung cells."""
    if occupied * _SPARSE < rows * columns:
        place = Place(name, sheet, rows, letters(columns))
        return CarteiraError(
            catalogue.SPARSE_SHEET, place, name=name, row=rows, column=letters(columns)
        )
    return too_large(
        name, Phrase("tem {rows} linhas e {columns} colunas", rows=rows, columns=columns), sheet
    )


def letters(column: int) -> str:
    """Name a column as Excel does: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
