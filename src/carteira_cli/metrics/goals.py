"""The goals of the user: where each figure stands, and whether it will get there in time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import NO_DETAILS
from carteira_cli.model.metric import Inputs, Metric, Outcome

TABLES = {
    "goals": (
        Column("metric", "Meta", Kind.IDENTIFIER, "O número do resumo que tem a meta."),
        Column("target", "Alvo", Kind.NUMBER, "Onde o número deve chegar."),
        Column("actual", "Hoje", Kind.NUMBER, "Onde o número está. Vazio se não se sabe."),
        Column(
            "progress",
            "Caminho andado",
            Kind.SHARE,
            "Hoje ÷ alvo; para o que deve diminuir, alvo ÷ hoje. A partir de 1 a meta está "
            "atingida.",
        ),
        Column("due", "Prazo", Kind.DATE, "O dia da meta. Vazio se ela não o tem."),
        Column(
            "expected",
            "Esperado no prazo",
            Kind.NUMBER,
            "Onde o faturamento ou os pedidos chegam no prazo, se continuarem no ritmo dos últimos "
            "3 meses completos. Vazio para os outros números, sem prazo ou com menos de 3 meses.",
        ),
        Column(
            "on_track",
            "No caminho",
            Kind.COUNT,
            "Verdadeiro se a meta está atingida ou, no ritmo de hoje, será; falso se o prazo "
            "passou ou o ritmo não basta; vazio se não dá para dizer.",
        ),
    ),
}

FALLING = frozenset(
    {
        "returns_amount",
        "unidentified_amount",
        "unidentified_rows",
        "churn_rate",
        "estimated_lost_amount",
        "amount_at_risk",
        "overdue_amount",
        "cac",
        "gini",
        "hhi",
        "top_20pct_share",
    }
)
"""The figures that are better the lower they are: their goals are met from above."""

_RATE_MONTHS = 3
_CENTS = 100


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure of the summary should reach, and by when."""

    target: float = field(metadata={"alias": "alvo"})
    # Lax: TOML knows dates, and what is validated here went through JSON, which knows none.
    due: date | None = field(default=None, metadata={"alias": "ate", "strict": False})


@dataclass(frozen=True, slots=True)
class Rules:
    """The goals by the summary figure that they are for, in the user's order."""

    goals: Mapping[str, Goal] = field(default_factory=lambda: NO_DETAILS)


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Compare every goal with where its figure is, and where it is heading."""
    rows = [_row(inputs, figure, goal) for figure, goal in rules.goals.items()]
    names = [column.name for column in TABLES["goals"]]
    table = pd.DataFrame(rows, columns=names).astype(
        {
            **dict.fromkeys(("target", "actual", "progress", "expected"), "float64"),
            "metric": "str",
            "due": "datetime64[s]",
            "on_track": "boolean",
        }
    )
    return Outcome(customers=pd.DataFrame(index=inputs.customers.index), tables={"goals": table})


def _row(inputs: Inputs, figure: str, goal: Goal) -> Mapping[str, Any]:
    actual = inputs.summary.get(figure)
    expected = None if actual is None else _expected(inputs, figure, actual, goal.due)
    return {
        "metric": figure,
        "target": goal.target,
        "actual": actual,
        "progress": None if actual is None else _progress(figure, actual, goal.target),
        "due": pd.NaT if goal.due is None else pd.Timestamp(goal.due),
        "expected": expected,
        "on_track": _on_track(figure, actual, expected, goal, inputs.reference_date),
    }


def _met(figure: str, value: float, target: float) -> bool:
    return value <= target if figure in FALLING else value >= target


def _progress(figure: str, actual: float, target: float) -> float | None:
    """How far the figure is: 1 and more exactly when the goal is met; None without a scale."""
    part, whole = (target, actual) if figure in FALLING else (actual, target)
    if whole > 0:
        return max(part / whole, 0.0)
    return 1.0 if _met(figure, actual, target) else None


def _expected(inputs: Inputs, figure: str, actual: float, due: date | None) -> float | None:
    """Go on from today to the day of the goal at the pace of the last three complete months."""
    if figure not in _FLOWS or due is None or due <= inputs.reference_date:
        return None
    until = _end_of_complete_months(inputs.reference_date)
    since = until - pd.DateOffset(months=_RATE_MONTHS)
    books = (inputs.days, inputs.unidentified)
    if not any(book["date"].min() < since + pd.DateOffset(months=1) for book in books):
        return None
    columns, unit = _FLOWS[figure]
    recent = (book.loc[book["date"].between(since, until, "left"), [*columns]] for book in books)
    per_day = sum(int(each.to_numpy().sum()) for each in recent) / unit / (until - since).days
    value = actual + per_day * (due - inputs.reference_date).days
    return float(np.round(value, 2 if unit == _CENTS else 0))


_FLOWS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "gross_amount": (("sold_cents",), _CENTS),
    "net_amount": (("sold_cents", "returned_cents"), _CENTS),
    "orders": (("orders",), 1),
}
"""What grows day by day: figure → the columns of the days it adds up, and how many make one."""


def _end_of_complete_months(reference_date: date) -> pd.Timestamp:
    """The first day that is in no complete month: the month of the reference date may be whole."""
    return (pd.Timestamp(reference_date) + pd.Timedelta(days=1)).replace(day=1)


def _on_track(
    figure: str, actual: float | None, expected: float | None, goal: Goal, today: date
) -> bool | None:
    """True when met or to be met, False when too late or too slow, None when not known."""
    if actual is None:
        return None
    if _met(figure, actual, goal.target):
        return True
    if goal.due is not None and goal.due < today:
        return False
    return None if expected is None else _met(figure, expected, goal.target)


METRIC = Metric("goals", Rules, compute, tables=TABLES, section="metas")
