"""The card: a drop-down, and formulas that give what the analysis gives for whoever is chosen."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.layout import card as layout
from carteira_cli.model.report import Card, Report
from carteira_cli.writers import FILE_FORMATS
from carteira_cli.writers.workbook.card import CHOICE
from tests.layout.laid_out import LATE, REGULAR, lay_out
from tests.portfolios import day, reading
from tests.writers.books import opened
from tests.writers.test_workbook_recalculation import through_libreoffice

HOSTILE = ("=2+2", "@x", "\"aspas\" e 'outras'", "c*?~", "🛒 " * 40, "x" * 300, "A1", "00123")
CHOSEN = ("=2+2", "Ana (A1)", '"aspas"', "xxx", "Zoe", "c")
PURCHASES = [
    *REGULAR,
    *LATE,
    *((name, day(5 * at), 10.0 + at) for at, name in enumerate(HOSTILE, 1)),
]


@pytest.fixture(scope="module")
def laid_out() -> Report:
    read = reading(PURCHASES, prospects=["Zoe"], on=day(90))
    customers = read.customers
    same = customers["customer"].replace({"A1": "Ana"})
    return lay_out(read, customers=customers.assign(customer=same))


@pytest.fixture(scope="module")
def content(laid_out: Report) -> bytes:
    return FILE_FORMATS["xlsx"].write(laid_out)


def card_of(report: Report) -> Card:
    return next(section.card for section in report.book if section.card)


def cells_of(page: Any) -> dict[str, Any]:
    """The values of a card by the labels on their left."""
    return {
        str(cell.value): page.cell(cell.row, cell.column + 1).value
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.column % 3 == 1
    }


def expected(card: Card, key: str) -> dict[str, Any]:
    """What the analysis knows of a customer, by label, as cells hold it."""
    row = card.index.frame[card.index.frame["key"] == key].iloc[0]
    records = card.records.frame
    whole = {**records[records["number"] == row["number"]].iloc[0].to_dict(), **row.to_dict()}
    return {
        column.label: shown(column.labels, whole[column.name])
        for panel in card.panels
        for column in panel.columns
    }


def shown(labels: Any, value: Any) -> Any:
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    if value is None or value != value:  # noqa: PLR0124  NaN, NaT
        return "–"
    return labels.get(value, value)


def test_everybody_can_be_chosen_whoever_shares_a_name(laid_out: Report) -> None:
    keys = card_of(laid_out).index.frame["key"].tolist()

    assert {"Ana (Ana)", "Ana (A1)", "Bia", "Zoe"} <= set(keys)
    assert len({key.casefold() for key in keys}) == len(keys) == 11
    assert max(len(key.encode("utf-16-le")) // 2 for key in keys) <= 255
    assert not [key for key in keys if set(key) & set("*?~")]


def test_the_drop_down_lists_every_key_from_the_hidden_sheet(content: bytes) -> None:
    book = opened(content)
    (listed,) = (
        each for each in book["Ficha"].data_validations.dataValidation if each.type == "list"
    )
    title, _, cells = listed.formula1.rpartition("!")
    names = [row[0].value for row in book[title.strip("'")][cells.replace("$", "")]]

    assert names == sorted(names, key=str.casefold)
    assert len(names) == 11
    assert book[title.strip("'")].sheet_state == "veryHidden"
    assert str(listed.sqref).split(":")[0] == choice(book).coordinate


def choice(book: Any) -> Any:
    (where,) = book.defined_names[CHOICE].destinations
    return book[where[0]][where[1]]


def test_the_card_opens_with_whom_to_contact_first(laid_out: Report, content: bytes) -> None:
    card = card_of(laid_out)
    first = (
        next(section for section in laid_out.book if section.name == "follow_up")
        .tables[0]
        .frame["customer"]
        .iloc[0]
    )

    assert choice(opened(content)).value == card.chosen == first
    assert choice(opened(content)).number_format == "@"


def test_the_cached_values_are_those_of_the_chosen_one(laid_out: Report, content: bytes) -> None:
    card = card_of(laid_out)
    page = cells_of(opened(content, values=True)["Ficha"])

    for label, value in expected(card, card.chosen).items():
        assert page[label] == (pytest.approx(value) if isinstance(value, float) else value), label


def test_every_figure_is_a_formula_that_old_and_other_programs_compute(content: bytes) -> None:
    formulas = [
        cell.value
        for title in ("Ficha", "Dados da ficha")
        for row in opened(content)[title].iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]

    assert len(formulas) > 30
    assert all(formula.startswith("=IFERROR(") for formula in formulas)
    assert not [formula for formula in formulas if "_xl" in formula or ";" in formula]


def test_a_figure_that_nobody_has_is_left_out(laid_out: Report) -> None:
    names = {c.name for panel in card_of(laid_out).panels for c in panel.columns}

    assert {"status", "net_amount", "why", "message"} <= names
    assert not names & {"phone", "email", "nps", "p_alive", "suggestions", "bought"}


def test_the_months_are_sums_and_blank_where_nothing_was_bought(laid_out: Report) -> None:
    card = card_of(laid_out)
    frame = card.index.frame.set_index("key")[list(card.series)]

    assert len(card.series) == 24
    assert frame.loc["Bia"].dropna().to_dict() == {"month_2026-01": 200.0, "month_2026-02": 100.0}
    assert frame.loc["Ana (Ana)"].sum() == 1000.0
    assert frame.loc["Zoe"].isna().all()


def test_too_many_customers_are_said_to_be_left_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MOST_ON_CARD", 3)
    report = lay_out(reading(PURCHASES, on=day(90)))
    section = next(each for each in report.book if each.name == "card")

    assert len(card_of(report).index.frame) == 3
    assert section.lead.endswith(
        "A ficha alcança os 3 maiores de 10 clientes; os demais estão na aba Clientes."
    )


def test_no_hostile_name_becomes_a_formula_or_a_link(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if "sheet" in name and name.endswith(".xml")]
        formulas = b"".join(package.read(name) for name in names)

    assert b"<f>2+2" not in formulas
    assert b"<f>@x" not in formulas


def chosen_in(content: bytes, key: str, path: Path, *, turned: bool) -> Path:
    """The workbook in which somebody chose that name, and maybe sorted the customers anew."""
    book = opened(content)
    choice(book).value = key
    choice(book).data_type = "s"  # as a cell that is formatted as text takes it
    if turned:
        turn_over(book["Clientes"], opened(content, values=True)["Clientes"])
    book.save(path)
    return path


def turn_over(page: Any, values: Any) -> None:
    """Put the last customer first: what sorting does to a list."""
    (table,) = page.tables.values()
    rows = [[cell.value for cell in row] for row in values[table.ref]][1:]
    for row, moved in zip(list(page[table.ref])[1:], reversed(rows), strict=True):
        for cell, value in zip(row, moved, strict=True):
            cell.value = value


@pytest.mark.libreoffice
def test_whoever_is_chosen_the_card_gives_what_the_analysis_gives(
    laid_out: Report, content: bytes, tmp_path: Path
) -> None:
    card = card_of(laid_out)
    keys = [key for key in card.index.frame["key"] if key.startswith(CHOSEN)]
    books = [
        chosen_in(content, key, tmp_path / f"{at}.xlsx", turned=at % 2 == 0)
        for at, key in enumerate(keys)
    ]
    nobody = chosen_in(content, "Quem?", tmp_path / "nobody.xlsx", turned=False)
    after = through_libreoffice(nobody, tmp_path, *books).parent

    assert len(keys) == len(CHOSEN)
    unknown = cells_of(opened(after / nobody.name, values=True)["Ficha"])
    assert {unknown[label] for label in expected(card, card.chosen)} == {"–"}
    for key, path in zip(keys, books, strict=True):
        found = cells_of(opened(after / path.name, values=True)["Ficha"])
        for label, value in expected(card, key).items():
            same = pytest.approx(value) if isinstance(value, float) else value
            assert found[label] == same, (key, label)
