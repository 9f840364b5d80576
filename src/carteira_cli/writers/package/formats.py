"""Formats: whatever points into a list of them finds an entry, and number formats are legal."""

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.lengths import units
from carteira_cli.writers.package.markup import MAIN
from carteira_cli.writers.package.style_sheet import FIRST_OWN_NUMBER_FORMAT

_MOST_FORMATS = 65_490
_CODE_LIMIT = 255
_SECTIONS = 4
_SHIELDED = re.compile(r"\"[^\"]*\"|\\.|[_*].|\[[^\[\]\"]+\]", re.DOTALL)
_POINTERS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_POINTS = re.compile(r"[dD]xfId$")
_WITH_RULE_FORMAT = (
    "cfRule",
    "colorFilter",
    "sortCondition",
    "table",
    "tableColumn",
    "tableStyleElement",
)
"""Elements whose attributes point to the formats of rules, each under a name of its own."""


def _cell_format(package: Package) -> Iterator[Flaw]:
    count = package.styles.cell_formats
    for sheet in package.sheets:
        used = {style.decode(): place for style, place in sheet.cells.styles.items()}
        columns = sheet.root.iterfind(f"{MAIN}cols/{MAIN}col")
        used |= {each.get("style", "0"): f"column {each.get('min')}" for each in columns}
        for style, place in used.items():
            if style and not _is_index(style, count):
                yield sheet.part, f"{place} has format {style} of {count}"


def _is_index(text: str, count: int) -> bool:
    return text.isdigit() and int(text) < count


def _format_part(package: Package) -> Iterator[Flaw]:
    styles = package.styles
    for group in ("cellXfs", "cellStyleXfs"):
        for at, each in enumerate(styles.listed(group)):
            for pointer, into in _POINTERS:
                if not _is_index(each.get(pointer, "0"), max(len(styles.listed(into)), 1)):
                    yield package.styles_part, f"{group} {at}: {pointer} {each.get(pointer)}"


def _named_style(package: Package) -> Iterator[Flaw]:
    styles = package.styles
    count = max(len(styles.listed("cellStyleXfs")), 1)
    for group in ("cellXfs", "cellStyles"):
        for at, each in enumerate(styles.listed(group)):
            if not _is_index(each.get("xfId", "0"), count):
                yield package.styles_part, f"{group} {at}: xfId {each.get('xfId')} of {count}"


def _number_format_missing(package: Package) -> Iterator[Flaw]:
    styles = package.styles
    for group in ("cellXfs", "cellStyleXfs"):
        for at, each in enumerate(styles.listed(group)):
            name = each.get("numFmtId", "0")
            if not _is_index(name, FIRST_OWN_NUMBER_FORMAT) and name not in styles.number_formats:
                yield package.styles_part, f"{group} {at}: numFmtId {name}"


def _number_format_twice(package: Package) -> Iterator[Flaw]:
    found = package.styles.root.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    counts = Counter(each.get("numFmtId", "") for each in found)
    yield from ((package.styles_part, name) for name, times in counts.items() if times > 1)


def _number_format_illegal(package: Package) -> Iterator[Flaw]:
    for each in package.styles.root.iter(f"{MAIN}numFmt"):
        code = each.get("formatCode", "")
        if not is_legal(code):
            yield package.styles_part, repr(code)


def is_legal(code: str) -> bool:
    """Tell whether a number format can be read: sections, quotes and brackets in order."""
    bare = _SHIELDED.sub("", code)
    is_balanced = not set('"[]') & set(bare) and not bare.endswith("\\")
    return 0 < units(code) <= _CODE_LIMIT and is_balanced and bare.count(";") < _SECTIONS


def _rule_format(package: Package) -> Iterator[Flaw]:
    count = package.styles.rule_formats
    roots = [(sheet.part, sheet.root) for sheet in package.sheets]
    roots += [(table.part, table.root) for sheet in package.sheets for table in sheet.tables]
    roots += [(package.styles_part, package.styles.root)]
    for part, root in roots:
        for element, name, value in _pointers(root):
            if not _is_index(value, count):
                yield part, f"{element}: {name} {value} of {count}"


def _pointers(root: ET.Element) -> Iterator[tuple[str, str, str]]:
    for tag in _WITH_RULE_FORMAT:
        for element in root.iter(MAIN + tag):
            found = ((name, value) for name, value in element.items() if _POINTS.search(name))
            yield from ((tag, name, value) for name, value in found)


def _too_many(package: Package) -> Iterator[Flaw]:
    if package.styles.cell_formats > _MOST_FORMATS:
        yield package.styles_part, f"{package.styles.cell_formats} formats of cells"


CHECKS = (
    Check("cell-format", _cell_format),
    Check("format-part", _format_part),
    Check("named-style", _named_style),
    Check("number-format-missing", _number_format_missing),
    Check("number-format-twice", _number_format_twice),
    Check("number-format-illegal", _number_format_illegal),
    Check("rule-format", _rule_format),
    Check("formats-too-many", _too_many),
)
