"""The marks by which sheets of ours are known again: hidden defined names, one per sheet.

A spreadsheet program keeps such a name when the file is saved, and lets it follow the sheet
when that is renamed or moved.
"""

import re
from collections.abc import Iterable
from itertools import count

PREFIX = "_carteira_"
_ILLEGAL = re.compile(r"[^A-Za-z0-9_.]")
_QUOTED = re.compile(r"=?'((?:[^']|'')*)'!")
_BARE = re.compile(r"=?([^'!\[\]#]+)!")


def marks(sections: Iterable[str]) -> tuple[str, ...]:
    """Give each section of a workbook the defined name that marks its sheet, all different."""
    given: dict[str, str] = {}
    for section in sections:
        mark = PREFIX + _ILLEGAL.sub("_", section)
        numbered = (f"{mark}.{number}" if number > 1 else mark for number in count(1))
        free = next(each for each in numbered if each.casefold() not in given)
        given[free.casefold()] = free
    return tuple(given.values())


def is_mark(name: str) -> bool:
    """Tell whether a defined name is a mark of ours."""
    return name.casefold().startswith(PREFIX)


def sheet_of(reference: str) -> str:
    """Give the name of the sheet that a reference begins with; nothing where there is none."""
    quoted = _QUOTED.match(reference)
    if quoted:
        return quoted[1].replace("''", "'")
    bare = _BARE.match(reference)
    return bare[1] if bare else ""
