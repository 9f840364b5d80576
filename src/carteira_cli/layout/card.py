"""The card: everything about one customer, chosen by name, in one view."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.layout import customers, follow_up
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.metrics.follow_up import REASON
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Card, Panel, Section, Table

MOST_ON_CARD = 32_000
"""How many customers the card reaches, the largest first: Excel's drop-downs end near there."""

SECTION, DATA = "card", "card_data"
_MONTHS = 24
_MOST_PRODUCTS = 5
_LONGEST_NAME, _LONGEST_CODE = 90, 30
"""Spreadsheets look up no text beyond 255 characters, of which an emoji is two."""

_NO_WILDCARDS = str.maketrans("*?~", "∗？∼")
"""A spreadsheet that looks up a text takes these for any other letters."""


_KEY = Column("key", "Cliente na ficha", Kind.TEXT, "O nome a escolher na ficha.")
_BOUGHT = Column(
    "bought",
    "Mais compra",
    Kind.TEXT,
    "Os produtos em que mais gastou, e que parte das compras dele vai em cada um.",
)
_WHY = replace(REASON, name="why", kind=Kind.TEXT, categories=())
PANELS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Contato",
        ("phone", "email", "city", "state", "seller", "document", "customer_id"),
    ),
    (
        "Como está",
        ("status", "segment", "abc_class", "rank", "health", "nps", "csat", "overdue_amount"),
    ),
    (
        "Quanto compra",
        ("net_amount", "share", "orders", "average_ticket", "trend", "trend_change"),
    ),
    (
        "Ritmo",
        (
            "first_purchase",
            "last_purchase",
            "days_since_last",
            "cycle_days",
            "cycle_ratio",
            "next_expected",
        ),
    ),
    (
        "O que está em jogo",
        (
            "amount_at_stake",
            "estimated_lost_amount",
            "amount_at_risk",
            "p_alive",
            "expected_orders_12m",
            "expected_amount_12m",
        ),
    ),
    ("Próximo passo", ("action", "reason", "due", "priority")),
)
_WIDE = ("why", "message", "bought", "suggestions")
"""The panels and their figures; what no customer of the portfolio has is left out."""


def book(portfolio: Portfolio) -> tuple[Section, ...]:
    """Make the card of all customers (of the largest, when they are too many), and its data."""
    everybody = portfolio.customers
    if everybody.empty:
        return ()
    records = customers.table(portfolio)
    index = _index(portfolio, everybody.head(MOST_ON_CARD))
    title = portfolio.language.say("Ficha")
    card = Card(
        prompt=portfolio.language.say("Cliente"),
        chosen=_chosen(portfolio, index),
        index=index,
        records=records,
        panels=tuple(_panels(portfolio, records, index)),
        title=portfolio.language.say("Valor líquido por mês"),
        series=tuple(column.name for column in index.columns if column.kind is Kind.MONEY),
    )
    data = portfolio.language.say("Dados da ficha")
    return (
        Section(SECTION, title, _lead(portfolio, len(everybody)), card=card),
        Section(DATA, data, card=card, hidden=True),
    )


def _lead(portfolio: Portfolio, everybody: int) -> str:
    language = portfolio.language
    how = language.say("Escolha o cliente na célula amarela; o resto se preenche sozinho.")
    if everybody <= MOST_ON_CARD:
        return how
    few = language.say(
        "A ficha alcança os {n} maiores de {all} clientes; os demais estão na aba Clientes.",
        n=language.count(MOST_ON_CARD),
        all=language.count(everybody),
    )
    return f"{how} {few}"


def _chosen(portfolio: Portfolio, index: Table) -> str:
    """Begin with whom to contact first, else with the largest."""
    first = follow_up.listed(portfolio.customers).index[:1]
    number = portfolio.customers.index.get_indexer(first)[0] + 1 if len(first) else 1
    keys = index.frame.set_index("number")["key"]
    return str(keys.get(number, keys.loc[1]))


def _panels(portfolio: Portfolio, records: Table, index: Table) -> Iterator[Panel]:
    known = {
        column.name: column
        for table in (records, index)
        for column in table.columns
        if _says_something(table.frame[column.name])
    }
    for title, names in PANELS:
        shown = tuple(known[name] for name in names if name in known)
        if shown:
            yield Panel(portfolio.language.say(title), shown)
    wide = tuple(known[name] for name in _WIDE if name in known)
    if wide:
        yield Panel(portfolio.language.say("O que dizer e oferecer"), wide, wide=True)


def _says_something(values: "pd.Series[Any]") -> bool:
    told = values.dropna()
    return (
        bool(told.map(lambda value: value != ()).any()) if told.dtype == object else len(told) > 0
    )


def _index(portfolio: Portfolio, reached: pd.DataFrame) -> Table:
    """Give one row per customer on the card, by name, with what only the card shows."""
    months, amounts = monthly(portfolio, reached)
    texts = _texts(portfolio, reached)
    frame = pd.DataFrame(
        {"key": _keys(reached), "number": np.arange(1, len(reached) + 1), **texts, **amounts}
    )
    order = frame["key"].str.casefold().sort_values(kind="stable").index
    why = replace(_WHY, label=_why_label(portfolio))
    return portfolio.table(
        DATA,
        (_KEY, customers.NUMBER, *({"why": why}.get(n) or _TEXTS[n] for n in texts), *months),
        frame.loc[order],
    )


_TEXTS: Mapping[str, Column] = MappingProxyType(
    {"why": _WHY, "message": follow_up.MESSAGE, "bought": _BOUGHT}
)


def _why_label(portfolio: Portfolio) -> str:
    """Date the reason: its words stay while the days go by."""
    language = portfolio.language
    day = language.day(portfolio.analysis.reference_date)
    return language.say("Motivo, em {day}", day=day)


def _texts(portfolio: Portfolio, reached: pd.DataFrame) -> dict[str, npt.NDArray[np.object_]]:
    waiting = reached[reached["priority"].le(follow_up.MOST_LISTED)]
    said = follow_up.messages(waiting, portfolio).reindex(reached.index)
    texts = {
        "why": follow_up.reasons(reached, portfolio.language),
        "message": said,
        "bought": _bought(portfolio, reached),
    }
    return {name: text.to_numpy(dtype=object) for name, text in texts.items()}


def _keys(reached: pd.DataFrame) -> list[str]:
    """Call everybody by his name, those who share one by name and code; no two alike."""
    names = [_short(name, _LONGEST_NAME) for name in reached["customer"]]
    codes = [_short(code, _LONGEST_CODE) for code in reached["customer_id"]]
    times = Counter(name.casefold() for name in names)
    pairs = zip(names, codes, strict=True)
    return [*_unlike(f"{n} ({code})" if times[n.casefold()] > 1 else n for n, code in pairs)]


def _short(text: str, limit: int) -> str:
    """Give one line of bearable length, as a person would pick it from a list."""
    line = " ".join(text.translate(_NO_WILDCARDS).split()).lstrip("'") or "–"
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _unlike(keys: Iterable[str]) -> Iterator[str]:
    """Number what is still alike, also to a spreadsheet, to which case is all the same."""
    seen: set[str] = set()
    for key in keys:
        unique, number = key, 1
        while unique.casefold() in seen or unique.lower() in seen:
            number += 1
            unique = f"{key} [{number}]"
        seen |= {unique.casefold(), unique.lower()}
        yield unique


def monthly(
    portfolio: Portfolio, reached: pd.DataFrame
) -> tuple[list[Column], dict[str, npt.NDArray[np.float64]]]:
    """Sum everybody's purchases less returns by month, null where there were none."""
    last = np.datetime64(portfolio.analysis.reference_date, "M")
    days = portfolio.reading.days
    month = days["date"].to_numpy().astype("datetime64[M]")
    ago = (last - month).astype(np.int64)
    who = _places(days["customer_id"], reached)
    within = (ago >= 0) & (ago < _MONTHS) & (who >= 0)
    cents = np.zeros((len(reached), _MONTHS), dtype=np.int64)
    amounts = (days["sold_cents"] + days["returned_cents"]).to_numpy()
    np.add.at(cents, (who[within], _MONTHS - 1 - ago[within]), amounts[within])
    reais = np.where(cents == 0, np.nan, cents / 100)
    names = [last - back for back in reversed(range(_MONTHS))]
    columns = [
        Column(f"month_{name}", portfolio.language.month(name.astype(object)), Kind.MONEY)
        for name in names
    ]
    return columns, {column.name: reais[:, at] for at, column in enumerate(columns)}


def _places(ids: pd.Series, reached: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Give the place of each customer among those reached, -1 for the others."""
    who = ids.astype("category").cat
    places = np.append(reached.index.get_indexer(who.categories), -1)
    return places[who.codes.to_numpy()].astype(np.int64)


def _bought(portfolio: Portfolio, reached: pd.DataFrame) -> "pd.Series[str]":
    """Name the products on which each customer spent most, with their part of what he spent."""
    most = spending(portfolio, reached).groupby("who").head(_MOST_PRODUCTS)
    if most.empty:
        return pd.Series(None, reached.index, dtype="str")
    percent = (100 * most["cents"] / most["whole"]).round().astype(int)
    said = {each: portfolio.language.share(each / 100) for each in percent.unique()}
    words = most["product"].astype("str") + " (" + percent.map(said) + ")"
    joined = words.groupby(most["who"]).agg(", ".join)
    return joined.set_axis(reached.index[joined.index]).reindex(reached.index)


def spending(portfolio: Portfolio, reached: pd.DataFrame) -> pd.DataFrame:
    """Give the products on which each customer spent money, those with most of it first.

    BASKETS with ``who``, the place of the customer among those reached, and ``whole``, the centavos
    of all that he spent, also on what has no name.
    """
    baskets = portfolio.reading.baskets
    who = _places(baskets["customer_id"], reached)
    spent = baskets.assign(who=who)[(who >= 0) & (baskets["cents"] > 0).to_numpy(dtype=bool)]
    whole = spent["who"].map(spent.groupby("who")["cents"].sum())
    named = spent.assign(whole=whole)[spent["product"].notna()]
    return named.sort_values(["who", "cents", "product"], ascending=[True, False, True])
