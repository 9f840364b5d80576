"""Tables: their headers are what the cells say, and they stand alone on their cells."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from carteira_cli.writers.package.areas import merges
from carteira_cli.writers.package.contents import Package, Sheet, Table
from carteira_cli.writers.package.defined_names import defined, is_legal
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.lengths import unescaped, units
from carteira_cli.writers.package.markup import MAIN
from carteira_cli.writers.package.ranges import area, clashes

_HEADER_LIMIT = 255


def _tables(package: Package) -> Iterator[Table]:
    return chain.from_iterable(sheet.tables for sheet in package.sheets)


def _columns(table: Table) -> list[str]:
    found = table.root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")
    return [unescaped(each.get("name", "")) for each in found]


def _id_twice(package: Package) -> Iterator[Flaw]:
    counts = Counter(table.root.get("id", "") for table in _tables(package))
    yield from (("", f"id {name}") for name, times in counts.items() if times > 1)


def _name_twice(package: Package) -> Iterator[Flaw]:
    """Tables and defined names of the whole book are known by one list of names."""
    names = (each.get("name", "") for each in defined(package) if not each.get("localSheetId"))
    taken = {name.lower() for name in names}
    for table in _tables(package):
        if table.name.lower() in taken:
            yield table.part, table.name
        taken.add(table.name.lower())


def _name_illegal(package: Package) -> Iterator[Flaw]:
    for table in _tables(package):
        if not is_legal(table.name):
            yield table.part, repr(table.name)


def _range(package: Package) -> Iterator[Flaw]:
    """A table has a row of data at least, and as many columns as its cells."""
    for table in _tables(package):
        place = table.area
        rows = place.bottom - place.top + 1 - table.header_rows - table.total_rows if place else 0
        if not place or rows < 1:
            yield table.part, f"no row of data in {table.root.get('ref')!r}"
        elif len(_columns(table)) != place.right - place.left + 1:
            yield table.part, f"{len(_columns(table))} columns in {table.root.get('ref')}"


def _column_twice(package: Package) -> Iterator[Flaw]:
    for table in _tables(package):
        counts = Counter(name.lower() for name in _columns(table))
        yield from ((table.part, repr(name)) for name, times in counts.items() if times > 1)


def _column_id_twice(package: Package) -> Iterator[Flaw]:
    for table in _tables(package):
        found = table.root.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")
        counts = Counter(each.get("id", "") for each in found)
        yield from ((table.part, f"id {name}") for name, times in counts.items() if times > 1)


def _column_name(package: Package) -> Iterator[Flaw]:
    for table in _tables(package):
        for name in _columns(table):
            if not 0 < units(name) <= _HEADER_LIMIT:
                yield table.part, f"{units(name)} characters: {name[:40]!r}"


def _header(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        for table in sheet.tables:
            if table.area and table.header_rows:
                yield from ((table.part, detail) for detail in _differing(package, sheet, table))


def _differing(package: Package, sheet: Sheet, table: Table) -> Iterator[str]:
    place = table.area
    if place is None:
        return
    for at, name in enumerate(_columns(table), place.left):
        cell = sheet.cells.headers.get((place.top, at))
        text = package.texts.wanted.get(cell) if isinstance(cell, int) else cell
        if text != name:
            yield f"column {name!r} is {text!r} in row {place.top}, column {at}"


def _filter(package: Package) -> Iterator[Flaw]:
    """The filter covers the header and the data, and none of the totals."""
    for table in _tables(package):
        found = table.root.find(f"{MAIN}autoFilter")
        if found is not None and table.area:
            place = area(found.get("ref", ""))
            if not place or not table.area.holds(place):
                yield table.part, f"filter {found.get('ref')!r} of {table.root.get('ref')}"


def _overlap(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        areas = [table.area for table in sheet.tables if table.area]
        yield from ((sheet.part, f"{a} and {b}") for a, b in clashes(merges(sheet), areas))


def _unlisted(package: Package) -> Iterator[Flaw]:
    """A table that the sheet doesn't list is lost when the file is saved."""
    for sheet in package.sheets:
        listed = len(sheet.root.findall(f"{MAIN}tableParts/{MAIN}tablePart"))
        if listed != len(sheet.tables):
            yield sheet.part, f"{listed} tables listed, {len(sheet.tables)} related"


CHECKS = (
    Check("table-id-twice", _id_twice),
    Check("table-name-twice", _name_twice),
    Check("table-name-illegal", _name_illegal),
    Check("table-range", _range),
    Check("table-column-twice", _column_twice),
    Check("table-column-id-twice", _column_id_twice),
    Check("table-column-name", _column_name),
    Check("table-header", _header),
    Check("table-filter", _filter),
    Check("table-overlap", _overlap),
    Check("table-unlisted", _unlisted),
)
