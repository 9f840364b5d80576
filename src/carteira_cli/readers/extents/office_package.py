"""Which parts of an Office package are its sheets, and how far they all reach together."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import PurePosixPath

import numpy as np

from carteira_cli.readers.archive import Archive
from carteira_cli.readers.extents import office_binary, office_xml, shared_texts
from carteira_cli.readers.extents.office_xml import Walked
from carteira_cli.readers.extents.reach import Budget
from carteira_cli.readers.extents.shared_texts import Lengths
from carteira_cli.readers.limits import MOST_TEXT

_RELATIONS = "xl/_rels/{}.rels"
_XML, _BINARY = "workbook.xml", "workbook.bin"
_TEXTS = {
    "xl/sharedstrings.xml": shared_texts.lengths,
    "xl/sharedstrings.bin": office_binary.lengths,
}
_MEDIA = "xl/media/"
_BINARY_SUFFIX = ".bin"
_HIDDEN = {"hidden", "veryHidden"}
_ROUGHLY = 2
_IN_BINARY = re.compile(r"[\w.-]{2,}")

_TAG = r"""<(?:[\w.-]+:)?%s((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)"""
_RELATION, _SHEET = re.compile(_TAG % "Relationship"), re.compile(_TAG % "sheet")
_ATTRIBUTE = re.compile(r"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def survey(package: Archive) -> Mapping[str, Walked]:
    """Measure a package; give what each sheet turned out to hold, by its title.

    Parts that are no sheets are unpacked once, so that none is larger than it says.

    Raises:
        CarteiraError: reading it would take too much memory.
        UnusualError: a sheet can't be measured.
        BrokenRecordError: the same, in an .xlsb.
    """
    parts = {part.replace("\\", "/").casefold(): part for part in package.parts}
    sheets = _sheets(package, parts)
    texts = _texts(package, parts)
    budget = Budget(package.name)
    found: dict[str, Walked] = {}
    for plain, part in parts.items():
        sheet = sheets.get(PurePosixPath(plain).name)
        if sheet is not None:
            found[sheet] = walked = _walk(package, part)
            budget.spend(walked.reach, _shown_text(package, part, walked, texts), sheet)
        elif plain not in _TEXTS and not plain.startswith(_MEDIA):
            package.unpack(part)
    return found


def _sheets(package: Archive, parts: Mapping[str, str]) -> dict[str, str]:
    """Name the sheet behind each part that the workbook shows, by the part's file name.

    What may be a sheet is found generously: any part whose relation the workbook mentions.
    """
    workbook = _BINARY if f"xl/{_BINARY}" in parts else _XML
    content = package.whole(parts.get(f"xl/{workbook}", ""))
    mentions = _mentions(content, is_binary=workbook == _BINARY)
    titles, hidden = _titles(content)
    relations = package.whole(parts.get(_RELATIONS.format(workbook), ""))
    found = {}
    for relation in _attributes(_RELATION, relations):
        name, target = relation.get("Id", ""), relation.get("Target", "")
        if name not in hidden and (f'"{name}"' in mentions or f"'{name}'" in mentions):
            file = PurePosixPath(target.replace("\\", "/")).name.casefold()
            found[file] = titles.get(name, "")
    return found


def _mentions(workbook: bytes, *, is_binary: bool) -> str:
    """Give all that the workbook mentions in quotes."""
    if not is_binary:
        return unescape(workbook.decode("utf-8", "replace"))
    halves = (workbook[start:].decode("utf-16-le", "replace") for start in (0, 1))
    return " ".join(f'"{name}"' for half in halves for name in _IN_BINARY.findall(half))


def _titles(workbook: bytes) -> tuple[dict[str, str], set[str]]:
    """Give the title of each sheet by its relation, and the relations of hidden sheets only.

    A relation is known by any attribute that holds its name.
    """
    titles: dict[str, str] = {}
    hidden: set[str] = set()
    shown: set[str] = set()
    for sheet in _attributes(_SHEET, workbook):
        titles |= dict.fromkeys(sheet.values(), sheet.get("name", ""))
        (hidden if sheet.get("state") in _HIDDEN else shown).update(sheet.values())
    return titles, hidden - shown


def _attributes(tag: re.Pattern[str], part: bytes) -> list[dict[str, str]]:
    texts = tag.findall(part.decode("utf-8", "replace"))
    return [
        {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}
        for text in texts
    ]


def _texts(package: Archive, parts: Mapping[str, str]) -> Lengths:
    """Measure the shared texts."""
    for plain, lengths in _TEXTS.items():
        if plain in parts:
            return lengths(package.whole(parts[plain]))
    return np.zeros(0, dtype=np.int64)


def _walk(package: Archive, part: str) -> Walked:
    if part.casefold().endswith(_BINARY_SUFFIX):
        return Walked(office_binary.walk(package.whole(part)))
    return office_xml.walk(
        package.pieces(part), package.pieces(part), package.parts[part].file_size
    )


def _shown_text(package: Archive, part: str, walked: Walked, texts: Lengths) -> int:
    """Add up the texts that a sheet shows: roughly where that is little, exactly where not."""
    at_most = walked.reach.occupied * int(texts.max(initial=0))
    if at_most <= MOST_TEXT // _ROUGHLY:
        return at_most
    if part.casefold().endswith(_BINARY_SUFFIX):
        return office_binary.shown_text(package.whole(part), texts)
    return shared_texts.shown(office_xml.whole_cells(package.pieces(part)), texts)
