"""The marks by which sheets of ours are known again: hidden defined names, one per sheet.

A spreadsheet program keeps such a name when the file is saved, and lets it follow the sheet
when that is renamed or moved.
"""

import re
from collections.abc import Iterable

PREFIX = "_carteira_"
_ILLEGAL = re.compile(r"[^A-Za-z0-9_.]")
_QUOTED = re.compile(r"=?'((?:[^']|'')*)'!")
_BARE = re.compile(r"=?([^'!\[\]#]+)!")


def marks(sections: Iterable[str]) -> tuple[str, ...]:
    """Give each section of a workbook the defined name that marks its sheet, all different."""
    given: list[str] = []
    for section in sections:
        mark = PREFIX + _ILLEGAL.sub("_", section)
        again = sum(each.casefold() == mark.casefold() for each in given)
        given.append(f"{mark}.{again + 1}" if again else mark)
    return tuple(given)


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
