"""A workbook of which only some sheets are read.

calamine gives what the cells of a sheet came to, and is quick. What was typed, formulas and
comments, only openpyxl tells; it reads every sheet of a workbook, and needs a minute for a large
one, so the sheets that nobody asked for are emptied in the package first.
"""

import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from carteira_cli.model.earlier import BEFORE, NOW
from carteira_cli.model.marks import sheet_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_COMMENTS = b"/comments"
_SIZE = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)\d+"')
_HEAD = 4096
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


@dataclass(frozen=True)
class Package:
    """A package, the part of each sheet by its title, and what each defined name refers to."""

    content: bytes
    sheets: Mapping[str, str]
    names: Mapping[str, str]

    @classmethod
    def of(cls, content: bytes) -> "Package":
        """Read the list of sheets and names."""
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            book = _parsed(package, _BOOK)
            relations = _parsed(package, _RELATIONS)
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
        sheets = {
            each.get("name", ""): posixpath.join("/xl", targets[each.get(_ID)]).lstrip("/")
            for each in book.iter(f"{_MAIN}sheet")
        }
        names = {each.get("name", ""): each.text or "" for each in book.iter(f"{_MAIN}definedName")}
        return cls(content, sheets, names)

    @property
    def visible(self) -> list[str]:
        """Give the titles of the sheets but for those of our memory."""
        return [title for title in self.sheets if title not in {NOW, BEFORE}]

    def marked(self, name: str) -> str:
        """Give the title of the sheet that a defined name refers to, empty without one."""
        title = sheet_of(self.names.get(name, ""))
        return title if title in self.sheets else ""

    def has_comments(self, title: str) -> bool:
        """Tell whether anybody commented on a cell of a sheet."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            part = posixpath.join(*_relations_of(self.sheets[title]))
            return part in package.namelist() and _COMMENTS in package.read(part)

    def columns(self, title: str) -> int:
        """Give how many columns a sheet says that it has; 0 where it says nothing."""
        with (
            zipfile.ZipFile(io.BytesIO(self.content)) as package,
            package.open(self.sheets[title]) as part,
        ):
            size = _SIZE.search(part.read(_HEAD))
        return column_index_from_string(size[1].decode()) if size else 0

    @cached_property
    def _values(self) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(io.BytesIO(self.content))

    def values(self, title: str) -> list[list[Any]]:
        """Give what the cells of a sheet hold, formulas as what they came to; "" for nothing."""
        return self._values.get_sheet_by_name(title).to_python(skip_empty_area=False)

    def typed(self, title: str) -> Worksheet:
        """Give a sheet as it was typed: formulas, comments, widths, filters."""
        with warnings.catch_warnings():  # openpyxl says what it leaves out, such as data bars
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(self._with_only(title)))
        sheet: Worksheet = book[title]
        return sheet

    def _with_only(self, title: str) -> bytes:
        """Empty the other sheets, and forget what hangs on them."""
        empty = set(self.sheets.values()) - {self.sheets[title]}
        hanging = {posixpath.join(*_relations_of(part)) for part in empty}
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.content)) as old,
            zipfile.ZipFile(stream, "w") as new,
        ):
            for part in old.namelist():
                if part not in hanging:
                    new.writestr(part, _EMPTY if part in empty else old.read(part))
        return stream.getvalue()


def _relations_of(part: str) -> tuple[str, str, str]:
    folder, name = posixpath.split(part)
    return folder, "_rels", f"{name}.rels"


def _parsed(package: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(package.read(part))  # noqa: S314  expat limits entities
