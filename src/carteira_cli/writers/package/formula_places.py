"""Formulas wherever they stand: in cells, names, rules, lists, tables and charts."""

from collections.abc import Callable, Iterator
from xml.etree import ElementTree as ET

from carteira_cli.writers.package import formulas
from carteira_cli.writers.package.cell_values import noted
from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.defined_names import defined
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.lengths import unescaped
from carteira_cli.writers.package.markup import MAIN

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}f"
_EXTENSION = "{http://schemas.microsoft.com/office/excel/2006/main}f"
_IN_SHEETS = (f"{MAIN}formula", f"{MAIN}formula1", f"{MAIN}formula2", _EXTENSION)
_IN_TABLES = (f"{MAIN}calculatedColumnFormula", f"{MAIN}totalsRowFormula")


def _find(slug: str) -> Callable[[Package], Iterator[Flaw]]:
    in_cells = noted(slug)

    def find(package: Package) -> Iterator[Flaw]:
        yield from in_cells(package)
        for part, text in _elsewhere(package):
            found = formulas.wrong(unescaped(text), package.titles)
            yield from ((part, detail) for wrong, detail in found if wrong == slug)

    return find


def _elsewhere(package: Package) -> Iterator[tuple[str, str]]:
    """Give each formula outside cells, with its part."""
    yield from ((package.workbook, each.text or "") for each in defined(package))
    for sheet in package.sheets:
        yield from _in(sheet.part, sheet.root, _IN_SHEETS)
        for table in sheet.tables:
            yield from _in(table.part, table.root, _IN_TABLES)
    for part in package.parts:
        if package.type_of(part).endswith(".chart+xml"):
            found = package.root(part).iter(_CHART)
            yield from ((part, each.text or "") for each in found)


def _in(part: str, root: ET.Element, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        found = (element.text for element in root.iter(name))
        yield from ((part, text) for text in found if text)


def _rule_without(package: Package) -> Iterator[Flaw]:
    """Rules that compare or compute need something to do it with."""
    for sheet in package.sheets:
        for rule in sheet.root.iter(f"{MAIN}cfRule"):
            needs = rule.get("type") in {"cellIs", "expression"}
            if needs and rule.find(f"{MAIN}formula") is None:
                yield sheet.part, f"rule of priority {rule.get('priority')}"


CHECKS = (
    Check("formula-too-long", _find("formula-too-long")),
    Check("formula-text-too-long", _find("formula-text-too-long")),
    Check("formula-separator", _find("formula-separator")),
    Check("formula-unbalanced", _find("formula-unbalanced")),
    Check("formula-sheet", _find("formula-sheet")),
    Check("rule-without-formula", _rule_without),
)
