"""What is to come in the next 12 months, and how far the forecast may be trusted."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.report import Section

_FIGURES = ("expected_amount_12m", "amount_at_risk")
_OF_A_HUNDRED = 100
_FAR_OFF = 0.2


def brief(portfolio: Portfolio) -> Section | None:
    """Show what is expected and what is at risk; say what a forecast of the past was worth."""
    title = portfolio.language.say("Próximos 12 meses")
    record = portfolio.analysis.records["prediction"]
    if not record["available"]:
        wanted = record["reason"] != "off" and not portfolio.buyers.empty
        return unknown(portfolio, title) if wanted else None
    expected, risk = (portfolio.headline(name) for name in _FIGURES)
    return Section("forecast", title, figures=(replace(expected, sentence=trust(portfolio)), risk))


def trust(portfolio: Portfolio) -> str:
    """Say how a forecast made with three quarters of the time fared in the last."""
    tested = portfolio.analysis.records["prediction"]["backtest"]
    if tested is None:
        return portfolio.language.say(
            "Ainda não há história bastante para conferir a previsão com o que já passou: use-a "
            "com cautela."
        )
    said = (_volume(portfolio, tested), _bias(portfolio, tested), _lost(portfolio, tested))
    return " ".join(filter(None, said))


def _volume(portfolio: Portfolio, tested: Mapping[str, Any]) -> str:
    language = portfolio.language
    return language.say(
        "Conferida no passado: de {start} a {end}, previa {expected} dias de compra e houve "
        "{actual}.",
        start=language.day(tested["fit_until"]),
        end=language.day(tested["test_until"]),
        expected=language.count(tested["expected_orders"]),
        actual=language.count(tested["actual_orders"]),
    )


def _bias(portfolio: Portfolio, tested: Mapping[str, Any]) -> str:
    """Warn of a forecast that was far off."""
    actual = tested["actual_orders"]
    miss = tested["expected_orders"] / actual - 1 if actual else 1.0
    if abs(miss) < _FAR_OFF:
        return ""
    if miss > 0:
        return portfolio.language.say("Previu demais: conte com menos que isto.")
    return portfolio.language.say("Previu de menos: pode vir mais que isto.")


def _lost(portfolio: Portfolio, tested: Mapping[str, Any]) -> str:
    """Say how many of a hundred customers given up for lost stayed away."""
    if not tested["flagged_lost"]:
        return ""
    stayed, low, high = (
        portfolio.language.count(_OF_A_HUNDRED * tested[key])
        for key in ("precision", "precision_low", "precision_high")
    )
    return portfolio.language.say(
        "De cada 100 clientes dados como perdidos, {stayed} não voltaram (entre {low} e {high}).",
        stayed=stayed,
        low=low,
        high=high,
    )


_REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "few_customers": (
            "Não dá para prever as compras: há {n} cliente, e é preciso ter {least}.",
            "Não dá para prever as compras: há {n} clientes, e é preciso ter {least}.",
        ),
        "short_history": (
            "Não dá para prever as compras: há {n} dia de história, e é preciso ter {least}.",
            "Não dá para prever as compras: há {n} dias de história, e é preciso ter {least}.",
        ),
        "few_repeat_buyers": (
            "Não dá para prever as compras: {n} cliente voltou, e é preciso que sejam {least}.",
            "Não dá para prever as compras: {n} clientes voltaram, e é preciso que sejam {least}.",
        ),
    }
)
_NO_PATTERN = "Não dá para prever as compras: elas não seguem nenhum padrão que a conta encontre."
"""Why there is no forecast, Portuguese source texts."""


def unknown(portfolio: Portfolio, title: str) -> Section:
    """Say why there is no forecast."""
    record, language = portfolio.analysis.records["prediction"], portfolio.language
    texts = _REASONS.get(record["reason"])
    if texts is None:
        return Section("forecast", title, language.say(_NO_PATTERN))
    said = language.plural(*texts, record["found"], least=language.count(record["least"]))
    return Section("forecast", title, said)
