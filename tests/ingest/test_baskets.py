"""Who bought what: sums per customer and product, that lose nothing."""

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.ingest import baskets as module
from carteira_cli.ingest.baskets import baskets, splits
from carteira_cli.ingest.collapse import order_numbers
from carteira_cli.model.tables import BASKETS, SALES, SPLIT
from tests.ingest.sheets_of import reading

LAW = settings(deadline=None, max_examples=30)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Ana", "Bia", None]),
        st.sampled_from(["Café", "CAFE", "Pão", "pão ", None]),
        st.sampled_from(["1", "2", None]),
        st.integers(0, 2),
        st.integers(-500, 500),
    ),
    min_size=1,
    max_size=20,
)


def sales(rows: list[tuple[str | None, str | None, str | None, int, int]]) -> pd.DataFrame:
    """SALES of (customer, product, order number, day, centavos); a negative value is a return."""
    frame = pd.DataFrame(rows, columns=["customer_id", "product", "order_id", "day", "cents"])
    dates = [date(2026, 1, 1) + timedelta(days=day) for day in frame["day"]]
    texts = {name: frame[name].astype("str").astype("category") for name in frame.columns[:3]}
    nothing = pd.Series(None, frame.index, dtype="str").astype("category")
    full = frame.assign(
        **texts,
        date=pd.Series(dates).astype("datetime64[s]"),
        is_return=frame["cents"] < 0,
        **dict.fromkeys(("source", "row", "quantity"), 0),
        category=texts["product"],
        **dict.fromkeys(("seller", "channel"), nothing),
    )
    return full[[column.name for column in SALES]]


def bought(rows: pd.DataFrame) -> pd.DataFrame:
    return baskets(rows, order_numbers(rows))


def by_hand(rows: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Orders and centavos by customer and product, the slow way."""
    orders: defaultdict[tuple[str, str], set[object]] = defaultdict(set)
    cents: defaultdict[tuple[str, str], int] = defaultdict(int)
    for row in rows.astype({"product": object, "customer_id": object}).to_dict("records"):
        product = row["product"] if isinstance(row["product"], str) else "none"
        key = (str(row["customer_id"]), product.casefold().replace("é", "e").strip())
        cents[key] += row["cents"]
        number = row["order_id"] if isinstance(row["order_id"], str) else row["date"]
        orders[key] |= set() if row["is_return"] else {number}
    return {key: (len(orders[key]), cents[key]) for key in cents}


@LAW
@given(ROWS)
def test_orders_and_money_are_those_of_a_plain_count(
    rows: list[tuple[str | None, str | None, str | None, int, int]],
) -> None:
    told = sales([*rows, ("Ana", "Café", None, 0, 1)])
    found = bought(told)

    assert found.columns.tolist() == [column.name for column in BASKETS]
    products = found["product"].astype(object).where(found["product"].notna(), "none")
    keys = zip(
        found["customer_id"].astype(object).map(str, na_action=None),
        products.str.casefold().str.replace("é", "e").str.strip(),
        strict=True,
    )
    sums = found[["orders", "cents"]].itertuples(index=False, name=None)
    assert dict(zip(keys, sums, strict=True)) == by_hand(told)


@LAW
@given(ROWS, st.randoms(use_true_random=False))
def test_nothing_is_lost_and_the_order_of_rows_changes_nothing(
    rows: list[tuple[str | None, str | None, str | None, int, int]], random: object
) -> None:
    told = sales([*rows, ("Ana", "Café", None, 0, 1)])
    mixed = told.sample(frac=1, random_state=random.randrange(2**32))  # type: ignore[attr-defined]
    found, again = bought(told), bought(mixed.reset_index(drop=True))

    assert found["cents"].sum() == told["cents"].sum()
    pd.testing.assert_frame_equal(found, again)
    split = splits(told, order_numbers(told))["category"]
    assert split.columns.tolist() == [column.name for column in SPLIT]
    assert split["cents"].tolist() == found["cents"].tolist()


def test_numbers_too_large_for_one_key_are_sorted_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = sales([("Ana", "Pão", "2", 0, 5), ("Bia", "Café", "1", 1, 7), ("Ana", "Pão", "1", 1, 9)])
    quick = bought(told)
    monkeypatch.setattr(module, "_LARGEST", 1)

    pd.testing.assert_frame_equal(bought(told), quick)


TEXT = """
    Pedido;Data;Cliente;Produto;Valor;Vendedor;Canal
    1;02/01/2025;Ana;Café 500g;10,00;Rui;Loja
    1;02/01/2025;Ana;Pão;5,00;Rui;Loja
    2;03/01/2025;Ana;CAFÉ  500 G;20,00;Eva;
    3;03/01/2025;Ana;Café 500g;-4,00;Eva;
    4;04/01/2025;Consumidor final;café 500g;7,00;Eva;LOJA
    5;05/01/2025;Bia;;3,00;;Internet
"""


def test_spellings_meet_returns_are_no_order_and_nobody_has_a_row(tmp_path: Path) -> None:
    found = reading(TEXT, folder=tmp_path).baskets

    assert found.astype(object).where(found.notna(), None).to_numpy().tolist() == [
        [None, "Café 500g", 1, 700],
        ["Ana", "Café 500g", 2, 2600],
        ["Ana", "Pão", 1, 500],
        ["Bia", None, 1, 300],
    ]


def test_each_field_that_the_sales_fill_is_split(tmp_path: Path) -> None:
    found = reading(TEXT, folder=tmp_path).splits

    assert {field: split["cents"].sum() for field, split in found.items()} == {
        "channel": 4100,
        "seller": 4100,
    }
    channel = found["channel"].dropna(subset="value").groupby("value", observed=True)["cents"]
    assert channel.sum().to_dict() == {"Internet": 300, "Loja": 2200}


def test_a_register_that_names_sellers_goes_before_the_sales(tmp_path: Path) -> None:
    register = """
        Cliente;Vendedor;Cidade;Telefone
        Ana;Eva;Cotia;11 91234-5678
        Bia;Rui;Osasco;11 91234-5679
    """
    found = reading(TEXT, register, folder=tmp_path)

    assert set(found.splits) == {"channel"}
    assert found.customers.loc["Ana", "seller"] == "Eva"


def test_without_products_there_are_no_baskets(tmp_path: Path) -> None:
    text = """
        Data;Cliente;Valor
        02/01/2025;Ana;10,00
        03/01/2025;Bia;10,00
    """
    found = reading(text, folder=tmp_path)

    assert found.baskets.columns.tolist() == [column.name for column in BASKETS]
    assert (len(found.baskets), found.splits) == (0, {})
