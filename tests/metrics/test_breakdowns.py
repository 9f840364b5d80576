"""The portfolio by one field: who is where, how he stands, and what differs."""

from dataclasses import replace
from math import sqrt
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics.breakdowns import Rules
from carteira_cli.model.metric import Analysis
from carteira_cli.model.tables import Reading, Source
from tests.portfolios import Purchase, day, reading

LAW = settings(deadline=None, max_examples=15)
TEXTS = st.sampled_from(["Rio", "RIO ", "São Paulo", "Sao Paulo", None])
PURCHASES = st.lists(
    st.tuples(
        st.integers(0, 11).map(lambda number: f"c{number:02}"),
        st.integers(0, 300).map(day),
        st.integers(-300, 3000).map(lambda cents: cents / 100),
    ),
    max_size=40,
)


def told(read: Reading, **columns: dict[str, str]) -> Reading:
    """Say more of the customers: columns of CUSTOMERS by their names, others as details."""
    texts = {
        name: pd.Series(said, dtype="str").reindex(read.customers.index)
        for name, said in columns.items()
    }
    own = {name: text for name, text in texts.items() if name in read.customers}
    others = {name: text for name, text in texts.items() if name not in own}
    details = pd.DataFrame(others, index=read.customers.index)
    return replace(read, customers=read.customers.assign(**own), details=details)


def split(*rows: tuple[str | None, str | None, int, int]) -> pd.DataFrame:
    """A SPLIT out of (customer, value, orders, centavos)."""
    frame = pd.DataFrame(rows, columns=["customer_id", "value", "orders", "cents"])
    return frame.astype({"customer_id": "str", "value": "str"})


def broken_down(read: Reading, *by: str, **rules: Any) -> Analysis:
    return analyse(read, {"breakdowns": Rules(by=by, **rules)})


def records(table: pd.DataFrame, *columns: str) -> list[list[Any]]:
    chosen = table[[*columns]].astype(object)
    return chosen.where(chosen.notna(), None).to_numpy().tolist()


# On day 90 Ana is on time, Bia (cycle 10, last seen on day 50) inactive, Caio late.
REGULAR = [("Ana", day(number), 100.00) for number in range(0, 100, 10)]
STOPPED = [("Bia", day(number), 50.00) for number in range(0, 60, 10)]
SLOW = [("Caio", day(number), 20.00) for number in range(0, 80, 10)]
PORTFOLIO = reading([*REGULAR, *STOPPED, *SLOW], prospects=["Zoe"], on=day(90))


def test_customers_are_counted_once_with_their_status_and_money() -> None:
    read = told(PORTFOLIO, city={"Ana": "Cotia", "Bia": "COTIA", "Caio": "Cotia"})
    analysis = broken_down(read, "Cidade")
    lost = analysis.customers["estimated_lost_amount"].sum()

    assert records(analysis.tables["breakdowns"], *analysis.tables["breakdowns"].columns) == [
        ["city", "Cotia", 3, 1460.00, 1.0, 1, 1, 1, lost, analysis.summary["amount_at_risk"]]
    ]


def test_values_come_by_money_and_who_says_nothing_comes_last() -> None:
    read = told(PORTFOLIO, state={"Bia": "SP", "Caio": "RJ", "Zoe": "AC"})
    table = broken_down(read, "uf").tables["breakdowns"]

    assert records(table, "value", "customers", "net_amount", "active", "late", "inactive") == [
        ["SP", 1, 300.00, 0, 0, 1],
        ["RJ", 1, 160.00, 0, 1, 0],
        [None, 1, 1000.00, 1, 0, 0],
    ]


def test_a_field_of_the_sale_puts_a_customer_under_every_value_he_bought_under() -> None:
    channel = split(
        ("Ana", "Loja", 8, 80000),
        ("Ana", "Site", 2, 20000),
        ("Bia", "Loja", 6, 30000),
        ("Caio", None, 8, 16000),
        ("Bia", "Site", 0, -500),
        (None, "Loja", 1, 700),
    )
    table = broken_down(replace(PORTFOLIO, splits={"channel": channel}), "CANAL")

    assert records(
        table.tables["breakdowns"], "field", "value", "customers", "net_amount", "active"
    ) == [
        ["channel", "Loja", 2, 1107.00, 1],
        ["channel", "Site", 1, 195.00, 1],
        ["channel", None, 1, 160.00, 0],
    ]


def test_a_counter_without_any_customer_is_broken_down_too() -> None:
    channel = split((None, "Loja", 1, 700))
    read = replace(reading([], unidentified=[(day(0), 7.00)]), splits={"channel": channel})
    table = broken_down(read, "canal").tables["breakdowns"]

    assert records(table, "value", "customers", "net_amount", "share", "late") == [
        ["Loja", 0, 7.00, 1.0, None]
    ]


def test_the_registers_category_goes_before_that_of_the_products() -> None:
    products = {"category": split(("Ana", "Pães", 10, 100000))}
    only_products = broken_down(replace(PORTFOLIO, splits=products), "categoria")
    both = broken_down(
        replace(told(PORTFOLIO, category={"Ana": "Mercado"}), splits=products), "categoria"
    )

    assert only_products.tables["breakdowns"]["value"].tolist() == ["Pães"]
    assert both.tables["breakdowns"]["value"].tolist()[0] == "Mercado"


def test_sellers_of_sales_go_before_the_customers_usual_one() -> None:
    read = told(PORTFOLIO, seller={"Ana": "Rui"})
    sold = {"seller": split(("Ana", "Rui", 8, 80000), ("Ana", "Eva", 2, 20000))}

    alone = broken_down(read, "vendedor").tables["breakdowns"]
    by_sale = broken_down(replace(read, splits=sold), "vendedor").tables["breakdowns"]

    assert records(alone.dropna(subset="value"), "value", "net_amount") == [["Rui", 1000.00]]
    assert records(by_sale, "value", "net_amount") == [["Rui", 800.00], ["Eva", 200.00]]


@pytest.mark.parametrize("word", ["Ramo de Atividade", "RAMO  de atividade", "ramo de atividáde"])
def test_a_column_of_the_register_is_found_by_its_header(word: str) -> None:
    read = told(PORTFOLIO, **{"Ramo de Atividade": {"Ana": "Bar"}})

    assert set(broken_down(read, word).tables["breakdowns"]["field"]) == {"Ramo de Atividade"}


def test_a_field_asked_for_twice_is_shown_once_in_the_order_of_asking() -> None:
    read = told(PORTFOLIO, city={"Ana": "Cotia"}, state={"Ana": "SP"})
    fields = broken_down(read, "uf", "cidade", "Estado").tables["breakdowns"]["field"]

    assert fields.drop_duplicates().tolist() == ["state", "city"]


def test_an_unknown_field_is_a_finding_that_names_those_there_are() -> None:
    read = told(PORTFOLIO, state={"Ana": "SP"}, Porte={"Ana": "ME"})
    analysis = broken_down(read, "canal", "uf")

    (finding,) = (each for each in analysis.findings if each.code.slug == "unknown-breakdown")
    assert dict(finding.details) == {"field": "canal", "fields": "UF, Porte", "guess": ""}
    assert set(analysis.tables["breakdowns"]["field"]) == {"state"}
    assert broken_down(PORTFOLIO, "x").findings[-1].details["fields"] == "nenhum campo"


def test_without_any_rhythm_the_status_is_unknown_and_the_money_is_not() -> None:
    read = told(reading([("Ana", day(0), 5.00)]), city={"Ana": "Cotia"})
    table = broken_down(read, "cidade").tables["breakdowns"]

    assert records(table, "net_amount", "active", "late", "inactive") == [[5.00, None, None, None]]


@LAW
@given(PURCHASES, st.lists(TEXTS, min_size=12, max_size=12))
def test_groups_keep_all_customers_and_money(
    purchases: list[Purchase], texts: list[str | None]
) -> None:
    names = {f"c{number:02}": text for number, text in enumerate(texts) if text}
    analysis = broken_down(told(reading(purchases, on=day(300)), city={**names, "x": "x"}), "city")
    table, summary = analysis.tables["breakdowns"], analysis.summary

    if len(table):
        assert table["customers"].sum() == summary["customers"]
        assert round(table["net_amount"].sum(), 2) == summary["identified_amount"]
        if table["share"].notna().any():
            assert table["share"].sum() == pytest.approx(1)
        if summary["active_customers"] is not None:
            statuses = table[["active", "late", "inactive"]].sum(axis=1)
            assert (statuses == table["customers"]).all()
            lost = round(table["estimated_lost_amount"].sum(), 2)
            assert lost == summary["estimated_lost_amount"]


def crowd(behind: dict[str, tuple[int, int]], **columns: dict[str, str]) -> Reading:
    """Customers of each state: so many, of whom so many stopped buying."""
    purchases, states = [], {}
    for state, (stopped, everybody) in behind.items():
        for number in range(everybody):
            name = f"{state}{number:03}"
            states[name] = state
            last = 50 if number < stopped else 100
            purchases += [(name, day(at), 10.00) for at in range(0, last, 10)]
    return told(reading(purchases, on=day(95)), state=states, **columns)


FOUR_STATES = {"BA": (15, 30), "SP": (10, 50), "RJ": (10, 50), "AC": (3, 4)}


def test_a_persona_is_described_beside_all_other_customers() -> None:
    (row,) = analyse(crowd(FOUR_STATES)).tables["personas"].to_dict("records")
    lost = row.pop("estimated_lost_amount")

    assert row == {
        "field": "state",
        "value": "BA",
        "customers": 30,
        "net_amount": 15 * 50.00 + 15 * 100.00,
        "average_ticket": 10.00,
        "behind_share": 0.5,
        "usual_share": pytest.approx(23 / 104),
    }
    assert lost == 15 * 50.00


@pytest.mark.parametrize(("shift", "told_of"), [(-0.001, ["BA"]), (0.001, [])])
def test_it_differs_by_the_two_proportions_test(shift: float, told_of: list[str]) -> None:
    pooled = 38 / 134
    z = (15 / 30 - 23 / 104) / sqrt(pooled * (1 - pooled) * (1 / 30 + 1 / 104))
    found = analyse(crowd(FOUR_STATES), {"breakdowns": Rules(least_z=z + shift)})

    assert found.tables["personas"]["value"].tolist() == told_of


def test_the_mirror_of_a_persona_and_nearly_the_same_customers_are_left_out() -> None:
    read = crowd({"BA": (30, 40), "SP": (5, 60)})
    cities = dict.fromkeys(read.customers.index[:36], "Salvador")
    assert {name[:2] for name in cities} == {"BA"}
    assert len(analyse(told(read, city=cities)).tables["personas"]) == 1


def test_a_smaller_group_within_a_persona_is_told_too() -> None:
    read = crowd({"BA": (30, 40), "SP": (5, 60)})
    cities = dict.fromkeys(read.customers.index[:20], "Salvador")
    other = dict.fromkeys(read.customers.index[60:], "Cotia")
    personas = analyse(told(read, city=cities | other)).tables["personas"]

    assert "Salvador" in personas["value"].tolist()


@pytest.mark.parametrize(
    ("behind", "rules"),
    [
        ({"BA": (3, 4), "SP": (0, 60)}, {}),
        ({"BA": (30, 40), "SP": (5, 60)}, {"most_values": 1}),
        ({"BA": (30, 40), "SP": (5, 60)}, {"least_share": 0.45}),
        ({"BA": (10, 40), "SP": (10, 40)}, {}),
        ({"BA": (0, 40), "SP": (0, 40)}, {}),
        ({"BA": (20, 40)}, {}),
    ],
    ids=["few", "many values", "small share", "alike", "all well", "one value"],
)
def test_no_persona_where_nothing_differs_enough(
    behind: dict[str, tuple[int, int]], rules: dict[str, Any]
) -> None:
    assert analyse(crowd(behind), {"breakdowns": Rules(**rules)}).tables["personas"].empty


def test_the_order_of_customers_and_a_prospect_change_nothing() -> None:
    read = crowd({"BA": (15, 30), "SP": (20, 100)})
    mixed = replace(
        read, customers=read.customers.iloc[::-1], days=read.days.sample(frac=1, random_state=1)
    )
    with_one = told(
        replace(read, customers=pd.concat([read.customers, PORTFOLIO.customers.tail(1)])),
        Porte={"Zoe": "ME"},
    )

    for other in (mixed, with_one):
        for name in ("breakdowns", "personas"):
            expected = broken_down(read, "uf").tables[name]
            pd.testing.assert_frame_equal(broken_down(other, "uf").tables[name], expected)


def test_a_known_field_is_found_by_the_header_it_has_in_the_sheets() -> None:
    source = Source("c.csv", "", "customers", columns={"categoria": "Ramo", "cliente": "Nome"})
    read = replace(told(PORTFOLIO, category={"Ana": "Bar"}), sources=(source,))

    assert set(broken_down(read, "RAMO").tables["breakdowns"]["field"]) == {"category"}
    assert broken_down(read, "nome").findings[-1].code.slug == "unknown-breakdown"


def test_values_that_bring_the_same_come_by_the_alphabet() -> None:
    rows = [(name, day(0), 5.00) for name in ("Ana", "Bia", "Caio")]
    read = told(reading(rows), city={"Ana": "Cotia", "Bia": "Americana", "Caio": "Barueri"})

    assert broken_down(read, "cidade").tables["breakdowns"]["value"].tolist() == [
        "Americana",
        "Barueri",
        "Cotia",
    ]
