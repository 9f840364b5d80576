"""The settings: named cells that the living formulas refer to."""

from collections.abc import Iterable, Sequence

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from carteira_cli.model.columns import Kind
from carteira_cli.model.report import Section, Setting
from carteira_cli.writers.workbook.cells import cell
from carteira_cli.writers.workbook.formulas import is_name
from carteira_cli.writers.workbook.sheet import Sheet
from carteira_cli.writers.workbook.typeface import pixels

_LABEL_PIXELS = 150
_VALUE_PIXELS = 100
_WIDEST_MEANING = 480
_PADDING = 14


def setting_names(sections: Iterable[Section]) -> frozenset[str]:
    """Give the names that formulas may use: legal, and defined somewhere in the book."""
    settings = (setting for section in sections for setting in section.settings)
    return frozenset(setting.name for setting in settings if is_name(setting.name))


def reserve_settings(sheet: Sheet, settings: Sequence[Setting]) -> int:
    """Keep rows free for the settings from the cursor on, and give the first of them."""
    top = sheet.row
    if settings:
        sheet.row += len(settings) + 2
    return top


def place_settings(sheet: Sheet, settings: Sequence[Setting], top: int) -> None:
    """Write the settings from row ``top``, one named cell each.

    The tables of the sheet are in place already: meanings go where one of them made room
    for long texts, values into the first other column.
    """
    if not settings:
        return
    meaning = max((2, 1, 3), key=lambda col: sheet.widths.get(col, 0))
    value = next(col for col in (1, 2) if col != meaning)
    for col, heading in ((0, "setting"), (value, "value"), (meaning, "meaning")):
        sheet.text(top, col, sheet.say(heading), sheet.styles.header(Kind.TEXT))
    for row, setting in enumerate(settings, top + 1):
        _place(sheet, setting, row, value, meaning)
    _fit(sheet, settings, value, meaning)


def _place(sheet: Sheet, setting: Setting, row: int, value: int, meaning: int) -> None:
    sheet.text(row, 0, setting.label, sheet.styles.cell(Kind.TEXT, bold=True))
    sheet.text(row, meaning, setting.about, sheet.styles.cell(Kind.TEXT))
    _place_value(sheet, setting, row, value)
    sheet.explain(row, value, setting.label, setting.about)
    if setting.name in sheet.kit.names:
        cell_name = xl_rowcol_to_cell(row, value, row_abs=True, col_abs=True)
        sheet.styles.book.define_name(setting.name, f"={quote_sheetname(sheet.name)}!{cell_name}")


def _place_value(sheet: Sheet, setting: Setting, row: int, col: int) -> None:
    style = sheet.styles.input(setting.column.kind)
    value = cell(setting.column, setting.value)
    if setting.formula:
        sheet.paper.write_formula(row, col, f"={setting.formula}", style.plain, value)
    else:
        sheet.put(row, col, value, style)


def _fit(sheet: Sheet, settings: Sequence[Setting], value: int, meaning: int) -> None:
    labels, meanings = zip(*((setting.label, setting.about) for setting in settings), strict=True)
    sheet.widen(0, max(_LABEL_PIXELS, *(pixels(label, bold=True) for label in labels)) + _PADDING)
    sheet.widen(value, _VALUE_PIXELS)
    sheet.widen(meaning, min(_WIDEST_MEANING, max(map(pixels, meanings)) + _PADDING))
