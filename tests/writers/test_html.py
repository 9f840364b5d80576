"""The page holds what the report holds, leads where it can lead, and needs nothing else."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.earlier import Entry
from carteira_cli.model.report import Card, ChartKind, Figure, Own, Report, Section, Setting
from carteira_cli.writers import FILE_FORMATS
from tests.layout.laid_out import small
from tests.writers.books import AMOUNT, NAME, STATUS, report, sheet, table
from tests.writers.pages import LONG, chart, customers, everything, page, parsed, said

PAGE = FILE_FORMATS["html"]
STEP, TEXT = Column("step", "", Kind.COUNT), Column("text", "", Kind.TEXT)


def test_the_page_of_a_portfolio_has_every_shown_section_and_a_way_to_each() -> None:
    laid_out = small()
    found = parsed(laid_out)

    shown = [each.title for each in laid_out.book if not each.hidden and not each.card]
    steps = [each.title for each in laid_out.brief if each.name == "steps"]
    titles = [said(each) for each in found.iter("h2")]
    assert titles == [shown[0], *steps, *shown[1:]]
    assert [said(each) for each in found.xpath("//nav//a")] == titles
    ids = [each.get("id") for each in found.iter("section")]
    assert [each.get("href") for each in found.xpath("//nav//a")] == [f"#{each}" for each in ids]


def test_the_headline_figures_are_those_of_the_report() -> None:
    laid_out = small()
    found = parsed(laid_out)

    summary = laid_out.book[0]
    values = [said(each) for each in found.xpath("//*[@class='value']")]
    assert len(values) == len(summary.figures) + len(summary.further) > 4
    revenue = next(each for each in summary.figures if each.column.name == "net_amount")
    assert revenue.value == 1300
    assert values[summary.figures.index(revenue)] == "R$ 1.300,00"


def test_title_facts_and_language_stand_on_top() -> None:
    found = parsed(report(facts=(("Data-base", "22/11/2026 (hoje)"),)))

    assert found.get("lang") == "pt-BR"
    assert said(found.find(".//title")) == "Carteira – 22/11/2026 (hoje)"
    assert said(found.find(".//h1")) == "Carteira"
    assert [said(each) for each in found.xpath("//header//dt|//header//dd")] == [
        "Data-base",
        "22/11/2026 (hoje)",
    ]


def test_a_table_says_whose_row_it_is_and_what_each_column_is() -> None:
    found = page(sheet(table((NAME, STATUS, AMOUNT), ("Ana", "late", -1234.5), (None, None, None))))

    assert said(found.find(".//caption")) == "Clientes"
    assert [(said(each), each.get("scope")) for each in found.iter("th")] == [
        ("Cliente", "col"),
        ("Situação", "col"),
        ("Valor", "col"),
        ("Ana", "row"),
        ("–", "row"),
    ]
    assert [said(each) for each in found.iter("td")] == ["Atrasado", "-R$ 1.234,50", "–", "–"]


@pytest.mark.parametrize(
    ("language", "money", "share", "day"),
    [("pt", "R$ 1.234,50", "12,5 %", "31/01/2026"), ("en", "R$ 1,234.50", "12.5%", "2026-01-31")],
)
def test_figures_are_written_as_the_language_does(
    monkeypatch: pytest.MonkeyPatch, language: str, money: str, share: str, day: str
) -> None:
    monkeypatch.setattr("carteira_cli.locale.words._catalogue", lambda _: _Untranslated())
    columns = (AMOUNT, Column("s", "Parte", Kind.SHARE), Column("d", "Dia", Kind.DATE))
    rows = table(columns, (1234.5, 0.125, pd.Timestamp(2026, 1, 31)))
    found = parsed(replace(report(sheet(rows)), language=language))

    cells = [said(each) for each in found.xpath("//tbody//td|//tbody//th")]
    assert sorted(cells) == sorted([money, share, day])
    assert found.get("lang") == {"pt": "pt-BR", "en": "en"}[language]


class _Untranslated:
    def gettext(self, text: str) -> str:
        return text

    def ngettext(self, one: str, many: str, n: int) -> str:
        return one if n == 1 else many


def test_a_status_is_a_word_and_has_a_tone() -> None:
    found = page(sheet(table((NAME, STATUS), ("Ana", "late"), ("Bia", "active"))))

    told = [(said(each), each.get("class")) for each in found.xpath("//td/span")]
    assert told == [("Atrasado", "tone bad"), ("Ativo", "tone good")]


def test_a_headline_that_needs_action_says_so_in_words_too() -> None:
    figures = tuple(Figure(AMOUNT, 1.0, tone=tone) for tone in (Tone.BAD, Tone.NEUTRAL))
    found = page(Section("summary", "Resumo", figures=figures))

    assert [said(each) for each in found.xpath("//li[contains(@class, 'card')]")] == [
        "ValorR$ 1,00pede ação",
        "ValorR$ 1,00",
    ]


def test_a_card_leads_to_the_section_of_its_rows_and_nowhere_else() -> None:
    figures = tuple(Figure(AMOUNT, 1.0, section=name) for name in ("customers", "nowhere"))
    found = page(Section("summary", "Resumo", figures=figures), sheet(customers(1)))

    links = found.xpath("//a[@class='more']")
    assert [(said(each), each.get("href")) for each in links] == [("Ver Clientes", "#parte-2")]


def test_of_a_long_table_the_page_shows_the_beginning_and_says_so() -> None:
    found = page(sheet(customers(80)))

    assert len(found.xpath("//tbody/tr")) == 50
    assert said(found.find(".//summary")) == "Ver 50 de 80 linhas"
    assert "Aqui estão 50 de 80 linhas" in said(found.find(".//main"))
    assert found.find(".//details").get("open") is not None


def test_a_long_table_among_others_is_folded_and_a_short_one_stands_open() -> None:
    found = page(sheet(customers(16), customers(15)))

    assert [said(each) for each in found.xpath("//details[not(@open)]/summary")] == [
        "Ver as 16 linhas"
    ]
    assert len(found.xpath("//details//tbody/tr")) == 16


def test_of_a_wide_table_the_page_shows_the_leading_columns_and_says_so() -> None:
    columns = tuple(Column(f"c{at}", f"Coluna {at}", Kind.TEXT) for at in range(30))
    found = page(sheet(table(columns, ["um texto de vinte letras"] * 30)))

    shown = len(found.xpath("//thead//th"))
    assert 3 < shown < 10
    assert f"Mais {30 - shown} colunas" in said(found.find(".//main"))


def test_what_the_owner_typed_and_hid_stays_out() -> None:
    own = Own("customer", ("own_notes",), hidden=frozenset({0}))
    notes = Column("own_notes", "Anotações", Kind.TEXT)
    rows = table((NAME, notes, AMOUNT), ("Ana", None, 1.0), ("Bia", Entry("segredo"), 2.0), own=own)
    words = said(page(sheet(rows)).find(".//main"))

    assert "Bia" in words
    assert "Ana" not in words
    assert "segredo" not in words
    assert "Anotações" not in words


def test_only_addresses_that_we_build_become_links() -> None:
    columns = tuple(Column(name, name, Kind.TEXT) for name in ("customer", "chat", "mail", "bad"))
    links = {
        "chat": pd.Series(["https://wa.me/5519900000000?text=Oi%2C%20Ana", None]),
        "mail": pd.Series(["mailto:ana@example.com", None]),
        "bad": pd.Series(["https://evil.example/wa.me/", "javascript:alert(1)"]),
    }
    rows = table(columns, ("Ana", "Conversa", "E-mail", "x"), ("Bia", "c", "m", "y"), links=links)
    found = page(sheet(rows)).xpath("//main//a")

    assert [(said(each), each.get("href")) for each in found] == [
        ("Conversa", "https://wa.me/5519900000000?text=Oi%2C%20Ana"),
        ("E-mail", "mailto:ana@example.com"),
    ]


def test_steps_are_a_list_after_the_first_section() -> None:
    rows = table((STEP, TEXT), (1, "Ligue já: são 80 % de R$ 5."), takeaway="Comece.")
    steps = Section("steps", "O que fazer hoje", tables=(rows,))
    others = Section("summary", "Resumo", "Um."), Section("evolution", "Evolução", "Dois.")
    found = parsed(replace(report(*others), brief=(Section("pillars", "Quem"), steps)))

    assert [said(each) for each in found.iter("h2")] == ["Resumo", "O que fazer hoje", "Evolução"]
    item = found.xpath("//ul[@class='list']/li")[0].text_content()
    assert item == "1Ligue já: são 80\xa0% de R$\xa05."


def test_sections_for_the_workbook_only_stay_out() -> None:
    index = table((NAME,), ("Ana",))
    card = Card("Escolha", "Ana", index, index, ())
    found = page(Section("card", "Ficha", card=card), Section("data", "Dados", hidden=True))

    assert not found.xpath("//section")


def test_settings_are_a_table_with_what_they_mean() -> None:
    setting = Setting("LateRatio", "Atrasado a partir de", Column("r", "", Kind.NUMBER), 1.5, "Um.")
    found = page(Section("settings", "Parâmetros", settings=(setting,)))

    assert [said(each) for each in found.xpath("//tbody/tr/*")] == [
        "Atrasado a partir de",
        "1,5",
        "Um.",
    ]


def test_an_empty_table_and_an_empty_chart_say_that_there_is_nothing() -> None:
    found = page(sheet(customers(0), charts=(chart(ChartKind.BARS, customers(0)),)))

    assert said(found.find(".//main")).count("Nada a mostrar aqui.") == 2
    assert not found.xpath("//table|//svg")


def test_bars_are_as_long_as_their_part_of_the_largest() -> None:
    rows = table((NAME, AMOUNT), ("a", 200.0), ("b", 50.0), ("c", -100.0), bars=("net_amount",))
    found = page(sheet(rows)).xpath("//td//rect")

    assert [each.get("width") for each in found] == ["100.0%", "25.0%", "0.0%"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert PAGE.write(everything()) == PAGE.write(everything())


def everything_and_small() -> list[Report]:
    return [everything(), small()]


@pytest.mark.parametrize("laid_out", everything_and_small(), ids=["everything", "small"])
def test_nothing_in_the_page_runs_or_comes_from_elsewhere(laid_out: Report) -> None:
    found = parsed(laid_out)
    names = {each.tag for each in found.iter()}
    attributes = {name for each in found.iter() for name in each.attrib}

    forbidden = {"script", "img", "iframe", "link", "object", "embed", "base", "form", "image"}
    assert not names & forbidden
    assert not attributes & {"src", "style", "srcset", "data", "action", "xlink:href", "background"}
    assert not [name for name in attributes if name.startswith("on")]
    written = PAGE.write(laid_out).decode()
    assert not re.findall(r"https?:(?!//wa\.me/)|url\(|@import|<script|src=", written)


def test_the_policy_allows_the_style_sheet_and_nothing_else() -> None:
    found = parsed(everything())
    policy = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert found.xpath("//meta[@name='viewport']/@content") == [
        "width=device-width, initial-scale=1"
    ]


def test_no_element_is_left_open_and_no_id_is_given_twice() -> None:
    laid_out = everything()
    written = PAGE.write(laid_out).decode()

    opened = re.findall(r"<([a-z0-9]+)(?=[ >])", written)
    assert sorted(name for name in opened if name != "meta") == sorted(
        re.findall(r"</([a-z0-9]+)>", written)
    )
    ids = parsed(laid_out).xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_page_of_many_customers_is_small_enough_to_mail() -> None:
    many = customers(10_000, bars=("net_amount",))
    pareto = chart(ChartKind.PARETO, many, ("net_amount", "share"))
    written = PAGE.write(report(sheet(many, charts=(pareto,))))

    assert len(written) < 150_000


def test_the_page_is_known_again_and_no_other_is(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours.html", tmp_path / "other.html"
    ours.write_bytes(PAGE.write(report(sheet(customers(1)))))
    others = [
        b"<!doctype html>\n<html><head><title>carteira 1</title></head></html>",
        b'<p>content="carteira 1"</p>' + ours.read_bytes(),
        b"",
    ]

    assert PAGE.is_ours(ours)
    assert not PAGE.is_ours(tmp_path / "none.html")
    for content in others:
        other.write_bytes(content)
        assert not PAGE.is_ours(other)


def test_a_long_word_of_the_data_says_how_much_of_it_is_missing() -> None:
    found = page(sheet(table((NAME,), ("x" * 5_000,))))

    assert said(found.find(".//tbody")).endswith("x [… +3000]")
    assert LONG in said(parsed(everything()).find(".//main"))
