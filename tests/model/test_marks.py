from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.model.marks import is_mark, marks, sheet_of
from carteira_cli.writers.workbook.formulas import is_name


@given(st.lists(st.text(max_size=20)))
def test_every_section_has_a_legal_mark_of_its_own(sections: list[str]) -> None:
    given_marks = marks(sections)

    assert len({mark.casefold() for mark in given_marks}) == len(sections)
    assert all(is_mark(mark) and is_name(mark) for mark in given_marks)


@given(st.text("ab' !é-", min_size=1, max_size=12))
def test_a_quoted_sheet_is_found_in_its_reference(sheet: str) -> None:
    assert sheet_of("'" + sheet.replace("'", "''") + "'!$A$1") == sheet


def test_a_reference_to_no_sheet_has_none() -> None:
    assert [sheet_of(text) for text in ("#REF!$A$1", "[1]Vendas!$A$1", "12", "Vendas!A1")] == [
        "",
        "",
        "",
        "Vendas",
    ]
