"""What the register says of satisfaction and debts: NPS, CSAT and overdue amounts.

Nothing is computed where the register has no such column; every figure then is null.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.tables import MEASURES

SUMMARY = (
    Column(
        "nps",
        "NPS",
        Kind.NUMBER,
        "Parte dos clientes que deu nota 9 ou 10 (promotores) menos a que deu 6 ou menos "
        "(detratores), em pontos de −100 a 100. Vazio se o cadastro não traz a nota.",
        source="Reichheld (2003)",
    ),
    Column(
        "csat",
        "Satisfação média",
        Kind.NUMBER,
        "Média das notas de satisfação (CSAT) do cadastro. Vazia se o cadastro não as traz.",
    ),
    Column(
        "overdue_amount",
        "Valor em atraso",
        Kind.MONEY,
        "Soma dos títulos vencidos de todos, como está no cadastro. Vazia se ele não os traz.",
    ),
)

_PROMOTER, _DETRACTOR = 9, 6


@dataclass(frozen=True, slots=True)
class Rules:
    """There is nothing to set: the limits of the NPS are part of its definition."""


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Show what the register measures of each customer, and sum it up."""
    names = [column.name for column in MEASURES]
    told = inputs.measures.reindex(index=inputs.customers.index, columns=names).astype(float)
    return Outcome(customers=told, summary=_summary(told))


def _summary(told: pd.DataFrame) -> Mapping[str, Any]:
    nps, csat, overdue = (told[column.name].dropna().to_numpy() for column in MEASURES)
    # Sorted, so that the same scores in another order add up to the same last digit.
    return {
        "nps": net_promoter_score(nps) if len(nps) else None,
        "csat": float(np.sort(csat).mean()) if len(csat) else None,
        "overdue_amount": int(np.rint(overdue * 100).sum()) / 100 if len(overdue) else None,
    }


def net_promoter_score(scores: np.ndarray) -> float:
    """Promoters less detractors in points of a hundred (Reichheld 2003)."""
    difference = (scores >= _PROMOTER).sum() - (scores <= _DETRACTOR).sum()
    return float(100 * difference / len(scores))


METRIC = Metric("satisfaction", Rules, compute, provides=MEASURES, summary=SUMMARY)
