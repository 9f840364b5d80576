"""The formats of a workbook, as far as other parts point into them."""

import re
from functools import cached_property
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.markup import MAIN

FIRST_OWN_NUMBER_FORMAT = 164
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_SHIELDED = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]")
_DATE_LETTER = re.compile(r"[dmyhsDMYHS]")


class StyleSheet:
    """The lists of ``styles.xml``, in the order that indices count."""

    def __init__(self, root: ET.Element) -> None:
        """Take the part's root."""
        self.root = root

    def listed(self, group: str) -> list[ET.Element]:
        """Give the entries of a list, none when it is missing."""
        found = self.root.find(f"{MAIN}{group}")
        return [] if found is None else list(found)

    @cached_property
    def cell_formats(self) -> int:
        """How many formats cells may point to; without any, all cells look alike."""
        return max(len(self.listed("cellXfs")), 1)

    @cached_property
    def rule_formats(self) -> int:
        """How many formats rules and tables may point to."""
        return len(self.listed("dxfs"))

    @cached_property
    def number_formats(self) -> dict[str, str]:
        """The code of each number format of the book's own, by its id."""
        found = self.root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
        return {each.get("numFmtId", ""): each.get("formatCode", "") for each in found}

    @cached_property
    def dates(self) -> frozenset[bytes]:
        """The indices of the cell formats that show a number as a date or a time."""
        ids = (each.get("numFmtId", "0") for each in self.listed("cellXfs"))
        return frozenset(b"%d" % at for at, name in enumerate(ids) if self._is_date(name))

    def _is_date(self, name: str) -> bool:
        if name in self.number_formats:
            return is_date(self.number_formats[name])
        return name.isdigit() and int(name) in _BUILT_IN_DATES


def is_date(code: str) -> bool:
    """Tell whether a number format shows dates or times; ``General`` shows none."""
    bare = _SHIELDED.sub("", code.partition(";")[0])
    return "general" not in bare.lower() and bool(_DATE_LETTER.search(bare))
