"""A workbook of which only some sheets are read.

openpyxl reads every sheet of a workbook, and needs a minute for a large one. The sheets that
nobody asked for are emptied in the package first.
"""

import io
import posixpath
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from carteira_cli.model.earlier import BEFORE, NOW
from carteira_cli.model.marks import sheet_of

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_COMMENTS = b"/comments"
_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'


HEADER_WITHIN = 60
"""How many rows from the top the header of a list is looked for."""


@dataclass(frozen=True, slots=True)
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

    def top(self, title: str) -> list[tuple[object, ...]]:
        """Read the first rows of a sheet, among which its header is."""
        book = load_workbook(io.BytesIO(self.content), read_only=True)
        rows = book[title].iter_rows(max_row=HEADER_WITHIN, values_only=True)
        return [tuple(row) for row in rows]

    def open(self, title: str, *, values: bool = False) -> Workbook:
        """Load the workbook with this one sheet in it; with ``values``, what formulas came to."""
        with warnings.catch_warnings():  # openpyxl says what it leaves out, such as data bars
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(self._with_only(title)), data_only=values)

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
