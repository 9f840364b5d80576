"""What is to come: who still buys, how often and how much in the next 12 months.

Without enough data no model is fitted: the columns stay empty, and the record says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd

from carteira_cli.metrics.prediction import backtest
from carteira_cli.metrics.prediction.forecast import MODELS, YEAR, Forecast, fitted
from carteira_cli.metrics.prediction.gamma_gamma import NAMES as SPEND_NAMES
from carteira_cli.metrics.prediction.histories import Customers, of_days
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase

_PURCHASES = "MBG/NBD de Batislam, Denizel e Filiztekin (2007)"
_SPEND = "Gamma-Gamma de Fader, Hardie e Lee (2005)"
_RULES = ("prediction.model",)
PROVIDES = (
    Column(
        "p_alive",
        "Chance de estar ativo",
        Kind.SHARE,
        "Probabilidade de o cliente ainda comprar aqui, pelo ritmo dele e pelo silêncio desde a "
        "última compra. Vazia quando não há dados que cheguem para prever.",
        source=_PURCHASES,
        rules=_RULES,
    ),
    Column(
        "expected_orders_12m",
        "Compras esperadas em 12 meses",
        Kind.NUMBER,
        "Quantos dias de compra se esperam do cliente nos próximos 12 meses, já contando que ele "
        "pode não voltar.",
        source=_PURCHASES,
        rules=_RULES,
    ),
    Column(
        "expected_amount_12m",
        "Valor esperado em 12 meses",
        Kind.MONEY,
        "Quanto se espera que o cliente compre nos próximos 12 meses, antes de devoluções.",
        source=f"{_PURCHASES}; {_SPEND}",
        rules=_RULES,
    ),
)
SUMMARY = (
    Column(
        "expected_amount_12m",
        "Vendas esperadas em 12 meses",
        Kind.MONEY,
        "Quanto se espera que os clientes de hoje comprem nos próximos 12 meses, antes de "
        "devoluções; clientes que ainda vão chegar não entram.",
        source=f"{_PURCHASES}; {_SPEND}",
        rules=_RULES,
    ),
)
TABLES = {
    "future": (
        Column("month", "Mês à frente", Kind.COUNT, "1 é o mês que começa na data-base."),
        Column(
            "expected_amount",
            "Valor esperado",
            Kind.MONEY,
            "Quanto se espera que os clientes de hoje comprem no mês, antes de devoluções.",
        ),
        Column(
            "newcomer_amount",
            "Valor esperado de quem chega",
            Kind.MONEY,
            "Quanto se espera de um cliente novo no mês, depois da primeira compra.",
        ),
    ),
}

_FIT_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Rules:
    """Which model foretells, and how much data it must have."""

    model: Literal["mbg-nbd", "bg-nbd", "pareto-nbd", "off"] = "mbg-nbd"
    least_customers: int = 100
    least_days: int = 180
    least_repeat_buyers: int = 30

    def __post_init__(self) -> None:
        """Refuse limits under which no model can be fitted; the sentence is shown to the user."""
        if self.least_customers < 1 or self.least_days < 1 or self.least_repeat_buyers < 1:
            msg = Phrase("least_customers, least_days e least_repeat_buyers devem ser pelo menos 1")
            raise ValueError(msg)


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Fit the model to all customers and foretell, or say why not."""
    if rules.model == "off":
        return _without(inputs, "off")
    known = of_days(inputs.days, inputs.reference_date)
    reason, figures = _lacking(known, rules)
    if reason:
        return _without(inputs, reason, **figures)
    model = next(each for each in MODELS if each.slug == rules.model)
    forecast = fitted(model, known)
    if not forecast.fit.converged:
        return _without(inputs, "not_converged")
    return _foretold(inputs, known, forecast, rules)


def _foretold(inputs: Inputs, known: Customers, forecast: Forecast, rules: Rules) -> Outcome:
    orders = forecast.purchases(known, YEAR)
    amount = (orders * forecast.amount_each(known)).round(2)
    figures = pd.DataFrame(
        {
            "p_alive": forecast.p_alive(known),
            "expected_orders_12m": orders,
            "expected_amount_12m": amount,
        },
        index=known.place,
    )
    return Outcome(
        customers=inputs.by_customer(figures),
        summary={"expected_amount_12m": float(np.rint(amount * 100).sum()) / 100},
        tables={"future": forecast.future(known, float(amount.sum()))},
        records={"prediction": _record(inputs, known, forecast, rules)},
    )


def _lacking(known: Customers, rules: Rules) -> tuple[str, Mapping[str, int]]:
    """Name the first thing that the data lack, and how much there is and must be."""
    history = int(known.histories.T.max(initial=0))
    needs = {
        "few_customers": (len(known.place), rules.least_customers),
        "short_history": (history, rules.least_days),
        "few_repeat_buyers": (known.repeat_buyers, rules.least_repeat_buyers),
    }
    for reason, (found, least) in needs.items():
        if found < least:
            return reason, {"found": found, "least": least}
    return "", {}


def _without(inputs: Inputs, reason: str, **figures: int) -> Outcome:
    """Leave everything empty, and record why: what there is and how much it takes."""
    empty = pd.DataFrame(
        np.nan, inputs.customers.index, [column.name for column in PROVIDES], dtype=float
    )
    return Outcome(
        customers=empty,
        summary={"expected_amount_12m": None},
        tables={"future": pd.DataFrame(columns=[column.name for column in TABLES["future"]])},
        records={"prediction": {"available": False, "reason": reason, **figures}},
    )


def _record(
    inputs: Inputs, known: Customers, forecast: Forecast, rules: Rules
) -> Mapping[str, Any]:
    spend = forecast.spend
    return {
        "available": True,
        "reason": None,
        "model": forecast.model.slug,
        "unit": "day",
        "params": _named(forecast.model.names, forecast.fit.params),
        "log_likelihood": round(forecast.fit.log_likelihood, 4),
        "customers": len(known.place),
        "repeat_customers": known.repeat_buyers,
        "spend": {
            "params": _named(SPEND_NAMES, spend.fit.params),
            "log_likelihood": round(spend.fit.log_likelihood, 4),
            "customers": spend.customers,
        }
        if spend.fit.converged
        else None,
        "backtest": _tested(inputs, known, forecast, rules),
    }


def _tested(
    inputs: Inputs, known: Customers, forecast: Forecast, rules: Rules
) -> Mapping[str, Any] | None:
    """Hold a forecast of the past to what came; None where the past alone lacks data."""
    first: date = inputs.customers["first_purchase"].min().date()
    until = backtest.cut(first, inputs.reference_date, _FIT_SHARE)
    before = of_days(inputs.days, until)
    if _lacking(before, rules)[0]:
        return None
    tested = backtest.run(forecast.model, before, known, (until, inputs.reference_date))
    return None if tested is None else tested.record()


def _named(names: tuple[str, ...], params: Any) -> Mapping[str, float]:
    return {name: float(f"{value:.8g}") for name, value in zip(names, params, strict=True)}


METRIC = Metric(
    "prediction",
    Rules,
    compute,
    needs=("purchase_days", "first_purchase"),
    provides=PROVIDES,
    summary=SUMMARY,
    tables=TABLES,
)
