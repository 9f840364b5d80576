import re
from datetime import date

import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import groups, report
from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.locale.language import Language
from carteira_cli.metrics.rfm import SEGMENT, Rules, SegmentRule
from carteira_cli.model.report import Report
from tests.layout.laid_out import LATE, REGULAR, lay_out, section, small, table, tables
from tests.portfolios import day, reading

PORTFOLIOS = {
    "two customers": reading([*REGULAR, *LATE], on=day(90)),
    "one customer, one purchase": reading([("Ana", day(0), 10.00)]),
    "nobody late": reading(REGULAR),
    "nobody identified": reading([], unidentified=[(day(0), 5.00)]),
    "prospects only": reading([], prospects=["Zoe"], unidentified=[(day(0), 5.00)]),
    "returns only": reading([("Ana", day(0), -10.00)], on=day(5)),
    "a gift": reading([("Ana", day(0), 0.00), ("Ana", day(9), 0.00)]),
    "nothing at all": reading([]),
    "many": reading([(f"C{n:03}", day(n % 90), n + 1.00) for n in range(150)], on=day(95)),
}


@pytest.fixture(scope="module", params=PORTFOLIOS, ids=str)
def laid_out(request: pytest.FixtureRequest) -> Report:
    return lay_out(PORTFOLIOS[request.param])


def test_every_table_holds_exactly_its_columns_and_at_least_a_row(laid_out: Report) -> None:
    for found in tables([*laid_out.brief, *laid_out.book]):
        assert list(found.frame.columns) == [column.name for column in found.columns]
        assert set(found.bars) <= set(found.frame.columns)
        assert len(found.frame)


def test_every_section_says_something(laid_out: Report) -> None:
    for each in (*laid_out.brief, *laid_out.book):
        assert each.title
        assert each.lead or each.figures or each.tables or each.hidden


def test_every_table_of_the_brief_ends_in_a_sentence(laid_out: Report) -> None:
    assert all(found.takeaway.endswith(".") for found in tables(laid_out.brief))


def test_every_chart_draws_columns_that_its_table_has(laid_out: Report) -> None:
    for chart in (chart for each in laid_out.book for chart in each.charts):
        assert {chart.label, *chart.values} <= set(chart.table.frame.columns)
        assert chart.table.frame[[chart.label, *chart.values]].notna().all(axis=None)
        assert chart.alt


def test_every_card_leads_to_a_sheet(laid_out: Report) -> None:
    sheets = {each.name for each in laid_out.book}

    assert {card.section for each in laid_out.book for card in each.figures} <= sheets


def test_living_formulas_find_their_columns_and_settings_in_the_book() -> None:
    book = small().book
    columns = {column.name for column in table(book, "customers").columns}
    names = {setting.name for setting in section(book, "settings").settings}
    formulas = " ".join(column.formula for column in table(book, "customers").columns)

    assert set(re.findall(r"\[(\w+)\]", formulas)) <= columns
    assert set(re.findall(r"\b(?:DataBase|Limite\w+)", formulas)) == names


def test_the_reference_date_lives_only_when_it_is_today() -> None:
    def formula(origin: str) -> str:
        settings = section(small(reference_date_origin=origin).book, "settings").settings
        assert (settings[0].name, settings[0].value) == ("DataBase", date(2026, 4, 1))
        return settings[0].formula

    origins = ("today", "last_sale", "given", "config")
    assert [formula(origin) for origin in origins] == ["TODAY()", "", "", ""]


def test_the_customers_sheet_shows_every_known_column_but_empty_contacts() -> None:
    shown = {column.name for column in table(small().book, "customers").columns}
    if_told = {"phone", "email", "city", "state", "seller", "document"}
    if_told |= {"nps", "csat", "overdue_amount", "suggestions"}

    assert shown == set(CUSTOMER_COLUMNS) - if_told | {"number"}


def test_a_contact_known_of_one_customer_has_its_column() -> None:
    customers = PORTFOLIOS["two customers"].customers
    known = customers.assign(city=customers["city"].where(customers.index == "Ana", "Cotia"))
    shown = table(small(customers=known).book, "customers")

    assert dict(shown.frame.set_index("customer")["city"].dropna()) == {"Bia": "Cotia"}
    assert "phone" not in shown.frame


def test_a_customer_without_a_name_is_called_by_his_code() -> None:
    customers = PORTFOLIOS["two customers"].customers
    nameless = customers.assign(customer=customers["customer"].where(customers.index == "Ana"))
    laid_out = small(customers=nameless)

    assert table(laid_out.book, "customers").frame["customer"].tolist() == ["Ana", "Bia"]
    assert laid_out.document["customers"]["customer"].isna().tolist() == [False, True]


def test_prospects_come_last_and_are_counted_apart() -> None:
    customers = table(lay_out(reading(REGULAR, prospects=["Abel", "Zoe"])).book, "customers")

    assert customers.frame["customer"].tolist() == ["Ana", "Abel", "Zoe"]
    assert customers.takeaway == (
        "1 cliente com compras, do maior para o menor valor. "
        "No fim da lista, 2 do cadastro que nunca compraram."
    )


def test_every_segment_has_a_meaning_and_an_action() -> None:
    assert set(groups.ACTIONS) == {category.slug for category in SEGMENT.categories}
    shown, *_ = section(small().book, "segments").tables
    assert (shown.frame[["about", "action"]] != "").all(axis=None)


def test_a_short_portfolio_draws_each_customer_and_a_long_one_tenths() -> None:
    short, long = (
        section(lay_out(PORTFOLIOS[name]).book, "summary").charts[0].table.frame
        for name in ("two customers", "many")
    )

    assert short["customer"].tolist() == ["Ana", "Bia"]
    assert long["group"].tolist()[:2] == ["0 a 10 %", "10 a 20 %"]
    assert (len(long), long["cumulative_share"].iloc[-1]) == (10, 1.0)
    assert round(long["net_amount"].sum() * 100) == sum(range(1, 151)) * 100


def test_the_scores_are_explained_by_ranges_without_a_gap_best_first() -> None:
    read = reading([(name, day(n), 10.00 * n + 10) for n, name in enumerate("ABCD")], on=day(3))
    scores = table(lay_out(read).book, "scores").frame

    assert scores.fillna("none").to_dict("list") == {
        "score": [3, 2, 1],
        "r_score": ["até 1", "acima de 1 até 2", "acima de 2"],
        "f_score": ["acima de 1", "none", "até 1"],
        "m_score": ["acima de R$ 30,00", "acima de R$ 20,00 até R$ 30,00", "até R$ 20,00"],
    }


def test_the_ranges_of_the_r_package_begin_with_their_cut() -> None:
    read = reading([(name, day(n), 10.00 * n + 10) for n, name in enumerate("ABCD")], on=day(3))
    analysis = analyse(read, {"rfm": Rules(mode="r-rfm")})
    scores = table(report(read, analysis, Language()).book, "scores").frame

    assert scores["r_score"].tolist()[::4] == ["menos de 1,6", "3,4 ou mais"]


def test_cut_points_of_the_user_are_said_to_be_his() -> None:
    read = reading([*REGULAR, *LATE], on=day(90))
    thirds = Rules(mode="fixed", recency=(30, 60), orders=(2, 5), amount=(100, 500))
    sentences = [
        table(report(read, analyse(read, rules), Language()).book, "scores").takeaway
        for rules in ({}, {"rfm": thirds})
    ]

    assert sentences == [
        "Os cortes saem da sua carteira; a nota mais alta é a melhor.",
        "Os cortes são os que você definiu; a nota mais alta é a melhor.",
    ]


def test_every_column_and_every_word_of_the_customers_sheet_is_explained() -> None:
    book = small().book
    explained = table(book, "columns").frame
    words = table(book, "words").frame

    for column in table(book, "customers").columns:
        assert column.label in explained.loc[explained["where"] == "Clientes", "label"].tolist()
        assert set(column.labels.values()) <= set(words.loc[words["label"] == column.label, "word"])
    assert explained["about"].ne("").all()


def test_an_own_segment_map_is_shown_by_its_names() -> None:
    read = reading([*REGULAR, *LATE], on=day(90))
    everybody = SegmentRule("Todos {x}", (1, 5), (1, 5), (1, 5))
    laid_out = report(read, analyse(read, {"rfm": Rules(segments=(everybody,))}), Language())

    assert table(laid_out.brief, "segments").takeaway == (
        "O segmento que mais traz é “Todos {x}”: 100 % do faturamento."
    )
    assert laid_out.document["segments"]["label"].tolist() == ["Todos {x}"]
