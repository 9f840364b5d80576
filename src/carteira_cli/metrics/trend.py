"""Whether each customer buys more or less than he used to.

His net amount in the last window is set against the window before it. A window is long enough to
hold some of his purchases: 90 days, or three of his cycles where that is longer (rounded up to
whole days). The last window ends with the reference date, which it includes; the earlier one
ends where the last begins, and no day is in both.

Without a base to compare with nothing is said about more or less: fewer than two purchase days in
the earlier window, nothing left of it after the returns, or a file that begins later than the
window, so that what is missing would pass for growth.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.words import first_true

TREND = Column(
    "trend",
    "Tendência",
    Kind.CATEGORY,
    "Compras dos últimos 90 dias (ou de três ciclos do cliente, se forem mais longos) contra as "
    "do período anterior de mesmo tamanho: crescendo a partir de +25 %, caindo a partir de "
    "−25 % (se não houver outros limites na configuração). Sem base: menos de 2 dias de compra "
    "no período anterior, nada que sobrasse das devoluções, ou um arquivo que começa depois dele.",
    (
        Category(
            "growing",
            "Crescendo",
            Tone.GOOD,
            "Compra bem mais do que antes.",
            rules=("trend.growing",),
        ),
        Category(
            "stable",
            "Estável",
            Tone.NEUTRAL,
            "Compra mais ou menos o mesmo que antes.",
            rules=("trend.falling", "trend.growing"),
        ),
        Category(
            "falling",
            "Caindo",
            Tone.BAD,
            "Compra bem menos do que antes.",
            rules=("trend.falling",),
        ),
        Category(
            "no_base",
            "Sem base",
            Tone.NEUTRAL,
            "Comprou pouco antes: nada a comparar.",
            rules=("trend.least_days", "trend.cycles"),
        ),
    ),
    rules=("trend.growing", "trend.falling", "trend.least_days", "trend.cycles"),
)
PROVIDES = (
    TREND,
    Column(
        "trend_change",
        "Variação",
        Kind.SHARE,
        "Quanto o valor líquido do último período mudou em relação ao anterior: 50 % é metade a "
        "mais, −50 % é metade. Fica vazia sem base de comparação.",
        rules=("trend.least_days", "trend.cycles"),
    ),
)

_BASE_DAYS = 2
_PLACES = 9
_MISSING = 0.1  # of the earlier window: a file may begin a few days into it
_LAST, _EARLIER = 0, 1

Numbers = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """From which change on a customer grows or falls, and how long the windows are.

    A window is ``least_days`` days or ``cycles`` cycles of the customer, whichever is longer.
    """

    growing: float = 0.25
    falling: float = -0.25
    least_days: int = 90
    cycles: float = 3.0

    def __post_init__(self) -> None:
        """Refuse limits that make no sense; the sentence is shown to the user."""
        if not -1 <= self.falling < 0 < self.growing:
            msg = Phrase("falling deve estar entre -1 e 0, e growing deve ser maior que 0")
            raise ValueError(msg)
        if self.least_days < 1 or self.cycles < 0:
            msg = Phrase("least_days deve ser pelo menos 1, e cycles pelo menos 0")
            raise ValueError(msg)


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Set every customer's last window against the one before."""
    change = _change(inputs, _windows(inputs.customers["cycle_days"], rules))
    index, never = inputs.customers.index, inputs.customers["purchase_days"].isna()
    cases: list[tuple[npt.ArrayLike, str | None]] = [
        (never, None),
        (np.isnan(change), "no_base"),
        (change >= rules.growing, "growing"),
        (change <= rules.falling, "falling"),
    ]
    trend = first_true(cases, "stable", index)
    return Outcome(pd.DataFrame({"trend": trend, "trend_change": pd.Series(change, index)}))


def _windows(cycles: "pd.Series[Any]", rules: Rules) -> Numbers:
    """Days in each customer's window; the least number where no cycle is known."""
    own = np.ceil(rules.cycles * cycles.fillna(0).to_numpy(dtype=float))
    return np.maximum(own, rules.least_days)


def _change(inputs: Inputs, windows: Numbers) -> Numbers:
    """Last net amount ÷ earlier net amount − 1 by place, null without a base.

    Rounded, so that a change of exactly a limit reaches it in spite of binary fractions.
    """
    sums = _window_sums(inputs.days, windows, np.datetime64(inputs.reference_date, "D"))
    last, earlier = sums["cents"]
    has_base = (sums["bought"][_EARLIER] >= _BASE_DAYS) & (earlier > 0) & _told(inputs, windows)
    ratio: Numbers = np.divide(last, earlier, out=np.full(len(windows), np.nan), where=has_base)
    return np.round(ratio - 1, _PLACES)


def _told(inputs: Inputs, windows: Numbers) -> Numbers:
    """Tell for whom the file reaches back to where his earlier window begins, or almost."""
    begun = inputs.summary["first_sale"]
    told = (inputs.reference_date - begun).days + 1 if begun else 0
    return told >= windows * (2 - _MISSING)


def _window_sums(
    days: pd.DataFrame, windows: Numbers, reference: np.datetime64
) -> Mapping[str, Numbers]:
    """Net centavos and purchase days by window (last, earlier) and place."""
    place = days["place"].to_numpy()
    age = (reference - days["date"].to_numpy().astype("datetime64[D]")).astype(np.int64)
    window = np.floor_divide(age, windows[place]).astype(np.int64)
    recent = window <= _EARLIER
    cell = window[recent] * len(windows) + place[recent]
    values = {
        "cents": (days["sold_cents"] + days["returned_cents"]).to_numpy(),
        "bought": (days["orders"] > 0).to_numpy(),
    }
    return {
        name: np.bincount(cell, value[recent], 2 * len(windows)).reshape(2, -1)
        for name, value in values.items()
    }


METRIC = Metric(
    "trend",
    Rules,
    compute,
    needs=("purchase_days", "cycle_days"),
    provides=PROVIDES,
)
