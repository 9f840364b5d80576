"""One row per customer: everything known of him, the most useful columns first."""

import pandas as pd

from carteira_cli.layout import own
from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Section, Table

NUMBER = Column(
    "number",
    "Nº",
    Kind.COUNT,
    "O lugar do cliente nesta lista: a Ficha o acha por ele, e ordenar por ele desfaz outra ordem.",
)
COLUMNS = (
    "customer",
    "status",
    "segment",
    "abc_class",
    "net_amount",
    "share",
    "cumulative_share",
    "orders",
    "average_ticket",
    "last_purchase",
    "days_since_last",
    "cycle_days",
    "cycle_ratio",
    "next_expected",
    "trend",
    "trend_change",
    "estimated_lost_amount",
    "suggestions",
    "health",
    "overdue_amount",
    "action",
    "due",
    "amount_at_stake",
    "phone",
    "email",
    "city",
    "state",
    "seller",
    "r_score",
    "f_score",
    "m_score",
    "rfm_code",
    "value_tier",
    "frequency_tier",
    "first_purchase",
    "purchase_days",
    "cycle_origin",
    "rank",
    "document",
    "nps",
    "csat",
    "customer_id",
)
"""The order of the columns; a metric's column that is not named here follows at the end."""

_ONLY_WHEN_KNOWN = {
    "suggestions",
    "phone",
    "email",
    "city",
    "state",
    "seller",
    "document",
    "nps",
    "csat",
    "overdue_amount",
}


def book(portfolio: Portfolio) -> Section:
    """List all customers, the largest first, and those who never bought."""
    title, customers = portfolio.language.say("Clientes"), portfolio.customers
    if customers.empty:
        return Section("customers", title, portfolio.language.say("Sem clientes identificados."))
    kept = portfolio.kept("customers")
    listing = own.owned(table(portfolio), own.Offer("customer_id"), kept, portfolio.language)
    return Section("customers", title, tables=(listing,))


def table(portfolio: Portfolio) -> Table:
    """Give everything known of every customer, each with his number on this list."""
    customers = portfolio.customers
    names = [*COLUMNS, *(name for name in CUSTOMER_COLUMNS if name not in COLUMNS)]
    columns = [
        CUSTOMER_COLUMNS[name]
        for name in names
        if name not in _ONLY_WHEN_KNOWN or _is_told(customers, name)
    ]
    return portfolio.table(
        "customers",
        (*columns, NUMBER),
        customers.assign(number=range(1, len(customers) + 1)),
        takeaway=_sentence(portfolio),
        bars=("net_amount", "estimated_lost_amount"),
    )


def _is_told(customers: pd.DataFrame, name: str) -> bool:
    """Tell whether anything is known in a column; an empty list says nothing."""
    told = customers[name].dropna()
    is_list = CUSTOMER_COLUMNS[name].kind is Kind.LIST
    return bool(told.map(len).any()) if is_list else not told.empty


def _sentence(portfolio: Portfolio) -> str:
    """Say how many they are and what to do with the list."""
    language, prospects = portfolio.language, portfolio.total("prospects")
    buyers = language.plural(
        "{n} cliente com compras, do maior para o menor valor.",
        "{n} clientes com compras, do maior para o menor valor.",
        portfolio.total("customers"),
    )
    if not prospects:
        return buyers
    return f"{buyers} " + language.plural(
        "No fim da lista, {n} do cadastro que nunca comprou.",
        "No fim da lista, {n} do cadastro que nunca compraram.",
        prospects,
    )
