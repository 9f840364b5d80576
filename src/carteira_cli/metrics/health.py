"""The health of each customer and of the portfolio, from 0 to 100.

A weighted mean of up to six parts, each from 0 to 1:

* recency: 1 until the day of the expected purchase (ratio 1), then falling in a straight line
  to 0 where the customer is called inactive;
* trend: 0 where half of the purchases are gone (−50 %) or more, 0.6 where they are steady, 1 where
  they grew by half (+50 %) or more, in straight lines between: to keep buying is good, to buy
  more is better;
* frequency and value: the RFM scores, the lowest as 0 and the highest as 1;
* tenure: the years as a customer, up to the two of ``tenure_days``;
* breadth: the distinct products bought, up to the portfolio's 90th percentile.

A part that is unknown (no trend yet, no products in the file) is left out, and the weights of
the others make up for it. Without a rhythm of purchase there is no recency, and no health.

The parts and weights are this program's convention, no published score.
"""

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase

PROVIDES = (
    Column(
        "health",
        "Saúde (0 a 100)",
        Kind.SCORE,
        "Uma nota só para a relação com o cliente: quanto falta ou passou da próxima compra (peso "
        "35), a tendência (20), a frequência (15), o valor (15), o tempo de casa (10) e a "
        "variedade de produtos (5). O que não se sabe fica de fora. Boa a partir de 70; abaixo "
        "de 40, preocupa. Vazia sem ritmo de compra.",
        source="convenção deste programa",
        rules=(
            "health.recency",
            "health.trend",
            "health.frequency",
            "health.value",
            "health.tenure",
            "health.breadth",
            "health.tenure_days",
        ),
    ),
)
SUMMARY = (
    Column(
        "portfolio_health",
        "Saúde da carteira (0 a 100)",
        Kind.SCORE,
        "Média da saúde dos clientes, em que cada um pesa pelo seu valor líquido.",
    ),
)

Floats = npt.NDArray[np.float64]

_PLACES = 1
_STEADY = 0.6
_TREND_CHANGES, _TREND_PARTS = (-0.5, 0.0, 0.5), (0.0, _STEADY, 1.0)
_EXPECTED = 1.0  # cycles
_MANY_PRODUCTS = 90  # percentile


@dataclass(frozen=True, slots=True)
class Rules:
    """The weights of the parts, and after how many days the tenure counts in full."""

    recency: float = 35.0
    trend: float = 20.0
    frequency: float = 15.0
    value: float = 15.0
    tenure: float = 10.0
    breadth: float = 5.0
    tenure_days: int = 730

    def __post_init__(self) -> None:
        """Refuse weights that can't be weighed; the sentence is shown to the user."""
        if min(getattr(self, each.name) for each in fields(self)) < 0:
            msg = Phrase("nenhum peso pode ser negativo")
            raise ValueError(msg)
        if not (self.recency > 0 and self.tenure_days > 0):
            msg = Phrase("recency e tenure_days devem ser maiores que 0")
            raise ValueError(msg)


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Weigh what is known of each customer, and the customers by what they bought."""
    parts = _parts(inputs, rules)
    weights = np.array([getattr(rules, name) for name in map(str, parts)])
    weighed = parts.notna().to_numpy() * weights
    points = parts.fillna(0).to_numpy() @ weights
    known = parts["recency"].notna().to_numpy()
    health = np.full(len(parts), np.nan)
    np.divide(100 * points, weighed.sum(axis=1), out=health, where=known)
    customers = pd.DataFrame({"health": health.round(_PLACES)}, index=inputs.customers.index)
    mean = _weighted_by_amount(customers["health"], inputs.customers["net_amount"])
    return Outcome(customers=customers, summary={"portfolio_health": mean})


def _parts(inputs: Inputs, rules: Rules) -> pd.DataFrame:
    """Every part of every customer from 0 to 1, null where it is unknown."""
    customers, bins = inputs.customers, inputs.thresholds["bins"]
    return pd.DataFrame(
        {
            "recency": _recency(customers["cycle_ratio"], inputs.thresholds["inactive_ratio"]),
            "trend": np.interp(customers["trend_change"], _TREND_CHANGES, _TREND_PARTS),
            "frequency": (customers["f_score"] - 1) / (bins - 1),
            "value": (customers["m_score"] - 1) / (bins - 1),
            "tenure": _tenure(customers["first_purchase"], inputs.reference_date, rules),
            "breadth": _breadth(inputs),
        },
        index=customers.index,
    )


def _recency(ratio: pd.Series, inactive_ratio: float) -> pd.Series:
    """One until the expected purchase, none where inactive, a straight line between."""
    full = min(_EXPECTED, inactive_ratio)
    falling = (inactive_ratio - ratio) / max(inactive_ratio - full, np.finfo(float).tiny)
    return falling.clip(0, 1).mask(ratio <= full, 1.0)


def _tenure(first_purchase: pd.Series, reference_date: date, rules: Rules) -> pd.Series:
    days: pd.Series = (pd.Timestamp(reference_date) - first_purchase).dt.days
    return (days / rules.tenure_days).clip(0, 1)


def _breadth(inputs: Inputs) -> Floats:
    """Distinct products against those of the customer who has more than nine in ten have."""
    place = inputs.baskets["place"].to_numpy(dtype=np.int64)
    named = inputs.baskets["product"].notna().to_numpy() & (place >= 0)
    products = np.bincount(place[named], minlength=len(inputs.customers)).astype(float)
    bought = products > 0
    many = np.percentile(products[bought], _MANY_PRODUCTS) if bought.any() else 1.0
    breadth: Floats = np.where(bought, np.minimum(products / many, 1.0), np.nan)
    return breadth


def _weighted_by_amount(health: pd.Series, net_amount: pd.Series) -> float | None:
    """Mean over the customers with a positive net amount; None without any."""
    counted = health.notna() & (net_amount > 0)
    if not counted.any():
        return None
    cents = np.rint(net_amount[counted].to_numpy() * 100)
    return round(float((health[counted].to_numpy() * cents).sum() / cents.sum()), _PLACES)


METRIC = Metric(
    "health",
    Rules,
    compute,
    needs=(
        "net_amount",
        "first_purchase",
        "f_score",
        "m_score",
        "cycle_ratio",
        "trend_change",
    ),
    provides=PROVIDES,
    summary=SUMMARY,
)
