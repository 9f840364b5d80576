"""A workbook of ours is written, its owner types into it, and it is read back."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.filters import FilterColumn, Filters

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.earlier import BEFORE, NOW, STATE, Earlier
from carteira_cli.model.report import Memory, Own, Report, Section, Table
from carteira_cli.readers.earlier import recall
from carteira_cli.writers import FILE_FORMATS
from tests.writers.books import opened

NAME, CODE = Column("customer", "Cliente", Kind.TEXT), Column("customer_id", "Código", Kind.TEXT)
NOTES = Column("own_notes", "Anotações", Kind.TEXT)
LAYOUT = {
    "key": "customer_id",
    "columns": [["Cliente", "customer"], ["Código", "customer_id"], ["Anotações", "own_notes"]],
    "own": ["own_notes"],
}


def state(day: str, *names: str) -> Memory:
    head = {"schema": "carteira/1", "reference_date": day, "lists": {"follow_up": LAYOUT}}
    rows = [(name, name, "active", "loyal", "A", 10.5, 5.25, 0.0) for name in names]
    return Memory(NOW, head, pd.DataFrame(rows, columns=[column.name for column in STATE]))


def written(*names: str, before: Memory | None = None) -> bytes:
    rows = [(name, name, None) for name in names]
    frame = pd.DataFrame(rows, columns=["customer", "customer_id", "own_notes"])
    own = Own("customer_id", ("own_notes",))
    table = Table("follow_up", (NAME, CODE, NOTES), frame, takeaway="Dois clientes.", own=own)
    memory = (state("2026-11-22", *names), *([before] if before else []))
    section = Section("follow_up", "Follow-up", tables=(table,))
    facts = (("Data-base", "22/11/2026"),)
    report = Report("pt", "Carteira", facts, (), (section,), {}, {}, memory)
    return FILE_FORMATS["xlsx"].write(report)


def typed(content: bytes, work: Callable[[Any, int], None]) -> Earlier:
    """Let the owner work on the sheet, of which the header row is told, and read it back."""
    book = opened(content)
    sheet = book["Follow-up"]
    work(sheet, next(cell.row for row in sheet for cell in row if cell.value == "Código"))
    stream = io.BytesIO()
    book.save(stream)
    found = recall(stream.getvalue())
    assert found is not None
    return found


def test_the_state_comes_back() -> None:
    found = recall(written("Ana", "Bia"))

    assert found is not None
    assert found.state.reference_date == date(2026, 11, 22)
    assert found.state.customers["customer_id"].tolist() == ["Ana", "Bia"]
    assert found.state.customers["net_amount"].tolist() == [10.5, 10.5]
    assert found.before is None


def test_the_state_that_was_compared_with_comes_back_too() -> None:
    earlier = state("2026-10-01", "Caio")
    found = recall(written("Ana", before=Memory(BEFORE, earlier.head, earlier.frame)))

    assert found is not None
    assert found.before is not None
    assert found.before.reference_date == date(2026, 10, 1)


def test_a_workbook_without_memory_remembers_nothing() -> None:
    section = Section("customers", "Clientes")
    content = FILE_FORMATS["xlsx"].write(Report("pt", "", (), (), (section,), {}, {}))

    assert recall(content) is None


@pytest.mark.parametrize(
    "value", ["Ligar na terça", 12.5, 7, True, datetime(2026, 12, 24), "=2+2 ou mais", "<r>a</r>"]
)
def test_what_was_typed_comes_back_as_it_was(value: object) -> None:
    def work(sheet: Any, header: int) -> None:
        cell = sheet.cell(header + 1, 3)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    (row, _) = typed(written("Ana", "Bia"), work).lists["follow_up"].rows

    assert row.key == "Ana"
    assert row.own["own_notes"].value == value
    assert row.own["own_notes"].formula == ""


def test_a_formula_comes_back_with_the_cell_that_it_was_typed_in() -> None:
    def work(sheet: Any, header: int) -> None:
        sheet.cell(header + 1, 3, f"=A{header + 1}&B1")

    row = typed(written("Ana"), work).lists["follow_up"].rows[0]
    entry = row.own["own_notes"]

    assert entry.formula == f"=A{entry.cell[1:]}&B1"


def test_a_column_of_his_own_comes_back_by_its_header() -> None:
    def work(sheet: Any, header: int) -> None:
        sheet.cell(header, 4, "Brinde")
        sheet.cell(header + 2, 4, "Caneca")
        sheet.cell(header + 1, 6, "sem título")

    kept = typed(written("Ana", "Bia"), work).lists["follow_up"]

    assert kept.columns == ("own_notes", "Brinde", "Coluna F")
    assert [{name: each.value for name, each in row.own.items()} for row in kept.rows] == [
        {"Coluna F": "sem título"},
        {"Brinde": "Caneca"},
    ]


def test_a_row_that_he_added_comes_back_without_a_key() -> None:
    def work(sheet: Any, header: int) -> None:
        sheet.cell(header + 2, 1, "João da padaria")

    row = typed(written("Ana"), work).lists["follow_up"].rows[1]

    assert (row.key, row.ours) == ("", {"customer": "João da padaria"})


def test_a_comment_comes_back_whatever_column_it_is_on() -> None:
    def work(sheet: Any, header: int) -> None:
        sheet.cell(header + 1, 1).comment = Comment("Prefere e-mail", "eu")

    row = typed(written("Ana"), work).lists["follow_up"].rows[0]

    assert row.notes == {"customer": "Prefere e-mail"}


def test_widths_and_the_filter_come_back() -> None:
    def work(sheet: Any, _header: int) -> None:
        sheet.column_dimensions["C"].width = 61
        (table,) = sheet.tables.values()
        table.autoFilter.filterColumn.append(
            FilterColumn(colId=0, filters=Filters(blank=True, filter=["Bia"]))
        )

    kept = typed(written("Ana", "Bia"), work).lists["follow_up"]

    assert kept.widths["own_notes"] == 61
    assert kept.filters == {"customer": ("Bia", "")}


def test_the_list_is_found_where_its_sheet_was_renamed_and_its_mark_lost() -> None:
    def work(sheet: Any, header: int) -> None:
        sheet.cell(header + 1, 3, "fica")
        sheet.insert_rows(1, 2)
        sheet.title = "Minha lista"

    (row,) = typed(written("Ana"), work).lists["follow_up"].rows

    assert row.own["own_notes"].value == "fica"


def test_a_list_that_was_deleted_is_none() -> None:
    def work(sheet: Any, _header: int) -> None:
        sheet.delete_rows(1, sheet.max_row)

    assert typed(written("Ana"), work).lists == {}


def test_a_later_schema_is_refused() -> None:
    book = opened(written("Ana"))
    book[NOW]["A1"] = '{"schema": "carteira/9", "reference_date": "2026-01-01"}'
    stream = io.BytesIO()
    book.save(stream)

    with pytest.raises(ValueError, match="carteira/9"):
        recall(stream.getvalue())
