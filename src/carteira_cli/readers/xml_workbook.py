"""The XML spreadsheet of Excel 2003 (SpreadsheetML), usually exported under the name .xls."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from xml.etree import ElementTree as ET

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import characters, grid, limits
from carteira_cli.readers.extents.reach import Budget, Reach

_OURS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_DECLARATION = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
_MOST_DIGITS = 9


@dataclass(slots=True)
class _Sheet:
    """One worksheet; rows and cells that are left out take no room."""

    title: str
    rows: dict[int, dict[int, object]] = field(default_factory=dict)
    reach: Reach = field(default_factory=Reach)
    is_hidden: bool = False

    def grid(self) -> Iterator[list[object]]:
        columns = range(1, self.reach.columns + 1)
        for number in range(1, self.reach.rows + 1):
            row = self.rows.get(number, {})
            yield [row.get(column) for column in columns]


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read every visible worksheet that holds anything.

    Raises:
        CarteiraError: the XML is damaged or too large, or has no visible cell.
    """
    text, _ = characters.decoded(content)
    try:
        sheets = [*_sheets(_DECLARATION.sub("", text))]
    except ET.ParseError as error:
        raise limits.damaged(name) from error
    budget = Budget(name)
    for sheet in sheets:
        budget.spend(sheet.reach, sheet=sheet.title)
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    tables = [grid.table(name, sheet.title, sheet.grid()) for sheet in shown if sheet.rows]
    found = [table for table in tables if table is not None]
    if not found:
        raise CarteiraError(catalogue.EMPTY_FILE, Place(file=name), name=name)
    hidden = tuple(
        Finding(catalogue.HIDDEN_SHEET, file=name, sheet=sheet.title)
        for sheet in sheets
        if sheet.is_hidden
    )
    return (replace(found[0], findings=hidden), *found[1:])


def _sheets(text: str) -> Iterator[_Sheet]:
    """Follow the elements; each row is forgotten by the parser once it is taken."""
    events = ET.iterparse(io.BytesIO(text.encode()), events=("start", "end"))  # noqa: S314  expat limits entities
    sheet, row = _Sheet(""), 0
    for event, element in events:
        if event == "start":
            if element.tag == f"{_OURS}Worksheet":
                sheet, row = _Sheet(element.get(f"{_OURS}Name", "")), 0
        elif element.tag == f"{_OURS}Row":
            row = _index(element, row + 1)
            _take_row(sheet, row, element)
            element.clear()
        elif element.tag == _VISIBLE:
            sheet.is_hidden = (element.text or "").startswith("SheetHidden")
        elif element.tag == f"{_OURS}Worksheet":
            yield sheet
            element.clear()


def _take_row(sheet: _Sheet, number: int, row: "ET.Element[str]") -> None:
    column = 0
    for cell in row.iterfind(f"{_OURS}Cell"):
        column = _index(cell, column + 1)
        value = _value(cell.find(f"{_OURS}Data"))
        if value is not None:
            sheet.rows.setdefault(number, {})[column] = value
            sheet.reach.include(number, column)
        column += _number(cell.get(f"{_OURS}MergeAcross"), 0)


def _index(element: "ET.Element[str]", otherwise: int) -> int:
    return max(_number(element.get(f"{_OURS}Index"), otherwise), 1)


def _number(said: str | None, otherwise: int) -> int:
    text = (said or "")[:_MOST_DIGITS]
    return int(text) if text.isdecimal() else otherwise


def _value(data: "ET.Element[str] | None") -> object:
    """Give a cell its native type; what does not fit the type it states stays text."""
    text = "".join(data.itertext()) if data is not None else ""
    kind = data.get(f"{_OURS}Type") if data is not None else ""
    if not text or kind == "Error":
        return None
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
