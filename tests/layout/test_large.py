"""Portfolios that are longer than people scroll, or than Excel holds."""

import pytest

from carteira_cli.layout import room, top
from tests.layout.laid_out import section, small, table


def test_more_rows_than_a_sheet_holds_are_a_finding_in_every_output(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "SHEET_TABLE_ROWS", 1)

    made = small()

    message = "A aba Clientes mostra só 1 das 2 linhas: nenhuma planilha do Excel guarda todas."
    assert message in [
        finding["message"] for finding in made.document["findings"].to_dict("records")
    ]
    assert message in table(made.book, "kinds").frame["message"].tolist()
    assert message in table(made.brief, "doubts").frame["message"].tolist()


def test_with_room_for_all_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    most = max(len(found.frame) for each in small().book for found in each.tables)
    monkeypatch.setattr(room, "SHEET_TABLE_ROWS", most)

    assert "rows-beyond-sheet" not in small().document["findings"]["code"].tolist()


def test_the_first_sheet_of_a_large_portfolio_lists_who_matters_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(top, "LARGE_TABLE", 1)
    monkeypatch.setattr(top, "_SHOWN", 1)

    largest, first = section(small().book, "summary").tables

    assert (largest.title, largest.frame["customer"].tolist()) == ("Os 1 maiores clientes", ["Ana"])
    assert first.frame["customer"].tolist() == ["Bia"]
    assert not [
        column.name for each in (largest, first) for column in each.columns if column.formula
    ]


def test_the_first_sheet_of_another_portfolio_is_cards_and_charts() -> None:
    assert section(small().book, "summary").tables == ()
