"""Who came, came back and left, month by month.

A purchase keeps a customer active until its limit: that day + inactive ratio × the cycle known
on that day, which is his own median gap once he has three purchase days, else the portfolio's.
Passing the limit without a purchase is a loss, in the month of the limit's day; a purchase after a
loss is a recovery. Both are events: a month can hold a loss and a recovery of one customer.

The limit is compared as the status is (days ÷ cycle > ratio), so the customers active at the end
of the last month are exactly those whose status is not inactive. While there is no cycle nobody
can be lost, and the churn is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.indexers import BaseIndexer

from carteira_cli.model.calendar import day_numbers, month_numbers
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome

MONTHS = (
    Column("month", "Mês", Kind.DATE, "O mês, pelo seu primeiro dia."),
    Column(
        "orders",
        "Pedidos",
        Kind.COUNT,
        "Pedidos do mês, com e sem cliente identificado.",
    ),
    Column(
        "net_amount",
        "Valor líquido",
        Kind.MONEY,
        "Vendas menos devoluções do mês, com e sem cliente identificado.",
    ),
    Column("buyers", "Compraram", Kind.COUNT, "Clientes identificados que compraram no mês."),
    Column(
        "new",
        "Novos",
        Kind.COUNT,
        "Clientes que compraram pela primeira vez. No começo do período quase todos parecem "
        "novos: a planilha não mostra o que compraram antes.",
    ),
    Column(
        "returning",
        "Já clientes",
        Kind.COUNT,
        "Clientes que compraram no mês e já tinham comprado em um mês anterior.",
    ),
    Column(
        "recovered",
        "Recuperados",
        Kind.COUNT,
        "Clientes que voltaram a comprar depois de contados como perdidos.",
    ),
    Column(
        "lost",
        "Perdidos",
        Kind.COUNT,
        "Clientes que no mês passaram do limite de inativo sem comprar: a última compra + 3 "
        "ciclos (se não houver outro limite na configuração), pelo ciclo conhecido naquele dia.",
        rules=("lifecycle.inactive_ratio",),
    ),
    Column(
        "active_start",
        "Na carteira no início",
        Kind.COUNT,
        "Clientes que ainda não tinham parado de comprar quando o mês começou: ativos, novos e "
        "atrasados.",
    ),
    Column(
        "active_end",
        "Na carteira no fim",
        Kind.COUNT,
        "Clientes no início + novos + recuperados − perdidos: os que não pararam de comprar.",
    ),
    Column(
        "churn_rate",
        "Perda no mês",
        Kind.SHARE,
        "Perdidos ÷ clientes no início do mês. Vazia quando não havia nenhum ou não há ritmo de "
        "compra; passa de 100 % quando também se perdem clientes ganhos no próprio mês.",
        rules=("lifecycle.inactive_ratio",),
    ),
    Column(
        "partial",
        "Em curso",
        Kind.COUNT,
        "Verdadeiro no mês que a data-base corta: ainda pode mudar.",
    ),
)
SUMMARY = (
    Column(
        "retention_12m",
        "Retenção em 12 meses",
        Kind.SHARE,
        "De quem comprou entre 24 e 12 meses antes da data-base, a parte que comprou de novo nos "
        "12 meses até ela. Vazia quando ninguém comprou naquele ano.",
    ),
    Column(
        "churn_rate",
        "Perda de clientes por mês",
        Kind.SHARE,
        "Que parte dos clientes para de comprar a cada mês: perdidos ÷ clientes no início do mês, "
        "somados os últimos 12 meses completos (ou os que houver).",
        rules=("lifecycle.inactive_ratio",),
    ),
)

Days = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]

_SOLD = ["date", "orders", "sold_cents", "returned_cents"]
_OWN_CYCLE_DAYS = 3
_CHURN_MONTHS = 12
_YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Rules:
    """There is nothing to set: the limits are those of the status."""


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """The portfolio's cycle in days, whether customers have their own, and the limit."""

    cycle_days: float
    own: bool
    inactive_ratio: float


@dataclass(frozen=True)
class _Purchases:
    """Every purchase day, by customer and day (days since 1970).

    ``wait`` is the number of days to his next purchase, or to the reference date after the last.
    """

    place: Days
    day: Days
    wait: Days

    @cached_property
    def first(self) -> Marks:
        """Whether the day is its customer's first."""
        first: Marks = np.diff(self.place, prepend=-1) != 0
        return first

    @cached_property
    def last(self) -> Marks:
        """Whether the day is its customer's last."""
        return np.append(self.first, True)[1 : len(self.first) + 1]

    @cached_property
    def start(self) -> Days:
        """The position of its customer's first day."""
        position = np.arange(len(self.place))
        return np.maximum.accumulate(np.where(self.first, position, 0))

    @cached_property
    def gap(self) -> Days:
        """The days since his purchase before; 0 on the first."""
        return np.where(self.first, 0, np.diff(self.day, prepend=0))

    def of(self, rows: Marks) -> "_Purchases":
        """Keep some of the rows."""
        return _Purchases(self.place[rows], self.day[rows], self.wait[rows])


class _SoFar(BaseIndexer):
    """Windows that reach from each customer's first row to the row itself."""

    start: Days

    def get_window_bounds(
        self,
        num_values: int = 0,
        min_periods: int | None = None,  # noqa: ARG002  the interface of pandas
        center: bool | None = None,  # noqa: ARG002, FBT001  the same
        closed: str | None = None,  # noqa: ARG002  the same
        step: int | None = None,  # noqa: ARG002  the same
    ) -> tuple[Days, Days]:
        """Give the first and the last row (exclusive) of every window."""
        return self.start, np.arange(1, num_values + 1, dtype=np.int64)


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Count what happened in every month from the first sale to the reference date."""
    bought = _purchases(inputs)
    rhythm = _rhythm(inputs.thresholds)
    months = _months(inputs, bought, rhythm)
    return Outcome(
        customers=pd.DataFrame(index=inputs.customers.index),
        summary={
            "retention_12m": _retention(bought, inputs),
            "churn_rate": _recent_churn(months, rhythm),
        },
        tables={"months": months},
    )


def _rhythm(thresholds: Mapping[str, Any]) -> _Rhythm | None:
    """Give what decides on losses; None while there is no cycle."""
    if thresholds["cycle_days"] is None:
        return None
    own = thresholds["cycle_mode"] == "ratio"
    return _Rhythm(thresholds["cycle_days"], own, thresholds["inactive_ratio"])


def _purchases(inputs: Inputs) -> _Purchases:
    """Gather the purchase days by customer and day."""
    bought = (inputs.days["orders"] > 0).to_numpy()
    place, day = inputs.days["place"].to_numpy()[bought], day_numbers(inputs.days["date"])[bought]
    last = np.append(place[1:] != place[:-1], True)[: len(place)]
    reference = np.datetime64(inputs.reference_date, "D").astype(np.int64)
    following = np.where(last, reference, np.append(day[1:], 0)[: len(day)])
    return _Purchases(place, day, following - day)


def _months(inputs: Inputs, bought: _Purchases, rhythm: _Rhythm | None) -> pd.DataFrame:
    """One row per calendar month; empty when nothing was sold nor returned."""
    sales = pd.concat([inputs.days[_SOLD], inputs.unidentified[_SOLD]], ignore_index=True)
    month = month_numbers(day_numbers(sales["date"]))
    reference = np.datetime64(inputs.reference_date, "M").astype(np.int64)
    begin = month.min(initial=reference + 1)
    size = int(reference + 1 - begin)
    cents = (sales["sold_cents"] + sales["returned_cents"]).to_numpy()
    table = pd.DataFrame(
        {
            "month": np.arange(begin, reference + 1).astype("datetime64[M]"),
            "orders": _sums(month - begin, size, sales["orders"].to_numpy()),
            "net_amount": _sums(month - begin, size, cents) / 100,
            **_events(bought, _losses(inputs, bought, rhythm), begin, size),
        }
    )
    return _balanced(table, rhythm, inputs).astype({"month": "datetime64[s]"})


def _sums(cells: Days, size: int, values: Days | None = None) -> Days:
    """Add up values by cell, or count; whole numbers, exact up to 2⁵³."""
    return np.rint(np.bincount(cells, values, size)).astype(np.int64)


def _events(
    bought: _Purchases, losses: tuple[Marks, Days], begin: int, size: int
) -> Mapping[str, Days]:
    """Count buyers, the new, the recovered and the lost of every month."""
    lost, limits = losses
    month, first = month_numbers(bought.day) - begin, bought.first
    once = first | (np.diff(month, prepend=-1) != 0)
    back = np.append(False, lost[:-1])[: len(lost)] & ~first
    buyers, new = _sums(month[once], size), _sums(month[first], size)
    return {
        "buyers": buyers,
        "new": new,
        "returning": buyers - new,
        "recovered": _sums(month[back], size),
        "lost": _sums(month_numbers(limits) - begin, size),
    }


def _losses(inputs: Inputs, bought: _Purchases, rhythm: _Rhythm | None) -> tuple[Marks, Days]:
    """Mark the purchases after which the customer was lost, and give the days of the losses."""
    if rhythm is None:
        return np.zeros(len(bought.day), dtype=bool), np.zeros(0, dtype=np.int64)
    cycle = _cycles(bought, rhythm, inputs.customers["cycle_days"].to_numpy())
    lost = bought.wait / cycle > rhythm.inactive_ratio
    return lost, bought.day[lost] + _last_days(cycle[lost], rhythm.inactive_ratio)


def _last_days(cycle: Numbers, ratio: float) -> Days:
    """Days after a purchase that are still within the limit: the largest with days ÷ cycle ≤ ratio.

    The product of floats alone may come out a hair below a whole day: 1.4 × 45 is not quite 63.
    """
    days = np.floor(ratio * cycle)
    days += (days + 1) / cycle <= ratio
    return days.astype(np.int64)


def _cycles(bought: _Purchases, rhythm: _Rhythm, latest: Numbers) -> Numbers:
    """The cycle known on each purchase day; exact wherever a loss is possible.

    No median is under the least gap: who keeps within the limit by that one was never lost. On his
    last day it is today's cycle (``latest``), and only the medians of the others are computed.
    """
    shared = np.full(len(bought.day), float(rhythm.cycle_days))
    known = np.arange(len(bought.day)) - bought.start + 1 >= _OWN_CYCLE_DAYS
    if not (rhythm.own and known.any()):
        return shared
    cycle = np.where(known, _least_gap(bought), shared)
    cycle[bought.last] = latest[bought.place[bought.last]]
    doubtful = known & ~bought.last & (bought.wait / cycle > rhythm.inactive_ratio)
    rows = _among(bought.place[doubtful], len(latest))[bought.place]
    cycle[rows] = np.where(known[rows], _median_gap(bought.of(rows)), shared[rows])
    return cycle


def _among(places: Days, customers: int) -> Marks:
    """Mark the customers whose places are named."""
    marks = np.zeros(customers, dtype=bool)
    marks[places] = True
    return marks


def _least_gap(bought: _Purchases) -> Days:
    """His shortest gap so far; meaningless on the first day.

    Customers are kept apart by an offset that falls by more than any gap from one to the next.
    """
    far = int(bought.day.max() - bought.day.min()) + 1
    offset = bought.place * far
    gap = np.where(bought.first, far, bought.gap)
    return np.minimum.accumulate(gap - offset) + offset


def _median_gap(bought: _Purchases) -> Numbers:
    """The median of his gaps so far; null on the first day."""
    gaps = pd.Series(np.where(bought.first, np.nan, bought.gap))
    rolling = gaps.rolling(_SoFar(start=bought.start), min_periods=1)
    return rolling.median().to_numpy()


def _balanced(table: pd.DataFrame, rhythm: _Rhythm | None, inputs: Inputs) -> pd.DataFrame:
    """Carry the active customers from month to month, and mark the month that is not over."""
    end = (table["new"] + table["recovered"] - table["lost"]).cumsum()
    start = end.shift(fill_value=0)
    known = (start > 0) & (rhythm is not None)
    last = table["month"] == np.datetime64(inputs.reference_date, "M")
    return table.assign(
        active_start=start,
        active_end=end,
        churn_rate=(table["lost"] / start.where(known)).astype(float),
        partial=last & (not pd.Timestamp(inputs.reference_date).is_month_end),
    )


def _recent_churn(months: pd.DataFrame, rhythm: _Rhythm | None) -> float | None:
    """Lost ÷ active over the last complete months; None without any, or without a cycle."""
    complete = months[~months["partial"]].tail(_CHURN_MONTHS)
    active = int(complete["active_start"].sum())
    if rhythm is None or not active:
        return None
    return int(complete["lost"].sum()) / active


def _retention(bought: _Purchases, inputs: Inputs) -> float | None:
    """Share of last year's buyers who bought this year; None when nobody bought last year."""
    ends = [
        (pd.Timestamp(inputs.reference_date) - pd.DateOffset(months=months)).to_datetime64()
        for months in (2 * _YEAR_MONTHS, _YEAR_MONTHS, 0)
    ]
    before, since, until = (end.astype("datetime64[D]").astype(np.int64) for end in ends)
    customers = len(inputs.customers)
    then = _among(bought.place[(bought.day > before) & (bought.day <= since)], customers)
    now = _among(bought.place[(bought.day > since) & (bought.day <= until)], customers)
    return int((then & now).sum()) / int(then.sum()) if then.any() else None


METRIC = Metric(
    "movement",
    Rules,
    compute,
    needs=("purchase_days", "cycle_days"),
    summary=SUMMARY,
    tables={"months": MONTHS},
)
