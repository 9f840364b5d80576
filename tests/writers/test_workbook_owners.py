"""The owner's columns in the workbook: as he typed them, ready for more."""

import io
import zipfile
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from carteira_cli.model.columns import Category, Column, Kind
from carteira_cli.model.earlier import Entry
from carteira_cli.model.report import Own, Section, Table
from carteira_cli.writers.package import faults
from tests.writers.books import AMOUNT, NAME, below, opened, written

LIVING = Column("twice", "Dobro", Kind.MONEY, formula="[net_amount]*2")
NOTES = Column("own_notes", "Anotações", Kind.TEXT)
STATE = Column("own_progress", "Situação", Kind.CATEGORY, categories=(Category("done", "Feito"),))


def book(*entries: Entry | None, **own: Any) -> bytes:
    rows = len(entries)
    frame = pd.DataFrame(
        {
            "customer": [f"Cliente {at}" for at in range(rows)],
            "net_amount": [10.0] * rows,
            "twice": [20.0] * rows,
            "own_notes": pd.Series(entries, dtype=object),
            "own_progress": pd.Series([None] * rows, dtype=object),
        }
    )
    columns = (NAME, AMOUNT, LIVING, NOTES, STATE)
    mine = Own("customer", ("own_notes", "own_progress"), **own)
    return written(
        Section("customers", "Clientes", tables=(Table("customers", columns, frame, own=mine),))
    )


@pytest.mark.parametrize(
    "value", ["Ligar na terça", "=1+1", 7, 2.5, True, datetime(2026, 12, 24, 10, 30)]
)
def test_a_value_is_written_as_it_was_typed(value: object) -> None:
    (cell,) = below(opened(book(Entry(value))), "Anotações")

    assert cell.value == value
    assert cell.data_type != "f"


def test_a_formula_moves_along_with_its_row() -> None:
    content = book(None, Entry(12.5, '=B4*$C$1&"="', "D4"))
    *_, cell = below(opened(content), "Anotações")
    *_, came_to = below(opened(content, values=True), "Anotações")

    assert cell.value == f'=B{cell.row}*$C$1&"="'
    assert came_to.value == 12.5


def test_a_number_format_of_his_is_kept() -> None:
    (cell,) = below(opened(book(Entry(0.5, number_format="0.0%"))), "Anotações")

    assert cell.number_format == "0.0%"


def test_words_are_offered_and_others_allowed() -> None:
    sheet = opened(book(None, None))["Clientes"]
    (offer,) = [each for each in sheet.data_validations.dataValidation if each.type == "list"]

    assert offer.formula1 == '"Feito"'
    assert offer.errorStyle == "information"
    assert str(offer.sqref).split(":")[1] == f"E{sheet.max_row}"


def test_a_comment_is_pinned_to_its_row() -> None:
    cells = below(opened(book(None, None, notes={(1, "customer"): "prefere e-mail"})), "Cliente")

    assert [cell.comment and cell.comment.text for cell in cells] == [None, "prefere e-mail"]


def test_a_filter_lets_through_what_it_did_and_hides_the_rest() -> None:
    through = ("Cliente 1", 'a & "b"')
    content = book(None, None, filters={"customer": through}, hidden=frozenset({0}))
    sheet = opened(content)["Clientes"]
    (table,) = sheet.tables.values()

    assert faults(content) == ()
    assert table.autoFilter.filterColumn[0].colId == 0
    assert table.autoFilter.filterColumn[0].filters.filter == [*through]
    assert [
        sheet.row_dimensions[cell.row].hidden for cell in below(opened(content), "Cliente")
    ] == [
        True,
        False,
    ]


def test_his_widths_stay() -> None:
    sheet = opened(book(None, widths={"own_notes": 60.0, "net_amount": 1.0}))["Clientes"]

    assert sheet.column_dimensions["D"].width == 60
    assert sheet.column_dimensions["B"].width > 8


def test_the_same_report_gives_the_same_bytes_with_a_filter_too() -> None:
    one, two = (book(Entry("a"), filters={"own_notes": ("a",)}) for _ in range(2))

    assert one == two
    assert zipfile.ZipFile(io.BytesIO(one)).testzip() is None
