"""What governs entries and colours: validations and conditional formats."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.lengths import unescaped, units
from carteira_cli.writers.package.markup import MAIN

_LIST_LIMIT = 255
_PROMPT_LIMITS = {"promptTitle": 32, "errorTitle": 32, "prompt": 255, "error": 255}
_LAST_PRIORITY = 2**31 - 1
_POINTS = {"colorScale": (2, 3), "dataBar": (2, 2), "iconSet": (3, 5)}


def _validations(package: Package) -> Iterator[tuple[str, ET.Element]]:
    for sheet in package.sheets:
        found = sheet.root.iter(f"{MAIN}dataValidation")
        yield from ((sheet.part, each) for each in found)


def _list_too_long(package: Package) -> Iterator[Flaw]:
    for part, each in _validations(package):
        text = each.findtext(f"{MAIN}formula1", "")
        if each.get("type") == "list" and text.startswith('"') and units(text[1:-1]) > _LIST_LIMIT:
            yield part, f"{each.get('sqref')}: {units(text[1:-1])} characters"


def _prompt_too_long(package: Package) -> Iterator[Flaw]:
    for part, each in _validations(package):
        for name, limit in _PROMPT_LIMITS.items():
            length = units(unescaped(each.get(name, "")))
            if length > limit:
                yield part, f"{each.get('sqref')}: {name} of {length} characters"


def _without_formula(package: Package) -> Iterator[Flaw]:
    for part, each in _validations(package):
        needs = each.get("type", "none") != "none"
        if needs and not each.findtext(f"{MAIN}formula1"):
            yield part, f"{each.get('sqref')}: {each.get('type')}"


def _rules(package: Package) -> Iterator[tuple[str, ET.Element]]:
    for sheet in package.sheets:
        yield from ((sheet.part, each) for each in sheet.root.iter(f"{MAIN}cfRule"))


def _priority(package: Package) -> Iterator[Flaw]:
    for part, rule in _rules(package):
        priority = rule.get("priority", "")
        if not priority.isdigit() or not 0 < int(priority) <= _LAST_PRIORITY:
            yield part, f"priority {priority!r}"


def _points(package: Package) -> Iterator[Flaw]:
    """Scales, bars and icons need as many values as they have colours or pictures."""
    for part, rule in _rules(package):
        for name, (least, most) in _POINTS.items():
            found = rule.find(MAIN + name)
            values = 0 if found is None else len(found.findall(f"{MAIN}cfvo"))
            if found is not None and not least <= values <= most:
                yield part, f"{name} of {values} values"


CHECKS = (
    Check("list-too-long", _list_too_long),
    Check("prompt-too-long", _prompt_too_long),
    Check("validation-without-formula", _without_formula),
    Check("rule-priority", _priority),
    Check("rule-values", _points),
)
