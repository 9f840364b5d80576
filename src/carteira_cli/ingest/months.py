"""Months as people head their columns with: ``jan``, ``Março/25``, ``01/2025``, ``2025-01``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from carteira_cli.ingest.synonyms import normalise

_NAMES = (
    *("janeiro", "fevereiro", "marco", "abril", "maio", "junho"),
    *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
)
_ENGLISH = {"feb": 2, "apr": 4, "may": 5, "aug": 8, "sep": 9, "oct": 10, "dec": 12}
SHORT = {name[:3]: number for number, name in enumerate(_NAMES, start=1)} | _ENGLISH
"""The first three letters of a month, in Portuguese or English, with its number."""
_WORD = re.compile(r"^([a-z]{3,9})(?: ?(?:de )?(\d{4}|\d{2}))?$")
_NUMERIC = re.compile(r"^(?:(\d{1,2})/(\d{4})|(\d{4})[-/](\d{1,2})(?:-01(?: 00:00:00)?)?)$")
_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)")
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Month:
    """A month, whose year the header may leave to its surroundings."""

    year: int | None
    number: int


def month_of(header: str) -> Month | None:
    """Read a column's header as a month; None when it is none."""
    if numeric := _NUMERIC.match(header.strip()):
        month, year, year_first, month_last = numeric.groups()
        number = int(month or month_last)
        return Month(int(year or year_first), number) if 1 <= number <= _MONTHS_IN_YEAR else None
    worded = _WORD.match(normalise(header))
    if worded is None or not _is_name(worded[1]):
        return None
    return Month(_full_year(worded[2]), SHORT[worded[1][:3]])


def _is_name(word: str) -> bool:
    """Accept a name's first three letters, or the whole name."""
    return word in SHORT or word in _NAMES


def _full_year(digits: str | None) -> int | None:
    if digits is None:
        return None
    return int(digits) + (2000 if len(digits) == len("25") else 0)


def year_in(texts: Sequence[str]) -> int | None:
    """Find the one year that texts speak of; None when there is none, or more than one."""
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None
