"""Of the customers who began in the same month, how many bought in each month after.

A cohort is everybody whose first purchase was in that month. Months after count in calendar
months: 0 is the month of the first purchase itself, where all of them bought. A month is observed
once it is over on the reference date; what is not observed has no row, and a month in which none
of them bought has a 0.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Inputs, Metric, Outcome

COHORTS = (
    Column("cohort", "Primeira compra em", Kind.DATE, "Mês da primeira compra, pelo primeiro dia."),
    Column("size", "Clientes", Kind.COUNT, "Quantos compraram pela primeira vez neste mês."),
    Column(
        "months_after",
        "Meses depois",
        Kind.COUNT,
        "Meses do calendário depois do da primeira compra; 0 é o próprio mês.",
    ),
    Column("buyers", "Compraram", Kind.COUNT, "Quantos deles compraram nesse mês."),
    Column(
        "retention",
        "Retenção",
        Kind.SHARE,
        "Compraram ÷ clientes que começaram no mesmo mês.",
    ),
)

Months = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rules:
    """There is nothing to set: cohorts go by calendar months."""


def compute(inputs: Inputs, rules: Rules) -> Outcome:  # noqa: ARG001  nothing to set
    """Follow the customers of every first month through the months after."""
    return Outcome(
        customers=pd.DataFrame(index=inputs.customers.index), tables={"cohorts": _cohorts(inputs)}
    )


def _cohorts(inputs: Inputs) -> pd.DataFrame:
    """One row per cohort and observed month after, by both."""
    counts = _counts(inputs)
    cohort, after = np.nonzero(_observed(counts, inputs.reference_date))
    size, buyers = counts[:, 0][cohort], counts[cohort, after]
    return pd.DataFrame(
        {
            "cohort": (_begin(inputs) + cohort).astype("datetime64[M]").astype("datetime64[s]"),
            "size": size,
            "months_after": after,
            "buyers": buyers,
            "retention": buyers / size,
        }
    )


def _begin(inputs: Inputs) -> int:
    """The month of the very first purchase, in months since 1970; the last one without any."""
    first = _months(inputs.customers["first_purchase"].dropna())
    return int(first.min(initial=_month(inputs.reference_date)))


def _month(day: date) -> int:
    return int(np.datetime64(day, "M").astype(np.int64))


def _months(days: "pd.Series[Any]") -> Months:
    return days.to_numpy().astype("datetime64[M]").astype(np.int64)


def _counts(inputs: Inputs) -> Months:
    """Count buyers by first month and months after, from the very first to the last month."""
    begin, end = _begin(inputs), _month(inputs.reference_date)
    size = end + 1 - begin
    bought = inputs.days[inputs.days["orders"] > 0]
    place, month = bought["place"].to_numpy(), _months(bought["date"]) - begin
    place, month = np.divmod(pd.unique(place * (size + 1) + month), size + 1)
    first = np.zeros(len(inputs.customers), dtype=np.int64)
    begun = inputs.customers["first_purchase"].notna().to_numpy()
    first[begun] = _months(inputs.customers["first_purchase"][begun]) - begin
    cells = first[place] * size + month - first[place]
    return np.bincount(cells, minlength=size * size).reshape(size, size)


def _observed(counts: Months, reference_date: date) -> npt.NDArray[np.bool_]:
    """Mark the months after that are over by the reference date, and the first month always."""
    position = np.arange(len(counts))
    over = len(counts) - (not pd.Timestamp(reference_date).is_month_end)
    seen: npt.NDArray[np.bool_] = (position[:, None] + position < over) | (position == 0)
    return np.logical_and(seen, counts[:, :1] > 0)


METRIC = Metric(
    "cohorts",
    Rules,
    compute,
    needs=("first_purchase",),
    tables={"cohorts": COHORTS},
)
