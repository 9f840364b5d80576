"""What changed since the last run: who was won, won back and lost, and what it is worth."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from carteira_cli.comparison import COMPARED, EVENT, Changes
from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Figure, Section, Table

AMOUNT = Column(
    "amount",
    "Valor",
    Kind.MONEY,
    "De quem comprou, o que comprou desde a análise anterior; de quem atrasou ou parou, o que "
    "comprava por ano; de quem não está mais nos arquivos, tudo o que era dele.",
)
_CUSTOMERS = Column("customers", "Clientes", Kind.COUNT, "Clientes de quem isto se diz.")
_HEADLINES: Mapping[str, tuple[str, str, str, Tone]] = MappingProxyType(
    {
        "won": (
            "Ganho com clientes novos",
            "{n} cliente comprou pela primeira vez.",
            "{n} clientes compraram pela primeira vez.",
            Tone.GOOD,
        ),
        "recovered": (
            "Recuperado",
            "{n} cliente que estava inativo voltou a comprar.",
            "{n} clientes que estavam inativos voltaram a comprar.",
            Tone.GOOD,
        ),
        "lost": (
            "Perdido por ano",
            "{n} cliente passou a inativo; era o que comprava por ano.",
            "{n} clientes passaram a inativos; era o que compravam por ano.",
            Tone.BAD,
        ),
    }
)


def brief(portfolio: Portfolio) -> Section | None:
    """Say in the terminal what changed since the last run, and of whom first."""
    changes = portfolio.changes
    if changes is None:
        return None
    title, lead = portfolio.language.say("O que mudou"), _lead(portfolio.language, changes)
    if changes.customers.empty:
        return Section("changes", title, lead)
    return Section("changes", title, lead, tables=(counts(portfolio.language, changes),))


def book(portfolio: Portfolio) -> Section | None:
    """List everybody of whom something changed; None where there is nothing to compare with."""
    changes = portfolio.changes
    if changes is None:
        return None
    language = portfolio.language
    title, lead = language.say("O que mudou"), _lead(language, changes)
    if changes.customers.empty:
        return Section("changes", title, lead)
    tables = (counts(language, changes), listing(language, changes))
    return Section("changes", title, lead, tuple(figures(language, changes)), tables=tables)


def record(changes: Changes) -> Mapping[str, Any]:
    """Give the comparison for a machine-readable document."""
    return {
        "since": changes.since,
        "customers_before": changes.customers_before,
        "customers_now": changes.customers_now,
        "net_amount_before": changes.net_amount_before,
        "net_amount_now": changes.net_amount_now,
        **{
            event: dict(zip(("customers", "amount"), changes.total(event), strict=True))
            for event in _HEADLINES
        },
        "customers": changes.customers,
    }


def _lead(language: Language, changes: Changes) -> str:
    """Say with what today is compared, and how the portfolio as a whole moved."""
    since = language.say("Desde a análise de {day}:", day=language.day(changes.since))
    if changes.customers.empty:
        return f"{since} " + language.say("nenhum cliente mudou de situação, segmento ou classe.")
    grown = round(changes.net_amount_now - changes.net_amount_before, 2)
    whole = language.say(
        "{before} → {now} clientes com compras; valor líquido {change} ({total}).",
        before=language.count(changes.customers_before),
        now=language.count(changes.customers_now),
        change=("+" if grown >= 0 else "") + language.money(grown),
        total=language.money(changes.net_amount_now),
    )
    return f"{since} {whole}"


def figures(language: Language, changes: Changes) -> Iterator[Figure]:
    """Give the reais won, won back and lost, each with its sentence."""
    for event, (label, one, many, tone) in _HEADLINES.items():
        customers, amount = changes.total(event)
        column = language.column(replace(AMOUNT, name=event, label=label))
        nobody = language.say("Ninguém, desta vez.")
        sentence = language.plural(one, many, customers) if customers else nobody
        yield Figure(column, amount, sentence, tone if customers else Tone.NEUTRAL)


def counts(language: Language, changes: Changes) -> Table:
    """Count the customers and the reais of each event, the weightiest first."""
    order = {category.slug: at for at, category in enumerate(EVENT.categories)}
    counted = (
        changes.customers.groupby("event", sort=False)
        .agg(customers=("amount", "size"), amount=("amount", "sum"))
        .reset_index()
        .sort_values("event", key=lambda events: events.map(order))
        .round({"amount": 2})
    )
    return table(
        language,
        "changes_by_event",
        (EVENT, _CUSTOMERS, AMOUNT),
        counted,
        takeaway=_sentence(language, changes),
        bars=("customers",),
    )


def _sentence(language: Language, changes: Changes) -> str:
    """Weigh what came against what went."""
    gained = changes.total("won")[1] + changes.total("recovered")[1]
    lost, amount = changes.total("lost")
    came = language.say(
        "Novos e recuperados trouxeram {gained}.", gained=language.money(gained, cents=False)
    )
    if not lost:
        return f"{came} " + language.say("Ninguém passou a inativo.")
    went = language.plural(
        "{n} cliente que parou comprava {amount} por ano.",
        "{n} clientes que pararam compravam {amount} por ano.",
        lost,
        amount=language.money(amount, cents=False),
    )
    return f"{came} {went}"


def listing(language: Language, changes: Changes) -> Table:
    """List the customers, each compared figure before and now."""
    compared = [
        replace(CUSTOMER_COLUMNS[name], name=f"{name}{when}", label=label, formula="")
        for name in COMPARED
        for when, label in _both(language, name)
    ]
    return table(
        language,
        "changes",
        (CUSTOMER_COLUMNS["customer"], EVENT, AMOUNT, *compared, CUSTOMER_COLUMNS["customer_id"]),
        changes.customers,
        title=language.say("Cliente por cliente"),
        takeaway=language.plural(
            "{n} cliente mudou; o de maior valor vem primeiro.",
            "{n} clientes mudaram; os de maior valor vêm primeiro.",
            len(changes.customers),
        ),
    )


def _both(language: Language, name: str) -> tuple[tuple[str, str], tuple[str, str]]:
    label = language.say(CUSTOMER_COLUMNS[name].label)
    return ("_before", language.say("{label} antes", label=label)), ("", label)
