"""What floats on sheets: charts with their axes, comments with their authors."""

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.markup import MAIN, local
from carteira_cli.writers.package.ranges import area

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART_TYPE = "drawingml.chart+xml"


def _axis(package: Package) -> Iterator[Flaw]:
    """The axes that a chart's series stand on are those of the chart."""
    for part in package.parts:
        if package.type_of(part).endswith(_CHART_TYPE):
            for plot in package.root(part).iter(f"{_CHART}plotArea"):
                yield from ((part, f"no axis {name}") for name in sorted(_axes_missing(plot)))


def _axes_missing(plot: ET.Element) -> set[str]:
    """Give the axes that are mentioned and not there; 0 is how Excel mentions none."""
    drawn: set[str] = set()
    mentioned: set[str] = set()
    for each in plot:
        names = {axis.get("val", "") for axis in each.findall(f"{_CHART}axId")}
        (drawn if local(each).endswith("Ax") else mentioned).update(names)
        mentioned |= {axis.get("val", "") for axis in each.findall(f"{_CHART}crossAx")}
    return mentioned - drawn - {"0"}


def _comments(package: Package) -> Iterator[str]:
    for sheet in package.sheets:
        yield from package.related(sheet.part, "/relationships/comments")


def _comment_twice(package: Package) -> Iterator[Flaw]:
    for part in _comments(package):
        counts = Counter(each.get("ref", "") for each in package.root(part).iter(f"{MAIN}comment"))
        yield from ((part, place) for place, times in counts.items() if times > 1)


def _comment_author(package: Package) -> Iterator[Flaw]:
    for part in _comments(package):
        root = package.root(part)
        authors = len(root.findall(f"{MAIN}authors/{MAIN}author"))
        for each in root.iter(f"{MAIN}comment"):
            author = each.get("authorId", "")
            if not author.isdigit() or int(author) >= authors:
                yield part, f"{each.get('ref')}: author {author} of {authors}"


def _comment_place(package: Package) -> Iterator[Flaw]:
    for part in _comments(package):
        for each in package.root(part).iter(f"{MAIN}comment"):
            if area(each.get("ref", "")) is None:
                yield part, repr(each.get("ref"))


CHECKS = (
    Check("chart-axis", _axis),
    Check("comment-twice", _comment_twice),
    Check("comment-author", _comment_author),
    Check("comment-place", _comment_place),
)
