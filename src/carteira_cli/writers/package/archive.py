"""The archive itself: it opens, and every entry has one plain name."""

from collections import Counter
from collections.abc import Iterator

from carteira_cli.writers.package.contents import TYPES, Package
from carteira_cli.writers.package.fault import Check, Flaw


def _broken(package: Package) -> Iterator[Flaw]:
    yield from (("", package.damage),) if package.damage else ()


def _twice(package: Package) -> Iterator[Flaw]:
    counts = Counter(name.casefold() for name in package.entries)
    yield from ((name, f"{times} entries") for name, times in counts.items() if times > 1)


def _illegal(package: Package) -> Iterator[Flaw]:
    for name in package.entries:
        segments = name.rstrip("/").split("/")
        if "\\" in name or {"", ".", ".."} & set(segments):
            yield name, "not the plain name of a part"


def _no_workbook(package: Package) -> Iterator[Flaw]:
    if package.entries and not package.workbook:
        yield "_rels/.rels", "no relation leads to a workbook"
    if package.entries and not package.find(TYPES):
        yield TYPES, "missing"


CHECKS = (
    Check("archive-broken", _broken),
    Check("entry-twice", _twice),
    Check("entry-name", _illegal),
    Check("workbook-missing", _no_workbook),
)
