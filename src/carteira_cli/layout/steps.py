"""What to do today: a few concrete steps, with names and figures, most urgent first."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import chain, islice
from typing import Any

import pandas as pd

from carteira_cli.layout.concentration import base
from carteira_cli.layout.escaping import escaping
from carteira_cli.layout.findings import unreadable
from carteira_cli.layout.follow_up import listed
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Section

_MARKER = Column("step", "", Kind.COUNT)
_TEXT = Column("text", "", Kind.TEXT)
_MOST_STEPS = 5
_MOST_CALLS = 3
_DUE_WITHIN = timedelta(days=7)
_MASK = "*"
_LAST_SALE = "last_sale"
_HEAVY_SHARE = 0.30
_MANY_UNIDENTIFIED = 0.10


def brief(portfolio: Portfolio) -> Section:
    """List up to five steps, most urgent first."""
    title = portfolio.language.say("O que fazer hoje")
    steps = list(islice(chain.from_iterable(rule(portfolio) for rule in _RULES), _MOST_STEPS))
    if not steps:
        return Section("steps", title, portfolio.language.say("Nada urgente."))
    frame = pd.DataFrame({"step": range(1, len(steps) + 1), "text": steps})
    takeaway = portfolio.language.say("Comece pelo primeiro: a lista vem por ordem de urgência.")
    table = portfolio.table("steps", (_MARKER, _TEXT), frame, takeaway=takeaway)
    return Section("steps", title, tables=(table,))


def _calls(portfolio: Portfolio) -> Iterator[str]:
    """Call the customers of weight who are late, in the order of the follow-up, one by one."""
    for customer in listed(escaping(portfolio)).head(_MOST_CALLS).to_dict("records"):
        yield _call(portfolio, customer)


def _call(portfolio: Portfolio, customer: dict[Any, Any]) -> str:
    language = portfolio.language
    figures = {
        "customer": _reachable(customer),
        "days": _days(portfolio, customer["days_since_last"]),
        "cycle": _days(portfolio, customer["cycle_days"]),
        "amount": language.money(customer["amount_at_stake"], cents=False),
    }
    if customer["cycle_origin"] == "own":
        return language.say(
            "Ligue para {customer}: comprava a cada {cycle}, está há {days} sem comprar; "
            "cerca de {amount} em jogo.",
            **figures,
        )
    return language.say(
        "Ligue para {customer}: está há {days} sem comprar (o comum na carteira é voltar em "
        "{cycle}); cerca de {amount} em jogo.",
        **figures,
    )


def _reachable(customer: dict[Any, Any]) -> str:
    """Name a customer, with the phone when there is one that can be dialled."""
    name, phone = customer["customer"], customer["phone"]
    return name if pd.isna(phone) or _MASK in phone else f"{name}, {phone}"


def _days(portfolio: Portfolio, days: float) -> str:
    return portfolio.language.plural("{n} dia", "{n} dias", round(days))


def _fresh_sales(portfolio: Portfolio) -> Iterator[str]:
    """Ask for newer sales when the analysis ends at the last one of the file."""
    if portfolio.analysis.reference_date_origin == _LAST_SALE:
        yield portfolio.language.say(
            "Se já houve vendas depois de {day}, exporte de novo: esta análise para nesse dia.",
            day=portfolio.language.day(portfolio.analysis.reference_date),
        )


def _due(portfolio: Portfolio) -> Iterator[str]:
    """Confirm the orders that are to come within a week, largest customers first."""
    if portfolio.analysis.reference_date_origin == _LAST_SALE:
        return  # that week may long be over
    today = portfolio.analysis.reference_date
    waiting = _waiting(portfolio, "order_due")
    expected = waiting["next_expected"]
    due = waiting[expected.between(pd.Timestamp(today), pd.Timestamp(today + _DUE_WITHIN))]
    if not due.empty:
        days = map(portfolio.language.day, due["next_expected"])
        names = [f"{name} ({day})" for name, day in zip(due["customer"], days, strict=True)]
        yield portfolio.language.plural(
            "Confirme o pedido que deve vir nos próximos 7 dias: {names}.",
            "Confirme os {n} pedidos que devem vir nos próximos 7 dias: {names}.",
            len(due),
            names=portfolio.names(names),
        )


def _second_purchase(portfolio: Portfolio) -> Iterator[str]:
    """Offer a second purchase to those who bought once, lately."""
    new = _waiting(portfolio, "first_purchase")
    new = new[new["status"] == "new"]
    if not new.empty:
        yield portfolio.language.plural(
            "Ofereça a segunda compra a quem acabou de chegar: {names}.",
            "Ofereça a segunda compra aos {n} que acabaram de chegar: {names}.",
            len(new),
            names=portfolio.names(new["customer"].tolist()),
        )


def _repairs(portfolio: Portfolio) -> Iterator[str]:
    """Correct the rows that could not be read."""
    rows, amount = unreadable(portfolio)
    if rows:
        yield portfolio.language.plural(
            "Corrija {n} linha da planilha que não pôde ser lida: {amount} fora das contas.",
            "Corrija {n} linhas da planilha que não puderam ser lidas: {amount} fora das contas.",
            rows,
            amount=portfolio.language.money(amount),
        )


def _identify(portfolio: Portfolio) -> Iterator[str]:
    """Ask for the name at the counter when much is sold without one."""
    amount, revenue = portfolio.total("unidentified_amount"), portfolio.total("net_amount")
    if revenue > 0 and amount / revenue >= _MANY_UNIDENTIFIED:
        yield portfolio.language.say(
            "Peça nome ou CPF na hora da venda: {amount} ({share} do faturamento) não têm cliente.",
            amount=portfolio.language.money(amount, cents=False),
            share=portfolio.percent(amount / revenue),
        )


def _less_dependence(portfolio: Portfolio) -> Iterator[str]:
    """Keep close to a customer on whom too much depends."""
    largest = portfolio.buyers.head(1)
    heavy = largest[largest["share"] >= _HEAVY_SHARE]
    if len(portfolio.buyers) > 1 and not heavy.empty:
        yield portfolio.language.say(
            "Visite {customer}, que faz {share} do {revenue}, e procure outros desse porte.",
            customer=heavy["customer"].iloc[0],
            share=portfolio.percent(heavy["share"].iloc[0]),
            revenue=base(portfolio),
        )


def _first_offer(portfolio: Portfolio) -> Iterator[str]:
    """Make an offer to those who never bought; where none can be reached, ask for contacts."""
    reachable, unreachable = (
        len(_waiting(portfolio, reason)) for reason in ("never_bought", "no_contact")
    )
    if reachable:
        yield portfolio.language.plural(
            "Mande uma primeira oferta a {n} pessoa do cadastro que nunca comprou.",
            "Mande uma primeira oferta às {n} pessoas do cadastro que nunca compraram.",
            reachable,
        )
    elif unreachable:
        yield portfolio.language.plural(
            "Consiga o telefone ou o e-mail de {n} pessoa do cadastro que nunca comprou.",
            "Consiga o telefone ou o e-mail das {n} pessoas do cadastro que nunca compraram.",
            unreachable,
        )


def _waiting(portfolio: Portfolio, reason: str) -> pd.DataFrame:
    """Give those whom the follow-up lists for a reason, the largest customers first."""
    customers = portfolio.customers
    return customers[customers["priority"].notna() & (customers["reason"] == reason)]


def _thanks(portfolio: Portfolio) -> Iterator[str]:
    """Thank the largest customers who keep their rhythm."""
    steady = portfolio.buyers[portfolio.buyers["status"] == "active"].head(_MOST_CALLS)
    if not steady.empty:
        yield portfolio.language.say(
            "Agradeça a {names}: estão entre os que mais compram e mantêm o ritmo.",
            names=portfolio.names(steady["customer"].tolist()),
        )


_RULES: tuple[Callable[[Portfolio], Iterator[str]], ...] = (
    _calls,
    _fresh_sales,
    _due,
    _second_purchase,
    _repairs,
    _identify,
    _less_dependence,
    _first_offer,
    _thanks,
)
"""Every rule gives no, one or a few steps; the first five of all are shown."""
