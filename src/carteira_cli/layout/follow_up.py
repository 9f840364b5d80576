"""Whom to contact now, why and with which words: the list to work through, most money first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.layout import own, reaching
from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.metrics.follow_up import ACTION, REASON
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.earlier import Kept, KeptRow
from carteira_cli.model.report import Section, Table

MOST_LISTED = 5_000
"""How many customers the sheet lists at most; the customers' sheet has the action of everybody."""

_WHY = replace(REASON, kind=Kind.TEXT, categories=())
MESSAGE = Column(
    "message",
    "Mensagem sugerida",
    Kind.TEXT,
    "Um começo de conversa com os dados do cliente: leia, mude o que quiser e mande você.",
)
_REACHED = ("customer", "phone", "email")
_CHAT = Column(
    "whatsapp",
    "WhatsApp",
    Kind.TEXT,
    "Abre a conversa com a mensagem sugerida já escrita; nada é enviado sem você.",
)
_LISTED = (
    "priority",
    "customer",
    "action",
    "due",
    "amount_at_stake",
    "phone",
    "whatsapp",
    "reason",
    "message",
    "email",
    "customer_id",
)
_ONLY_WHEN_KNOWN = {"phone", "whatsapp", "email"}
_WRITTEN = MappingProxyType({"reason": _WHY, "message": MESSAGE, "whatsapp": _CHAT})
_LINES = 2

_PLACES = 2  # of a share that is told as whole percents

Record = Mapping[Any, Any]


def book(portfolio: Portfolio) -> Section:
    """List who is to be contacted, with the reason, the day and a message to begin with."""
    title, waiting = portfolio.language.say("Follow-up"), listed(portfolio.customers)
    kept = _kept(portfolio)
    if waiting.empty and not kept.rows:
        nobody = portfolio.language.say("Ninguém a procurar agora: todos estão em dia.")
        return Section("follow_up", title, nobody)
    shown = waiting.head(MOST_LISTED)
    table = _table(portfolio, shown, _sentence(portfolio, waiting))
    offer = own.Offer("customer_id", own.FOLLOW_UP, before="message")
    listing = own.owned(table, offer, kept, portfolio.language)
    return Section("follow_up", title, tables=(listing,))


def _kept(portfolio: Portfolio) -> Kept:
    """Give what the owner typed before; who has left the list is called as he is called today."""
    kept, language = portfolio.kept("follow_up"), portfolio.language
    names = portfolio.customers["customer"].to_dict()
    here = language.say("Saiu da lista: por ora, nada a fazer.")
    gone = language.say("Não está nos arquivos desta análise.")

    def left(row: KeptRow) -> KeptRow:
        if not row.key:
            return row
        there = row.key in names
        known = {"customer": names[row.key], "reason": here} if there else {"reason": gone}
        reached = {name: row.ours[name] for name in _REACHED if name in row.ours}
        return replace(row, ours={**reached, **known})

    return replace(kept, rows=tuple(map(left, kept.rows)))


def _table(portfolio: Portfolio, shown: pd.DataFrame, takeaway: str) -> Table:
    """Set the list in rows of one height, so that the eye finds the next one where it expects."""
    shown = shown.reset_index(drop=True)
    said = messages(shown, portfolio)
    chats = reaching.whatsapp(shown["phone"], said.tolist())
    opened = pd.Series(portfolio.language.say("Abrir conversa"), shown.index, dtype="str")
    told = shown.assign(
        reason=reasons(shown, portfolio.language),
        message=said,
        whatsapp=opened.where(chats.notna()),
    )
    columns = [
        _WRITTEN.get(name) or CUSTOMER_COLUMNS[name]
        for name in _LISTED
        if name not in _ONLY_WHEN_KNOWN or told[name].notna().any()
    ]
    return portfolio.table(
        "follow_up",
        columns,
        told,
        takeaway=takeaway,
        bars=("amount_at_stake",),
        lines=_LINES,
        links={"whatsapp": chats, "email": reaching.mail(shown["email"])},
    )


def listed(customers: pd.DataFrame) -> pd.DataFrame:
    """Give those with something to do, the first to be contacted first."""
    return customers[customers["priority"].notna()].sort_values("priority")


def _sentence(portfolio: Portfolio, waiting: pd.DataFrame) -> str:
    """Say how many are waiting, how much money hangs on them, and how many can't wait."""
    return " ".join(_sentences(portfolio, waiting))


def _sentences(portfolio: Portfolio, waiting: pd.DataFrame) -> Iterator[str]:
    language, buyers = portfolio.language, waiting[waiting["rank"].notna()]
    if not buyers.empty:
        yield language.plural(
            "{n} cliente a procurar, com {amount} em jogo.",
            "{n} clientes a procurar, com {amount} em jogo.",
            len(buyers),
            amount=language.money(buyers["amount_at_stake"].sum(), cents=False),
        )
    today = int((waiting["due"] == pd.Timestamp(portfolio.analysis.reference_date)).sum())
    if today:
        yield language.plural("{n} é para já.", "{n} são para já.", today)
    if len(buyers) < len(waiting):
        yield language.plural(
            "{n} do cadastro ainda não comprou.",
            "{n} do cadastro ainda não compraram.",
            len(waiting) - len(buyers),
        )
    if len(waiting) > MOST_LISTED:
        yield language.say(
            "Aqui estão os {n} primeiros; os demais, na aba Clientes, pela coluna “{column}”.",
            n=language.count(MOST_LISTED),
            column=language.say(ACTION.label),
        )


@dataclass(frozen=True, slots=True)
class _Figures:
    """One customer's figures as words; each is written once for all who share it."""

    customer: Record
    language: Language
    day: Callable[[pd.Timestamp], str]
    days: Callable[[int], str]

    def knows(self, name: str) -> bool:
        """Tell whether a figure is known."""
        return bool(pd.notna(self.customer[name]))

    @property
    def own(self) -> bool:
        """Tell whether the rhythm is the customer's own."""
        return bool(self.customer["cycle_origin"] == "own")

    @property
    def cycle(self) -> int:
        """Give the rhythm in whole days."""
        return int(np.floor(self.customer["cycle_days"] + 0.5))


def reasons(customers: pd.DataFrame, language: Language) -> pd.Series:
    """Say of each customer why he is to be contacted, or left alone, with his own figures.

    Text on the index of ``customers``; null for somebody with returns only.
    """
    said = np.full(len(customers), None, dtype=object)
    voice = _voice(language)
    for slug, (names, tell) in _REASONS.items():
        places = np.flatnonzero(customers["reason"] == slug)
        if len(places):
            figures = customers[[*names]].iloc[places].round({"trend_change": _PLACES})
            said[places] = _told(figures, tell, voice)
    return pd.Series(said, customers.index, dtype="str")


def _voice(language: Language) -> Callable[[Record], _Figures]:
    day = cache(language.day)
    days = cache(lambda n: language.plural("{n} dia", "{n} dias", n))
    return lambda customer: _Figures(customer, language, day, days)


def _told(
    figures: pd.DataFrame, tell: Callable[[_Figures], str], voice: Callable[[Record], _Figures]
) -> Any:
    """Tell each combination of figures once, and give everybody his own."""
    if not len(figures.columns):
        return tell(voice({}))
    group = figures.groupby([*figures.columns], sort=False, dropna=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    texts = [tell(voice(each)) for each in figures.iloc[first].to_dict("records")]
    return np.array(texts, dtype=object)[group]


def _behind(figures: _Figures) -> str:
    language, days = figures.language, round(figures.customer["days_since_last"])
    if figures.own:
        return language.plural(
            "Comprava todo dia; está há {days} dias sem comprar.",
            "Comprava a cada {n} dias; está há {days} sem comprar.",
            figures.cycle,
            days=language.count(days),
        )
    return language.say(
        "Está há {days} sem comprar; o comum na carteira é voltar em {cycle}.",
        days=figures.days(days),
        cycle=figures.days(figures.cycle),
    )


def _buying_less(figures: _Figures) -> str:
    change = figures.customer["trend_change"]
    return figures.language.say(
        "Vem comprando {share} menos do que no período anterior.",
        share=figures.language.share(-change),
    )


def _order_due(figures: _Figures) -> str:
    language, customer = figures.language, figures.customer
    past = customer["days_since_last"] > figures.cycle
    day = figures.day(customer["next_expected"])
    if not figures.own:
        text = (
            "O pedido era esperado em {day}, pelo ritmo da carteira."
            if past
            else "O próximo pedido é esperado em {day}, pelo ritmo da carteira."
        )
        return language.say(text, day=day)
    if past:
        return language.plural(
            "Compra todo dia; o pedido era esperado em {day}.",
            "Compra a cada {n} dias; o pedido era esperado em {day}.",
            figures.cycle,
            day=day,
        )
    return language.plural(
        "Compra todo dia; o próximo pedido é esperado em {day}.",
        "Compra a cada {n} dias; o próximo pedido é esperado em {day}.",
        figures.cycle,
        day=day,
    )


def _first_purchase(figures: _Figures) -> str:
    return figures.language.say(
        "Fez a primeira compra em {day}; falta a segunda.",
        day=figures.day(figures.customer["last_purchase"]),
    )


def _more_to_buy(figures: _Figures) -> str:
    return figures.language.say(
        "Está em dia e ainda não leva {products}.",
        products=_listing(figures.customer["suggestions"], figures.language),
    )


def _on_time(figures: _Figures) -> str:
    if not figures.own:
        return figures.language.say("Está em dia com o ritmo da carteira.")
    return figures.language.plural(
        "Está em dia: compra todo dia.", "Está em dia: compra a cada {n} dias.", figures.cycle
    )


def _listing(products: Sequence[str], language: Language) -> str:
    *first, last = products
    if not first:
        return last
    return language.say("{names} e {last}", names=", ".join(first), last=last)


_RHYTHM = ("cycle_origin", "cycle_days")
_REASONS: Mapping[str, tuple[Sequence[str], Callable[[_Figures], str]]] = MappingProxyType(
    {
        "stopped": ((*_RHYTHM, "days_since_last"), _behind),
        "behind": ((*_RHYTHM, "days_since_last"), _behind),
        "buying_less": (("trend_change",), _buying_less),
        "order_due": ((*_RHYTHM, "days_since_last", "next_expected"), _order_due),
        "first_purchase": (("last_purchase",), _first_purchase),
        "more_to_buy": (("suggestions",), _more_to_buy),
        "on_time": (_RHYTHM, _on_time),
        "never_bought": (
            (),
            lambda figures: figures.language.say("Está no cadastro e nunca comprou."),
        ),
        "no_contact": (
            (),
            lambda figures: figures.language.say(
                "Nunca comprou, e o cadastro não tem telefone nem e-mail."
            ),
        ),
    }
)
"""Every reason: the figures that its sentence needs, and the sentence."""


_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "owner_calls": "{hello} Cuido em pessoa dos clientes mais importantes da casa, e o seu "
        "último pedido foi em {last}. O que houve, e como posso resolver? Que horas é bom ligar?",
        "contact_now": "{hello} Seu último pedido foi em {last}, e eles costumavam vir a cada "
        "{cycle}. Está precisando de algo? Já deixo separado.",
        "win_back": "{hello} Sentimos sua falta: o último pedido foi em {last}. Podemos melhorar "
        "em alguma coisa? Gostaria de preparar uma proposta para a sua volta.",
        "find_out_why": "{hello} Agradeço pelo pedido de {last}. Notei que tem comprado menos "
        "conosco: está faltando algo, ou podemos atender melhor?",
        "confirm_order": "{hello} Pelas nossas contas, seu próximo pedido é por volta de {next}. "
        "Quer que eu já deixe separado?",
        "second_purchase": "{hello} Agradeço pela sua primeira compra, em {last}. Deu tudo certo? "
        "Para a próxima, posso ajudar a escolher.",
        "offer_more": "{hello} Quem compra o mesmo que você costuma levar também {products}. Quer "
        "incluir no próximo pedido?",
        "reminder": "{hello} Seu último pedido foi em {last}. Está precisando de algo? É só "
        "responder aqui.",
        "bulk_campaign": "{hello} Faz tempo: seu último pedido foi em {last}. Temos novidades; "
        "quer receber?",
        "first_offer": "{hello} Seu cadastro está conosco, e o primeiro pedido ainda não veio. O "
        "que costuma comprar? Preparo uma proposta para começar.",
    }
)
"""What to write to a customer, by action: Portuguese source texts."""

_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "contact_now": "{hello} Seu último pedido foi em {last}. Está precisando de algo? Já "
        "deixo separado.",
        "confirm_order": "{hello} Pelas nossas contas, seu pedido seria por volta de {next}. Quer "
        "que eu já deixe separado?",
    }
)
"""The same where the rhythm is not the customer's own, or the expected day is over."""


def messages(customers: pd.DataFrame, portfolio: Portfolio) -> pd.Series:
    """Write each customer a message with his own name and figures.

    Text on the index of ``customers``; null where the action needs none, is the user's own, or
    a figure of the message is unknown.
    """
    voice = _voice(portfolio.language)
    today = pd.Timestamp(portfolio.analysis.reference_date)
    texts = [_message(voice(each), today) for each in customers.to_dict("records")]
    return pd.Series(texts, customers.index, dtype="str")


def _message(figures: _Figures, today: pd.Timestamp) -> str | None:
    text = _template(figures, today)
    if not text:
        return None
    values = dict(_values(figures))
    if any(f"{{{name}}}" in text and not value for name, value in values.items()):
        return None
    return figures.language.say(text, **values)


def _template(figures: _Figures, today: pd.Timestamp) -> str:
    action, customer = figures.customer["action"], figures.customer
    instead = {
        "contact_now": not figures.own,
        "confirm_order": customer["next_expected"] < today,
    }
    return (_INSTEAD if instead.get(action) else _MESSAGES).get(action, "")


def _values(figures: _Figures) -> Iterator[tuple[str, str]]:
    """Give the figures of a message as words, empty where unknown."""
    customer = figures.customer
    for name, column in (("last", "last_purchase"), ("next", "next_expected")):
        yield name, figures.day(customer[column]) if figures.knows(column) else ""
    yield "cycle", figures.days(figures.cycle) if figures.knows("cycle_days") else ""
    products = customer.get("suggestions")
    named = products if isinstance(products, tuple) else ()
    yield "products", _listing(named, figures.language) if named else ""
    yield "hello", _hello(customer["customer"], figures.language)


def _hello(name: str, language: Language) -> str:
    """Greet by name; a code, a document or an e-mail that stands for a name is not said."""
    if "@" in name or not any(letter.isalpha() for letter in name):
        return language.say("Olá!")
    return language.say("Olá, {customer}!", customer=name)
