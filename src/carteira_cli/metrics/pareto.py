"""Who carries the revenue: ranking, ABC classes and concentration.

Customers with at least one purchase are ranked by net amount, ties by name and then by id.
Shares are of the sum of the **positive** net amounts, so they lie in 0..1 and add up to one;
whoever has a net amount of zero or less has a rank, but no share and no class.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.words import chosen

ABC_CLASS = Column(
    "abc_class",
    "Classe ABC",
    Kind.CATEGORY,
    "Do maior para o menor cliente: A são os que formam os primeiros 80 % do valor, B os que "
    "levam até 95 %, C os demais (se não houver outros limites na configuração). Conta a soma "
    "até o cliente anterior; por isso sempre há um A. Sem classe: valor líquido zero ou negativo.",
    (
        Category(
            "A",
            "A",
            Tone.GOOD,
            "Poucos clientes que trazem a maior parte do valor.",
            rules=("pareto.a_until",),
        ),
        Category(
            "B",
            "B",
            Tone.INFO,
            "Clientes de peso intermediário.",
            rules=("pareto.a_until", "pareto.b_until"),
        ),
        Category(
            "C",
            "C",
            Tone.NEUTRAL,
            "Muitos clientes que, juntos, trazem pouco.",
            rules=("pareto.b_until",),
        ),
    ),
    source="Dickie (1951), pela regra de Pareto",
    rules=("pareto.a_until", "pareto.b_until"),
)
VALUE_TIER = Column(
    "value_tier",
    "Faixa de valor",
    Kind.CATEGORY,
    "O mesmo que a classe ABC, em palavras: A é premium, B é intermediário, C é básico.",
    (
        Category("premium", "Premium", Tone.GOOD, "Classe A.", rules=("pareto.a_until",)),
        Category(
            "intermediate",
            "Intermediário",
            Tone.INFO,
            "Classe B.",
            rules=("pareto.a_until", "pareto.b_until"),
        ),
        Category("basic", "Básico", Tone.NEUTRAL, "Classe C.", rules=("pareto.b_until",)),
    ),
    rules=("pareto.a_until", "pareto.b_until"),
)
PROVIDES = (
    Column(
        "rank",
        "Posição",
        Kind.COUNT,
        "Posição do cliente, do maior para o menor valor líquido; no empate, por nome.",
    ),
    Column(
        "share",
        "Participação",
        Kind.SHARE,
        "Parte do valor que vem deste cliente: valor líquido dele ÷ soma dos valores líquidos "
        "positivos.",
    ),
    Column(
        "cumulative_share",
        "Participação acumulada",
        Kind.SHARE,
        "Soma das participações do primeiro cliente até este.",
    ),
    ABC_CLASS,
    VALUE_TIER,
)
SUMMARY = (
    Column(
        "gini",
        "Índice de Gini",
        Kind.NUMBER,
        "Desigualdade entre os clientes: 0 quando todos compram o mesmo valor, perto de 1 "
        "quando um só compra quase tudo.",
        source="Gini (1912), na forma de Damgaard e Weiner (2000): Σ(2i − n − 1)·x ÷ (n·Σx), com "
        "os valores x em ordem crescente e i a posição de cada um",
    ),
    Column(
        "hhi",
        "Concentração (HHI)",
        Kind.NUMBER,
        "Soma dos quadrados das participações em %: 10 000 quando há um só cliente, perto de 0 "
        "quando o valor está bem espalhado.",
        source="Herfindahl (1950) e Hirschman (1945)",
    ),
    Column(
        "effective_customers",
        "Clientes equivalentes",
        Kind.NUMBER,
        "Quantos clientes de mesmo tamanho dariam a mesma concentração: 10 000 ÷ HHI.",
        source="Adelman (1969)",
    ),
    Column(
        "top_20pct_share",
        "Peso dos 20 % maiores",
        Kind.SHARE,
        "Parte do valor que vem dos 20 % maiores clientes (número arredondado para cima).",
        source="Regra de Pareto (Juran, 1951)",
    ),
    Column(
        "customers_for_80pct",
        "Clientes que fazem 80 %",
        Kind.COUNT,
        "O menor número de clientes que, juntos, chegam a 80 % do valor.",
        source="Regra de Pareto (Juran, 1951)",
    ),
)
TABLES = {
    "abc": (
        Column("class", ABC_CLASS.label, Kind.CATEGORY, ABC_CLASS.about, ABC_CLASS.categories),
        Column("customers", "Clientes", Kind.COUNT, "Clientes nesta classe."),
        Column("net_amount", "Valor líquido", Kind.MONEY, "Vendas menos devoluções da classe."),
        Column("share", "Participação", Kind.SHARE, "Soma das participações da classe."),
    ),
}


Cents = npt.NDArray[np.int64]

_TIERS = {"A": "premium", "B": "intermediate", "C": "basic"}
_TOP = 5  # one in five: the 20 % largest
_NEARLY_ALL = 0.80


@dataclass(frozen=True, slots=True)
class Rules:
    """Where class A and class B end, as shares of the positive net amounts."""

    a_until: float = 0.80
    b_until: float = 0.95

    def __post_init__(self) -> None:
        """Refuse limits out of order; the sentence is shown to the user."""
        if not 0 < self.a_until <= self.b_until <= 1:
            msg = Phrase(
                "a_until e b_until devem ficar entre 0 e 1, e a_until não pode passar de b_until"
            )
            raise ValueError(msg)


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Rank the customers and grade them by the cumulative share before each."""
    ranked = _ranked(inputs.customers)
    customers = _graded(ranked["cents"], rules)
    return Outcome(
        customers=customers.reindex(inputs.customers.index),
        summary=_concentration(ranked["cents"].to_numpy()),
        tables={"abc": _abc(ranked["cents"], customers)},
        thresholds={"abc": [rules.a_until, rules.b_until]},
    )


def _ranked(customers: pd.DataFrame) -> pd.DataFrame:
    """Net centavos of those who bought, largest first, ties by name and then by id."""
    bought = customers["purchase_days"].notna()
    net = customers.loc[bought, "net_amount"]
    keys = pd.DataFrame({"cents": np.rint(net * 100).astype(np.int64)})
    tied = keys.index[keys["cents"].duplicated(keep=False)]  # few: names take long to compare
    names = customers.loc[tied, ["customer", "customer_id"]].sort_values(
        ["customer", "customer_id"]
    )
    keys["place"] = pd.Series(range(len(names)), names.index).reindex(keys.index, fill_value=0)
    return keys.sort_values(["cents", "place"], ascending=[False, True])


def _graded(cents: pd.Series, rules: Rules) -> pd.DataFrame:
    """Rank, shares, class and tier of customers given from the largest to the smallest.

    Whole centavos are compared, so that no rounding moves a customer over a limit.
    """
    positive = cents > 0
    counted = cents.where(positive, 0)
    total = int(counted.sum())
    reached = counted.cumsum()
    limits = [_cents_at(rules.a_until, total), _cents_at(rules.b_until, total)]
    steps = np.searchsorted(limits, (reached - counted).to_numpy(), side="right")
    steps = np.where(positive, steps, len(_TIERS))
    return pd.DataFrame(
        {
            "rank": np.arange(1, len(cents) + 1, dtype=float),
            "share": (counted / max(total, 1)).where(positive),
            "cumulative_share": (reached / max(total, 1)).where(positive),
            "abc_class": chosen([*_TIERS, None], steps, cents.index),
            "value_tier": chosen([*_TIERS.values(), None], steps, cents.index),
        },
        index=cents.index,
    )


def _cents_at(share: float, total: int) -> int:
    """The smallest whole number of centavos that reaches a share of the total.

    The share is taken as written (0.8 is four fifths), not as its binary neighbour.
    """
    return math.ceil(Fraction(str(share)) * total)


def _concentration(cents: Cents) -> Mapping[str, Any]:
    """How unequal the positive net amounts are (largest first); None without any.

    Gini = Σ(2i−n−1)x₍ᵢ₎ / (nΣx) with x ascending (Gini 1912, in the form of Damgaard and
    Weiner 2000). HHI = Σ(100·share)² (Herfindahl and Hirschman), and 10 000/HHI is the
    number of equal customers with the same HHI (Adelman 1969).
    """
    amounts = cents[cents > 0]
    if not len(amounts):
        return dict.fromkeys(column.name for column in SUMMARY)
    count, total = len(amounts), int(amounts.sum())
    hhi = float(((100 * amounts / total) ** 2).sum())
    weights = 2 * np.arange(count, 0, -1) - count - 1
    largest = math.ceil(count / _TOP)
    return {
        "gini": float((weights * (amounts / total)).sum() / count),
        "hhi": hhi,
        "effective_customers": 10_000 / hhi,
        "top_20pct_share": int(amounts[:largest].sum()) / total,
        "customers_for_80pct": _customers_for(_NEARLY_ALL, amounts),
    }


def _customers_for(share: float, amounts: Cents) -> int:
    """How many of the largest customers reach a share of the total."""
    enough = _cents_at(share, int(amounts.sum()))
    return int(np.searchsorted(np.cumsum(amounts), enough)) + 1


def _abc(cents: pd.Series, customers: pd.DataFrame) -> pd.DataFrame:
    """One row per class that occurs; a null class holds those of no positive net amount."""
    classes = (
        customers.assign(cents=cents)
        .groupby("abc_class", dropna=False)
        .agg(customers=("cents", "size"), net_amount=("cents", "sum"), share=("share", "sum"))
    )
    classes["net_amount"] /= 100
    return classes.rename_axis("class").reset_index()


METRIC = Metric(
    "pareto",
    Rules,
    compute,
    needs=("net_amount", "purchase_days"),
    provides=PROVIDES,
    summary=SUMMARY,
    tables=TABLES,
)
