"""The tables as CSV: figures stay figures, texts stay texts, in Excel and everywhere else."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.earlier import Entry
from carteira_cli.model.report import Figure, Own, Section, Setting, Table
from carteira_cli.readers import read
from carteira_cli.writers import FOLDER_FORMATS
from carteira_cli.writers.csv_folder.names import distinct, slug, stem
from carteira_cli.writers.csv_folder.texts import guarded, unguarded
from tests.writers.books import AMOUNT, NAME, STATUS, report, sheet, table

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def files(*sections: Section) -> dict[str, str]:
    """The files of a report as text, line ends and all."""
    written = FOLDER_FORMATS["csv"].write(report(*sections))
    return {name: content.decode("utf-8-sig") for name, content in written.items()}


def lines(found: Table) -> list[list[str]]:
    """The rows of one table, header first."""
    return list(csv.reader(io.StringIO(files(sheet(found))["clientes.csv"], ""), delimiter=";"))


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (Kind.TEXT, "Padaria", "Padaria"),
        (Kind.IDENTIFIER, "00123", "'00123"),
        (Kind.COUNT, 1234567.0, "1234567"),
        (Kind.NUMBER, 1.25, "1,25"),
        (Kind.NUMBER, 1e-7, "0,0000001"),
        (Kind.NUMBER, 1e21, "1000000000000000000000"),
        (Kind.NUMBER, -3.0, "-3"),
        (Kind.NUMBER, float("inf"), "∞"),
        (Kind.MONEY, -1234.5, "-1234,50"),
        (Kind.MONEY, -0.001, "0,00"),
        (Kind.SHARE, 0.125, "0,125"),
        (Kind.DATE, date(2026, 1, 2), "02/01/2026"),
        (Kind.DAYS, 31, "31"),
        (Kind.SCORE, 5, "5"),
        (Kind.LIST, ("=Pão", "Café"), "'=Pão, Café"),
        (Kind.LIST, (), ""),
    ],
)
def test_every_kind_is_written_as_a_brazilian_excel_reads_it(
    kind: Kind, value: Any, cell: str
) -> None:
    assert lines(table((Column("x", "X", kind), NAME), (value, "a")))[1] == [cell, "a"]


@pytest.mark.parametrize("kind", list(Kind))
def test_an_absent_value_is_an_empty_cell(kind: Kind) -> None:
    columns = (Column("x", "X", kind), NAME)
    rows = table(columns, (None, "a"), (float("nan"), "b"), (pd.NaT, "c"))

    assert [row[0] for row in lines(rows)[1:]] == [""] * 3


def test_a_category_shows_its_word_and_an_unknown_one_itself() -> None:
    shown = lines(table((STATUS, NAME), ("active", "a"), ("=gone", "b"), (None, "c")))

    assert [row[0] for row in shown] == ["Situação", "Ativo", "'=gone", ""]


@pytest.mark.parametrize(
    "text",
    [
        *(f"{start}A1" for start in FORMULA_STARTS if start not in "\r\n"),
        "\r=A1",
        "\n+A1",
        "  =1+1",
        "'=1+1",
        "- sem nome",
        "007",
        "12345678000190",
        "12345678901234567890",
        "1.234",
        "1,5",
        "R$ 10",
        "5%",
        "(5)",
        "1e5",
        "1-2",
        "3/4",
        "01/02/2026",
        "2026-01-02 10:30",
        "10:30",
        "1 1/2",
        "mar/26",
        "5 de maio",
        "1SEP",
        "VERDADEIRO",
        "#N/D",
    ],
)
def test_what_a_spreadsheet_would_change_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text.replace("\r", " ").replace("\n", " ")


@pytest.mark.parametrize(
    "text",
    [
        "Padaria Aurora",
        "Maria 2",
        "Bar 24h",
        "123",
        "11987654321",
        "0",
        "12.345.678/0001-90",
        "50.***.***/0001-**",
        "123.456.789-09",
        "(11) 98765-4321",
        "01310-100",
        "'apóstrofo",
        "d'água",
        "maio",
        "a@b.com",
        "A-1",
        "",
    ],
)
def test_what_stays_as_it_is_gets_none(text: str) -> None:
    assert guarded(text) == text


hostile = st.text(st.sampled_from("=+-@\t\r\n'\"; ,.0123456789/:%eRabmarç\x00\x0b\u2028🛒"))


@given(hostile | st.text(st.characters(exclude_categories=())))
def test_a_guarded_text_is_one_line_and_no_formula_and_can_be_had_back(text: str) -> None:
    cell = guarded(text)

    assert not cell.lstrip().startswith(FORMULA_STARTS)
    assert len(cell.splitlines()) <= 1
    assert guarded(unguarded(cell)) == cell
    if text.isprintable():
        assert unguarded(cell) == text


@given(st.lists(st.tuples(hostile | st.text(), hostile), min_size=1, max_size=5))
def test_whatever_the_names_hold_a_row_is_a_line_with_all_its_cells(
    rows: list[tuple[str, str]],
) -> None:
    content = files(
        sheet(
            table((NAME, Column("x", "X", Kind.IDENTIFIER), AMOUNT), *[(*row, 1.0) for row in rows])
        )
    )["clientes.csv"]

    assert content.count("\r\n") == len(content.splitlines()) == len(rows) + 1
    parsed = list(csv.reader(io.StringIO(content, ""), delimiter=";"))
    assert [(unguarded(name), unguarded(code)) for name, code, _ in parsed[1:]] == [
        (unguarded(guarded(name)), unguarded(guarded(code))) for name, code in rows
    ]
    assert {row[2] for row in parsed[1:]} == {"1,00"}


def test_headers_and_sentences_pass_the_same_gate() -> None:
    section = Section(
        "summary",
        "Resumo",
        figures=(Figure(Column("x", "=X", Kind.MONEY), -2.5, "+1\nb"),),
        tables=(table((Column("x", "+1", Kind.COUNT),), (1,), title="Um"),),
    )

    written = files(section)

    assert written["resumo.csv"].splitlines()[1] == "'=X;-2,50;'+1 b"
    assert written["resumo-um.csv"] == "'+1\r\n1\r\n"


def test_settings_and_empty_tables_have_their_file_too() -> None:
    setting = Setting("DataBase", "Data-base", Column("d", "", Kind.DATE), date(2026, 1, 2), "Dia.")
    written = files(
        Section("settings", "Parâmetros", settings=(setting,)), sheet(table((NAME, AMOUNT)))
    )

    assert written["parametros.csv"].splitlines()[1] == "Data-base;02/01/2026;Dia."
    assert written["clientes.csv"] == "Cliente;Valor\r\n"


def test_the_folder_says_as_of_when_and_what_lies_in_it() -> None:
    told = files(sheet(table((NAME,), ("a",), takeaway="3 linhas = 2 usadas + 1 de fora.")))

    assert "Data-base: 22/11/2026 (hoje)" in told["LEIA-ME.txt"]
    assert "Arquivo: vendas.xlsx" in told["LEIA-ME.txt"]
    assert (
        "clientes.csv – Clientes (1 linha). 3 linhas = 2 usadas + 1 de fora." in told["LEIA-ME.txt"]
    )


def test_every_file_begins_with_a_byte_order_mark_and_the_same_report_gives_the_same() -> None:
    made = report(sheet(table((NAME, AMOUNT), ("Açaí", 1.0))))

    one, other = (FOLDER_FORMATS["csv"].write(made) for _ in range(2))

    assert one == other
    assert all(content.startswith(b"\xef\xbb\xbf") for content in one.values())


def test_long_tables_are_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carteira_cli.writers.csv_folder.folder._ROWS_AT_ONCE", 7)
    rows = [(f"cliente {at}", at / 4) for at in range(20)]

    assert [row[0] for row in lines(table((NAME, AMOUNT), *rows))[1:]] == [name for name, _ in rows]


def test_our_reader_and_pandas_find_the_figures_that_were_written(tmp_path: Path) -> None:
    amounts, shares = [1234.5, -0.07, 99.99], [1 / 3, 2 / 3, 0.0]
    columns = (NAME, AMOUNT, Column("share", "Parte", Kind.SHARE))
    rows = [
        ('Açaí; e "cia"', amounts[0], shares[0]),
        ("=b", amounts[1], shares[1]),
        ("00123", amounts[2], shares[2]),
    ]
    path = tmp_path / "clientes.csv"
    path.write_bytes(FOLDER_FORMATS["csv"].write(report(sheet(table(columns, *rows))))[path.name])

    theirs = pd.read_csv(path, sep=";", decimal=",", encoding="utf-8-sig")
    ours = read(path)[0].cells

    assert theirs["Valor"].tolist() == amounts
    assert theirs["Parte"].tolist() == pytest.approx(shares, rel=1e-14)
    assert ours[0].tolist() == ["Cliente", 'Açaí; e "cia"', "'=b", "'00123"]
    assert [float(cell.replace(",", ".")) for cell in ours[1][1:]] == amounts


@pytest.mark.parametrize(
    ("section", "title", "name"),
    [
        ("Clientes", "", "clientes"),
        ("Follow-up", "", "follow-up"),
        ("Evolução", "", "evolucao"),
        ("Segmentos", "Por situação", "segmentos-por-situacao"),
        ("UF", "Por UF", "uf"),
        ("../../etc", "", "etc"),
        ("日本", "", "tabela"),
    ],
)
def test_a_file_is_named_after_its_sheet_and_table(section: str, title: str, name: str) -> None:
    assert stem(section, title) == name


def test_a_long_name_is_cut_after_a_word() -> None:
    assert slug("Todos os produtos, do que mais vende ao que menos vende") == (
        "todos-os-produtos-do-que-mais-vende-ao"
    )
    assert len(slug("x" * 99)) == 40


def test_no_name_is_given_twice_and_none_that_windows_keeps_for_itself() -> None:
    assert list(distinct(["a", "a", "con", "a-2"])) == ["a", "a-2", "con-2", "a-2-2"]


def test_what_the_owner_typed_is_written_as_he_typed_it() -> None:
    notes = Column("own_notes", "Anotações", Kind.TEXT)
    typed = [Entry("=1+1"), Entry(12.5), Entry(datetime(2026, 12, 24)), Entry(None, "=A1"), None]
    frame = pd.DataFrame({"own_notes": pd.Series(typed, dtype=object)})
    listed = Table("follow_up", (notes,), frame, own=Own("customer_id", ("own_notes",)))

    assert lines(listed)[1:] == [["'=1+1"], ["12,5"], ["24/12/2026"], [""], [""]]
