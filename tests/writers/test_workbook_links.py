"""Links in tables: addresses of our own making, and cells of sheets that the book holds."""

from dataclasses import replace

import pandas as pd
import pytest

from carteira_cli.model.columns import Column, Kind
from carteira_cli.writers import FILE_FORMATS
from carteira_cli.writers.workbook import links
from tests.writers.books import NAME, below, opened, report, sheet, table, written

CHAT = Column("chat", "Conversa", Kind.TEXT)
FILE, SHEET, CELL = (Column(name, name, Kind.TEXT) for name in ("file", "sheet", "cell"))
PLACES = table(
    (FILE, SHEET, CELL),
    ("a.xlsx", "Vendas d'água", "F12"),
    ("b.xlsx", "Vendas d'água", "F13"),
    ("a.xlsx", "Outra", "F14"),
    ("a.xlsx", "Vendas d'água", None),
    ("a.xlsx", "Vendas d'água", "15:15"),
    leads=("file", "sheet", "cell"),
)
CHATS = table(
    (NAME, CHAT),
    *((name, "Abrir") for name in ("http://x.y", "b", "c")),
    links={"chat": pd.Series(["https://wa.me/5511988887777", None, "mailto:" + "a" * 3000])},
)


def test_only_an_address_given_with_the_table_makes_a_link_and_the_text_stays() -> None:
    book = opened(written(sheet(CHATS)))

    cells = below(book, "Conversa")[:3]
    assert [cell.value for cell in cells] == ["Abrir"] * 3
    assert [cell.hyperlink and cell.hyperlink.target for cell in cells] == [
        "https://wa.me/5511988887777",
        None,
        None,
    ]
    assert not [cell for cell in below(book, "Cliente") if cell.hyperlink]


def test_a_sheet_has_no_more_links_than_excel_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_MOST_LINKS", 2)
    address = pd.Series(["https://wa.me/5511988887777"] * 5)
    many = table((CHAT,), *[("Abrir",)] * 5, links={"chat": address})

    cells = below(opened(written(sheet(many))), "Conversa")[:5]
    assert [cell.value for cell in cells] == ["Abrir"] * 5
    assert sum(cell.hyperlink is not None for cell in cells) == 2


def test_a_place_leads_to_its_cell_where_the_book_holds_its_sheet() -> None:
    home = replace(report(sheet(PLACES)), beside=frozenset({("a.xlsx", "Vendas d'água")}))

    cells = below(opened(FILE_FORMATS["xlsx"].write(home)), "cell")[:5]
    assert [cell.hyperlink and cell.hyperlink.location for cell in cells] == [
        "'Vendas d''água'!F12",
        None,
        None,
        None,
        "'Vendas d''água'!15:15",
    ]


def test_a_place_is_plain_text_in_a_book_of_our_own() -> None:
    assert not [cell for cell in below(opened(written(sheet(PLACES))), "cell") if cell.hyperlink]
