"""Of the customers who began in the same month, how many bought in each month after.

A cohort is everybody whose first purchase was in that month. Months after count in calendar
months: 0 is the month of the first purchase itself, where all of them bought. A month is observed
once it is over on the reference date; what is not observed has no row, and a month in which none
of them bought has a 0.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.calendar import day_numbers, month_numbers
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
    first = inputs.customers["first_purchase"].min()
    return _month(inputs.reference_date if pd.isna(first) else first)


def _month(day: date) -> int:
    return int(np.datetime64(day, "M").astype(np.int64))


def _counts(inputs: Inputs) -> Months:
    """Count buyers by first month and months after, from the very first to the last month."""
    size = _month(inputs.reference_date) + 1 - _begin(inputs)
    bought = (inputs.days["orders"] > 0).to_numpy()
    place = inputs.days["place"].to_numpy()[bought]
    month = month_numbers(day_numbers(inputs.days["date"])[bought]) - _begin(inputs)
    newcomer = np.diff(place, prepend=-1) != 0
    once = newcomer | (np.diff(month, prepend=-1) != 0)  # sorted by customer and day
    first = month[newcomer][np.cumsum(newcomer) - 1]
    cells = (first * size + month - first)[once]
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
