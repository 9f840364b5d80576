"""The owner's columns, filled with what he typed before: nothing of it is ever lost."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.layout.own import Offer, owned
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Category, Column, Kind
from carteira_cli.model.earlier import Entry, Kept, KeptRow
from carteira_cli.model.report import Table

CODE, NAME = Column("customer_id", "Código", Kind.IDENTIFIER), Column("customer", "Nome", Kind.TEXT)
DONE = Category("done", "Feito")
NOTES = Column("own_notes", "Anotações", Kind.TEXT)
STATE = Column("own_progress", "Situação", Kind.CATEGORY, categories=(DONE,))


def row(key: str, name: str = "", notes: Mapping[str, str] | None = None, **own: Any) -> KeptRow:
    entries = {column: Entry(value) for column, value in own.items()}
    return KeptRow(key, {"customer": name} if name else {}, entries, notes or {})


def listed(codes: str, *rows: KeptRow, **kept: Any) -> Table:
    """The list of these customers, after these rows were typed."""
    frame = pd.DataFrame({"customer_id": [*codes], "customer": [code * 3 for code in codes]})
    table = Table("follow_up", (CODE, NAME), frame.astype("str"), takeaway="A lista.")
    before = Kept(rows=rows, **kept)
    return owned(table, Offer("customer_id", (NOTES, STATE)), before, Language())


def notes(table: Table) -> list[tuple[Any, Any, Any]]:
    cells = table.frame.astype(object).where(table.frame.notna(), None)
    values = [entry and entry.value for entry in cells["own_notes"]]
    return list(zip(cells["customer_id"], cells["customer"], values, strict=True))


def test_a_new_list_has_room_for_the_owner() -> None:
    table = listed("ab")

    assert [column.name for column in table.columns[2:]] == ["own_notes", "own_progress"]
    assert notes(table) == [("a", "aaa", None), ("b", "bbb", None)]


def test_what_was_typed_follows_its_customer() -> None:
    table = listed("cab", row("a", own_notes="ligar"), row("b"), row("c", own_notes=7))

    assert notes(table) == [("c", "ccc", 7), ("a", "aaa", "ligar"), ("b", "bbb", None)]


def test_who_left_the_list_stands_at_its_end_if_something_was_typed() -> None:
    table = listed("a", row("x", "Xisto", own_notes="volta em maio"), row("y", "Yara"))

    assert notes(table) == [("a", "aaa", None), ("x", "Xisto", "volta em maio")]


def test_a_row_that_the_owner_added_stays() -> None:
    table = listed("a", row("", "João da padaria"))

    assert notes(table) == [("a", "aaa", None), (None, "João da padaria", None)]


def test_a_row_copied_by_the_owner_is_not_merged_away() -> None:
    table = listed("a", row("a", own_notes="um"), row("a", own_notes="dois"))

    assert notes(table) == [("a", "aaa", "um"), ("a", None, "dois")]


def test_columns_that_the_owner_added_follow_the_offered_ones() -> None:
    table = listed("a", row("a", Brinde="Caneca"), columns=("own_notes", "Brinde"))

    assert [column.label for column in table.columns] == [
        "Código", "Nome", "Anotações", "Situação", "Brinde"
    ]  # fmt: skip
    assert table.frame["added:Brinde"].tolist() == [Entry("Caneca")]


def test_a_column_called_like_one_of_ours_is_still_his() -> None:
    typed = row("a", customer="Caneca")
    table = listed("a", typed, columns=("customer",))

    assert [column.label for column in table.columns][-1] == "customer"
    assert (table.frame["customer"][0], table.frame["added:customer"][0]) == (
        "aaa",
        Entry("Caneca"),
    )


def test_his_columns_stand_where_the_list_wants_them() -> None:
    frame = pd.DataFrame({"customer_id": ["a"], "customer": ["Ana"]}).astype("str")
    offer = Offer("customer_id", (NOTES,), before="customer")
    table = owned(Table("x", (CODE, NAME), frame), offer, Kept(), Language())

    names = ["customer_id", "own_notes", "customer"]
    assert [column.name for column in table.columns] == names == [*table.frame]


def test_comments_follow_their_rows() -> None:
    table = listed("ba", row("a", notes={"customer": "fala inglês"}))

    assert table.own is not None
    assert table.own.notes == {(1, "customer"): "fala inglês"}


def test_a_filter_hides_the_rows_that_it_leaves_out_and_says_so() -> None:
    rows = (row("a", own_progress="feito"), row("b", own_progress="Talvez"))
    table = listed("abc", *rows, filters={"own_progress": ("Feito", "")})

    assert table.own is not None
    assert table.own.hidden == {1}
    assert table.takeaway == "A lista. Com o seu filtro, 2 de 3 linhas à mostra."


def test_a_filter_of_a_column_that_is_gone_hides_nothing() -> None:
    table = listed("ab", filters={"Brinde": ("Caneca",)})

    assert table.own is not None
    assert (table.own.filters, table.own.hidden) == ({}, frozenset())


CODES = st.text("abcdef", max_size=8)
ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["", *"abcxyz"]),
        st.sampled_from(["", "Zé"]),
        own_notes=st.sampled_from(["um", "dois", 3]),
    )
)


@given(st.lists(st.sampled_from("abcdef"), unique=True), ROWS)
def test_nothing_typed_is_lost_and_nobody_is_added_or_dropped(
    codes: list[str], rows: list[KeptRow]
) -> None:
    table = listed("".join(codes), *rows)
    typed = sorted(str(each.own["own_notes"].value) for each in rows)

    assert sorted(str(value) for _, _, value in notes(table) if value is not None) == typed
    assert table.frame["customer_id"].tolist()[: len(codes)] == codes
