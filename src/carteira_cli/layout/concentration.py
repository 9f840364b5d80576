"""Who carries the revenue: the largest customers, and how much hangs on how few of them."""

import numpy as np
import pandas as pd

from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Chart, ChartKind, Section

_LISTED = ("customer", "net_amount", "share", "cumulative_share")
_GROUP = Column("group", "Clientes, do maior ao menor", Kind.TEXT, "Cada décimo dos clientes.")
_MOST_SINGLE_COLUMNS = 30
_GROUPS = 10
_LARGEST = 3


def brief(portfolio: Portfolio) -> Section:
    """List the largest customers and say how concentrated the revenue is."""
    title, words = portfolio.language.say("Quem sustenta a carteira"), sentence(portfolio)
    largest = portfolio.buyers.head(portfolio.top)
    if largest.empty:
        return Section("pillars", title, words)
    columns = [CUSTOMER_COLUMNS[name] for name in _LISTED]
    table = portfolio.table("pillars", columns, largest, takeaway=words, bars=("net_amount",))
    return Section("pillars", title, tables=(table,))


def sentence(portfolio: Portfolio) -> str:
    """Say how many customers make 80 % of the revenue and what the largest one weighs."""
    language, few = portfolio.language, portfolio.total("customers_for_80pct")
    if not portfolio.total("customers"):
        return language.say(
            "Nenhuma venda tem cliente: não dá para dizer quem sustenta a carteira."
        )
    if not few:
        return language.say("Nenhum cliente comprou mais do que devolveu.")
    revenue = base(portfolio)
    if portfolio.total("customers") == 1:
        return language.say("Um só cliente faz todo o {revenue}.", revenue=revenue)
    shares = portfolio.buyers["share"].dropna()
    largest = language.plural(
        "{n} cliente faz 80 % do {revenue}; se ele sair, você perde {share}",
        "{n} clientes fazem 80 % do {revenue}; se o maior sair, você perde {share}",
        few,
        revenue=revenue,
        share=portfolio.percent(shares.iloc[0]),
    )
    if len(shares) <= _LARGEST:
        return f"{largest}."
    return language.say(
        "{largest}; se saírem os três maiores, {share}.",
        largest=largest,
        share=portfolio.percent(shares.head(_LARGEST).sum()),
    )


def base(portfolio: Portfolio) -> str:
    """Name what shares are shares of: all the revenue, or the part that has a customer."""
    if portfolio.total("unidentified_amount"):
        return portfolio.language.say("faturamento com cliente identificado")
    return portfolio.language.say("faturamento")


def chart(portfolio: Portfolio) -> Chart | None:
    """Draw the Pareto curve: each customer, or each tenth of them when they are many."""
    counted = portfolio.buyers[portfolio.buyers["share"].notna()]
    if counted.empty:
        return None
    single = len(counted) <= _MOST_SINGLE_COLUMNS
    label = CUSTOMER_COLUMNS["customer"] if single else _GROUP
    columns = [label, CUSTOMER_COLUMNS["net_amount"], CUSTOMER_COLUMNS["cumulative_share"]]
    return Chart(
        "pareto",
        ChartKind.PARETO,
        portfolio.language.say("Curva de Pareto"),
        portfolio.table(
            "pareto",
            columns,
            counted if single else _tenths(portfolio, counted),
            takeaway=sentence(portfolio),
        ),
        label.name,
        ("net_amount", "cumulative_share"),
        sentence(portfolio),
    )


def _tenths(portfolio: Portfolio, counted: pd.DataFrame) -> pd.DataFrame:
    """Add up the customers, largest first, in ten groups of almost the same size."""
    group = np.arange(len(counted)) * _GROUPS // len(counted)
    cents = np.rint(counted["net_amount"] * 100).astype(np.int64)
    names = [
        portfolio.language.say("{first} a {last} %", first=10 * tenth, last=10 * tenth + 10)
        for tenth in range(_GROUPS)
    ]
    return pd.DataFrame(
        {
            "group": names,
            "net_amount": cents.groupby(group).sum().to_numpy() / 100,
            "cumulative_share": counted["cumulative_share"].groupby(group).last().to_numpy(),
        }
    )
