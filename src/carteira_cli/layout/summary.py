"""The headline figures: a compact block in the terminal, cards with a sentence in the workbook."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from carteira_cli.layout import concentration, evolution, forecast, groups, worth
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.layout.top import tops
from carteira_cli.model.report import Chart, Figure, Section

_BLOCK = (
    "net_amount",
    "customers",
    "average_ticket",
    "active_customers",
    "estimated_lost_amount",
    "repeat_rate",
    "returns_amount",
    "orders",
    "portfolio_health",
    "retention_12m",
)
_ALWAYS_THERE = "orders"
_UNLESS_ZERO = {"returns_amount", "unidentified_amount", "portfolio_value_low"}
_GOOD_HEALTH, _POOR_HEALTH = 70, 40
_MOST_CARDS = 8


def brief(portfolio: Portfolio) -> Section:
    """Set the totals in one block, money beside counts."""
    told = {"net_amount": _unidentified(portfolio), _ALWAYS_THERE: worth.brief(portfolio)}
    figures = (
        portfolio.headline(name, told.get(name, ""))
        for name in _BLOCK
        if _worth_saying(portfolio, name)
    )
    title = portfolio.language.say("Em números")
    return Section("summary", title, figures=tuple(figures))


def _worth_saying(portfolio: Portfolio, name: str) -> bool:
    value = portfolio.figure(name)
    return value is not None and (name not in _UNLESS_ZERO or bool(value))


def book(portfolio: Portfolio) -> Section:
    """Set the headline figures as cards, each with its sentence and sheet, around the charts."""
    cards = tuple(_cards(portfolio))
    return Section(
        "summary",
        portfolio.language.say("Resumo"),
        figures=cards[:_MOST_CARDS],
        further=cards[_MOST_CARDS:],
        charts=tuple(_charts(portfolio)),
        tables=tuple(tops(portfolio)),
    )


def _cards(portfolio: Portfolio) -> Iterator[Figure]:
    for name, (tell, section) in _CARDS.items():
        if _worth_saying(portfolio, name):
            yield portfolio.headline(name, tell(portfolio), section)


def _charts(portfolio: Portfolio) -> Iterator[Chart]:
    pareto = concentration.chart(portfolio)
    if pareto:
        yield pareto
    if not portfolio.buyers.empty:
        if portfolio.figure("active_customers") is not None:
            yield groups.status_chart(portfolio)
        yield groups.segments_chart(portfolio)
    if not portfolio.analysis.tables["months"].empty:
        yield evolution.chart(portfolio)


def _revenue(portfolio: Portfolio) -> str:
    language, returned = portfolio.language, portfolio.total("returns_amount")
    if returned:
        return language.say(
            "São {gross} em vendas, menos {returned} em devoluções.",
            gross=language.money(portfolio.total("gross_amount")),
            returned=language.money(returned),
        )
    return language.plural(
        "É a soma de {n} pedido, sem devoluções.",
        "É a soma de {n} pedidos, sem devoluções.",
        portfolio.total("orders"),
    )


def _customers(portfolio: Portfolio) -> str:
    language, average = portfolio.language, portfolio.figure("orders_per_customer")
    if average is None:
        return language.say("Nenhuma venda traz o cliente: peça nome ou CPF na hora da venda.")
    return language.say("Pedidos por cliente, em média: {n}.", n=language.number(average))


def _active(portfolio: Portfolio) -> str:
    language, status = portfolio.language, portfolio.buyers["status"]
    late, inactive = (int((status == slug).sum()) for slug in ("late", "inactive"))
    return language.say(
        "Isso é {share} dos clientes. Atrasados: {late}; inativos: {inactive}.",
        share=portfolio.percent(portfolio.total("active_customers") / len(status)),
        late=language.count(late),
        inactive=language.count(inactive),
    )


def _lost(portfolio: Portfolio) -> str:
    language, status = portfolio.language, portfolio.buyers["status"]
    behind = int(status.isin(["late", "inactive"]).sum())
    if not behind:
        return language.say("Ninguém está atrasado nem parou de comprar.")
    return language.plural(
        "É o que {n} cliente atrasado ou inativo deixou de comprar: no máximo um ano de compras.",
        "É o que {n} clientes atrasados ou inativos deixaram de comprar: no máximo um ano de "
        "compras de cada um.",
        behind,
    )


def _repeat(portfolio: Portfolio) -> str:
    again = int((portfolio.buyers["purchase_days"] > 1).sum())
    if not again:
        return portfolio.language.say("Ninguém comprou em mais de um dia, ainda.")
    return portfolio.language.plural(
        "{n} cliente comprou em mais de um dia.",
        "{n} clientes compraram em mais de um dia.",
        again,
    )


def _ticket(portfolio: Portfolio) -> str:
    return portfolio.language.say("É o valor médio de um pedido, antes das devoluções.")


def _at_risk(portfolio: Portfolio) -> str:
    if portfolio.analysis.records["prediction"]["available"]:
        return portfolio.language.say(
            "Das compras dos últimos 12 meses, é o que pode não se repetir, pela chance de cada "
            "cliente ter parado."
        )
    return portfolio.language.say(
        "É o que os clientes atrasados e inativos compraram nos últimos 12 meses: pode não se "
        "repetir."
    )


def _expected(portfolio: Portfolio) -> str:
    expected = portfolio.language.say(
        "É o que os clientes de hoje devem comprar nos próximos 12 meses; quem ainda vai chegar "
        "não entra."
    )
    return f"{expected} {forecast.trust(portfolio)}"


def _health(portfolio: Portfolio) -> str:
    language, health = portfolio.language, portfolio.buyers["health"].dropna()
    good, poor = (int(those.sum()) for those in (health >= _GOOD_HEALTH, health < _POOR_HEALTH))
    return language.say(
        "De 0 a 100, pelo peso de cada cliente. Com saúde boa (70 ou mais): {good}; ruim (abaixo "
        "de 40): {poor}.",
        good=language.count(good),
        poor=language.count(poor),
    )


def _net_promoters(portfolio: Portfolio) -> str:
    answered = int(portfolio.customers["nps"].notna().sum())
    return portfolio.language.plural(
        "De −100 a 100, pela resposta de {n} cliente.",
        "De −100 a 100, pelas respostas de {n} clientes.",
        answered,
    )


def _satisfied(portfolio: Portfolio) -> str:
    return portfolio.language.plural(
        "É a nota de {n} cliente.",
        "É a média das notas de {n} clientes.",
        int(portfolio.customers["csat"].notna().sum()),
    )


def _overdue(portfolio: Portfolio) -> str:
    return portfolio.language.plural(
        "{n} cliente tem títulos vencidos.",
        "{n} clientes têm títulos vencidos.",
        int((portfolio.customers["overdue_amount"] > 0).sum()),
    )


def _unidentified(portfolio: Portfolio) -> str:
    language, revenue = portfolio.language, portfolio.total("net_amount")
    amount = portfolio.total("unidentified_amount")
    if not amount:
        return ""
    if not 0 <= amount <= revenue:
        return language.say(
            "Sem cliente identificado: {amount}, no total e em nenhuma ficha.",
            amount=language.money(amount),
        )
    return language.say(
        "Sem cliente identificado: {amount} ({share} do faturamento), no total e em nenhuma ficha.",
        amount=language.money(amount),
        share=portfolio.percent(amount / revenue),
    )


_CARDS: Mapping[str, tuple[Callable[[Portfolio], str], str]] = MappingProxyType(
    {
        "net_amount": (_revenue, "findings"),
        "customers": (_customers, "customers"),
        "customers_for_80pct": (concentration.sentence, "customers"),
        "active_customers": (_active, "segments"),
        "estimated_lost_amount": (_lost, "customers"),
        "amount_at_risk": (_at_risk, "customers"),
        "expected_amount_12m": (_expected, "customers"),
        "portfolio_health": (_health, "customers"),
        "portfolio_value_low": (worth.portfolio_value, "customers"),
        "ltv_predicted": (worth.new_customer, "customers"),
        "repeat_rate": (_repeat, "customers"),
        "average_ticket": (_ticket, "segments"),
        "nps": (_net_promoters, "customers"),
        "csat": (_satisfied, "customers"),
        "overdue_amount": (_overdue, "customers"),
        "unidentified_amount": (_unidentified, "findings"),
    }
)
"""The cards of the workbook: summary column → its sentence, and the sheet with its rows."""
