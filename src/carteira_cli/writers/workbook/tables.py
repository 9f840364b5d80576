"""A table of the report as an Excel table: typed cells, filter, bands, prompts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import SHEET_TABLE_ROWS, Table
from carteira_cli.writers.workbook.cells import Pen, cells, write_cells, write_formula, write_rows
from carteira_cli.writers.workbook.formulas import is_name, template
from carteira_cli.writers.workbook.links import write_links
from carteira_cli.writers.workbook.owners import (
    as_chosen,
    entries,
    hand_over,
    owner_pen,
    owns,
    shown,
)
from carteira_cli.writers.workbook.rules import colour, legend
from carteira_cli.writers.workbook.sheet import PAGE_PIXELS, SHEET_ROWS, Block, Sheet, key
from carteira_cli.writers.workbook.texts import FORMULA_LIKE, header_names, short
from carteira_cli.writers.workbook.widths import Texts, Width, share_room, width

_LABEL_LIMIT = 26
_ROWS_AT_ONCE = 5_000
_TEXTS = (Kind.TEXT, Kind.IDENTIFIER, Kind.LIST)
_NOT_A_NAME = re.compile(r"\W+")
_SPECIAL, _AS_ITSELF = re.compile(r"[\[\]'#]"), r"'\g<0>"


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One column ready to be written: its unique header and how wide it must be."""

    column: Column
    header: str
    width: Width


def place(sheet: Sheet, table: Table, rows_below: int = 0) -> None:
    """Write a table at the cursor, or its sentence when it has no rows.

    ``rows_below`` are kept free for what follows. Rows that the sheet can't hold are counted
    in a last line, never dropped silently; the report's findings count them too.
    """
    _introduce(sheet, table)
    if table.frame.empty:
        _say_empty(sheet, table)
        return
    legend(sheet, table)
    shown = _shown(table, SHEET_ROWS - sheet.row - 1 - rows_below)
    block = block_at(sheet, shown, sheet.row, 0)
    _write(sheet, shown, block)
    sheet.blocks[key(table)] = block
    sheet.row = block.last + 1 + bool(shown.totals)
    _count_left_out(sheet, len(table.frame) - len(shown.frame))
    sheet.row += 1


def place_plain(sheet: Sheet, table: Table, row: int, col: int) -> int:
    """Write a table for a chart, and give the next free row: no filter, short labels."""
    block = block_at(sheet, table, row, col)
    style = sheet.styles.muted(bold=True, bottom=1)
    for fitted in _fitted(table):
        col = block.columns[fitted.column.name]
        labels = [
            short(value, _LABEL_LIMIT) if isinstance(value, str) else value
            for value in cells(fitted.column, table.frame[fitted.column.name])
        ]
        sheet.put(block.header, col, fitted.header, style)
        write_cells(sheet.paper, block.first, col, labels, sheet.styles.cell(fitted.column.kind))
        sheet.widen(col, fitted.width.pixels)
    sheet.blocks[key(table)] = block
    return block.last + 2


def block_at(sheet: Sheet, table: Table, row: int, col: int) -> Block:
    """Say where a table lands whose header begins at a cell."""
    columns = {column.name: at for at, column in enumerate(table.columns, col)}
    return Block(sheet.name, row, row + 1, row + len(table.frame), columns)


def _introduce(sheet: Sheet, table: Table) -> None:
    sheet.lines(table.title, sheet.styles.get(bold=True, font_size=12))
    sheet.lines(table.takeaway, sheet.styles.get())


def _say_empty(sheet: Sheet, table: Table) -> None:
    if not table.takeaway:
        sheet.lines(sheet.say("empty"), sheet.styles.muted(italic=True))
    sheet.row += 1


def _shown(table: Table, room: int) -> Table:
    """Keep what fits, and a row for saying what does not."""
    rows = len(table.frame)
    kept = min(SHEET_TABLE_ROWS, rows if rows <= room else room - 1)
    return table if kept == rows else replace(table, frame=table.frame.iloc[:kept])


def _count_left_out(sheet: Sheet, rows: int) -> None:
    if rows:
        text = sheet.say("left_out", count=sheet.kit.words.language.count(rows))
        sheet.text(sheet.row, 0, text, sheet.styles.get(bold=True))
        sheet.row += 1


def _fitted(table: Table) -> list[_Fitted]:
    """Measure the columns one after the other: the cells of all would fill the memory."""
    headers = header_names(column.label for column in table.columns)
    named = list(zip(table.columns, headers, strict=True))
    widths = share_room([_width(table, *each) for each in named], PAGE_PIXELS, table.lines)
    fitted = [_Fitted(*each, fit) for each, fit in zip(named, widths, strict=True)]
    return [replace(each, width=as_chosen(table, each.column, each.width)) for each in fitted]


def _width(table: Table, column: Column, header: str) -> Width:
    if owns(table, column):
        return width(column, header, shown(table.frame[column.name]))
    return width(column, header, cells(column, table.frame[column.name]))


def _write(sheet: Sheet, table: Table, block: Block) -> None:
    columns = _fitted(table)
    for fitted in columns:
        _announce(sheet, block, fitted)
    sheet.fit_rows(_header_texts(block, columns))
    hand_over(sheet, table, block)
    _write_rows(sheet, table, block, columns)
    if sheet.paper.is_streamed:
        _add_filter(sheet, table, block)
    else:
        write_links(sheet, table, block)
        name = _make_table(sheet, table, block, columns)
        _add_totals(sheet, table, block, columns, name)
    colour(sheet, table, block)


def _announce(sheet: Sheet, block: Block, fitted: _Fitted) -> None:
    """Write the header of a column, and set what holds for all its cells."""
    column, col = fitted.column, block.columns[fitted.column.name]
    sheet.put(block.header, col, fitted.header, sheet.styles.header(column.kind))
    if column.kind in _TEXTS:
        sheet.keep_as_text(block.first, block.last, col)
    sheet.widen(col, fitted.width.pixels)
    sheet.explain(block.header, col, fitted.header, column.about)


def _write_rows(sheet: Sheet, table: Table, block: Block, columns: Sequence[_Fitted]) -> None:
    """Write some rows at a time: the cells of all would fill the memory."""
    pens = _pens(sheet, table, block, columns)
    prose = [at for at, fitted in enumerate(columns) if fitted.width.prose]
    for start in range(0, len(table.frame), _ROWS_AT_ONCE):
        part = table.frame.iloc[start : start + _ROWS_AT_ONCE]
        written = [_cells(table, column, part[column.name]) for column in table.columns]
        texts = {pens[at].col: written[at] for at in prose}
        sheet.fit_rows(Texts(block.first + start, texts, lines=table.lines))
        write_rows(sheet.paper, block.first + start, pens, written)


def _cells(table: Table, column: Column, values: pd.Series) -> Sequence[Any]:
    return entries(values) if owns(table, column) else cells(column, values)


def _pens(sheet: Sheet, table: Table, block: Block, columns: Sequence[_Fitted]) -> list[Pen]:
    valign = "top" if any(fitted.width.prose for fitted in columns) else "vcenter"
    return [_pen(sheet, table, block, fitted, valign) for fitted in columns]


def _pen(sheet: Sheet, table: Table, block: Block, fitted: _Fitted, valign: str) -> Pen:
    column, col = fitted.column, block.columns[fitted.column.name]
    if owns(table, column):
        return owner_pen(sheet, column, col)
    style = sheet.styles.cell(column.kind, valign=valign, text_wrap=fitted.width.prose)
    formula = template(column, table.columns, 0, sheet.kit.names)
    if formula:
        sheet.keep_uneven(block.first, block.last, col)
    return Pen(col, style, formula)


def _add_filter(sheet: Sheet, table: Table, block: Block) -> None:
    """Let the reader filter the large table; a sheet has one such filter at most."""
    if table.is_large:
        sheet.paper.autofilter(block.header, 0, block.last, len(table.columns) - 1)


def _make_table(sheet: Sheet, table: Table, block: Block, columns: list[_Fitted]) -> str:
    """Make the cells an Excel table, and give its name."""
    name = _table_name(sheet)
    if table.own is not None and table.own.filters:
        filters = table.own.filters.items()
        sheet.kit.filters[name] = {block.columns[column]: texts for column, texts in filters}
    options = {
        "name": name,
        "style": "Table Style Light 1",
        "columns": [_header(sheet, fitted) | _total(table, fitted) for fitted in columns],
        "total_row": bool(table.totals),
    }
    last = block.last + bool(table.totals)
    sheet.paper.add_table(block.header, 0, last, len(columns) - 1, options)
    return name


def _total(table: Table, fitted: _Fitted) -> dict[str, object]:
    """Declare the sum of a column, if it has one."""
    return {"total_function": "sum"} if fitted.column.name in table.totals else {}


def _add_totals(
    sheet: Sheet, table: Table, block: Block, columns: list[_Fitted], name: str
) -> None:
    """Write the last line: sums that follow the filter, and hold their value for who can't add."""
    for fitted in columns if table.totals else ():
        column, col = fitted.column, block.columns[fitted.column.name]
        style = sheet.styles.cell(column.kind, bold=True, top=1)
        value = table.totals.get(column.name)
        if value is None:
            sheet.put(block.last + 1, col, sheet.say("total") if col == 0 else None, style)
        else:
            header = _SPECIAL.sub(_AS_ITSELF, fitted.header)
            formula = f"=SUBTOTAL(109,{name}[{header}])"
            write_formula(sheet.paper, block.last + 1, col, formula, value, style)


def _header(sheet: Sheet, fitted: _Fitted) -> dict[str, object]:
    style = sheet.styles.header(fitted.column.kind)
    quoted = fitted.header.startswith(FORMULA_LIKE)
    return {"header": fitted.header, "header_format": style.quoted if quoted else style.plain}


def _table_name(sheet: Sheet) -> str:
    """Name a table after its sheet, so that the owner's own formulas read well."""
    stem = _NOT_A_NAME.sub("_", sheet.name).strip("_")
    stem = stem if is_name(stem) else f"Tabela_{stem}"
    names = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    name = next(name for name in names if name.lower() not in sheet.kit.tables)
    sheet.kit.tables.add(name.lower())
    return name


def _header_texts(block: Block, columns: list[_Fitted]) -> Texts:
    """Give the header as texts that run over as many lines as they need."""
    headers = {block.columns[each.column.name]: [each.header] for each in columns}
    return Texts(block.header, headers, header=True)
