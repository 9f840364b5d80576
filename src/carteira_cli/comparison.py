"""What changed between an earlier state of a portfolio and today's: who moved, won, lost, back.

A customer is the same by his code; where codes changed (a file now brings documents, say) a code
that is gone and one that is new are the same customer if both have one name that nobody else of
theirs has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.earlier import STATE, State

EVENT = Column(
    "event",
    "O que houve",
    Kind.CATEGORY,
    "O que mudou no cliente desde a análise anterior.",
    (
        Category("won", "Ganho", Tone.GOOD, "Comprou pela primeira vez."),
        Category("recovered", "Recuperado", Tone.GOOD, "Estava inativo e voltou a comprar."),
        Category("lost", "Perdido", Tone.BAD, "Passou a inativo."),
        Category("slipping", "Atrasou", Tone.WATCH, "Estava em dia e agora está em atraso."),
        Category("back_in_time", "Voltou ao ritmo", Tone.GOOD, "Estava em atraso e comprou."),
        Category("joined", "Entrou no cadastro", Tone.INFO, "É novo e ainda não comprou."),
        Category("gone", "Não está mais", Tone.INFO, "Não aparece nos arquivos desta análise."),
        Category("moved", "Mudou de grupo", Tone.NEUTRAL, "Mudou de segmento ou de classe."),
    ),
)
"""What can happen to a customer between two states, the weightiest first."""

COMPARED = ("status", "segment", "abc_class", "net_amount")
"""The columns of a state that are shown before and now."""

MOVING = ("status", "segment", "abc_class")
"""The columns of a state in which a customer can go from one group to another."""

EFFECT = Column(
    "effect",
    "De onde vem a diferença",
    Kind.CATEGORY,
    "O que fez o valor líquido da carteira mudar de uma análise para a outra.",
    (
        Category("won", "Clientes que ainda não compravam", Tone.GOOD, "Só têm valor na nova."),
        Category("more", "Clientes com valor maior", Tone.GOOD, "Compraram desde então."),
        Category("less", "Clientes com valor menor", Tone.BAD, "Devolveram, ou o período mudou."),
        Category("gone", "Clientes que não estão mais", Tone.BAD, "Só estão na de antes."),
    ),
)
"""What can change the net amount of a portfolio."""

HEADLINE = Column(
    "figure",
    "Da carteira",
    Kind.CATEGORY,
    "O que se compara da carteira como um todo.",
    (
        Category("customers", "Clientes com compras"),
        Category("net_amount", "Valor líquido"),
        Category("active", "Ativos", Tone.GOOD),
        Category("late", "Atrasados", Tone.WATCH),
        Category("inactive", "Inativos", Tone.BAD),
        Category("new", "Novos", Tone.INFO),
        Category("prospect", "Nunca compraram"),
        Category("yearly_amount", "Comprado em um ano"),
        Category("estimated_lost_amount", "Perda estimada"),
    ),
)
"""The figures of a portfolio as a whole that a state tells."""

_INACTIVE, _PROSPECT = "inactive", "prospect"


@dataclass(frozen=True, slots=True)
class Changes:
    """Two states side by side.

    ``customers``: one row per customer of whom something changed, the largest amount first:
    customer_id, customer, event, amount (reais that the event is about), and each compared
    column before (``status_before``, null for somebody new) and now (null for who is gone).
    """

    since: date
    until: date
    customers_before: int
    customers_now: int
    net_amount_before: float
    net_amount_now: float
    customers: pd.DataFrame

    def total(self, event: str) -> tuple[int, float]:
        """Count the customers of an event, and add up its reais."""
        which = self.customers["event"] == event
        return int(which.sum()), round(float(self.customers.loc[which, "amount"].sum()), 2)


def state(customers: pd.DataFrame, reference_date: date) -> State:
    """Keep of analysed customers what the next comparison needs."""
    kept = customers[[column.name for column in STATE]].reset_index(drop=True)
    return State(reference_date, kept)


def renamed(before: State, now: State) -> Mapping[str, str]:
    """Give the new code of each customer whose code changed, by the old one."""
    gone = _only_names(before.customers, now.customers)
    fresh = _only_names(now.customers, before.customers)
    return {gone[name]: fresh[name] for name in gone if name in fresh}


def _only_names(here: pd.DataFrame, there: pd.DataFrame) -> Mapping[str, str]:
    """Give the code of each customer who is only here, by name, where the name is only his."""
    only = here[~here["customer_id"].isin(there["customer_id"])]
    names = only["customer"].str.casefold().str.split().str.join(" ")
    unique = names.notna() & ~names.duplicated(keep=False)
    return dict(zip(names[unique], only["customer_id"][unique], strict=True))


def compare(before: State, now: State) -> Changes:
    """Set two states side by side, customer by customer."""
    both = _side_by_side(before, now)
    event = _event(both)
    changed = both.assign(
        customer=both["customer"].fillna(both["customer_before"]),
        event=event,
        amount=_amount(both, event),
    )[event.notna()]
    columns = ["customer_id", "customer", "event", "amount"]
    columns += [f"{name}{when}" for name in COMPARED for when in ("_before", "")]
    order = ["amount", "customer", "customer_id"]
    return Changes(
        before.reference_date,
        now.reference_date,
        _buyers(before.customers),
        _buyers(now.customers),
        _net(before.customers),
        _net(now.customers),
        changed.sort_values(order, ascending=[False, True, True])[columns].reset_index(drop=True),
    )


def headlines(before: State, now: State) -> pd.DataFrame:
    """Give the figures of both portfolios as a whole: figure (a slug of HEADLINE), before, now."""
    pairs = zip(_headlines(before.customers), _headlines(now.customers), strict=True)
    rows = [(name, was, is_) for (name, was), (_, is_) in pairs]
    return pd.DataFrame(rows, columns=["figure", "before", "now"])


def _headlines(customers: pd.DataFrame) -> Iterator[tuple[str, float]]:
    status = customers["status"]
    yield "customers", _buyers(customers)
    yield "net_amount", _net(customers)
    for slug in ("active", "late", "inactive", "new", "prospect"):
        yield slug, int((status == slug).sum())
    for name in ("yearly_amount", "estimated_lost_amount"):
        yield name, round(float(customers[name].sum()), 2)


def effects(before: State, now: State) -> pd.DataFrame:
    """Say from where the difference of the net amounts comes: effect, customers, amount (reais).

    Each customer whose amount differs is in one effect, so that the net amount before and the
    effects add up to the net amount now, to the centavo.
    """
    both = _side_by_side(before, now)
    was, is_ = (_cents(both[name]) for name in ("net_amount_before", "net_amount"))
    old, there = both["net_amount_before"].notna(), both["customer"].notna()
    grown = is_ - was
    cases = [~there, ~old & both["net_amount"].notna(), grown > 0, grown < 0]
    names = ("gone", "won", "more", "less", "")
    which = np.select([case.to_numpy(bool) for case in cases], range(len(cases)), len(cases))
    effect = pd.Series([*names], dtype="str").take(which).set_axis(both.index)
    counted = grown[(grown != 0) & (effect != "")].groupby(effect).agg(["size", "sum"])
    counted = counted.reindex([name for name in EFFECT.labels if name in counted.index])
    told = {"customers": counted["size"].to_numpy(), "amount": counted["sum"].to_numpy() / 100}
    return pd.DataFrame({"effect": counted.index.astype("str"), **told})


def moves(before: State, now: State) -> pd.DataFrame:
    """Count who went from where to where: column, before, now, customers, net_amount (today's).

    The columns are status, segment and ABC class; null stands for a customer who was not there,
    is not any more, or has none. The most customers first, column by column.
    """
    both = _side_by_side(before, now)
    parts = [_moves(both, name) for name in MOVING]
    return pd.concat(parts, ignore_index=True)


def _moves(both: pd.DataFrame, name: str) -> pd.DataFrame:
    pairs = pd.DataFrame(
        {"before": both[f"{name}_before"], "now": both[name], "cents": _cents(both["net_amount"])}
    )
    moved = pairs[pairs["before"].fillna("") != pairs["now"].fillna("")]
    counted = moved.groupby(["before", "now"], dropna=False)["cents"].agg(["size", "sum"])
    counted = counted.reset_index().sort_values(
        ["size", "sum", "before", "now"], ascending=[False, False, True, True]
    )
    return pd.DataFrame(
        {
            "column": pd.Series(name, counted.index, dtype="str"),
            "before": counted["before"],
            "now": counted["now"],
            "customers": counted["size"],
            "net_amount": counted["sum"] / 100,
        }
    )


def in_common(before: State, now: State) -> int:
    """Count the customers who are in both."""
    both = _side_by_side(before, now)
    return int((both["customer_before"].notna() & both["customer"].notna()).sum())


def _side_by_side(before: State, now: State) -> pd.DataFrame:
    """Give one row per customer of either state, the earlier columns called ``_before``."""
    old = before.customers.assign(
        customer_id=before.customers["customer_id"].replace(dict(renamed(before, now)))
    ).drop_duplicates("customer_id")
    return old.merge(now.customers, "outer", on="customer_id", suffixes=("_before", ""))


def _cents(amounts: pd.Series) -> pd.Series:
    return (amounts.fillna(0) * 100).round().astype("int64")


def _event(both: pd.DataFrame) -> pd.Series:
    """Name the weightiest thing that happened to each customer, null where nothing did."""
    was, is_ = both["status_before"], both["status"]
    known, there = both["customer_before"].notna(), both["customer"].notna()
    bought, buys = both["net_amount_before"].notna(), both["net_amount"].notna()
    late, on_time = ("late",), ("active", "new")
    moved = pd.Series(data=False, index=both.index)
    for name in ("segment", "abc_class"):
        moved |= both[f"{name}_before"].fillna("") != both[name].fillna("")
    cases = [
        (~there, "gone"),
        (~bought & buys, "won"),
        (~known, "joined"),
        ((was == _INACTIVE) & is_.notna() & (is_ != _INACTIVE), "recovered"),
        (was.notna() & (was != _INACTIVE) & (is_ == _INACTIVE), "lost"),
        (was.isin(on_time) & is_.isin(late), "slipping"),
        (was.isin(late) & is_.isin(on_time), "back_in_time"),
        (moved, "moved"),
    ]
    conditions = [case.fillna(value=False).to_numpy(bool) for case, _ in cases]
    named = np.select(conditions, range(len(cases)), len(cases))
    words = pd.Series([*(word for _, word in cases), None], dtype="str")
    return words.take(named).set_axis(both.index)


def _amount(both: pd.DataFrame, event: pd.Series) -> pd.Series:
    """The reais of an event: bought since, no longer bought in a year, or all that was his."""
    bought = both["net_amount"].fillna(0) - both["net_amount_before"].fillna(0)
    a_year = both["yearly_amount"].fillna(0)
    gone = both["net_amount_before"].fillna(0)
    amount = bought.where(~event.isin(["lost", "slipping"]), a_year)
    return amount.where(event != "gone", gone).round(2)


def _buyers(customers: pd.DataFrame) -> int:
    return int(customers["net_amount"].notna().sum())


def _net(customers: pd.DataFrame) -> float:
    return round(float(customers["net_amount"].sum()), 2)
