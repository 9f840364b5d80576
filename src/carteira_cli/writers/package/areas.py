"""Ranges of a sheet: legal, and none over another where that may not be."""

from collections.abc import Iterator

from carteira_cli.writers.package.contents import Package, Sheet
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.markup import MAIN
from carteira_cli.writers.package.ranges import COLUMNS, Area, area, illegal, overlaps

_WITH_RANGE = {
    "autoFilter": "ref",
    "conditionalFormatting": "sqref",
    "dataValidation": "sqref",
    "dimension": "ref",
    "hyperlink": "ref",
    "ignoredError": "sqref",
    "mergeCell": "ref",
    "protectedRange": "sqref",
    "selection": "sqref",
    "sortState": "ref",
}
"""Elements of a sheet with the attribute that says where they hold."""


def merges(sheet: Sheet) -> list[Area]:
    """Give the merged cells, those that can be read."""
    found = sheet.root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")
    areas = (area(each.get("ref", "")) for each in found)
    return [each for each in areas if each]


def _illegal(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        for tag, attribute in _WITH_RANGE.items():
            for element in sheet.root.iter(MAIN + tag):
                for text in illegal(element.get(attribute, "A1")):
                    yield sheet.part, f"{tag} {text!r}"


def _merge_overlap(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        yield from ((sheet.part, f"{one} and {two}") for one, two in overlaps(merges(sheet)))


def _merge_alone(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        yield from ((sheet.part, str(each)) for each in merges(sheet) if each.cells == 1)


def _column_overlap(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        last = 0
        for each in sheet.root.iterfind(f"{MAIN}cols/{MAIN}col"):
            first, end = int(each.get("min", "0")), int(each.get("max", "0"))
            if not last < first <= end <= COLUMNS:
                yield sheet.part, f"columns {first} to {end} after {last}"
            last = end


CHECKS = (
    Check("range-illegal", _illegal),
    Check("merge-overlap", _merge_overlap),
    Check("merge-of-one-cell", _merge_alone),
    Check("columns-overlap", _column_overlap),
)
