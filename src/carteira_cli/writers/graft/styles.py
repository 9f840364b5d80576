"""The formats of our cells, appended to those of the user's book; what is there is used again."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from carteira_cli.writers.graft.markup import Element, child, children, likeness, local, main, parse

_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_FIRST_OWN_FORMAT = 164
_PIECES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_APPLIED = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder")

NOTHING = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b"<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    b'<cellStyleXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b"</styleSheet>"
)
"""The least that a book must say: its first of each kind is what cells without a format use."""


@dataclass(frozen=True, slots=True)
class Remap:
    """The new number of each cell format and of each rule's format of ours."""

    cells: Sequence[int]
    rules: Sequence[int]


def merge(own: Element, gift: Element) -> Remap:
    """Append the formats of ``gift`` to ``own``, each that isn't there yet, and say where."""
    _complete(own)
    pieces = {name: _append(own, gift, plural) for name, plural in _PIECES.items()}
    formats = _number_formats(own, gift)
    normal = _normal(own)

    def adapt(xf: Element) -> None:
        for name, numbers in pieces.items():
            xf.set(name, str(numbers[int(xf.get(name, "0"))]))
        number = xf.get("numFmtId", "0")
        xf.set("numFmtId", formats.get(number, number))
        xf.set("xfId", normal)
        for name in _APPLIED:
            xf.set(name, "1")

    return Remap(_append(own, gift, "cellXfs", adapt), _append(own, gift, "dxfs"))


def _complete(own: Element) -> None:
    """Give a book without formats the first of each, which its cells use unsaid."""
    least = parse(NOTHING)
    for plural in least:
        name = plural.tag.rpartition("}")[2]
        there = child(own, name, _ORDER)
        for missing in plural[len(there) :]:
            there.append(deepcopy(missing))
            there.set("count", str(len(there)))


def _append(
    own: Element, gift: Element, plural: str, adapt: Callable[[Element], None] | None = None
) -> list[int]:
    """Append what isn't there; give the number of each in the book it goes into."""
    given = gift.find(main(plural))
    if given is None or not len(given):
        return []
    there = child(own, plural, _ORDER)
    known: dict[tuple[object, ...], int] = {}
    for number, each in enumerate(children(there, local(given[0]))):
        known.setdefault(likeness(each), number)
    numbers = [_place(there, each, known, adapt) for each in given]
    there.set("count", str(len(there)))
    return numbers


def _place(
    there: Element,
    each: Element,
    known: dict[tuple[object, ...], int],
    adapt: Callable[[Element], None] | None,
) -> int:
    made = deepcopy(each)
    made.tail = None
    if adapt:
        adapt(made)
    key = likeness(made)
    if key not in known:
        known[key] = len(children(there, local(made)))
        there.append(made)
    return known[key]


def _number_formats(own: Element, gift: Element) -> Mapping[str, str]:
    """Append number formats, known by their codes; give the new number of each of ours."""
    given = children(gift.find(main("numFmts")), "numFmt")
    if not given:
        return {}
    there = child(own, "numFmts", _ORDER)
    known = {each.get("formatCode"): each.get("numFmtId", "0") for each in there}
    numbers = (int(each.get("numFmtId", "0")) for each in there)
    free = max([_FIRST_OWN_FORMAT - 1, *numbers]) + 1
    for each in given:
        if each.get("formatCode") not in known:
            made = deepcopy(each)
            made.set("numFmtId", str(free))
            known[each.get("formatCode")] = str(free)
            there.append(made)
            free += 1
    there.set("count", str(len(there)))
    return {each.get("numFmtId"): known[each.get("formatCode")] for each in given}


def _normal(own: Element) -> str:
    """Give the number of the style that Excel calls Normal."""
    styles = children(own.find(main("cellStyles")), "cellStyle")
    return next(
        (str(each.get("xfId", "0")) for each in styles if each.get("builtinId") == "0"), "0"
    )
