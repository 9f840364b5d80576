"""The workbook's list of sheets: their names, their numbers and which of them is shown first."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.lengths import units
from carteira_cli.writers.package.markup import MAIN

_NAME_LIMIT = 31
_ILLEGAL = re.compile(r"[\[\]:*?/\\]|^'|'$|^history$|^$", re.IGNORECASE)
_VIEWS = f"{MAIN}bookViews/{MAIN}workbookView"
_SHEET_VIEWS = f"{MAIN}sheetViews/{MAIN}sheetView"
_TRUE = {"1", "true"}


def _too_long(package: Package) -> Iterator[Flaw]:
    titles = (sheet.title for sheet in package.listed)
    yield from ((package.workbook, title) for title in titles if units(title) > _NAME_LIMIT)


def _illegal(package: Package) -> Iterator[Flaw]:
    titles = (sheet.title for sheet in package.listed)
    yield from ((package.workbook, repr(title)) for title in titles if _ILLEGAL.search(title))


def _name_twice(package: Package) -> Iterator[Flaw]:
    counts = Counter(sheet.title.lower() for sheet in package.listed)
    yield from ((package.workbook, name) for name, times in counts.items() if times > 1)


def _id_twice(package: Package) -> Iterator[Flaw]:
    counts = Counter(sheet.number for sheet in package.listed)
    yield from ((package.workbook, number) for number, times in counts.items() if times > 1)


def _part_twice(package: Package) -> Iterator[Flaw]:
    counts = Counter(sheet.part for sheet in package.listed if sheet.part)
    yield from ((part, f"{times} sheets") for part, times in counts.items() if times > 1)


def _none_visible(package: Package) -> Iterator[Flaw]:
    if package.workbook and not any(sheet.state == "visible" for sheet in package.listed):
        yield package.workbook, "all sheets are hidden, or there is none"


def _active_tabs(package: Package) -> dict[str, int]:
    """Give the number of the tab on top in each window."""
    views = package.root(package.workbook).iterfind(_VIEWS)
    return {str(at): _number(view.get("activeTab", "0")) for at, view in enumerate(views)}


def _number(text: str) -> int:
    return int(text) if text.isdigit() else -1


def _active_tab(package: Package) -> Iterator[Flaw]:
    for tab in _active_tabs(package).values():
        if not 0 <= tab < len(package.listed):
            yield package.workbook, f"activeTab {tab} of {len(package.listed)} sheets"


def _grouped(package: Package) -> Iterator[Flaw]:
    """What is typed in one of several selected sheets lands in all of them."""
    chosen: dict[str, set[int]] = defaultdict(set)
    for at, sheet in enumerate(package.listed):
        root = next((each.root for each in package.sheets if each.part == sheet.part), None)
        for view in () if root is None else root.iterfind(_SHEET_VIEWS):
            if view.get("tabSelected") in _TRUE:
                chosen[view.get("workbookViewId", "0")].add(at)
    for window, tab in _active_tabs(package).items():
        tabs = chosen[window] | {tab}
        if len(tabs) > 1:
            yield package.workbook, f"tabs {sorted(tabs)} are selected at once"


CHECKS = (
    Check("sheet-name-length", _too_long),
    Check("sheet-name-illegal", _illegal),
    Check("sheet-name-twice", _name_twice),
    Check("sheet-id-twice", _id_twice),
    Check("sheet-part-twice", _part_twice),
    Check("sheet-visible", _none_visible),
    Check("active-tab", _active_tab),
    Check("tabs-grouped", _grouped),
)
