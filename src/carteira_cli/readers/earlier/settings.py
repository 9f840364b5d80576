"""The settings that the owner changed in the workbook: cells with a name, made to be edited."""

from collections.abc import Mapping
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from carteira_cli.model.marks import sheet_of
from carteira_cli.readers.earlier.package import Package


def edited(package: Package, head: Mapping[str, Any]) -> Mapping[str, float]:
    """Give the settings that differ from what was written, and those that differed before."""
    kept: dict[str, float] = dict(head.get("edited", {}))
    for name, written in head.get("settings", {}).items():
        value = _value(package, name)
        if value is not None and value != written:
            kept[name] = value
    return kept


def _value(package: Package, name: str) -> float | None:
    """Read the number in the cell that a defined name refers to, None where there is none."""
    reference = package.names.get(name, "")
    sheet, cell = sheet_of(reference), reference.rpartition("!")[2].replace("$", "")
    if sheet not in package.sheets:
        return None
    row, column = coordinate_to_tuple(cell)
    rows = package.values(sheet)
    inside = row <= len(rows) and column <= len(rows[0])
    value: Any = rows[row - 1][column - 1] if inside else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None
