"""A list that its owner works in, read back with all that is his: columns, rows, widths, filter."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.worksheet import Worksheet

from carteira_cli.model.earlier import Entry, Kept, KeptRow
from carteira_cli.readers.earlier.package import Package

_HEADER_WITHIN = 60
_GENERAL = "General"
_UNTITLED = "Coluna {letter}"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the list was written: the header of each column of ours, which are the owner's to fill.

    ``names`` gives the column's name by its header; ``key`` and ``own`` are such names.
    """

    key: str
    names: Mapping[str, str]
    own: frozenset[str]

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> "Layout":
        """Take it from the line that the workbook keeps."""
        names = dict(written["columns"])
        return cls(written["key"], names, frozenset(written["own"]))

    def heads(self, texts: Collection[str]) -> bool:
        """Tell whether a row of texts heads the list: the key, most columns, most of the owner's.

        Other lists share columns with it, but not the owner's.
        """
        found = {self.names[text] for text in texts if text in self.names}
        most = len(found) * 2 > len(self.names) and len(found & self.own) * 2 >= len(self.own)
        return self.key in found and most

    def is_own(self, name: str) -> bool:
        """Tell whether a column is the owner's: offered to him, or added by him."""
        return name in self.own or name not in self.names.values()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The sheet as typed and what its cells came to, its header row, the name of each column."""

    typed: Worksheet
    values: Sequence[Sequence[Any]]
    header: int
    names: Mapping[int, str]
    layout: Layout

    def value(self, row: int, column: int) -> Any:
        """Give what a cell came to; rows and columns count from one."""
        cells = self.values[row - 1] if row <= len(self.values) else ()
        value = cells[column - 1] if column <= len(cells) else None
        return None if value == "" else value


def kept(package: Package, title: str, layout: Layout) -> Kept | None:
    """Read a list; None where the sheet is another, or holds nothing of its owner's."""
    if not layout.own and _is_untouched(package, title, layout):
        return None
    typed = package.typed(title)
    header = _header_row(typed, layout)
    if not header:
        return None
    names = _names(typed, header, layout)
    sheet = _Sheet(typed, package.values(title), header, names, layout)
    return Kept(
        columns=tuple(name for name in names.values() if layout.is_own(name)),
        rows=tuple(_rows(sheet)),
        widths=_widths(sheet),
        filters=_filters(sheet),
    )


def _is_untouched(package: Package, title: str, layout: Layout) -> bool:
    """Tell without reading it all that nobody added a column or a comment to a list."""
    return package.columns(title) == len(layout.names) and not package.has_comments(title)


def _header_row(sheet: Worksheet, layout: Layout) -> int:
    """Find the row that is headed as the list was; 0 without one."""
    for row in range(1, min(sheet.max_row, _HEADER_WITHIN) + 1):
        texts = {str(cell.value) for cell in sheet[row] if cell.value is not None}
        if layout.heads(texts):
            return row
    return 0


def _names(sheet: Worksheet, header: int, layout: Layout) -> dict[int, str]:
    """Name every column that has a header or anything below it; headers stay unique."""
    names: dict[int, str] = {}
    for column in range(1, sheet.max_column + 1):
        text = sheet.cell(header, column).value
        if text is None and not _is_used(sheet, header, column):
            continue
        wanted = _UNTITLED.format(letter=get_column_letter(column)) if text is None else str(text)
        name = layout.names.get(wanted, wanted)
        while name in names.values():
            name = f"{name} (2)"
        names[column] = name
    return names


def _is_used(sheet: Worksheet, header: int, column: int) -> bool:
    cells = sheet.iter_cols(column, column, header + 1, values_only=True)
    return any(value is not None for value in next(cells))


def _rows(sheet: _Sheet) -> Iterator[KeptRow]:
    """Give every row in which something was typed, or that tells whose it is."""
    for number in range(sheet.header + 1, sheet.typed.max_row + 1):
        row = _row(sheet, number)
        if row.key or row.ours or row.own or row.notes:
            yield row


def _row(sheet: _Sheet, number: int) -> KeptRow:
    ours: dict[str, Any] = {}
    own: dict[str, Entry] = {}
    notes: dict[str, str] = {}
    for column, name in sheet.names.items():
        cell = sheet.typed.cell(number, column)
        if cell.comment:
            notes[name] = cell.comment.text
        if cell.value is None:
            continue
        if sheet.layout.is_own(name):
            own[name] = _entry(cell, sheet.value(number, column))
        else:
            ours[name] = sheet.value(number, column)
    key = ours.pop(sheet.layout.key, None)
    return KeptRow("" if key is None else str(key), ours, own, notes)


def _entry(cell: Cell, computed: Any) -> Entry:
    """Take what was typed: a formula with its last value, or a value; and its number format."""
    number_format = "" if cell.number_format == _GENERAL else str(cell.number_format)
    if cell.data_type != "f":
        return Entry(cell.value, number_format=number_format)
    formula = str(getattr(cell.value, "text", cell.value))
    formula = formula if formula.startswith("=") else f"={formula}"
    return Entry(computed, formula, cell.coordinate, number_format)


def _widths(sheet: _Sheet) -> Mapping[str, float]:
    """Give the width of every column, in characters."""
    widths: dict[str, float] = {}
    for dimension in sheet.typed.column_dimensions.values():
        for column in range(dimension.min or 0, (dimension.max or 0) + 1):
            if column in sheet.names and dimension.width:
                widths[sheet.names[column]] = float(dimension.width)
    return widths


def _filters(sheet: _Sheet) -> Mapping[str, tuple[str, ...]]:
    """Give the values that a filter lets through, by column; "" stands for empty cells."""
    filters: dict[str, tuple[str, ...]] = {}
    for auto in _auto_filters(sheet.typed):
        first = sheet.typed[auto.ref.partition(":")[0]].column
        for each in auto.filterColumn:
            name = sheet.names.get(first + int(each.colId))
            if name and each.filters:
                blank = ("",) if each.filters.blank else ()
                filters[name] = (*map(str, each.filters.filter), *blank)
    return filters


def _auto_filters(sheet: Worksheet) -> list[AutoFilter]:
    own = [table.autoFilter for table in sheet.tables.values()]
    return [auto for auto in (sheet.auto_filter, *own) if auto is not None and auto.ref]
