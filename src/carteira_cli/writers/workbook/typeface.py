"""How wide texts are in the workbook's font: no program is there to ask when we write."""

from math import ceil
from unicodedata import normalize

_PIXELS_PER_EM = 10 * 96 / 72
_CELL_MARGIN = 7
_BOLD = 1.07
_WIDE = 1000
_WIDTHS = {
    222: "ijl'",
    278: " !,./:;I[\\]ft|",
    333: "()-`r“”",
    389: "*",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu€«»–",
    584: "+<=>~÷×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "…—",
}


class _Advances(dict[str, int]):
    """Advance widths of letters, in thousandths of an em."""

    def __missing__(self, letter: str) -> int:
        """Count accents as nothing and letters of other scripts as wide."""
        return 0 if "\u0300" <= letter <= "\u036f" else _WIDE


_ADVANCES = _Advances((letter, width) for width, letters in _WIDTHS.items() for letter in letters)
"""Arial's; Liberation Sans has the same."""


def pixels(text: str, *, bold: bool = False) -> int:
    """Estimate how wide a cell must be to show the longest line of a text."""
    longest = max(map(_thousandths, text.split("\n")))
    return ceil(longest * _PIXELS_PER_EM / 1000 * (_BOLD if bold else 1)) + _CELL_MARGIN


def _thousandths(line: str) -> int:
    plain = line if line.isascii() else normalize("NFD", line)
    return sum(map(_ADVANCES.__getitem__, plain))
