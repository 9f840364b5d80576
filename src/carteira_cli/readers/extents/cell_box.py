"""A rectangle from A1, and the one question whether all cells of some sheet XML lie in it.

One pass of an automaton answers it, several times as fast as reading the places.
"""

from functools import cached_property
from struct import Struct

import pyarrow as pa
import pyarrow.compute as pc

from carteira_cli.readers.limits import letters

_NO_RESULT = r"(?:<v></v>|<v\s*/>)?\s*</c>"
_DOUBTFUL = rf"<[^\s<>/:]*:c[\s>/]|<!|</f>\s*{_NO_RESULT}|<f[^<>]*/>\s*{_NO_RESULT}"
"""A cell with a prefix, a comment, a formula without a result: others must look at them."""
_MATCH = "match_substring_regex"
_OFFSETS = Struct("<qq")


class CellBox:
    """A rectangle, rounded up to what is quickly told from its outside.

    Rows are rounded to their first two digits (123 to 129), columns beyond Z to the alphabet
    (AC to AZ).
    """

    def __init__(self, columns: int, rows: int) -> None:
        name, number = letters(columns), str(rows)
        self._last_column = name[0] + "Z" * (len(name) - 1)
        self._last_row = number[:2] + "9" * (len(number) - 2)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        count = 0
        for letter in self._last_column:
            count = count * 26 + ord(letter) - ord("A") + 1
        return count

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return int(self._last_row)

    def holds(self, piece: bytes) -> bool:
        """Tell whether every cell is written as usual and lies inside, with nothing doubtful."""
        offsets = pa.py_buffer(_OFFSETS.pack(0, len(piece)))
        buffers = [None, offsets, pa.py_buffer(piece)]  # as they are: an array would copy the piece
        whole = pa.Array.from_buffers(pa.large_binary(), 1, buffers)
        return not pc.call_function(_MATCH, [whole], self._outside)[0].as_py()

    @cached_property
    def _outside(self) -> pc.MatchSubstringOptions:
        beyond = "|".join([*self._beyond_columns(), *self._beyond_rows()])
        unusual = rf'<c(?:[^ o]| (?:[^r]|r(?:[^=]|=(?:[^"]|"(?:{beyond})))))'
        return pc.MatchSubstringOptions(f"{unusual}|{_DOUBTFUL}")

    def _beyond_columns(self) -> list[str]:
        size, first = len(self._last_column), self._last_column[0]
        longer = ["[^A-Z]", f"[A-Z]{{{size + 1}}}", f"[A-Z]{{1,{size}}}[^A-Z0-9]"]
        return longer + [f"[{_after(first)}-Z][A-Z]{{{size - 1}}}"] * (first < "Z")

    def _beyond_rows(self) -> list[str]:
        size, leading = len(self._last_row), self._last_row[:2]
        column = f"[A-Z]{{1,{len(self._last_column)}}}"
        longer = ["0", f"[0-9]{{{size + 1}}}", f'[0-9]{{1,{size}}}[^0-9"]']
        greater = [
            f"{leading[:place]}[{_after(digit)}-9][0-9]{{{size - place - 1}}}"
            for place, digit in enumerate(leading)
            if digit < "9"
        ]
        return [column + each for each in longer + greater]


def _after(letter: str) -> str:
    return chr(ord(letter) + 1)
