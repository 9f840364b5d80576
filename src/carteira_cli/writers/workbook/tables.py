"""A table of the report as an Excel table: typed cells, filter, bands, prompts."""

import re
from dataclasses import dataclass, replace
from itertools import count

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Table
from carteira_cli.writers.workbook.cells import Cell, cells, write_cells, write_formulas
from carteira_cli.writers.workbook.formulas import is_name, template
from carteira_cli.writers.workbook.owners import fit as room
from carteira_cli.writers.workbook.owners import hand_over, shown, write_entries
from carteira_cli.writers.workbook.rules import colour, legend
from carteira_cli.writers.workbook.sheet import PAGE_PIXELS, SHEET_ROWS, Block, Sheet, key
from carteira_cli.writers.workbook.texts import FORMULA_LIKE, header_names, short
from carteira_cli.writers.workbook.widths import Texts, Width, share_room, width

_LABEL_LIMIT = 20
_TEXTS = (Kind.TEXT, Kind.IDENTIFIER, Kind.LIST)
_NOT_A_NAME = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class _Filled:
    """One column ready to be written: its unique header, its cells and how wide it must be."""

    column: Column
    header: str
    cells: list[Cell]
    width: Width


def place(sheet: Sheet, table: Table, rows_below: int = 0) -> None:
    """Write a table at the cursor, or its sentence when it has no rows.

    ``rows_below`` are kept free for what follows. Rows that the sheet can't hold are counted
    in a last line, never dropped silently.
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
    sheet.row = block.last + 1
    _count_left_out(sheet, len(table.frame) - len(shown.frame))
    sheet.row += 1


def place_plain(sheet: Sheet, table: Table, row: int, col: int) -> int:
    """Write a table for a chart, and give the next free row: no filter, short labels."""
    block = block_at(sheet, table, row, col)
    style = sheet.styles.muted(bold=True, bottom=1)
    for filled in _filled(table):
        col = block.columns[filled.column.name]
        labels = [
            short(value, _LABEL_LIMIT) if isinstance(value, str) else value
            for value in filled.cells
        ]
        sheet.put(block.header, col, filled.header, style)
        write_cells(sheet.paper, block.first, col, labels, sheet.styles.cell(filled.column.kind))
        sheet.widen(col, filled.width.pixels)
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
    fits = len(table.frame) <= room
    return table if fits else replace(table, frame=table.frame.iloc[: room - 1])


def _count_left_out(sheet: Sheet, rows: int) -> None:
    if rows:
        text = sheet.say("left_out", count=sheet.kit.words.language.count(rows))
        sheet.text(sheet.row, 0, text, sheet.styles.get(bold=True))
        sheet.row += 1


def _filled(table: Table) -> list[_Filled]:
    headers = header_names(column.label for column in table.columns)
    written = [_cells(table, column) for column in table.columns]
    parts = list(zip(table.columns, headers, written, strict=True))
    widths = share_room([width(*part) for part in parts], PAGE_PIXELS)
    if table.own is not None:
        fits = zip(table.columns, widths, strict=True)
        widths = [replace(fit, pixels=room(table.own, column, fit.pixels)) for column, fit in fits]
    return [_Filled(*part, fit) for part, fit in zip(parts, widths, strict=True)]


def _cells(table: Table, column: Column) -> list[Cell]:
    if table.own is not None and column.name in table.own.columns:
        return shown(table.frame[column.name])
    return cells(column, table.frame[column.name])


def _write(sheet: Sheet, table: Table, block: Block) -> None:
    columns = _filled(table)
    prose = {block.columns[each.column.name]: each.cells for each in columns if each.width.prose}
    for filled in columns:
        _write_column(sheet, table, block, filled, "top" if prose else "vcenter")
    if table.own is not None:
        sheet.hidden |= {block.first + place for place in table.own.hidden}
        hand_over(sheet, table, block)
    sheet.texts += [Texts(block.first, prose), _header_texts(block, columns)]
    _make_table(sheet, table, block, columns)
    colour(sheet, table, block)


def _write_column(sheet: Sheet, table: Table, block: Block, filled: _Filled, valign: str) -> None:
    column, col = filled.column, block.columns[filled.column.name]
    style = sheet.styles.cell(column.kind, valign=valign, text_wrap=filled.width.prose)
    formula = template(column, table.columns, 0, sheet.kit.names)
    if table.own is not None and column.name in table.own.columns:
        write_entries(sheet, (block.first, col), column, table.frame[column.name])
    elif formula:
        write_formulas(sheet.paper, block.first, col, filled.cells, style, formula)
        sheet.keep_uneven(block.first, block.last, col)
    else:
        write_cells(sheet.paper, block.first, col, filled.cells, style)
    if column.kind in _TEXTS:
        sheet.keep_as_text(block.first, block.last, col)
    sheet.widen(col, filled.width.pixels)
    sheet.explain(block.header, col, filled.header, column.about)


def _make_table(sheet: Sheet, table: Table, block: Block, columns: list[_Filled]) -> None:
    name = _table_name(sheet)
    if table.own is not None and table.own.filters:
        shown = table.own.filters.items()
        sheet.kit.filters[name] = {block.columns[column]: texts for column, texts in shown}
    options = {
        "name": name,
        "style": "Table Style Light 1",
        "columns": [_header(sheet, filled) for filled in columns],
    }
    sheet.paper.add_table(block.header, 0, block.last, len(columns) - 1, options)


def _header(sheet: Sheet, filled: _Filled) -> dict[str, object]:
    style = sheet.styles.header(filled.column.kind)
    quoted = filled.header.startswith(FORMULA_LIKE)
    return {"header": filled.header, "header_format": style.quoted if quoted else style.plain}


def _table_name(sheet: Sheet) -> str:
    """Name a table after its sheet, so that the owner's own formulas read well."""
    stem = _NOT_A_NAME.sub("_", sheet.name).strip("_")
    stem = stem if is_name(stem) else f"Tabela_{stem}"
    names = (stem if number == 1 else f"{stem}_{number}" for number in count(1))
    name = next(name for name in names if name.lower() not in sheet.kit.tables)
    sheet.kit.tables.add(name.lower())
    return name


def _header_texts(block: Block, columns: list[_Filled]) -> Texts:
    """Give the header as texts that run over as many lines as they need."""
    headers = {block.columns[each.column.name]: [each.header] for each in columns}
    return Texts(block.header, headers, header=True)
