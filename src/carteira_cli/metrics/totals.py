"""How much each customer bought, how often and when; the headline figures of the portfolio.

A *customer* has at least one purchase day. Somebody in the file with returns only keeps his
(negative) net amount, which counts in the identified and in the net amount, but he is no
customer: no purchase, no dates, no ticket, no rank, not in the count. He is no prospect
either, since he must have bought before the period of the file; a finding says how many.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.model.catalogue import ONLY_RETURNS
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Finding
from carteira_cli.model.metric import Inputs, Metric, Outcome

PROVIDES = (
    Column(
        "net_amount",
        "Valor líquido",
        Kind.MONEY,
        "Quanto o cliente comprou no período: vendas menos devoluções.",
    ),
    Column(
        "orders",
        "Pedidos",
        Kind.COUNT,
        "Quantos pedidos o cliente fez. Sem número de pedido na planilha, todas as compras de "
        "um mesmo dia contam como um pedido.",
    ),
    Column(
        "average_ticket",
        "Ticket médio",
        Kind.MONEY,
        "Quanto vale, em média, um pedido do cliente: vendas ÷ pedidos, sem descontar as "
        "devoluções.",
    ),
    Column(
        "first_purchase",
        "Primeira compra",
        Kind.DATE,
        "Dia da primeira compra que aparece na planilha.",
    ),
    Column(
        "last_purchase",
        "Última compra",
        Kind.DATE,
        "Dia da compra mais recente. Devolução não conta como compra.",
    ),
    Column(
        "days_since_last",
        "Dias sem comprar",
        Kind.DAYS,
        "Dias desde a última compra: data-base − última compra.",
        formula="DataBase-[last_purchase]",
    ),
    Column(
        "purchase_days",
        "Dias de compra",
        Kind.COUNT,
        "Em quantos dias diferentes o cliente comprou.",
    ),
)

SUMMARY = (
    Column(
        "customers",
        "Clientes",
        Kind.COUNT,
        "Clientes identificados com pelo menos uma compra até a data-base.",
    ),
    Column(
        "prospects",
        "Nunca compraram",
        Kind.COUNT,
        "Pessoas e empresas do cadastro que ainda não compraram.",
    ),
    Column(
        "orders",
        "Pedidos",
        Kind.COUNT,
        "Todos os pedidos do período, com e sem cliente identificado.",
    ),
    Column(
        "gross_amount",
        "Vendas brutas",
        Kind.MONEY,
        "Soma de todas as vendas, antes de descontar as devoluções.",
    ),
    Column(
        "returns_amount",
        "Devoluções",
        Kind.MONEY,
        "Soma de todas as devoluções.",
    ),
    Column(
        "net_amount",
        "Faturamento líquido",
        Kind.MONEY,
        "Vendas brutas − devoluções.",
    ),
    Column(
        "identified_amount",
        "Faturamento com cliente identificado",
        Kind.MONEY,
        "Parte do faturamento líquido que tem nome, código ou documento do cliente.",
    ),
    Column(
        "unidentified_amount",
        "Faturamento sem cliente identificado",
        Kind.MONEY,
        "Parte do faturamento líquido sem cliente (consumidor final, balcão, nome em branco): "
        "entra no total e em nenhuma ficha.",
    ),
    Column(
        "unidentified_rows",
        "Linhas sem cliente identificado",
        Kind.COUNT,
        "Linhas de venda sem cliente identificado.",
    ),
    Column(
        "first_sale",
        "Primeira venda",
        Kind.DATE,
        "Dia da venda mais antiga, com ou sem cliente identificado.",
    ),
    Column(
        "last_sale",
        "Última venda",
        Kind.DATE,
        "Dia da venda mais recente, com ou sem cliente identificado.",
    ),
    Column(
        "average_ticket",
        "Ticket médio",
        Kind.MONEY,
        "Quanto vale, em média, um pedido de cliente identificado: vendas a esses clientes ÷ "
        "pedidos deles, sem descontar as devoluções.",
    ),
    Column(
        "orders_per_customer",
        "Pedidos por cliente",
        Kind.NUMBER,
        "Pedidos de clientes identificados ÷ clientes.",
    ),
    Column(
        "repeat_rate",
        "Clientes que voltaram",
        Kind.SHARE,
        "Parte dos clientes que comprou em pelo menos dois dias diferentes.",
    ),
    Column(
        "conversion_rate",
        "Cadastro que já comprou",
        Kind.SHARE,
        "Clientes ÷ (clientes + cadastrados que nunca compraram). Fica vazio quando todo o "
        "cadastro já comprou ou não há cadastro.",
    ),
)


_SUMS = ["orders", "sold_cents", "returned_cents"]
_REPEAT_DAYS = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """Totals have nothing to set: they only add up."""


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Add up the purchase days of every customer and of the whole portfolio."""
    customers = _figures(_sums(inputs), _purchases(inputs)).assign(
        days_since_last=lambda frame: _days_before(inputs.reference_date, frame["last_purchase"])
    )
    return Outcome(
        customers=customers[[column.name for column in PROVIDES]],
        summary=_summary(inputs, customers),
        findings=_findings(customers),
    )


def _sums(inputs: Inputs) -> pd.DataFrame:
    """Centavos and orders of every customer, null without any row; days come by customer."""
    place = inputs.days["place"].to_numpy()
    first = np.flatnonzero(np.diff(place, prepend=-1))
    sums = {name: np.add.reduceat(inputs.days[name].to_numpy(), first) for name in _SUMS}
    return inputs.by_customer(pd.DataFrame(sums, index=place[first]))


def _purchases(inputs: Inputs) -> pd.DataFrame:
    """First and last day and number of days with a purchase, null without one."""
    bought = (inputs.days["orders"] > 0).to_numpy()
    place, day = inputs.days["place"].to_numpy()[bought], inputs.days["date"].to_numpy()[bought]
    first = np.flatnonzero(np.diff(place, prepend=-1))  # sorted by customer and day
    end = np.append(first[1:], len(place))[: len(first)]
    purchases = pd.DataFrame(
        {
            "first_purchase": day[first],
            "last_purchase": day[end - 1],
            "purchase_days": (end - first).astype(float),
        },
        index=place[first],
    )
    return inputs.by_customer(purchases)


def _figures(sums: pd.DataFrame, purchases: pd.DataFrame) -> pd.DataFrame:
    """Turn the sums (centavos) into each customer's figures (reais)."""
    orders = sums["orders"].astype(float).where(purchases["purchase_days"].notna())
    return purchases.assign(
        net_amount=(sums["sold_cents"] + sums["returned_cents"]) / 100,
        orders=orders,
        average_ticket=(sums["sold_cents"] / orders / 100).round(2),
    )


def _days_before(reference_date: date, days: pd.Series) -> pd.Series:
    since: pd.Series = (pd.Timestamp(reference_date) - days).dt.days
    return since.astype(float)


def _summary(inputs: Inputs, customers: pd.DataFrame) -> Mapping[str, Any]:
    buyers = int(customers["purchase_days"].count())
    prospects = int(customers["net_amount"].isna().sum())
    orders = _total(inputs.days, "orders")
    repeaters = int((customers["purchase_days"] >= _REPEAT_DAYS).sum())
    return {
        "customers": buyers,
        "prospects": prospects,
        "orders": orders + _total(inputs.unidentified, "orders"),
        **_money(inputs.days, inputs.unidentified),
        "unidentified_rows": inputs.unidentified_rows,
        **_sale_days(inputs.days, inputs.unidentified),
        "average_ticket": _ratio(_total(inputs.days, "sold_cents") / 100, orders, places=2),
        "orders_per_customer": _ratio(orders, buyers),
        "repeat_rate": _ratio(repeaters, buyers),
        "conversion_rate": _ratio(buyers, buyers + prospects) if prospects else None,
    }


def _money(days: pd.DataFrame, unidentified: pd.DataFrame) -> Mapping[str, float]:
    """Sums in reais, added up as whole centavos so that they agree to the last one."""
    sold = _total(days, "sold_cents") + _total(unidentified, "sold_cents")
    returned = _total(days, "returned_cents") + _total(unidentified, "returned_cents")
    without_name = _total(unidentified, "sold_cents") + _total(unidentified, "returned_cents")
    cents = {
        "gross_amount": sold,
        "returns_amount": -returned,
        "net_amount": sold + returned,
        "identified_amount": sold + returned - without_name,
        "unidentified_amount": without_name,
    }
    return {name: amount / 100 for name, amount in cents.items()}


def _sale_days(*frames: pd.DataFrame) -> Mapping[str, date | None]:
    """The first and the last day with a sale, None when there is none."""
    dates = [frame.loc[frame["orders"] > 0, "date"] for frame in frames]
    ends = [day.date() for days in dates if len(days) for day in (days.min(), days.max())]
    return {"first_sale": min(ends, default=None), "last_sale": max(ends, default=None)}


def _total(frame: pd.DataFrame, name: str) -> int:
    return int(frame[name].sum())


def _ratio(part: float, whole: int, places: int | None = None) -> float | None:
    """Divide, or None when there is nothing to divide by."""
    if not whole:
        return None
    return part / whole if places is None else round(part / whole, places)


def _findings(customers: pd.DataFrame) -> tuple[Finding, ...]:
    only_returns = int((customers["net_amount"].notna() & customers["orders"].isna()).sum())
    if not only_returns:
        return ()
    return (Finding(ONLY_RETURNS, details={"customers": only_returns}),)


METRIC = Metric("totals", Rules, compute, provides=PROVIDES, summary=SUMMARY)
