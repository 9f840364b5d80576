"""Two states side by side: what happened to each customer, and to the portfolio."""

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.comparison import compare, renamed
from carteira_cli.model.earlier import STATE, State

NAMES = [column.name for column in STATE]
STATUSES = ("active", "late", "inactive", "new", "prospect")


def customer(
    code: str, status: str = "active", net: float | None = 100.0, **more: Any
) -> dict[str, Any]:
    base = {
        "customer_id": code,
        "customer": f"Cliente {code}",
        "status": status,
        "segment": "loyal",
    }
    return {**base, "abc_class": "A", "net_amount": net, "yearly_amount": 50.0, **more}


def state(day: int, *customers: dict[str, Any]) -> State:
    frame = pd.DataFrame(customers, columns=NAMES)
    texts = {name: "str" for name in NAMES if not name.endswith("_amount")}
    return State(date(2026, 11, day), frame.astype(texts))


def events(before: State, now: State) -> dict[str, tuple[str, float]]:
    changed = compare(before, now).customers
    rows = zip(changed["customer_id"], changed["event"], changed["amount"], strict=True)
    return {code: (event, amount) for code, event, amount in rows}


def test_what_happens_to_a_customer_has_a_name_and_an_amount() -> None:
    before = state(
        1,
        customer("back", "inactive"),
        customer("stopped", "late"),
        customer("slipped", "active"),
        customer("caught up", "late"),
        customer("left"),
        customer("first", "prospect", None),
        customer("same"),
        customer("moved"),
    )
    now = state(
        22,
        customer("back", "active", 130.0),
        customer("stopped", "inactive"),
        customer("slipped", "late"),
        customer("caught up", "active", 120.0),
        customer("first", "new", 40.0),
        customer("same"),
        customer("moved", segment="champions", net_amount=101.5),
        customer("fresh", "new", 30.0),
        customer("in the register", "prospect", None),
    )

    assert events(before, now) == {
        "back": ("recovered", 30.0),
        "stopped": ("lost", 50.0),
        "slipped": ("slipping", 50.0),
        "caught up": ("back_in_time", 20.0),
        "left": ("gone", 100.0),
        "first": ("won", 40.0),
        "moved": ("moved", 1.5),
        "fresh": ("won", 30.0),
        "in the register": ("joined", 0.0),
    }


def test_totals_are_of_one_event() -> None:
    changes = compare(state(1), state(22, customer("a", "new", 30.0), customer("b", "new", 12.5)))

    assert changes.total("won") == (2, 42.5)
    assert changes.total("lost") == (0, 0.0)
    assert (changes.customers_before, changes.customers_now) == (0, 2)
    assert (changes.net_amount_before, changes.net_amount_now) == (0.0, 42.5)


def test_a_new_code_for_the_same_name_is_the_same_customer() -> None:
    before = state(1, customer("Ana Lima", customer="Ana  Lima"), customer("b", customer="Bia"))
    now = state(22, customer("00.001", customer="ANA LIMA"), customer("b", customer="Bia"))

    assert renamed(before, now) == {"Ana Lima": "00.001"}
    assert events(before, now) == {}


def test_two_of_a_name_are_never_taken_for_one_another() -> None:
    before = state(1, customer("1", customer="José"), customer("2", customer="José"))
    now = state(22, customer("3", customer="José"))

    assert renamed(before, now) == {}


@st.composite
def states(draw: st.DrawFn, day: int) -> State:
    codes = draw(st.lists(st.sampled_from("abcdef"), unique=True))
    return state(
        day,
        *(
            customer(
                code,
                draw(st.sampled_from(STATUSES)),
                draw(st.none() | st.integers(0, 10_000).map(lambda cents: cents / 100)),
                segment=draw(st.sampled_from(["loyal", "new"])),
            )
            for code in codes
        ),
    )


@given(states(1))
def test_nothing_changes_between_a_state_and_itself(once: State) -> None:
    assert events(once, once) == {}


@given(states(1), states(22))
def test_everybody_is_in_one_state_or_both_and_changes_at_most_once(
    before: State, now: State
) -> None:
    changed = compare(before, now).customers["customer_id"]
    everybody = {*before.customers["customer_id"], *now.customers["customer_id"]}

    assert changed.is_unique
    assert set(changed) <= everybody
    assert everybody - {*before.customers["customer_id"]} <= set(changed)
