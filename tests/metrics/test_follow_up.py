"""One action for everybody, by the first rule that fits; priority by money; no day before today."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics import follow_up
from carteira_cli.metrics.follow_up import ACTION, PLAYS, REASON, Play, Rules
from carteira_cli.model.metric import Inputs
from tests.metrics.test_laws import NAMES, PORTFOLIOS, PURCHASES
from tests.portfolios import Purchase, day, reading

TODAY = date(2026, 6, 1)
BUYER: dict[str, Any] = {
    "customer": "Ana",
    "phone": None,
    "email": None,
    "status": "active",
    "trend": "stable",
    "abc_class": "A",
    "segment": "loyal",
    "suggestions": (),
    "rank": 1.0,
    "net_amount": 900.0,
    "purchase_days": 9.0,
    "next_expected": pd.Timestamp(2026, 8, 1),
    "estimated_lost_amount": 0.0,
    "amount_at_risk": 0.0,
}
PROSPECT = {
    **dict.fromkeys(BUYER),
    "customer": "Zoe",
    "status": "prospect",
    "suggestions": (),
    "next_expected": pd.NaT,
}
_TEXTS = ("customer", "phone", "email", "status", "trend", "abc_class", "segment")
_NUMBERS = ("rank", "net_amount", "purchase_days", "estimated_lost_amount", "amount_at_risk")


def people(*customers: dict[str, Any]) -> pd.DataFrame:
    frame = pd.DataFrame(list(customers), index=[f"id{n}" for n in range(len(customers))])
    kinds = dict.fromkeys(_TEXTS, "str") | dict.fromkeys(_NUMBERS, "float64")
    kinds |= {"next_expected": "datetime64[s]"}
    return frame.astype({name: kind for name, kind in kinds.items() if name in frame})


def told(*customers: dict[str, Any], rules: Rules | None = None) -> pd.DataFrame:
    nothing = pd.DataFrame()
    inputs = Inputs(
        days=nothing,
        unidentified=nothing,
        unidentified_rows=0,
        customers=people(*customers),
        reference_date=TODAY,
        summary={"average_ticket": 50.0},
    )
    return follow_up.compute(inputs, rules or Rules()).customers


def one(rules: Rules | None = None, **changes: Any) -> dict[str, Any]:
    return dict(told({**BUYER, **changes}, rules=rules).iloc[0])


def after(days: int) -> pd.Timestamp:
    return pd.Timestamp(TODAY) + pd.Timedelta(days=days)


@pytest.mark.parametrize(
    ("changes", "action", "reason", "due"),
    [
        ({"status": "late", "segment": "cant_lose"}, "owner_calls", "behind", 0),
        ({"status": "inactive", "segment": "cant_lose"}, "owner_calls", "stopped", 0),
        ({"status": "late"}, "contact_now", "behind", 0),
        ({"status": "late", "abc_class": "B", "trend": "falling"}, "contact_now", "behind", 0),
        ({"status": "inactive", "abc_class": "B"}, "win_back", "stopped", 7),
        ({"trend": "falling"}, "find_out_why", "buying_less", 7),
        ({"next_expected": after(7)}, "confirm_order", "order_due", 4),
        ({"next_expected": after(2)}, "confirm_order", "order_due", 0),
        ({"next_expected": after(-5)}, "confirm_order", "order_due", 0),
        ({"next_expected": after(8)}, "keep", "on_time", None),
        ({"status": "new", "next_expected": after(3)}, "second_purchase", "first_purchase", 7),
        ({"status": None, "next_expected": pd.NaT}, "second_purchase", "first_purchase", 7),
        ({"suggestions": ("Café",)}, "offer_more", "more_to_buy", 58),
        ({"segment": "cant_lose"}, "keep", "on_time", None),
        ({"status": "late", "abc_class": "C"}, "reminder", "behind", 7),
        ({"status": "late", "abc_class": None, "net_amount": 0.0}, "reminder", "behind", 7),
        ({"status": "inactive", "abc_class": "C"}, "bulk_campaign", "stopped", 30),
        (PROSPECT, "complete_record", "no_contact", 30),
        ({**PROSPECT, "phone": "(11) 98888-7777"}, "first_offer", "never_bought", 30),
        ({**PROSPECT, "email": "zoe@z.com.br"}, "first_offer", "never_bought", 30),
        ({**PROSPECT, "phone": "******77"}, "complete_record", "no_contact", 30),
    ],
)
def test_the_first_rule_that_fits_gives_action_reason_and_day(
    changes: dict[str, Any], action: str, reason: str, due: int | None
) -> None:
    found = one(**changes)

    assert (found["action"], found["reason"]) == (action, reason)
    assert found["due"] is pd.NaT if due is None else found["due"] == after(due)


def test_somebody_with_returns_only_has_no_action_at_all() -> None:
    found = one(purchase_days=None, rank=None, status=None, next_expected=pd.NaT, net_amount=-5.0)

    assert all(pd.isna(value) for value in found.values())


@pytest.mark.parametrize(
    ("changes", "stake"),
    [
        ({"estimated_lost_amount": 80.0, "amount_at_risk": 30.0}, 80.0),
        ({"estimated_lost_amount": 0.0, "amount_at_risk": 30.0}, 30.0),
        ({"estimated_lost_amount": None, "amount_at_risk": 30.0}, 30.0),
        ({"status": "new", "amount_at_risk": 30.0}, 50.0),
        ({"status": "new", "amount_at_risk": 70.0}, 70.0),
        ({"status": None, "estimated_lost_amount": None, "amount_at_risk": None}, 50.0),
    ],
)
def test_at_stake_is_the_larger_of_risk_and_loss_and_a_ticket_of_who_bought_once(
    changes: dict[str, Any], stake: float
) -> None:
    assert one(**changes)["amount_at_stake"] == stake


def test_priority_is_by_money_then_rank_and_prospects_come_last_who_can_be_reached_first() -> None:
    late = {**BUYER, "status": "late"}
    found = told(
        {**PROSPECT, "customer": "Bia"},
        {**PROSPECT, "customer": "Zoe", "email": "z@z.com.br"},
        {**PROSPECT, "customer": "Abel"},
        {**late, "estimated_lost_amount": 10.0, "rank": 3.0},
        {**late, "estimated_lost_amount": 10.0, "rank": 2.0},
        {**late, "estimated_lost_amount": 99.0, "rank": 4.0, "abc_class": "C"},
        {**BUYER, "amount_at_risk": 500.0},
    )

    assert found["priority"].fillna(0).tolist() == [6, 4, 5, 3, 2, 1, 0]
    assert found["amount_at_stake"].isna().tolist() == [True] * 3 + [False] * 4


def test_rules_of_the_users_own_are_tried_in_order_and_the_rest_is_kept() -> None:
    rules = Rules(
        (
            Play("visita", abc_class=("A",), expected_within=100, due="before_next"),
            Play("presente", contact=True, due="none"),
        ),
        days_before=10,
    )
    found = told(
        BUYER, {**BUYER, "abc_class": "B", "phone": "(11) 98888-7777"}, PROSPECT, rules=rules
    )

    assert found["action"].tolist() == ["visita", "presente", "keep"]
    assert found["due"].tolist() == [pd.Timestamp(2026, 7, 22), pd.NaT, pd.NaT]
    assert found["priority"].fillna(0).tolist() == [1, 2, 0]
    assert found["reason"].tolist() == ["order_due", "order_due", "no_contact"]


def test_without_any_rule_everybody_is_kept() -> None:
    assert told(BUYER, PROSPECT, rules=Rules(()))["action"].tolist() == ["keep", "keep"]


@pytest.mark.parametrize(
    ("plays", "sentence"),
    [
        ((Play("a", ("late",)), Play("b", ("late",), ("falling",))), r"regra 2 \(b\) nunca vale"),
        ((Play("a"), Play("b", suggestions=True)), "a regra 1"),
        ((Play("a", expected_within=9), Play("b", expected_within=3)), "nunca vale"),
        ((Play("a", contact=True), Play("b", contact=True)), "nunca vale"),
    ],
)
def test_a_rule_that_can_never_fit_is_refused(plays: tuple[Play, ...], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Rules(plays)


@pytest.mark.parametrize(
    "plays",
    [
        (Play("a", ("late",), ("falling",)), Play("b", ("late",))),
        (Play("a", ("late",)), Play("b", ("late", "inactive"))),
        (Play("a", suggestions=True), Play("b")),
        (Play("a", expected_within=3), Play("b", expected_within=9)),
        (Play("a", contact=True), Play("b", contact=False)),
    ],
)
def test_a_rule_that_fits_somebody_more_is_taken(plays: tuple[Play, ...]) -> None:
    assert Rules(plays).plays == plays


def test_a_rule_needs_an_action_and_no_negative_days() -> None:
    with pytest.raises(ValueError, match="precisa de uma ação"):
        Play(" ")
    with pytest.raises(ValueError, match="days_before"):
        Rules(days_before=-1)


def test_every_action_without_a_configuration_has_its_words() -> None:
    assert {play.action for play in PLAYS} | {"keep"} == set(ACTION.labels)
    assert all(category.about for category in (*ACTION.categories, *REASON.categories))


def by_hand(customer: dict[str, Any], plays: Sequence[Play]) -> str:
    """The action of one customer, straight from the words of Play."""
    status = customer["status"] or "unknown"
    ahead = (customer["next_expected"] - pd.Timestamp(TODAY)).days
    for play in plays:
        fits = [
            not play.status or status in play.status,
            not play.trend or customer["trend"] in play.trend,
            not play.abc_class or customer["abc_class"] in play.abc_class,
            not play.segment or customer["segment"] in play.segment,
            play.expected_within is None or ahead <= play.expected_within,
            play.contact is None or bool(customer["phone"]) == play.contact,
            not play.suggestions or bool(customer["suggestions"]),
        ]
        if all(fits):
            return play.action
    return "keep"


ANYBODY = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active", "late", "inactive", "new", "prospect", None]),
        "trend": st.sampled_from(["growing", "falling", "no_base", None]),
        "abc_class": st.sampled_from(["A", "B", "C", None]),
        "segment": st.sampled_from(["cant_lose", "loyal"]),
        "next_expected": st.integers(-20, 20).map(after),
        "phone": st.sampled_from(["(11) 98888-7777", None]),
        "suggestions": st.sampled_from([(), ("Café",)]),
    }
).map(lambda changes: {**BUYER, **changes})
ANY_RULE = st.builds(
    Play,
    st.sampled_from("abc"),
    st.sets(st.sampled_from(["active", "late", "new", "unknown", "prospect"])).map(tuple),
    st.sets(st.sampled_from(["growing", "falling"])).map(tuple),
    st.sets(st.sampled_from(["A", "B"])).map(tuple),
    st.sets(st.sampled_from(["cant_lose"])).map(tuple),
    st.sampled_from([None, 0, 7]),
    st.sampled_from([None, True, False]),
    st.booleans(),
)


def possible(plays: list[Play]) -> tuple[Play, ...]:
    kept: list[Play] = []
    for play in plays:
        if not any(before.covers(play) for before in kept):
            kept.append(play)
    return tuple(kept)


@given(
    st.lists(ANYBODY, min_size=1, max_size=8),
    st.one_of(st.just(PLAYS), st.lists(ANY_RULE, max_size=5).map(possible)),
)
def test_every_customer_gets_the_first_rule_that_fits_him(
    customers: list[dict[str, Any]], plays: tuple[Play, ...]
) -> None:
    found = told(*customers, rules=Rules(plays))

    assert found["action"].tolist() == [by_hand(each, plays) for each in customers]


@settings(max_examples=20)
@given(PORTFOLIOS)
def test_every_customer_and_prospect_has_one_action_and_priorities_have_no_gap(
    portfolio: Any,
) -> None:
    customers = analyse(portfolio).customers
    bought, never = customers["purchase_days"].notna(), customers["net_amount"].isna()
    busy = customers[customers["priority"].notna()].sort_values("priority")

    assert (customers[["action", "reason"]].notna().all(axis=1) == (bought | never)).all()
    assert busy["priority"].tolist() == list(range(1, len(busy) + 1))
    assert (
        customers["priority"].notna() == (bought | never) & (customers["action"] != "keep")
    ).all()
    assert busy["amount_at_stake"].fillna(-1).is_monotonic_decreasing
    assert (busy["due"].isna() | (busy["due"] >= pd.Timestamp(portfolio.reference_date))).all()
    assert (customers["amount_at_stake"].notna() == bought).all()
    assert (customers["amount_at_stake"].dropna() >= 0).all()


@settings(max_examples=15)
@given(PURCHASES, st.sampled_from([2, 1000]), st.sets(NAMES, max_size=3))
def test_scaling_all_amounts_scales_the_stakes_and_moves_nobody(
    purchases: list[Purchase], factor: int, prospects: set[str]
) -> None:
    scaled = [(who, when, round(reais * 100) * factor / 100) for who, when, reais in purchases]
    small, large = (
        analyse(reading(each, prospects=sorted(prospects), on=day(300))).customers
        for each in (purchases, scaled)
    )

    columns = ["action", "reason", "due"]
    pd.testing.assert_frame_equal(small[columns], large[columns])
    np.testing.assert_allclose(
        large["amount_at_stake"], small["amount_at_stake"] * factor, atol=0.01 * factor
    )


def test_a_portfolio_in_which_nobody_came_twice_still_has_something_to_do() -> None:
    once = [(f"c{n}", day(n), 10.00) for n in range(5)]
    customers = analyse(reading(once, on=day(90))).customers

    assert set(customers["action"]) == {"second_purchase"}
    assert set(customers["amount_at_stake"]) == {10.00}


def test_a_portfolio_without_the_later_metrics_is_followed_up_all_the_same() -> None:
    few = people(BUYER).drop(columns=["trend", "suggestions", "amount_at_risk"])
    nothing = pd.DataFrame()
    inputs = Inputs(nothing, nothing, 0, few, TODAY)

    found = follow_up.compute(replace(inputs), Rules()).customers
    assert found["action"].tolist() == ["keep"]
