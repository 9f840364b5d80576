from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.br import cnpj, cpf

from carteira_cli import example
from carteira_cli.example import documents, register
from carteira_cli.example.draws import Draws
from carteira_cli.example.lives import STORIES
from carteira_cli.example.names import SIGNS, plain
from carteira_cli.example.orders import COUNTER
from carteira_cli.example.trading_days import FIRST_DAY, LAST_DAY

LARGEST_FIFTH = 0.2


@cache
def built() -> example.Example:
    return example.build()


@cache
def sold() -> pd.DataFrame:
    """Invoiced sales to known customers, with the code that the register gives them."""
    entries = built().customers
    codes = dict(zip(entries["Nome fantasia"], entries["Código do cliente"], strict=True))
    codes |= {f"{plain(name).upper()} - ME": code for name, code in codes.items()}
    sales = built().sales
    invoiced = (sales["Situação"] == "Faturado") & (sales["Tipo de operação"] == "Venda")
    known = sales[invoiced & (sales["Cliente"] != COUNTER)]
    return known.assign(code=known["Cliente"].map(codes))


@cache
def lives() -> pd.DataFrame:
    """One row per buyer: days since the last purchase, purchase days, orders, cycles since."""
    days = sold().drop_duplicates(["code", "Data"]).sort_values(["code", "Data"])
    gaps = days.groupby("code")["Data"].diff().dt.days
    by_code = sold().groupby("code")
    lives = by_code.agg(
        last=("Data", "max"),
        purchase_days=("Data", "nunique"),
        orders=("Número do pedido", "nunique"),
        amount=("Valor total", "sum"),
    )
    lives["silence"] = (pd.Timestamp(LAST_DAY) - lives["last"]).dt.days
    own = gaps.groupby(days["code"]).median().where(lives["purchase_days"] >= 3)
    lives["cycles"] = lives["silence"] / own.fillna(gaps.median())
    return lives


def test_every_call_builds_the_same() -> None:
    again = example.build()
    pd.testing.assert_frame_equal(built().sales, again.sales)
    pd.testing.assert_frame_equal(built().customers, again.customers)


def test_it_has_the_promised_size() -> None:
    assert lives().shape[0] == sum(story.customers for story in STORIES.values()) == 400
    assert len(built().customers) == 400 + register.PROSPECTS
    assert 7_500 <= sold()["Número do pedido"].nunique() <= 8_500


def test_it_covers_three_years_and_ends_on_a_day_with_sales() -> None:
    days = built().sales["Data"]
    assert days.max() == pd.Timestamp(LAST_DAY)
    assert days.min() == pd.Timestamp(FIRST_DAY)
    assert sold()["Data"].max() == days.max()


def test_nothing_is_sold_on_sundays_and_december_is_the_peak() -> None:
    sales = built().sales
    assert (sales["Data"].dt.day_of_week != 6).all()
    whole_years = sold()[sold()["Data"].dt.year.isin([2024, 2025])]
    months = whole_years.groupby(whole_years["Data"].dt.month)["Valor total"].sum()
    assert months.idxmax() == 12
    assert months[12] > 1.3 * months.mean()


def test_a_fifth_of_the_customers_brings_about_four_fifths_of_the_money() -> None:
    amounts = lives()["amount"].sort_values(ascending=False)
    largest = amounts.head(int(len(amounts) * LARGEST_FIFTH)).sum()
    assert 0.75 <= largest / amounts.sum() <= 0.80


def status(life: "pd.Series[float]") -> str:
    if life["cycles"] > 3:
        return "inactive"
    if life["cycles"] > 1.5:
        return "late"
    return "new" if life["purchase_days"] == 1 else "active"


@pytest.mark.parametrize("wanted", ["active", "late", "inactive", "new"])
def test_every_status_is_clearly_present(wanted: str) -> None:
    assert (lives().apply(status, axis=1) == wanted).sum() >= 15


SEGMENTS: dict[str, Callable[[int, int], bool]] = {
    "champions": lambda r, f: r == 5 and f >= 4,
    "loyal": lambda r, f: r in {3, 4} and f >= 4,
    "potential_loyalists": lambda r, f: r >= 4 and f in {2, 3},
    "new": lambda r, f: (r, f) == (5, 1),
    "promising": lambda r, f: (r, f) == (4, 1),
    "need_attention": lambda r, f: (r, f) == (3, 3),
    "about_to_sleep": lambda r, f: r == 3 and f <= 2,
    "cant_lose": lambda r, f: r <= 2 and f == 5,
    "at_risk": lambda r, f: r <= 2 and f in {3, 4},
    "hibernating": lambda r, f: r <= 2 and f <= 2,
}


def scores(values: "pd.Series[float]") -> list[int]:
    cuts = values.quantile([0.2, 0.4, 0.6, 0.8])
    return [1 + sum(cut < value for cut in cuts) for value in values]


@pytest.mark.parametrize("segment", SEGMENTS)
def test_every_segment_is_clearly_present(segment: str) -> None:
    recency = [6 - score for score in scores(lives()["silence"])]
    members = map(SEGMENTS[segment], recency, scores(lives()["orders"]))
    assert sum(members) >= 10


def test_large_customers_stopped_silently_in_the_last_months() -> None:
    large = lives().nlargest(80, "amount")
    stopped = large[(large["cycles"] > 3) & large["silence"].between(55, 175)]
    assert len(stopped) >= 8


def test_some_grow_and_some_fall() -> None:
    ago = (pd.Timestamp(LAST_DAY) - sold()["Data"]).dt.days
    recent = sold()[ago < 180].groupby("code")["Valor total"].sum()
    before = sold()[ago.between(180, 359)].groupby("code")["Valor total"].sum()
    change = (recent / before).dropna()
    assert (change > 1.25).sum() >= 20
    assert (change < 0.75).sum() >= 20


def test_every_line_is_quantity_times_price_to_the_centavo() -> None:
    sales = built().sales
    cents = (sales[["Preço unitário", "Valor total"]] * 100).round().astype("int64")
    assert (cents["Valor total"] == sales["Quantidade"] * cents["Preço unitário"]).all()
    assert (sales[["Preço unitário", "Valor total"]] == cents / 100).all(axis=None)


def test_an_order_has_one_day_one_customer_and_no_product_twice() -> None:
    sales = built().sales
    one = ["Data", "Cliente", "Código do cliente", "Vendedor", "Situação", "Tipo de operação"]
    assert sales.drop_duplicates(["Número do pedido", *one])["Número do pedido"].is_unique
    assert not sales.duplicated(["Número do pedido", "Produto"]).any()
    assert sales.groupby("Número do pedido").size().between(1, 4).all()


def test_numbers_run_with_the_days() -> None:
    sales = built().sales
    assert sales["Número do pedido"].is_monotonic_increasing
    assert sales["Data"].is_monotonic_increasing


def test_returns_are_negative_and_only_they() -> None:
    sales = built().sales
    returned = sales["Tipo de operação"] == "Devolução de venda"
    assert returned.sum() >= 50
    assert ((sales["Valor total"] < 0) == returned).all()


def test_an_export_has_cancelled_open_given_and_counter_sales() -> None:
    sales = built().sales
    assert (sales["Situação"] == "Cancelado").sum() >= 50
    assert (sales["Situação"] == "Em aberto").sum() >= 5
    assert (sales["Tipo de operação"] == "Bonificação").sum() >= 20
    assert (sales["Cliente"] == COUNTER).sum() >= 200


def test_some_sales_spell_a_customer_differently_and_without_a_code() -> None:
    without_code = sold()[sold()["Código do cliente"] == ""]
    assert without_code["code"].nunique() == 2
    assert (without_code["CNPJ/CPF"] == "").all()
    assert (without_code["Cliente"] != without_code["Cliente"].str.title()).all()


def test_every_document_is_valid_and_nobody_shares_one() -> None:
    papers = built().customers["CNPJ/CPF"]
    stated = papers[papers != ""]
    assert stated.is_unique
    assert all(cnpj.is_valid(paper) or cpf.is_valid(paper) for paper in stated)
    assert (papers == "").sum() == 8
    assert stated.str.contains("[A-Z]").sum() == 2
    assert stated.str.len().eq(14).sum() >= 15


@given(st.integers(min_value=0))
def test_check_digits_are_right_for_any_document(seed: int) -> None:
    draws = Draws(seed)
    assert cpf.is_valid(documents.cpf(draws))
    assert cnpj.is_valid(documents.cnpj(draws))
    assert cnpj.is_valid(documents.cnpj(draws, letters=True))


def test_codes_and_names_are_unique_and_every_sale_is_in_the_register() -> None:
    entries = built().customers
    assert entries["Código do cliente"].is_unique
    assert entries["Nome fantasia"].is_unique
    assert len(set(SIGNS)) == len(SIGNS)
    assert sold()["code"].notna().all()


def test_sales_and_register_agree_on_customer_document_and_seller() -> None:
    coded = built().sales.query("`Código do cliente` != ''")
    entries = built().customers.set_index("Código do cliente")
    theirs = entries.loc[coded["Código do cliente"]]
    assert (coded["Cliente"].array == theirs["Nome fantasia"].array).all()
    assert (coded["CNPJ/CPF"].array == theirs["CNPJ/CPF"].array).all()
    assert (coded["Vendedor"].array == theirs["Vendedor"].array).all()


def test_contacts_are_plainly_invented() -> None:
    entries = built().customers
    stated = entries["E-mail"][entries["E-mail"] != ""]
    assert stated.str.fullmatch(r"contato@[a-z0-9]+\.exemplo\.com\.br").all()
    assert entries["Telefone"].str.fullmatch(r"\(\d\d\) 90000-\d{4}").all()
    assert entries["Telefone"].is_unique


def test_prices_rise_every_year() -> None:
    lines = sold().assign(year=sold()["Data"].dt.year)
    prices = lines.groupby(["Produto", "year"])["Preço unitário"].agg(["min", "max"])
    assert (prices["min"] == prices["max"]).all()
    for _, yearly in prices["max"].groupby("Produto"):
        assert all(before < after for before, after in pairwise(yearly))
