"""What sells together, against a slow and obvious count; suggestions to each customer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.metrics import basket
from carteira_cli.metrics.basket import Rules, compute
from carteira_cli.model.metric import Inputs, Outcome
from tests.portfolios import customers, inputs, reading

LAW = settings(deadline=None, max_examples=40)
Row = tuple[int, str | None, int, int]
NAMES = [f"c{number}" for number in range(8)]
ROWS = st.dictionaries(
    st.tuples(st.integers(-1, 7), st.sampled_from(["A", "B", "C", "D", "e", None])),
    st.tuples(st.integers(0, 3), st.integers(-500, 5000)),
    max_size=40,
).map(lambda found: [(*key, *sums) for key, sums in found.items()])
RULES = st.builds(
    Rules,
    least_customers=st.integers(1, 3),
    least_lift=st.sampled_from([1.0, 1.2, 2.0]),
    most_products=st.sampled_from([3, 1000]),
    most_suggestions=st.integers(1, 3),
)


def given_baskets(rows: Sequence[Row], names: list[str] = NAMES) -> Inputs:
    """Inputs with (place, product, orders, cents), in any order of rows."""
    frame = pd.DataFrame([*rows], columns=["place", "product", "orders", "cents"])
    nobody = replace(inputs(reading([])), customers=customers(names))
    return replace(nobody, baskets=frame.astype({"product": "str"}))


def measured(rows: Sequence[Row], rules: Rules | None = None) -> Outcome:
    return compute(given_baskets(rows), rules or Rules(least_customers=1))


class ByHand:
    """The definitions, one by one."""

    def __init__(self, rows: Sequence[Row], rules: Rules) -> None:
        self.has: dict[int, set[str]] = defaultdict(set)
        for place, product, orders, _ in rows:
            if place >= 0 and product is not None and orders:
                self.has[place].add(product)
        owners = {product: self.who(product) for held in self.has.values() for product in held}
        often = [name for name in owners if len(owners[name]) >= rules.least_customers]
        often = sorted(often, key=lambda name: (-len(owners[name]), name))[: rules.most_products]
        self.pairs = [
            (one, other, *self.figures(one, other))
            for one, other in permutations(often, 2)
            if len(owners[one] & owners[other]) >= rules.least_customers
        ]
        self.pairs = [pair for pair in self.pairs if pair[4] > rules.least_lift]

    def who(self, *products: str) -> set[int]:
        return {place for place, held in self.has.items() if held.issuperset(products)}

    def figures(self, one: str, other: str) -> tuple[float, float, float]:
        both, having, popular = (len(self.who(*each)) for each in ((one, other), (one,), (other,)))
        lift = Fraction(both * len(self.has), having * popular)
        return both / len(self.has), both / having, float(lift)

    def offered(self, place: int, most: int) -> tuple[str, ...]:
        held = self.has.get(place, set())
        ideas = [pair for pair in self.pairs if pair[0] in held and pair[1] not in held]
        ideas.sort(key=lambda pair: (-pair[3], -pair[4], pair[1]))
        return tuple(dict.fromkeys(pair[1] for pair in ideas))[:most]


@LAW
@given(ROWS, RULES)
def test_pairs_and_suggestions_are_those_of_the_definitions(
    rows: Sequence[Row], rules: Rules
) -> None:
    found, truth = measured(rows, rules), ByHand(rows, rules)

    listed = found.tables["affinities"].itertuples(index=False, name=None)
    assert sorted(listed) == sorted(truth.pairs)
    offered = found.customers["suggestions"].tolist()
    assert offered == [truth.offered(place, rules.most_suggestions) for place in range(8)]


@LAW
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: Sequence[Row], random: Any) -> None:
    mixed = random.sample(rows, len(rows))
    one, other = measured(rows), measured(mixed)

    pd.testing.assert_frame_equal(one.customers, other.customers)
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, other.tables[name])


@LAW
@given(ROWS)
def test_products_keep_all_money_and_their_shares_sum_to_one(rows: Sequence[Row]) -> None:
    products = measured(rows).tables["products"]
    named = [row for row in rows if row[1] is not None]

    assert round(products["net_amount"].sum() * 100) == sum(cents for *_, cents in named)
    assert products["orders"].sum() == sum(orders for _, _, orders, _ in named)
    assert products["net_amount"].is_monotonic_decreasing
    assert (products["share"].notna() == (products["net_amount"] > 0)).all()
    if products["share"].notna().any():
        assert products["share"].sum() == pytest.approx(1)


@LAW
@given(ROWS)
def test_a_prospect_gets_no_suggestion_and_changes_nothing_else(rows: Sequence[Row]) -> None:
    without = measured(rows)
    with_one = compute(given_baskets(rows, [*NAMES, "z"]), Rules(least_customers=1))

    assert with_one.customers.loc["z", "suggestions"] == ()
    pd.testing.assert_frame_equal(with_one.customers.drop("z"), without.customers)
    for name, table in without.tables.items():
        pd.testing.assert_frame_equal(table, with_one.tables[name])


def test_nobody_is_counted_in_orders_and_money_and_not_among_customers() -> None:
    products = measured([(-1, "Pão", 2, 300), (0, "Pão", 1, 100)]).tables["products"]

    assert products.to_dict("records") == [
        {"product": "Pão", "customers": 1, "orders": 3, "net_amount": 4.00, "share": 1.0}
    ]


def test_a_product_only_returned_is_not_his() -> None:
    rows = [(0, "A", 1, 1), (0, "B", 1, 1), (1, "A", 1, 1), (1, "B", 0, -1), (2, "C", 1, 1)]
    found = measured(rows)

    assert found.customers["suggestions"].tolist()[:3] == [(), ("B",), ()]


def test_the_pairs_that_most_customers_have_beyond_chance_come_first() -> None:
    rows = [(place, product, 1, 1) for place in range(4) for product in "AB"]
    rows += [(place, product, 1, 1) for place in (4, 5) for product in "CD"]
    listed = measured(rows, Rules(least_customers=1, most_affinities=2)).tables["affinities"]

    assert listed[["product", "with"]].to_numpy().tolist() == [["A", "B"], ["B", "A"]]
    assert len(measured(rows).tables["affinities"]) == 4


def test_the_surest_comes_first_then_the_one_less_bought_by_others() -> None:
    held = ["A", "ABYZ", "ABYZ", "ABY", "ABCZ", "YZ", "BY", "BY", "D", "D", "D", "D"]
    rows = [(place, product, 1, 1) for place, each in enumerate(held) for product in each]
    names = [f"c{place:02}" for place in range(len(held))]
    found = compute(given_baskets(rows, names), Rules(least_customers=2, least_lift=1.0))

    # Of five with A, four have B (six of all), three Y (six) or Z (four), one C.
    assert found.customers["suggestions"].iloc[0] == ("B", "Z", "Y")


def test_the_limit_of_compared_products_is_said_only_where_it_bites() -> None:
    rows = [(place, product, 1, 1) for place in range(2) for product in "ABC"]

    assert measured(rows, Rules(least_customers=1, most_products=3)).findings == ()
    (finding,) = measured(rows, Rules(least_customers=1, most_products=2)).findings
    assert (finding.code.slug, dict(finding.details)) == (
        "products-not-compared",
        {"compared": 2, "products": 3},
    )


def test_the_products_with_most_customers_are_compared_ties_by_name() -> None:
    held = ["BCD", "BCD", "BD", "C", "A", "A", "", ""]
    rows = [(place, product, 1, 1) for place, each in enumerate(held) for product in each]
    pairs = measured(rows, Rules(least_customers=1, least_lift=1.0, most_products=2))

    assert set(pairs.tables["affinities"]["product"]) == {"B", "C"}


def test_products_often_worth_nothing_are_a_doubt() -> None:
    rows = [(place, "A", 1, 100) for place in range(3)]

    assert measured([*rows, (-1, None, 1, 0)]).findings == ()
    (finding,) = measured([*rows, (3, "B", 1, 0)]).findings
    assert (finding.code.slug, finding.details["percent"]) == ("product-amounts", 25)


def test_blocks_of_customers_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = np.random.default_rng(7)
    cells = {(int(c), f"p{p}") for c, p in draws.integers(0, [60, 9], (300, 2))}
    told = given_baskets([(c, p, 1, 1) for c, p in cells], [f"c{n:02}" for n in range(60)])
    whole = compute(told, Rules(least_lift=1.0))
    monkeypatch.setattr(basket, "_BLOCK", 7)

    pd.testing.assert_frame_equal(compute(told, Rules(least_lift=1.0)).customers, whole.customers)
    assert whole.customers["suggestions"].map(len).max() > 0


@pytest.mark.parametrize("rows", [[], [(0, "A", 1, 5)], [(-1, "A", 1, 5)], [(0, None, 1, 5)]])
def test_where_nothing_can_go_together_nothing_is_said(rows: Sequence[Row]) -> None:
    found = measured(rows)

    assert set(found.customers["suggestions"]) == {()}
    assert found.tables["affinities"].empty
    assert len(found.tables["products"]) == len([row for row in rows if row[1]])


@pytest.mark.parametrize("wrong", [{"least_customers": 0}, {"least_lift": 0.5}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="pelo menos 1"):
        Rules(**wrong)
