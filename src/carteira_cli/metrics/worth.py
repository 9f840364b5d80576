"""What the portfolio is worth, what a customer brings, and what winning one costs.

Two views of the same worth. The multiple takes 8 to 12 average months of the identified
sales, as small portfolios are sold. The discounted cash flow adds up the margin on what these
customers are expected to buy in 60 months, each month brought to today at the yearly rate d:
Σ amount(m) × margin ÷ (1 + d)^(m/12). The amounts are those of the prediction, times the part that
stays after returns; where there is no prediction, the average month, of which the churn takes
its part every month: mean × (1 − churn)^m. Where neither is known, there is no such figure.

A year is the 365 days up to the reference date.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase

SUMMARY = (
    Column(
        "mean_monthly_amount",
        "Média mensal",
        Kind.MONEY,
        "Valor líquido das vendas a clientes identificados nos últimos 12 meses ÷ 12; se a "
        "planilha começa há menos tempo, ÷ os meses que ela tem (pelo menos 1).",
    ),
    Column(
        "portfolio_value_low",
        "Valor da carteira, a partir de",
        Kind.MONEY,
        "Quanto vale a carteira pela conta mais prudente dos múltiplos: 8 × a média mensal (se não "
        "houver outro número na configuração).",
        rules=("worth.multiple_low",),
    ),
    Column(
        "portfolio_value_high",
        "Valor da carteira, até",
        Kind.MONEY,
        "Quanto vale a carteira pela conta mais otimista dos múltiplos: 12 × a média mensal (se "
        "não houver outro número na configuração).",
        rules=("worth.multiple_high",),
    ),
    Column(
        "portfolio_value_dcf",
        "Valor da carteira pelo que ainda vai comprar",
        Kind.MONEY,
        "Fluxo de caixa descontado: a margem sobre o que os clientes de hoje devem comprar em 60 "
        "meses, cada mês trazido a valor de hoje pela taxa de desconto. Supõe margem de 30 % e "
        "desconto de 15 % ao ano, se [negocio] não disser outros. Vazio se não há como prever.",
        rules=("worth.margin", "worth.discount_rate"),
    ),
    Column(
        "ltv_historic",
        "Valor por cliente até hoje",
        Kind.MONEY,
        "Valor líquido das vendas a clientes identificados ÷ clientes: o que cada um comprou, em "
        "média, até hoje (valor de venda, não margem).",
    ),
    Column(
        "ltv_predicted",
        "Valor de um cliente novo",
        Kind.MONEY,
        "A margem que um cliente novo deve deixar em 5 anos, com a primeira compra: pela previsão "
        "de compras, a valor de hoje; sem previsão, compras por cliente ao ano × anos que ele fica "
        "(1 ÷ perda anual de clientes, no máximo 5) × margem. Vazio se não há como prever.",
        source="Berger e Nasr (1998)",
        rules=("worth.margin", "worth.discount_rate"),
    ),
    Column(
        "cac",
        "Custo de um cliente novo",
        Kind.MONEY,
        "investimento_aquisicao, de [negocio], ÷ clientes que fizeram a primeira compra nos "
        "últimos 12 meses. Se a planilha começa há menos de 12 meses, todos contam como novos.",
        rules=("worth.acquisition_cost",),
    ),
    Column(
        "ltv_cac",
        "Retorno de um cliente novo",
        Kind.NUMBER,
        "Valor de um cliente novo ÷ custo de um cliente novo: abaixo de 1, ele custa mais do que "
        "deixa; a partir de 3 costuma-se dizer que vale a pena.",
    ),
)

Floats = npt.NDArray[np.float64]

_CENTS = 100
_YEAR_DAYS = 365
_YEAR_MONTHS = 12
_MONTH_DAYS = _YEAR_DAYS / _YEAR_MONTHS
_HORIZON = 60
_MOST_YEARS = _HORIZON / _YEAR_MONTHS


@dataclass(frozen=True, slots=True)
class Rules:
    """What the sheets can't tell: margin, yearly discount, money spent to win customers.

    ``acquisition_cost`` is what was spent in the last 12 months, in reais. The margin and the
    discount are assumptions until the user says his own; outputs print them beside the figure.
    """

    margin: float = field(default=0.30, metadata={"alias": "margem"})
    discount_rate: float = field(default=0.15, metadata={"alias": "taxa_desconto"})
    acquisition_cost: float | None = field(
        default=None, metadata={"alias": "investimento_aquisicao"}
    )
    multiple_low: float = field(default=8.0, metadata={"alias": "multiplo_minimo"})
    multiple_high: float = field(default=12.0, metadata={"alias": "multiplo_maximo"})

    def __post_init__(self) -> None:
        """Refuse what is no rate, no cost, no range; the sentence is shown to the user."""
        if not (0 <= self.margin <= 1 and 0 <= self.discount_rate <= 1):
            msg = Phrase("margem e taxa_desconto devem ficar entre 0 e 1 (0.30 = 30 %)")
            raise ValueError(msg)
        if self.acquisition_cost is not None and self.acquisition_cost < 0:
            msg = Phrase("investimento_aquisicao não pode ser negativo")
            raise ValueError(msg)
        if not 0 < self.multiple_low <= self.multiple_high:
            msg = Phrase("multiplo_minimo deve ser maior que 0 e não passar de multiplo_maximo")
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class _Year:
    """The identified sales of the last 12 months, or of the months there are.

    ``months`` is between 1 and 12, ``cents`` net of returns; ``buyers`` bought in that time.
    """

    months: float
    cents: int
    buyers: int

    @property
    def mean(self) -> float:
        """The average month, in reais."""
        return self.cents / _CENTS / self.months


@dataclass(frozen=True, slots=True)
class _Future:
    """What is expected of the portfolio and of one new customer, and by what.

    Both are reais net of returns, month by month for 60 months, before the margin; ``first`` is
    what the new customer buys to begin with, where the months do not hold it.
    """

    basis: str
    portfolio: Floats
    newcomer: Floats
    newcomer_discounted: bool
    first: float = 0.0


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Value the portfolio, a customer, and the winning of one."""
    year = _year(inputs)
    future = _future(inputs, year) if year else None
    values = {**_multiples(year, rules), **_expected(future, rules)}
    values["ltv_historic"] = _per_customer(inputs.summary)
    values["cac"] = _cac(inputs, rules)
    values["ltv_cac"] = _ratio(values["ltv_predicted"], values["cac"])
    return Outcome(
        customers=pd.DataFrame(index=inputs.customers.index),
        summary={column.name: values[column.name] for column in SUMMARY},
        records={"worth": _assumptions(year, future, rules)},
    )


def _year(inputs: Inputs) -> _Year | None:
    """Add up the last 12 months; None while no customer has bought."""
    days = inputs.days
    bought = days["orders"] > 0
    if not bought.any():
        return None
    recent = (days["date"] > _a_year_before(inputs.reference_date)).to_numpy()
    first = days["date"][bought].min().date()
    months = ((inputs.reference_date - first).days + 1) / _MONTH_DAYS
    cents = days.loc[recent, ["sold_cents", "returned_cents"]].to_numpy().sum()
    return _Year(
        months=min(max(months, 1.0), float(_YEAR_MONTHS)),
        cents=int(cents),
        buyers=int(days["place"][bought & recent].nunique()),
    )


def _a_year_before(day: date) -> pd.Timestamp:
    return pd.Timestamp(day - timedelta(days=_YEAR_DAYS))


def _future(inputs: Inputs, year: _Year) -> _Future | None:
    """Expect what the prediction says, else the average month less the churn; else nothing."""
    predicted = inputs.tables.get("future")
    if predicted is not None and len(predicted):
        kept = _kept(inputs.days)
        months = predicted.sort_values("month")
        portfolio, newcomer = (months[name].to_numpy(float) * kept for name in _PREDICTED)
        first = kept * (inputs.summary.get("average_ticket") or 0.0)
        return _Future("prediction", portfolio, newcomer, newcomer_discounted=True, first=first)
    churn = inputs.summary.get("churn_rate")
    if churn is None:
        return None
    churn = min(churn, 1.0)  # over 1 when more leave than there were: new ones too
    staying = (1 - churn) ** np.arange(1, _HORIZON + 1)
    newcomer = np.array([_without_prediction(year, churn)])
    return _Future("churn", max(year.mean, 0.0) * staying, newcomer, newcomer_discounted=False)


_PREDICTED = ("expected_amount", "newcomer_amount")


def _kept(days: pd.DataFrame) -> float:
    """The part of the identified sales that stays after returns, from 0 to 1."""
    sold, returned = (int(days[name].sum()) for name in ("sold_cents", "returned_cents"))
    return min(max((sold + returned) / sold, 0.0), 1.0) if sold else 1.0


def _without_prediction(year: _Year, churn: float) -> float:
    """What a customer buys in a year × the years he stays, 5 at most; in reais."""
    if not year.buyers:
        return 0.0
    yearly = max(year.mean, 0.0) * _YEAR_MONTHS / year.buyers
    lost_in_a_year = 1 - (1 - churn) ** _YEAR_MONTHS
    return yearly * min(1 / lost_in_a_year if lost_in_a_year else math.inf, _MOST_YEARS)


def _multiples(year: _Year | None, rules: Rules) -> dict[str, float | None]:
    """The average month, and 8 to 12 of it; a portfolio is never worth less than nothing."""
    if year is None:
        return dict.fromkeys(("mean_monthly_amount", "portfolio_value_low", "portfolio_value_high"))
    worth = max(year.mean, 0.0)
    return {
        "mean_monthly_amount": round(year.mean, 2),
        "portfolio_value_low": round(worth * rules.multiple_low, 2),
        "portfolio_value_high": round(worth * rules.multiple_high, 2),
    }


def _expected(future: _Future | None, rules: Rules) -> dict[str, float | None]:
    """The margin on what is expected, at today's value."""
    if future is None:
        return {"portfolio_value_dcf": None, "ltv_predicted": None}
    rate = rules.discount_rate if future.newcomer_discounted else 0.0
    return {
        "portfolio_value_dcf": round(
            rules.margin * _discounted(future.portfolio, rules.discount_rate), 2
        ),
        "ltv_predicted": round(
            rules.margin * (future.first + _discounted(future.newcomer, rate)), 2
        ),
    }


def _discounted(amounts: Floats, rate: float) -> float:
    """Bring the amounts of the months 1, 2, … to today's value at a yearly rate."""
    months = np.arange(1, len(amounts) + 1)
    return float((amounts / (1 + rate) ** (months / _YEAR_MONTHS)).sum())


def _per_customer(summary: Mapping[str, Any]) -> float | None:
    customers = summary["customers"]
    return round(summary["identified_amount"] / customers, 2) if customers else None


def _cac(inputs: Inputs, rules: Rules) -> float | None:
    """The money spent ÷ the customers won with it; None where either is not known."""
    new = int((inputs.customers["first_purchase"] > _a_year_before(inputs.reference_date)).sum())
    if rules.acquisition_cost is None or not new:
        return None
    return round(rules.acquisition_cost / new, 2)


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _assumptions(year: _Year | None, future: _Future | None, rules: Rules) -> Mapping[str, Any]:
    """Say what the figures rest on, to be shown beside them."""
    return {
        "months": round(year.months, 1) if year else None,
        "basis": future.basis if future else None,
        "margin": rules.margin,
        "discount_rate": rules.discount_rate,
    }


METRIC = Metric(
    "worth",
    Rules,
    compute,
    needs=("first_purchase",),
    summary=SUMMARY,
    section="negocio",
)
