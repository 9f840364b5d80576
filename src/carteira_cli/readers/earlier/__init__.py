"""An earlier workbook of ours, read back: how the portfolio stood, and what its owner typed."""

from carteira_cli.model.earlier import BEFORE, NOW, Earlier, Kept
from carteira_cli.model.marks import marks
from carteira_cli.readers.earlier.lists import Layout, kept
from carteira_cli.readers.earlier.package import Package
from carteira_cli.readers.earlier.settings import edited
from carteira_cli.readers.earlier.state import state


def recall(content: bytes) -> Earlier | None:
    """Give what a workbook of ours remembers; None where it is none, or older than its memory.

    Raises:
        ValueError: it is one of ours, and can't be understood; so is any error of openpyxl or of
            a damaged package.
    """
    package = Package.of(content)
    if NOW not in package.sheets:
        return None
    now, head = state(package, NOW)
    before = state(package, BEFORE)[0] if BEFORE in package.sheets else None
    layouts = {name: Layout.of(written) for name, written in head.get("lists", {}).items()}
    found = {name: _list(package, name, layout) for name, layout in layouts.items()}
    lists = {name: kept for name, kept in found.items() if kept is not None}
    return Earlier(now, before, lists, edited(package, head), str(head.get("disguise", "")))


def _list(package: Package, section: str, layout: Layout) -> Kept | None:
    """Find a list by its mark, or by its headers where a program lost the mark; None if deleted."""
    (mark,) = marks([section])
    home = package.marked(mark)
    for sheet in [home] if home else package.visible:
        found = kept(package, sheet, layout)
        if found is not None:
            return found
    return None
