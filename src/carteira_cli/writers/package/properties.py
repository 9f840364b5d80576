"""The document's properties: each once, dates as dates."""

import re
from collections import Counter
from collections.abc import Iterator

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.markup import local

_CORE, _CUSTOM = "/core-properties", "/custom-properties"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_DATES = {"created", "modified", "lastPrinted"}
_DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
)
_FIRST_ID = 2


def _core_twice(package: Package) -> Iterator[Flaw]:
    for part in package.related("", _CORE):
        counts = Counter(each.tag for each in package.root(part))
        yield from ((part, str(tag)) for tag, times in counts.items() if times > 1)


def _date(package: Package) -> Iterator[Flaw]:
    for part in package.related("", _CORE):
        for each in package.root(part):
            text = (each.text or "").strip()
            if local(each) in _DATES and not _DATE.fullmatch(text):
                yield part, f"{local(each)} {text!r}"


def _custom(package: Package) -> Iterator[Flaw]:
    for part in package.related("", _CUSTOM):
        found = list(package.root(part).iter(_PROPERTY))
        for name in ("name", "pid"):
            counts = Counter(each.get(name, "").lower() for each in found)
            yield from ((part, f"{name} {key}") for key, times in counts.items() if times > 1)
        ids = (each.get("pid", "") for each in found)
        yield from ((part, f"pid {i!r}") for i in ids if not i.isdigit() or int(i) < _FIRST_ID)


CHECKS = (
    Check("core-property-twice", _core_twice),
    Check("property-date", _date),
    Check("custom-property", _custom),
)
