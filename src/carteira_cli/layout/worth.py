"""What the portfolio and a customer are worth, in words, with what the figures suppose."""

from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.metrics.worth import Rules

_FULL_YEAR = 12


def brief(portfolio: Portfolio) -> str:
    """Say in one sentence for how much the portfolio would go; empty when it is not known."""
    language = portfolio.language
    if not portfolio.total("portfolio_value_high"):
        return ""
    return language.say(
        "A carteira vale de {low} a {high}: {times} a média mensal {of_months}.",
        low=_money(portfolio, "portfolio_value_low"),
        high=_money(portfolio, "portfolio_value_high"),
        times=_times(portfolio),
        of_months=_of_months(portfolio),
    )


def portfolio_value(portfolio: Portfolio) -> str:
    """Say the range, where it comes from, and what the future purchases are worth."""
    language = portfolio.language
    by_multiples = language.say(
        "Até {high}: {times} a média mensal de {mean} {of_months}.",
        high=_money(portfolio, "portfolio_value_high"),
        times=_times(portfolio),
        mean=_money(portfolio, "mean_monthly_amount"),
        of_months=_of_months(portfolio),
    )
    if portfolio.figure("portfolio_value_dcf") is None:
        unknown = language.say(
            "Pelo que os clientes ainda vão comprar, não dá para estimar: não há previsão de "
            "compras, nem meses completos que mostrem quantos se perdem."
        )
        return f"{by_multiples} {unknown}"
    by_future = language.say(
        "Pelo que os clientes ainda devem comprar em 5 anos ({basis}), {dcf}, {assumptions}.",
        basis=_basis(portfolio),
        dcf=_money(portfolio, "portfolio_value_dcf"),
        assumptions=assumptions(portfolio),
    )
    return f"{by_multiples} {by_future}"


def new_customer(portfolio: Portfolio) -> str:
    """Say what a new customer leaves, and against what it costs to win him."""
    language = portfolio.language
    leaves = language.say(
        "É a margem que um cliente novo deve deixar em 5 anos ({basis}), {assumptions}.",
        basis=_basis(portfolio),
        assumptions=assumptions(portfolio),
    )
    if portfolio.figure("ltv_cac") is None:
        return leaves
    costs = language.say(
        "Conquistá-lo custa {cac}: volta {times} vezes.",
        cac=_money(portfolio, "cac"),
        times=language.number(portfolio.figure("ltv_cac")),
    )
    return f"{leaves} {costs}"


def assumptions(portfolio: Portfolio) -> str:
    """Name margin and discount; those that the user did not set are only supposed."""
    language, rules = portfolio.language, portfolio.analysis.rules["worth"]
    figures = {
        "margin": portfolio.percent(rules.margin),
        "rate": portfolio.percent(rules.discount_rate),
    }
    default = Rules()
    if (rules.margin, rules.discount_rate) == (default.margin, default.discount_rate):
        return language.say(
            "supondo margem de {margin} e desconto de {rate} ao ano (ajuste em [negocio], no "
            "carteira.toml)",
            **figures,
        )
    return language.say("com margem de {margin} e desconto de {rate} ao ano", **figures)


def _basis(portfolio: Portfolio) -> str:
    if portfolio.analysis.records["worth"]["basis"] == "prediction":
        return portfolio.language.say("pela previsão de compras")
    return portfolio.language.say("pela média do ano, menos os clientes que se perdem")


def _times(portfolio: Portfolio) -> str:
    rules = portfolio.analysis.rules["worth"]
    low, high = (_short(portfolio, value) for value in (rules.multiple_low, rules.multiple_high))
    return portfolio.language.say("{low} a {high} vezes", low=low, high=high)


def _of_months(portfolio: Portfolio) -> str:
    """Say of which months the mean is, since a short history says little of a year."""
    language, months = portfolio.language, portfolio.analysis.records["worth"]["months"]
    if months == _FULL_YEAR:
        return language.say("dos últimos 12 meses")
    if months == 1:
        return language.say("do único mês que há")
    return language.say("dos {n} meses que há", n=_short(portfolio, months))


def _short(portfolio: Portfolio, value: float) -> str:
    """Write a whole number without a decimal, another with one."""
    return portfolio.language.number(value, 0 if value == round(value) else 1)


def _money(portfolio: Portfolio, name: str) -> str:
    return portfolio.language.money(portfolio.figure(name), cents=False)
