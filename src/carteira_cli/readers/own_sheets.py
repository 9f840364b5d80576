"""Sheets that this program wrote into somebody's workbook, known by their marks."""

import re
from html import unescape

from carteira_cli.model.marks import is_mark, sheet_of
from carteira_cli.readers.archive import Archive

_WORKBOOK = "xl/workbook.xml"
_NAME = re.compile(r"<(?:[\w.-]+:)?definedName\s([^<>]*)>([^<]*)<")
_LABEL = re.compile(r"""\bname\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def titles(package: Archive) -> frozenset[str]:
    """Give the titles of the marked sheets, in small letters.

    A copy that the user made of such a sheet has a mark of its own, and counts too.
    """
    part = next((part for part in package.parts if _plain(part) == _WORKBOOK), "")
    names = _NAME.findall(package.whole(part).decode("utf-8", "replace"))
    marked = (text for attributes, text in names if _is_marked(attributes))
    return frozenset(sheet_of(unescape(text)).casefold() for text in marked) - {""}


def _plain(part: str) -> str:
    return part.replace("\\", "/").casefold()


def _is_marked(attributes: str) -> bool:
    label = _LABEL.search(attributes)
    return label is not None and is_mark(unescape(label[1] or label[2] or ""))
