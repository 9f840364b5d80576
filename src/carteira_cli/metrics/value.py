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
        "estimated_lost_amount",
        "Perda estimada",
        Kind.MONEY,
        "Quanto o cliente atrasado ou inativo deixou de comprar: ticket médio × ciclos inteiros "
        "sem comprar, no máximo o equivalente a 12 meses de compras. Zero para quem está em dia.",
        formula="IF([cycle_ratio]>LimiteAtraso,"
        "ROUND([average_ticket]*MIN(INT([cycle_ratio]),365/[cycle_days]),2),0)",
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
        "ritmo, no máximo 12 meses de cada um.",
    ),
)


_LONGEST_LOSS_DAYS = 365


@dataclass(frozen=True, slots=True)
class Rules:
    """There is nothing to set: 12 months are the most that is called lost."""


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Estimate what the late and the inactive customers would have bought."""
    lost = _lost(inputs.customers)
    return Outcome(
        customers=lost.to_frame("estimated_lost_amount"),
        summary=_summary(inputs.customers["status"], lost),
    )


def _lost(customers: pd.DataFrame) -> pd.Series:
    """Average ticket × whole cycles missed, in reais; 0 for those on time, null if unknown."""
    most = _LONGEST_LOSS_DAYS / customers["cycle_days"]
    missed = np.minimum(np.floor(customers["cycle_ratio"]), most)
    behind = customers["status"].isin(["late", "inactive"])
    lost: pd.Series = (customers["average_ticket"] * missed.where(behind, 0)).round(2)
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
    needs=("average_ticket", "cycle_days", "cycle_ratio", "status"),
    provides=PROVIDES,
    summary=SUMMARY,
)
