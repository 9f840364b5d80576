"""The money at stake with the customers who stopped buying, or may stop."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome

PROVIDES = (
    Column(
        "yearly_amount",
        "Compras em um ano",
        Kind.MONEY,
        "Quanto o cliente comprou nos 12 meses até a sua última compra, antes das devoluções.",
    ),
    Column(
        "estimated_lost_amount",
        "Perda estimada",
        Kind.MONEY,
        "Quanto o cliente atrasado ou inativo deixou de comprar: ticket médio × ciclos inteiros "
        "sem comprar, no máximo o que ele comprou em um ano. Zero para quem está em dia.",
        formula="IF([cycle_ratio]>LimiteAtraso,"
        "MIN(ROUND([average_ticket]*INT([cycle_ratio]),2),[yearly_amount]),0)",
        rules=("lifecycle.late_ratio",),
    ),
    Column(
        "amount_at_risk",
        "Valor em risco",
        Kind.MONEY,
        "Quanto do que o cliente comprou nos últimos 12 meses pode não se repetir: valor líquido "
        "dos 12 meses × (1 − chance de estar ativo). Sem previsão de compras, é o valor inteiro de "
        "quem está atrasado ou inativo, e zero dos outros.",
        rules=("lifecycle.late_ratio",),
    ),
)
SUMMARY = (
    Column(
        "amount_at_risk",
        "Valor em risco",
        Kind.MONEY,
        "Quanto das vendas dos últimos 12 meses pode não se repetir nos próximos, somando o risco "
        "de cada cliente.",
        rules=("lifecycle.late_ratio",),
    ),
    Column(
        "active_customers",
        "Clientes ativos",
        Kind.COUNT,
        "Clientes que estão dentro do ritmo de compra, mais os novos.",
        rules=("lifecycle.late_ratio",),
    ),
    Column(
        "estimated_lost_amount",
        "Perda estimada",
        Kind.MONEY,
        "Soma do que os clientes atrasados e inativos deixaram de comprar, se tivessem mantido o "
        "ritmo; de cada um, no máximo o que comprou em um ano.",
        rules=("lifecycle.late_ratio",),
    ),
)


_YEAR = np.timedelta64(365, "D")


@dataclass(frozen=True, slots=True)
class Rules:
    """There is nothing to set: what was bought in a year is the most that is called lost."""


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Estimate what the late and the inactive customers would have bought."""
    yearly = _yearly(inputs)
    lost = _lost(inputs.customers, yearly)
    risk = _at_risk(inputs)
    figures = {"yearly_amount": yearly, "estimated_lost_amount": lost, "amount_at_risk": risk}
    return Outcome(
        customers=pd.DataFrame(figures),
        summary=_summary(inputs.customers["status"], lost, risk),
    )


def _yearly(inputs: Inputs) -> pd.Series:
    """Sum the sales of the 365 days that end with each customer's last purchase, in reais."""
    days, date_of = inputs.days, inputs.days["date"].to_numpy()
    last = inputs.customers["last_purchase"].to_numpy()[days["place"]]
    recent = (date_of > last - _YEAR) & (date_of <= last)
    bought = inputs.customers["purchase_days"].notna()
    return (inputs.total(days["sold_cents"].to_numpy(), recent) / 100).where(bought)


def _at_risk(inputs: Inputs) -> pd.Series:
    """Net amount of the last 365 days × the chance to have stopped; null without any status."""
    customers = inputs.customers
    days = inputs.days
    recent = days["date"].to_numpy() > np.datetime64(inputs.reference_date) - _YEAR
    cents = inputs.total((days["sold_cents"] + days["returned_cents"]).to_numpy(), recent)
    behind = customers["status"].isin(["late", "inactive"]).astype(float)
    stopped = (1 - customers["p_alive"]).fillna(behind)
    risk = (cents.clip(lower=0) * stopped / 100).round(2)
    known = customers["p_alive"].notna() | customers["cycle_ratio"].notna()
    return risk.where(known)


def _lost(customers: pd.DataFrame, yearly: pd.Series) -> pd.Series:
    """Average ticket × whole cycles missed, in reais; 0 for those on time, null if unknown.

    The ticket is the rounded one that is shown, so that the figure can be checked by hand.
    """
    missed = np.floor(customers["cycle_ratio"])
    behind = customers["status"].isin(["late", "inactive"])
    missing = (customers["average_ticket"] * missed).round(2)
    lost: pd.Series = np.minimum(missing, yearly).where(behind, 0.0)
    return lost.where(customers["cycle_ratio"].notna())


def _summary(status: pd.Series, lost: pd.Series, risk: pd.Series) -> Mapping[str, Any]:
    """All figures, or None while no customer's status is known."""
    if lost.isna().all():
        return dict.fromkeys(column.name for column in SUMMARY)
    return {
        "amount_at_risk": _total(risk),
        "active_customers": int(status.isin(["active", "new"]).sum()),
        "estimated_lost_amount": _total(lost),
    }


def _total(reais: pd.Series) -> float:
    return int(np.rint(reais.fillna(0) * 100).sum()) / 100


METRIC = Metric(
    "value",
    Rules,
    compute,
    needs=("average_ticket", "last_purchase", "cycle_ratio", "status", "p_alive"),
    provides=PROVIDES,
    summary=SUMMARY,
)
