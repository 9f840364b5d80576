"""Rows and cells in order, and values that are what they say they are."""

from collections.abc import Callable, Iterator

from carteira_cli.writers.package.contents import Package
from carteira_cli.writers.package.fault import Check, Flaw
from carteira_cli.writers.package.shared_texts import CELL_LIMIT


def noted(slug: str) -> Callable[[Package], Iterator[Flaw]]:
    """Give the check that tells what reading the rows has noted."""

    def find(package: Package) -> Iterator[Flaw]:
        for sheet in package.sheets:
            yield from ((sheet.part, detail) for detail in sheet.cells.flaws.get(slug, ()))

    return find


def _shared_text(package: Package) -> Iterator[Flaw]:
    for sheet in package.sheets:
        index, place = sheet.cells.last_text
        if index >= package.texts.count:
            yield sheet.part, f"{place}: text {index} of {package.texts.count}"


def _too_long(package: Package) -> Iterator[Flaw]:
    yield from noted("text-too-long")(package)
    for at, length in package.texts.too_long.items():
        yield package.texts_part, f"text {at}: {length} characters, {CELL_LIMIT} fit"


CHECKS = (
    Check("row-order", noted("row-order")),
    Check("cell-order", noted("cell-order")),
    Check("cell-value", noted("cell-value")),
    Check("negative-date", noted("negative-date")),
    Check("shared-text-missing", _shared_text),
    Check("text-too-long", _too_long),
)
