"""Who is slipping away: customers of class A and B who are late or have stopped buying."""

import pandas as pd

from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.report import Section

_LISTED = (
    "customer",
    "status",
    "last_purchase",
    "days_since_last",
    "cycle_days",
    "estimated_lost_amount",
)


def brief(portfolio: Portfolio) -> Section:
    """List the customers of weight who are behind their rhythm, most money first."""
    title = portfolio.language.say("Quem está escapando")
    gone = escaping(portfolio)
    if gone.empty:
        return Section("escaping", title, _nobody(portfolio))
    columns = [CUSTOMER_COLUMNS[name] for name in _LISTED]
    shown = gone.head(portfolio.top)
    table = portfolio.table("escaping", columns, shown, takeaway=_sentence(portfolio, gone))
    return Section("escaping", title, tables=(table,))


def escaping(portfolio: Portfolio) -> pd.DataFrame:
    """Give the late and inactive customers of class A and B, most money first."""
    buyers = portfolio.buyers
    behind = buyers["status"].isin(["late", "inactive"]) & buyers["abc_class"].isin(["A", "B"])
    order = ["estimated_lost_amount", "rank"]
    return buyers[behind].sort_values(order, ascending=[False, True])


def _nobody(portfolio: Portfolio) -> str:
    if portfolio.figure("active_customers") is None:
        return portfolio.language.say(
            "Ainda não dá para dizer: nenhum cliente comprou em dois dias diferentes."
        )
    return portfolio.language.say("Ninguém de peso: os clientes A e B estão todos em dia.")


def _sentence(portfolio: Portfolio, gone: pd.DataFrame) -> str:
    return portfolio.language.plural(
        "{n} cliente A ou B parou ou está atrasado; deixou de comprar cerca de {amount}.",
        "{n} clientes A e B pararam ou estão atrasados; deixaram de comprar cerca de {amount}.",
        len(gone),
        amount=portfolio.language.money(gone["estimated_lost_amount"].sum(), cents=False),
    )
