"""The rhythm of each customer, and whether he is keeping it.

A gap is the number of days between two purchase days of one customer that follow each other;
the days differ, so no gap and no cycle is under 1.

When no customer has bought on two different days there is no gap and no rhythm to compare
with: cycle, ratio, next purchase and status stay null, and a finding says why. Somebody with
returns only has none of them either. Prospects have the status ``prospect`` and nothing else.

The formulas of status and tier give slugs in quotes; whoever writes them into a workbook puts
the labels of ``Column.categories`` in their place.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.calendar import day_numbers
from carteira_cli.model.catalogue import NO_CYCLE
from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.findings import Finding
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.words import first_true

STATUS = Column(
    "status",
    "Situação",
    Kind.CATEGORY,
    "Como o cliente está em relação ao ritmo de compra, pelos ciclos sem comprar: ativo até 1,5 "
    "ciclo, atrasado até 3, inativo depois (se não houver outros limites na configuração). Novo "
    "é quem comprou em um só dia e ainda não se atrasou.",
    (
        Category(
            "active",
            "Ativo",
            Tone.GOOD,
            "Está dentro do seu ritmo de compra.",
            rules=("lifecycle.late_ratio",),
        ),
        Category(
            "late",
            "Atrasado",
            Tone.WATCH,
            "Passou do dia em que costumava comprar.",
            rules=("lifecycle.late_ratio", "lifecycle.inactive_ratio"),
        ),
        Category(
            "inactive",
            "Inativo",
            Tone.BAD,
            "Está muito além do seu ritmo de compra.",
            rules=("lifecycle.inactive_ratio",),
        ),
        Category(
            "new",
            "Novo",
            Tone.INFO,
            "Comprou uma vez só, há pouco: ainda sem ritmo.",
            rules=("lifecycle.late_ratio",),
        ),
        Category("prospect", "Nunca comprou", Tone.NEUTRAL, "Está no cadastro, sem compras."),
    ),
    formula='IF([purchase_days]=0,"prospect",IF([cycle_ratio]>LimiteInativo,"inactive",'
    'IF([cycle_ratio]>LimiteAtraso,"late",IF([purchase_days]=1,"new","active"))))',
    rules=("lifecycle.late_ratio", "lifecycle.inactive_ratio", "lifecycle.mode"),
)
FREQUENCY_TIER = Column(
    "frequency_tier",
    "Faixa de frequência",
    Kind.CATEGORY,
    "Com que frequência o cliente compra: recorrente com 3 ou mais dias de compra, ocasional com "
    "2, única com 1. Quem está inativo fica como inativo, tenha comprado quanto for.",
    (
        Category("recurrent", "Recorrente", Tone.GOOD, "Comprou em 3 ou mais dias."),
        Category("occasional", "Ocasional", Tone.INFO, "Comprou em 2 dias."),
        Category("one_time", "Compra única", Tone.NEUTRAL, "Comprou em um só dia."),
        Category(
            "inactive",
            "Inativo",
            Tone.BAD,
            "Parou de comprar.",
            rules=("lifecycle.inactive_ratio",),
        ),
    ),
    formula='IF([cycle_ratio]>LimiteInativo,"inactive",IF([purchase_days]>=3,"recurrent",'
    'IF([purchase_days]=2,"occasional","one_time")))',
    rules=("lifecycle.inactive_ratio",),
)
PROVIDES = (
    Column(
        "cycle_days",
        "Ciclo de compra (dias)",
        Kind.DAYS,
        "De quantos em quantos dias o cliente costuma comprar: a mediana dos intervalos entre as "
        "compras dele (com 3 ou mais dias de compra) ou, na falta, a mediana da carteira.",
        rules=("lifecycle.mode",),
    ),
    Column(
        "cycle_origin",
        "Origem do ciclo",
        Kind.CATEGORY,
        "Se o ciclo vem das compras do próprio cliente ou da carteira toda.",
        (
            Category("own", "Do cliente", Tone.NEUTRAL, "Três ou mais dias de compra."),
            Category("portfolio", "Da carteira", Tone.NEUTRAL, "Poucas compras para um ritmo."),
        ),
    ),
    Column(
        "cycle_ratio",
        "Ciclos sem comprar",
        Kind.NUMBER,
        "Dias sem comprar ÷ ciclo de compra: 1 é o dia em que se espera a próxima compra.",
        formula="[days_since_last]/[cycle_days]",
    ),
    Column(
        "next_expected",
        "Próxima compra esperada",
        Kind.DATE,
        "Última compra + ciclo de compra. Pode já ter passado.",
        formula="[last_purchase]+ROUND([cycle_days],0)",
    ),
    STATUS,
    FREQUENCY_TIER,
)
TABLES = {
    "status": (
        STATUS,
        Column("customers", "Clientes", Kind.COUNT, "Clientes nesta situação."),
        Column("net_amount", "Valor líquido", Kind.MONEY, "Vendas menos devoluções deles."),
        Column("share", "Participação", Kind.SHARE, "Soma das participações deles."),
    ),
}


Days = npt.NDArray[np.int64]

_STATUS_PLACE = {category.slug: place for place, category in enumerate(STATUS.categories)}
_OWN_CYCLE_DAYS = 3
_RECURRENT_DAYS = 3
_OCCASIONAL_DAYS = 2
_LATE_PERCENTILE = 50
_INACTIVE_PERCENTILE = 90


@dataclass(frozen=True, slots=True)
class Rules:
    """After how many cycles without a purchase a customer is late, and inactive.

    In the mode ``percentile`` every customer has the same cycle, the median (P50) of all gaps of
    the portfolio; he is late after it (ratio 1) and inactive after the 90th percentile of
    the gaps (ratio P90/P50), and the two ratios given here are not used.
    """

    late_ratio: float = 1.5
    inactive_ratio: float = 3.0
    mode: Literal["ratio", "percentile"] = "ratio"

    def __post_init__(self) -> None:
        """Refuse limits out of order; the sentence is shown to the user."""
        if not 0 < self.late_ratio < self.inactive_ratio:
            msg = Phrase("late_ratio deve ser maior que 0 e menor que inactive_ratio")
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """The portfolio's cycle in days and the limits in force; None while there is no gap."""

    cycle_days: float | None
    late_ratio: float
    inactive_ratio: float


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Measure each customer's cycle and set his status by it."""
    gaps = _gaps(inputs)
    rhythm = _rhythm(gaps, rules)
    customers = _cycles(inputs.customers, gaps, rhythm, own=rules.mode == "ratio")
    status = _status(inputs.customers, customers["cycle_ratio"], rhythm)
    customers = customers.assign(
        status=status, frequency_tier=_frequency_tier(inputs.customers["purchase_days"], status)
    )
    return Outcome(
        customers=customers,
        tables={"status": _status_table(inputs.customers, status)},
        thresholds={
            "cycle_days": rhythm.cycle_days,
            "late_ratio": rhythm.late_ratio,
            "inactive_ratio": rhythm.inactive_ratio,
            "cycle_mode": rules.mode,
        },
        findings=_findings(inputs.customers, rhythm),
    )


def _gaps(inputs: Inputs) -> pd.Series:
    """Every gap in days, indexed by its customer's place in ``inputs.customers``."""
    bought = inputs.days[inputs.days["orders"] > 0]
    owner = bought["place"].to_numpy()
    day = day_numbers(bought["date"])
    same = owner[1:] == owner[:-1]
    return pd.Series(np.diff(day)[same], index=owner[1:][same])


def _rhythm(gaps: pd.Series, rules: Rules) -> _Rhythm:
    if gaps.empty:
        return _Rhythm(None, rules.late_ratio, rules.inactive_ratio)
    median, long = np.percentile(gaps.to_numpy(), [_LATE_PERCENTILE, _INACTIVE_PERCENTILE])
    if rules.mode == "ratio":
        return _Rhythm(float(median), rules.late_ratio, rules.inactive_ratio)
    # Rounded up: a gap of exactly P90 days is not yet over the limit, in any spreadsheet.
    return _Rhythm(float(median), 1.0, math.ceil(round(long / median * 1e6, 3)) / 1e6)


def _cycles(
    customers: pd.DataFrame, gaps: pd.Series, rhythm: _Rhythm, *, own: bool
) -> pd.DataFrame:
    """Cycle, its origin, the ratio and the next purchase of those who bought."""
    bought = customers["purchase_days"].notna() & (rhythm.cycle_days is not None)
    by_himself = (customers["purchase_days"] >= _OWN_CYCLE_DAYS) & own
    median = pd.Series(_medians(gaps, len(customers)), customers.index)
    shared = pd.Series(rhythm.cycle_days, customers.index, dtype=float)
    cycle = median.where(by_himself, shared.where(bought))
    origin = first_true([(~bought, None), (by_himself, "own")], "portfolio", customers.index)
    whole_days = pd.to_timedelta(np.floor(cycle + 0.5), unit="D")
    return pd.DataFrame(
        {
            "cycle_days": cycle,
            "cycle_origin": origin,
            "cycle_ratio": customers["days_since_last"] / cycle,
            "next_expected": (customers["last_purchase"] + whole_days).astype("datetime64[s]"),
        }
    )


def _medians(gaps: pd.Series, customers: int) -> npt.NDArray[np.float64]:
    """The median gap of each place, NaN without any.

    Sorted as one key of place and gap, which is quicker than grouping.
    """
    place, gap = gaps.index.to_numpy(), gaps.to_numpy()
    width = gap.max(initial=0) + 1
    gap = np.sort(place * width + gap) % width
    count = np.bincount(place, minlength=customers)
    has, middle = count > 0, np.cumsum(count) - count + count // 2
    below = middle[has] - (count[has] % 2 == 0)
    medians = np.full(customers, np.nan)
    medians[has] = (gap[below] + gap[middle[has]]) / 2
    return medians


def _status(customers: pd.DataFrame, ratio: pd.Series, rhythm: _Rhythm) -> pd.Series:
    """Active up to the first limit, late up to the second, inactive after it."""
    cases = [
        (customers["net_amount"].isna(), "prospect"),
        (ratio.isna(), None),
        (ratio > rhythm.inactive_ratio, "inactive"),
        (ratio > rhythm.late_ratio, "late"),
        (customers["purchase_days"] == 1, "new"),
    ]
    return first_true(cases, "active", customers.index)


def _frequency_tier(purchase_days: pd.Series, status: pd.Series) -> pd.Series:
    """Inactive first, whatever he bought; the others by their number of purchase days."""
    cases = [
        (purchase_days.isna(), None),
        ((status == "inactive").fillna(value=False), "inactive"),
        (purchase_days >= _RECURRENT_DAYS, "recurrent"),
        (purchase_days == _OCCASIONAL_DAYS, "occasional"),
    ]
    return first_true(cases, "one_time", purchase_days.index)


def _status_table(customers: pd.DataFrame, status: pd.Series) -> pd.DataFrame:
    """One row per status that occurs; a null status only while there is no cycle at all."""
    counted = customers["purchase_days"].notna() | customers["net_amount"].isna()
    rows = pd.DataFrame(
        {
            "status": status,
            "cents": np.rint(customers["net_amount"].fillna(0) * 100).astype(np.int64),
            "share": customers["share"],
        }
    )[counted]
    table = (
        rows.groupby("status", dropna=False, sort=False)
        .agg(customers=("cents", "size"), net_amount=("cents", "sum"), share=("share", "sum"))
        .reset_index()
        .sort_values("status", key=lambda slugs: slugs.map(_STATUS_PLACE), ignore_index=True)
    )
    return table.assign(net_amount=table["net_amount"] / 100)


def _findings(customers: pd.DataFrame, rhythm: _Rhythm) -> tuple[Finding, ...]:
    unknown = rhythm.cycle_days is None and bool(customers["purchase_days"].notna().any())
    return (Finding(NO_CYCLE),) if unknown else ()


METRIC = Metric(
    "lifecycle",
    Rules,
    compute,
    needs=("purchase_days", "last_purchase", "days_since_last", "net_amount", "share"),
    provides=PROVIDES,
    tables=TABLES,
)
