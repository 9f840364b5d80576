"""Links lead somewhere, and there are no more than a sheet may hold."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.defined_names import defined
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.formulas import wrong
from carteira_cli.writers.package.lengths import units
from carteira_cli.writers.package.markup import MAIN
from carteira_cli.writers.package.ranges import area, lines

_MOST = 65_530
_ADDRESS_LIMIT = 2079
_TIP_LIMIT = 255


def _links(package: Package) -> Iterator[tuple[str, ET.Element]]:
    for sheet in package.sheets:
        found = sheet.root.iterfind(f"{MAIN}hyperlinks/{MAIN}hyperlink")
        yield from ((sheet.part, each) for each in found)


def _place(package: Package) -> Iterator[Flaw]:
    """A link inside the book names cells, or a name or table that stands for some."""
    names = {each.get("name", "").lower() for each in defined(package)}
    names |= {table.name.lower() for sheet in package.sheets for table in sheet.tables}
    for part, link in _links(package):
        place = link.get("location", "")
        is_inside = bool(place) and not any(name.endswith("}id") for name in link.keys())  # noqa: SIM118  an element isn't its attributes
        if is_inside and not _leads_somewhere(place, names, package):
            yield part, f"{link.get('ref')}: {place!r}"


def _leads_somewhere(place: str, names: set[str], package: Package) -> bool:
    sheet, _, inside = place.rpartition("!")
    is_place = area(inside.upper()) is not None or lines(inside.upper()) is not None
    if not sheet:
        return is_place or place.lower() in names
    plain = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    is_known = plain.lower() in package.titles and not any(wrong(place, package.titles))
    return is_known and (is_place or inside.lower() in names)


def _too_many(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        count = len(sheet.root.findall(f"{MAIN}hyperlinks/{MAIN}hyperlink"))
        if count > _MOST:
            yield sheet.part, f"{count} links"


def _too_long(package: Package) -> Iterator[Flaw]:
    for part, link in _links(package):
        if units(link.get("tooltip", "")) > _TIP_LIMIT:
            yield part, f"{link.get('ref')}: tip"
    for source, relations in package.relations.items():
        for each in relations:
            if each.kind.endswith("/hyperlink") and units(each.target) > _ADDRESS_LIMIT:
                yield source, f"{each.name}: {units(each.target)} characters"


CHECKS = (
    Check("link-place", _place),
    Check("links-too-many", _too_many),
    Check("link-too-long", _too_long),
)
