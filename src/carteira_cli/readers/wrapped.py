"""Delimited text that Excel wrapped once more: what was a line is a single cell now.

It comes of a file with commas, opened where the semicolon separates and saved again. A line with
quotes in it was quoted as a whole, and empty cells may follow.
"""

import csv
import io
import re
from dataclasses import dataclass

import numpy as np

from carteira_cli.model.tables import Rows

_DELIMITERS = ";,\t|"
_NEARLY_ALL = 0.9
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The text as it was before, and the line of the file that each of its lines is on."""

    text: bytes
    lines: Rows


def outer_delimiter(sample: list[str]) -> str:
    """Name the delimiter around wrapped lines; nothing where they are not wrapped."""
    return next((outer for outer in _DELIMITERS if _wraps(sample, outer)), "")


def unwrap(text: bytes, outer: str) -> Unwrapped:
    """Take the cell of each line out.

    Raises:
        UnicodeDecodeError: the text is not UTF-8.
    """
    reader = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=outer)
    inner: list[str] = []
    lines: list[int] = []
    start = 1
    for row in reader:
        inside = _LINE_END.split(row[0]) if row else [""]
        inner += inside
        lines += range(start, start + len(inside))
        start = reader.line_num + 1
    return Unwrapped("\n".join([*inner, ""]).encode(), np.array(lines, dtype=np.int64))


def _wraps(sample: list[str], outer: str) -> bool:
    mark = re.escape(outer)
    single = re.compile(rf'(?:"((?:[^"]|"")*)"|([^"{mark}]*))({mark}*)')
    found = [cell for cell in map(single.fullmatch, sample) if cell]
    if len(found) < max(2, _NEARLY_ALL * len(sample)):
        return False
    inside = [cell[2] if cell[1] is None else cell[1].replace('""', '"') for cell in found]
    if sum(bool(cell[3]) for cell in found) >= _NEARLY_ALL * len(found):
        return any(_regular(inside, inner, _NEARLY_ALL) for inner in _DELIMITERS)
    quoted = [cell[1] for cell in found if cell[1] is not None]
    proves = len(quoted) * 2 > len(found) or any('""' in cell for cell in quoted)
    return proves and any(
        _regular(inside, inner) > _regular(sample, inner) for inner in _DELIMITERS
    )


def _regular(lines: list[str], delimiter: str, at_least: float = 0.0) -> int:
    """Count the rows as wide as most and wider than one cell, 0 where a share of them is not."""
    widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
    usual = max(set(widths), key=widths.count, default=0)
    count = widths.count(usual) if usual > 1 else 0
    return count if count >= at_least * len(widths) else 0
