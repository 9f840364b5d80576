"""The money at stake with the customers who stopped buying."""

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
    ),
)
SUMMARY = (
    Column(
        "active_customers",
        "Clientes ativos",
        Kind.COUNT,
        "Clientes que estão dentro do ritmo de compra, mais os novos.",
    ),
    Column(
        "estimated_lost_amount",
        "Perda estimada",
        Kind.MONEY,
        "Soma do que os clientes atrasados e inativos deixaram de comprar, se tivessem mantido o "
        "ritmo; de cada um, no máximo o que comprou em um ano.",
    ),
)


_YEAR = pd.Timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Rules:
    """There is nothing to set: what was bought in a year is the most that is called lost."""


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Estimate what the late and the inactive customers would have bought."""
    yearly = _yearly(inputs)
    lost = _lost(inputs.customers, yearly)
    return Outcome(
        customers=pd.DataFrame({"yearly_amount": yearly, "estimated_lost_amount": lost}),
        summary=_summary(inputs.customers["status"], lost),
    )


def _yearly(inputs: Inputs) -> pd.Series:
    """Sum the sales of the 365 days that end with each customer's last purchase, in reais."""
    days = inputs.days
    last = inputs.customers["last_purchase"].to_numpy()[days["place"]]
    recent = days[(days["date"] > last - _YEAR) & (days["date"] <= last)]
    bought = recent.groupby("place")[["sold_cents"]].sum()
    return inputs.by_customer(bought)["sold_cents"] / 100


def _lost(customers: pd.DataFrame, yearly: pd.Series) -> pd.Series:
    """Average ticket × whole cycles missed, in reais; 0 for those on time, null if unknown.

    The ticket is the rounded one that is shown, so that the figure can be checked by hand.
    """
    missed = np.floor(customers["cycle_ratio"])
    behind = customers["status"].isin(["late", "inactive"])
    missing = (customers["average_ticket"] * missed).round(2)
    lost: pd.Series = np.minimum(missing, yearly).where(behind, 0.0)
    return lost.where(customers["cycle_ratio"].notna())


def _summary(status: pd.Series, lost: pd.Series) -> Mapping[str, Any]:
    """Both figures, or None while no customer's status is known."""
    if lost.isna().all():
        return dict.fromkeys(column.name for column in SUMMARY)
    return {
        "active_customers": int(status.isin(["active", "new"]).sum()),
        "estimated_lost_amount": int(np.rint(lost.fillna(0) * 100).sum()) / 100,
    }


METRIC = Metric(
    "value",
    Rules,
    compute,
    needs=("average_ticket", "last_purchase", "cycle_ratio", "status"),
    provides=PROVIDES,
    summary=SUMMARY,
)
