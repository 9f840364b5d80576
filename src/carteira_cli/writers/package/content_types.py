"""Every part says what it is, once and rightly."""

from collections import Counter
from collections.abc import Iterator

from carteira_cli.writers.package.contents import TYPES, Package
from carteira_cli.writers.package.fault import Check, Flaw

_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_WORKBOOKS = {
    f"{_SHEETS}sheet.main+xml",
    f"{_SHEETS}template.main+xml",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "application/vnd.ms-excel.template.macroEnabled.main+xml",
    "application/vnd.ms-excel.addin.macroEnabled.main+xml",
}
_EXPECTED = {
    "worksheet": f"{_SHEETS}worksheet+xml",
    "chartsheet": f"{_SHEETS}chartsheet+xml",
    "styles": f"{_SHEETS}styles+xml",
    "sharedStrings": f"{_SHEETS}sharedStrings+xml",
    "table": f"{_SHEETS}table+xml",
    "comments": f"{_SHEETS}comments+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "drawing": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "chart": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
}
_FAMILY = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def _missing(package: Package) -> Iterator[Flaw]:
    parts = (name for name in package.parts if name != TYPES)
    yield from ((name, "no content type") for name in parts if not package.type_of(name))


def _of_nothing(package: Package) -> Iterator[Flaw]:
    names = (name for name, _ in package.part_types)
    yield from ((name, "no such part") for name in names if not package.find(name.lstrip("/")))


def _twice(package: Package) -> Iterator[Flaw]:
    for declared in (package.part_types, package.default_types):
        counts = Counter(name.casefold() for name, _ in declared)
        yield from ((TYPES, name) for name, times in counts.items() if times > 1)


def _wrong(package: Package) -> Iterator[Flaw]:
    if package.workbook and package.type_of(package.workbook) not in _WORKBOOKS:
        yield package.workbook, package.type_of(package.workbook)
    for relation in (each for relations in package.relations.values() for each in relations):
        expected = _EXPECTED.get(relation.kind.removeprefix(_FAMILY))
        found = package.find(relation.target)
        if expected and found and package.type_of(found) not in {expected, ""}:
            yield found, f"{package.type_of(found)} instead of {expected}"


CHECKS = (
    Check("content-type-missing", _missing),
    Check("content-type-of-nothing", _of_nothing),
    Check("content-type-twice", _twice),
    Check("content-type-wrong", _wrong),
)
