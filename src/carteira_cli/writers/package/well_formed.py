"""Every part is XML that a reader accepts, its elements in the order of the format."""

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.markup import MAIN, local

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BY_NUMBER = re.compile(rb"&#(?:x([0-9a-fA-F]+)|([0-9]+));")
_ALLOWED_CONTROLS = {9, 10, 13}
_FIRST_PRINTABLE = 32
_WORKBOOK = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
    "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr "
    "smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
)
_WORKSHEET = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
    "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
    "phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins "
    "pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors "
    "smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)
_CHARTSHEET = (
    "sheetPr sheetViews sheetProtection customSheetViews pageMargins pageSetup headerFooter "
    "drawing legacyDrawing legacyDrawingHF drawingHF picture webPublishItems extLst"
)
_STYLES = (
    "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
)
_TABLE = "autoFilter sortState tableColumns tableStyleInfo extLst"
_ORDERS = {
    MAIN + name: order.split()
    for name, order in (
        ("workbook", _WORKBOOK),
        ("worksheet", _WORKSHEET),
        ("chartsheet", _CHARTSHEET),
        ("styleSheet", _STYLES),
        ("table", _TABLE),
    )
}
"""The children of each root, in the order of ECMA-376 part 1, annex A.2."""

_REPEATED = {"cols", "conditionalFormatting"}


def _broken(package: Package) -> Iterator[Flaw]:
    yield from ((name, walk.broken) for name, walk in package.walks.items() if walk.broken)


def _control(package: Package) -> Iterator[Flaw]:
    for name, _ in _broken(package):
        content = package.stream(name).read()
        found = _CONTROL.search(content)
        if found or any(map(_is_control, _BY_NUMBER.finditer(content))):
            yield name, "a character that XML can't hold"


def _is_control(reference: re.Match[bytes]) -> bool:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return number < _FIRST_PRINTABLE and number not in _ALLOWED_CONTROLS


def _ordered_roots(package: Package) -> Iterator[tuple[str, ET.Element]]:
    sheets = {sheet.part: sheet.root for sheet in package.sheets}
    chart_sheets = (each.part for each in package.listed if each.kind == "chartsheet")
    tables = ((table.part, table.root) for sheet in package.sheets for table in sheet.tables)
    for name in (package.workbook, package.styles_part, *chart_sheets):
        yield name, package.root(name)
    yield from sheets.items()
    yield from tables


def _order(package: Package) -> Iterator[Flaw]:
    for name, root in _ordered_roots(package):
        order = _ORDERS.get(root.tag, [])
        children = [local(child) for child in root if child.tag.startswith(MAIN)]
        yield from ((name, f"{child} is unknown") for child in {*children} - {*order} if order)
        places = [order.index(child) for child in children if child in order]
        yield from (
            (name, f"{order[after]} after {order[before]}")
            for before, after in pairwise(places)
            if after < before
        )


def _twice(package: Package) -> Iterator[Flaw]:
    for name, root in _ordered_roots(package):
        children = [local(child) for child in root if child.tag.startswith(MAIN)]
        repeated = {child for child in children if children.count(child) > 1} - _REPEATED
        yield from ((name, child) for child in sorted(repeated))


CHECKS = (
    Check("xml-broken", _broken),
    Check("control-character", _control),
    Check("element-order", _order),
    Check("element-twice", _twice),
)
