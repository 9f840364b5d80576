"""Defined names: legal, once per scope, and of sheets that exist."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.lengths import units
from carteira_cli.writers.package.markup import MAIN
from carteira_cli.writers.package.ranges import area

_LIMIT = 255
_NAME = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]*")
_ROW_AND_COLUMN = re.compile(r"r\d*(?:c\d*)?|c\d*", re.IGNORECASE)


def defined(package: Package) -> Iterator[ET.Element]:
    """Give the workbook's defined names."""
    root = package.root(package.workbook)
    return root.iterfind(f"{MAIN}definedNames/{MAIN}definedName")


def is_legal(name: str) -> bool:
    """Tell whether formulas may know something by a name."""
    looks_like_cells = area(name.upper()) is not None or _ROW_AND_COLUMN.fullmatch(name)
    return bool(_NAME.fullmatch(name)) and not looks_like_cells and units(name) <= _LIMIT


def _illegal(package: Package) -> Iterator[Flaw]:
    names = (each.get("name", "") for each in defined(package))
    yield from ((package.workbook, repr(name)) for name in names if not is_legal(name))


def _twice(package: Package) -> Iterator[Flaw]:
    counts = Counter(
        (each.get("name", "").lower(), each.get("localSheetId")) for each in defined(package)
    )
    for (name, scope), times in counts.items():
        if times > 1:
            yield package.workbook, f"{name} in scope {scope or 'workbook'}"


def _scope(package: Package) -> Iterator[Flaw]:
    for each in defined(package):
        scope = each.get("localSheetId", "0")
        if not scope.isdigit() or int(scope) >= max(len(package.listed), 1):
            yield package.workbook, f"{each.get('name')} belongs to sheet {scope}"


CHECKS = (
    Check("name-illegal", _illegal),
    Check("name-twice", _twice),
    Check("name-scope", _scope),
)
