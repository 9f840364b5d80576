"""The XML of our sheets, as the user's book needs it: its formats, its names, its own texts."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

from carteira_cli.writers.graft.formulas import Renaming
from carteira_cli.writers.graft.markup import Element, elements, local, main, parse, serialise
from carteira_cli.writers.graft.styles import Remap

_OPEN, _CLOSE, _EMPTY = b"<sheetData>", b"</sheetData>", b"<sheetData/>"
_CELL = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="s"><v>(\d+)</v></c>)?')
_ROW_FORMAT = re.compile(rb'(<row [^<>]*?\bs=")(\d+)(?=")')
_FORMULA = re.compile(rb"(<f(?: [^<>]*)?>)([^<]*)(?=</f>)")
_SHARED = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
_STILL_SHARED = b' t="s">'
_SELECTED = re.compile(rb'<(?:\w+:)?sheetView\s[^<>]*\btabSelected="(?:1|true)"')
_HEAD = 1 << 16
_RULE_FORMAT = re.compile(r"dxfId$|DxfId$")
_FORMULAS = frozenset(
    {"f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"}
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a book makes of a sheet of ours: its formats and its names for things.

    ``texts`` are the shared texts of the book that the sheet comes from.
    """

    formats: Remap
    renaming: Renaming
    texts: Sequence[bytes]


def shared_texts(content: bytes) -> list[bytes]:
    """Give the inside of each shared text, as XML."""
    return [found[1] or b"" for found in _SHARED.finditer(content)]


def is_selected(content: bytes) -> bool:
    """Tell whether a sheet is one of those that are selected when its book opens."""
    return _SELECTED.search(content[:_HEAD]) is not None


def adapt(content: bytes, setting: Setting, *, selected: bool) -> bytes:
    """Write a sheet of ours for another book.

    The rows, which may be millions, are exchanged as text, in the one shape that XlsxWriter
    gives them; all around them is a tree.
    """
    head, opened, rest = content.partition(_OPEN)
    rows, _, foot = rest.rpartition(_CLOSE)
    root = parse(head + _EMPTY + foot if opened else content)
    _select(root, selected=selected)
    _adapt_formats(root, setting.formats)
    rename(root, setting.renaming)
    written = serialise(root)
    return written.replace(_EMPTY, _OPEN + _rows(rows, setting) + _CLOSE, 1) if opened else written


def rename(root: Element, renaming: Renaming) -> None:
    """Write the formulas and the links of a part with the new names."""
    if not renaming:
        return
    for element in elements(root):
        if local(element) in _FORMULAS and element.text:
            element.text = renaming.formula(element.text)
        if local(element) == "hyperlink" and element.get("location"):
            element.set("location", renaming.formula(element.get("location")))


def adapt_rules(root: Element, formats: Remap) -> None:
    """Renumber the formats that rules and tables use."""
    for element in elements(root):
        for name, number in element.attrib.items():
            if _RULE_FORMAT.search(name):
                element.set(name, str(formats.rules[int(number)]))


def _select(root: Element, *, selected: bool) -> None:
    for view in root.iter(main("sheetView")):
        view.attrib.pop("tabSelected", None)
        if selected:
            view.set("tabSelected", "1")


def _adapt_formats(root: Element, formats: Remap) -> None:
    for column in root.iter(main("col")):
        if "style" in column.attrib:
            column.set("style", str(formats.cells[int(column.get("style"))]))
    adapt_rules(root, formats)


def _rows(rows: bytes, setting: Setting) -> bytes:
    """Exchange formats and shared texts.

    Raises:
        AssertionError: a cell is written in a shape that XlsxWriter doesn't use.
    """
    numbers = {b"%d" % old: b"%d" % new for old, new in enumerate(setting.formats.cells)}
    rows = _CELL.sub(_cell(numbers, setting.texts), rows)
    if _STILL_SHARED in rows:
        msg = "a cell of ours still counts on the shared texts of another book"
        raise AssertionError(msg)
    rows = _ROW_FORMAT.sub(lambda found: found[1] + numbers[found[2]], rows)
    return _FORMULA.sub(_formula(setting.renaming), rows) if setting.renaming else rows


def _cell(
    numbers: dict[bytes, bytes], texts: Sequence[bytes]
) -> Callable[[re.Match[bytes]], bytes]:
    """Give what becomes of the beginning of a cell; one without a format had our first."""

    def adapted(found: re.Match[bytes]) -> bytes:
        place, number, text = found.groups()
        styled = b'<c r="' + place + b'" s="' + numbers[number or b"0"] + b'"'
        if text is None:
            return styled
        return styled + b' t="inlineStr"><is>' + texts[int(text)] + b"</is></c>"

    return adapted


def _formula(renaming: Renaming) -> Callable[[re.Match[bytes]], bytes]:
    def renamed(found: re.Match[bytes]) -> bytes:
        written = renaming.formula(unescape(found[2].decode()))
        for sign, code in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            written = written.replace(sign, code)
        return found[1] + written.encode()

    return renamed
