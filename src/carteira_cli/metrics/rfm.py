"""Recency, frequency and value scores (RFM, in Brazil RFV), and the segments made of them.

Everybody with at least one purchase is scored, whatever his net amount: zero or less only
means a low value score. Scores compare whole days, orders and centavos with exact
fractions, so that no rounding separates equal customers and scaling all amounts changes
nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.catalogue import SEGMENT_OVERLAP, SEGMENT_UNCOVERED, SEGMENT_UNREACHABLE
from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.findings import Finding
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.words import chosen

SEGMENT = Column(
    "segment",
    "Segmento",
    Kind.CATEGORY,
    "Grupo do cliente conforme as notas de recência, frequência e valor.",
    (
        Category("champions", "Campeões", Tone.GOOD, "Compram muito e compraram há pouco."),
        Category("loyal", "Fiéis", Tone.GOOD, "Compram com frequência."),
        Category(
            "potential_loyalists",
            "Quase fiéis",
            Tone.GOOD,
            "Compraram há pouco, e mais de uma vez: podem se tornar fiéis.",
        ),
        Category("new", "Recentes", Tone.INFO, "Compraram há pouco, e ainda compraram pouco."),
        Category(
            "promising",
            "Promissores",
            Tone.INFO,
            "Uma compra, não faz muito tempo: falta a segunda.",
        ),
        Category(
            "need_attention",
            "Pedem atenção",
            Tone.WATCH,
            "Bons clientes que começam a se afastar.",
        ),
        Category(
            "about_to_sleep",
            "Quase dormindo",
            Tone.WATCH,
            "Poucas compras, e faz algum tempo da última.",
        ),
        Category(
            "cant_lose",
            "Não pode perder",
            Tone.BAD,
            "Estavam entre os que mais compravam e pararam.",
        ),
        Category("at_risk", "Em risco", Tone.BAD, "Compravam bem e faz tempo que não voltam."),
        Category(
            "hibernating",
            "Hibernando",
            Tone.NEUTRAL,
            "Poucas compras, e faz muito tempo da última.",
        ),
        Category("others", "Outros", Tone.NEUTRAL, "Fora dos grupos do seu mapa de segmentos."),
    ),
    source="Hughes (1994)",
    rules=("rfm.mode", "rfm.bins", "rfm.small_portfolio"),
)
PROVIDES = (
    Column(
        "r_score",
        "Nota R (recência)",
        Kind.SCORE,
        "Quanto mais recente a última compra, maior a nota: os clientes são divididos em faixas "
        "pelos dias sem comprar.",
        source="Hughes (1994); cortes por quantis do tipo 7 de Hyndman e Fan (1996)",
        rules=("rfm.mode", "rfm.bins", "rfm.small_portfolio", "rfm.recency"),
    ),
    Column(
        "f_score",
        "Nota F (frequência)",
        Kind.SCORE,
        "Quanto mais pedidos, maior a nota. Quem tem o mesmo número de pedidos tem a mesma nota.",
        source="Hughes (1994); cortes por quantis do tipo 7 de Hyndman e Fan (1996)",
        rules=("rfm.mode", "rfm.bins", "rfm.small_portfolio", "rfm.orders"),
    ),
    Column(
        "m_score",
        "Nota V (valor)",
        Kind.SCORE,
        "Quanto maior o valor líquido, maior a nota.",
        source="Hughes (1994); cortes por quantis do tipo 7 de Hyndman e Fan (1996)",
        rules=("rfm.mode", "rfm.bins", "rfm.small_portfolio", "rfm.amount"),
    ),
    Column(
        "rfm_code",
        "Código RFV",
        Kind.IDENTIFIER,
        "As três notas juntas, na ordem recência, frequência e valor: 555 é a melhor de cinco "
        "faixas.",
        source="Hughes (1994)",
        rules=("rfm.bins", "rfm.small_portfolio"),
    ),
    SEGMENT,
)
TABLES = {
    "segments": (
        SEGMENT,
        Column("label", "Nome do segmento", Kind.TEXT, "O nome do segmento por extenso."),
        Column("customers", "Clientes", Kind.COUNT, "Clientes no segmento."),
        Column("orders", "Pedidos", Kind.COUNT, "Pedidos dos clientes do segmento."),
        Column("net_amount", "Valor líquido", Kind.MONEY, "Vendas menos devoluções do segmento."),
        Column("share", "Participação", Kind.SHARE, "Soma das participações do segmento."),
        Column(
            "average_ticket",
            "Ticket médio",
            Kind.MONEY,
            "Vendas ÷ pedidos do segmento, sem descontar as devoluções.",
        ),
        Column(
            "median_days_since_last",
            "Dias sem comprar (mediana)",
            Kind.DAYS,
            "Metade do segmento comprou há menos dias do que isto, metade há mais.",
        ),
    ),
}

Scores = tuple[int, int]
Whole = npt.NDArray[np.int64]
Cuts = tuple[Fraction, ...]

_OTHERS = "others"
_FULL_BINS, _SMALL_BINS = 5, 3
_MOST_BINS = 9  # a score is one digit of the code
_CENTS = 100
_NAMED_CELLS = 10


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """One segment of a map: a name and the lowest and highest score of R, F and M."""

    name: str
    r: Scores
    f: Scores
    m: Scores

    def __post_init__(self) -> None:
        """Refuse ranges that hold no score; the sentence is shown to the user."""
        if not self.name.strip():
            msg = Phrase("todo segmento precisa de um nome")
            raise ValueError(msg)
        for low, high in (self.r, self.f, self.m):
            if not 1 <= low <= high <= _MOST_BINS:
                text = "segmento {name}: [{low}, {high}] não é um intervalo de notas"
                msg = Phrase(text, name=self.name, low=low, high=high)
                raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Rules:
    """How the scores are cut and which segments they make.

    ``quantile``: cut points are type-7 quantiles; a score is one more than the number of cut
    points strictly below the value (the other way round for recency). With the built-in
    map, a portfolio of fewer than ``small_portfolio`` customers is cut in thirds.
    ``r-rfm``: as the R package ``rfm`` does it, quantile + 1 and intervals [lo, hi); cut points
    given here are used in the place of its own, as its custom thresholds.
    ``fixed``: the cut points given here, in days, orders and reais; ``bins`` then is one more
    than their number.

    The built-in maps are made for 3 and for 5 bins; any other number is refused unless
    ``segments`` gives an own map. An own map always gets the ``bins`` it was written for.
    """

    mode: Literal["quantile", "r-rfm", "fixed"] = "quantile"
    bins: int = _FULL_BINS
    recency: tuple[float, ...] = ()
    orders: tuple[float, ...] = ()
    amount: tuple[float, ...] = ()
    segments: tuple[SegmentRule, ...] = ()
    small_portfolio: int = 100

    def __post_init__(self) -> None:
        """Refuse rules that contradict each other; the sentences are shown to the user."""
        for problem in _problems(self):
            raise ValueError(problem)

    @property
    def cuts(self) -> tuple[tuple[float, ...], ...]:
        """The given cut points of recency, orders and amount."""
        return self.recency, self.orders, self.amount

    @property
    def written_bins(self) -> int:
        """The number of bins before looking at the portfolio."""
        return len(self.recency) + 1 if self.recency else self.bins


def _problems(rules: Rules) -> Iterator[Phrase]:
    """Say what is wrong with the rules."""
    if rules.mode == "fixed" and not all(rules.cuts):
        yield Phrase('mode = "fixed" pede as listas recency, orders e amount')
    if rules.mode == "quantile" and any(rules.cuts):
        yield Phrase('recency, orders e amount só valem com mode = "fixed" ou "r-rfm"')
    if len({len(cuts) for cuts in rules.cuts}) > 1:
        yield Phrase("recency, orders e amount devem ter a mesma quantidade de cortes")
    if any(low >= high for cuts in rules.cuts for low, high in pairwise(cuts)):
        yield Phrase("os cortes devem estar em ordem crescente, sem repetição")
    yield from _map_problems(rules)


def _map_problems(rules: Rules) -> Iterator[Phrase]:
    bins = rules.written_bins
    if not 1 < bins <= _MOST_BINS:
        yield Phrase("bins deve ficar entre 2 e {most}", most=_MOST_BINS)
    if not rules.segments and bins not in BUILT_IN:
        text = "com {bins} faixas, escreva o seu mapa em [[rfm.segments]]: o de fábrica usa 3 ou 5"
        yield Phrase(text, bins=bins)
    for rule in rules.segments:
        if max(rule.r[1], rule.f[1], rule.m[1]) > bins:
            yield Phrase("segmento {name}: há notas acima de {bins}", name=rule.name, bins=bins)


_QUINTILE_MAP = tuple(
    SegmentRule(name, r, f, (1, _FULL_BINS))
    for name, r, f in (
        ("champions", (5, 5), (4, 5)),
        ("loyal", (3, 4), (4, 5)),
        ("potential_loyalists", (4, 5), (2, 3)),
        ("new", (5, 5), (1, 1)),
        ("promising", (4, 4), (1, 1)),
        ("need_attention", (3, 3), (3, 3)),
        ("about_to_sleep", (3, 3), (1, 2)),
        ("cant_lose", (1, 2), (5, 5)),
        ("at_risk", (1, 2), (3, 4)),
        ("hibernating", (1, 2), (1, 2)),
    )
)
_TERCILE_CODES = {
    "champions": "333 332 323",
    "loyal": "321 322 331 232 233",
    "new": "312 313 311 222 223",
    "need_attention": "213 221 123 132 133",
    "at_risk": "231 212 122 131 211",
    "hibernating": "111 112 113 121",
}
_TERCILE_MAP = tuple(
    SegmentRule(name, *((score, score) for score in map(int, code)))
    for name, codes in _TERCILE_CODES.items()
    for code in codes.split()
)
BUILT_IN = {_FULL_BINS: _QUINTILE_MAP, _SMALL_BINS: _TERCILE_MAP}
"""The maps without a configuration, by the number of bins they are made for."""


@dataclass(frozen=True, slots=True)
class _Measure:
    """One of the three: whole values per customer, and how many of them make a shown unit."""

    values: Whole
    unit: int
    given: tuple[float, ...]


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Score the customers and put each in one segment."""
    measured = inputs.customers[["net_amount", "orders", "days_since_last", "share"]]
    buyers = measured[inputs.customers["purchase_days"].notna()]
    bins = _bins(rules, len(buyers))
    measures = _measures(buyers, rules)
    cuts = [_cuts(measure, bins, rules.mode) for measure in measures]
    segments = rules.segments or BUILT_IN[bins]
    scored = _scored(buyers.index, measures, cuts, rules.mode).assign(
        segment=lambda frame: _segment(frame, _cube(segments, bins))
    )
    return Outcome(
        customers=scored.reindex(inputs.customers.index),
        tables={"segments": _segments(inputs, buyers, scored["segment"], segments)},
        thresholds=_thresholds(measures, cuts, bins),
        findings=tuple(_doubts(rules.segments, bins)) if rules.segments else (),
    )


def _bins(rules: Rules, customers: int) -> int:
    """Thirds for a small portfolio, where fifths would hold too few customers to mean much."""
    by_default = rules.mode == "quantile" and not rules.segments
    if by_default and rules.bins == _FULL_BINS and customers < rules.small_portfolio:
        return _SMALL_BINS
    return rules.written_bins


def _measures(buyers: pd.DataFrame, rules: Rules) -> tuple[_Measure, _Measure, _Measure]:
    cents = np.rint(buyers["net_amount"] * _CENTS)
    return (
        _Measure(buyers["days_since_last"].to_numpy(np.int64), 1, rules.recency),
        _Measure(buyers["orders"].to_numpy(np.int64), 1, rules.orders),
        _Measure(cents.to_numpy(np.int64), _CENTS, rules.amount),
    )


def _cuts(measure: _Measure, bins: int, mode: str) -> Cuts:
    """Cut points between the bins, ascending, in the measure's whole units."""
    if measure.given:
        return tuple(Fraction(str(cut)) * measure.unit for cut in measure.given)
    beyond = measure.unit if mode == "r-rfm" else 0
    return tuple(cut + beyond for cut in _quantiles(np.sort(measure.values), bins))


def _quantiles(ascending: Whole, bins: int) -> Iterator[Fraction]:
    """Quantiles at 1/bins, 2/bins, … of type 7 (Hyndman and Fan 1996), exactly.

    The same definition as numpy's and R's default, in fractions instead of floats.
    """
    last = len(ascending) - 1
    for step in range(1, bins) if last >= 0 else ():
        below, rest = divmod(step * last, bins)
        low, high = int(ascending[below]), int(ascending[min(below + 1, last)])
        yield low + Fraction((high - low) * rest, bins)


def _scored(
    index: pd.Index, measures: Sequence[_Measure], cuts: Sequence[Cuts], mode: str
) -> pd.DataFrame:
    """The three scores and their code; many days without buying score low."""
    passed = [_passed(measure.values, at, mode) for measure, at in zip(measures, cuts, strict=True)]
    recency, orders, amount = passed
    scores = pd.DataFrame(
        {
            "r_score": len(cuts[0]) + 1 - recency,
            "f_score": orders + 1,
            "m_score": amount + 1,
        },
        index=index,
    )
    code = (scores["r_score"] * 100 + scores["f_score"] * 10 + scores["m_score"]).to_numpy()
    written = [str(number) for number in range(int(code.max(initial=0)) + 1)]
    return scores.astype(float).assign(rfm_code=chosen(written, code, index))


def _passed(values: Whole, cuts: Cuts, mode: str) -> Whole:
    """How many cut points lie below each value; in ``r-rfm`` also those equal to it."""
    if mode == "r-rfm":
        return np.searchsorted([-(-cut // 1) for cut in cuts], values, side="right")
    return np.searchsorted([cut // 1 for cut in cuts], values, side="left")


def _box(rule: SegmentRule) -> tuple[slice, slice, slice]:
    r, f, m = (slice(low - 1, high) for low, high in (rule.r, rule.f, rule.m))
    return r, f, m


def _cube(segments: Sequence[SegmentRule], bins: int) -> npt.NDArray[Any]:
    """The segment of every cell, indexed by R, F and M less one; the first match wins."""
    cube = np.full((bins, bins, bins), _OTHERS, dtype=object)
    for rule in reversed(segments):
        cube[_box(rule)] = rule.name
    return cube


def _segment(scores: pd.DataFrame, cube: npt.NDArray[Any]) -> pd.Series:
    r, f, m = (scores[name].to_numpy(np.int64) - 1 for name in ("r_score", "f_score", "m_score"))
    names, places = np.unique(cube.astype(str), return_inverse=True)
    return chosen(names.tolist(), places.reshape(cube.shape)[r, f, m], scores.index)


def _doubts(segments: Sequence[SegmentRule], bins: int) -> Iterator[Finding]:
    """Name the cells of an own map that no segment covers, or more than one, or in vain."""
    covers = np.zeros((bins, bins, bins), dtype=np.int64)
    for rule in segments:
        if covers[_box(rule)].all():
            yield Finding(SEGMENT_UNREACHABLE, details={"name": rule.name})
        covers[_box(rule)] += 1
    if not covers.all():
        yield Finding(SEGMENT_UNCOVERED, details=_cells(covers == 0))
    if covers.max() > 1:
        yield Finding(SEGMENT_OVERLAP, details=_cells(covers > 1))


def _cells(chosen: npt.NDArray[np.bool_]) -> dict[str, Any]:
    codes = ["".join(map(str, cell)) for cell in np.argwhere(chosen) + 1]
    more = ["…"] if len(codes) > _NAMED_CELLS else []
    return {"count": len(codes), "cells": ", ".join(codes[:_NAMED_CELLS] + more)}


def _thresholds(
    measures: Sequence[_Measure], cuts: Sequence[Cuts], bins: int
) -> dict[str, list[float] | int]:
    """The cut points as shown: days, orders and reais."""
    recency, orders, amount = (
        [float(cut / measure.unit) for cut in at]
        for measure, at in zip(measures, cuts, strict=True)
    )
    return {"recency": recency, "orders": orders, "amount": amount, "bins": bins}


def _segments(
    inputs: Inputs, buyers: pd.DataFrame, segment: pd.Series, rules: Sequence[SegmentRule]
) -> pd.DataFrame:
    """One row per segment that occurs, in the order of the map."""
    names = [*dict.fromkeys(rule.name for rule in rules if rule.name != _OTHERS), _OTHERS]
    rows = buyers[["orders", "share", "days_since_last"]].assign(
        segment=pd.Categorical(segment, names),
        cents=np.rint(buyers["net_amount"] * _CENTS).astype(np.int64),
        sold=inputs.by_customer(inputs.days.groupby("place")[["sold_cents"]].sum())["sold_cents"],
    )
    table = (
        rows.groupby("segment", observed=True)
        .agg(
            customers=("cents", "size"),
            orders=("orders", "sum"),
            net_amount=("cents", "sum"),
            share=("share", "sum"),
            sold=("sold", "sum"),
            median_days_since_last=("days_since_last", "median"),
        )
        .reset_index()
    )
    slugs = table["segment"].astype("str")
    table = table.assign(
        segment=slugs,
        label=slugs.map(lambda slug: SEGMENT.labels.get(slug, slug)).astype("str"),
        orders=table["orders"].astype(np.int64),
        net_amount=table["net_amount"] / _CENTS,
        average_ticket=(table["sold"] / table["orders"] / _CENTS).round(2),
    )
    return table[[column.name for column in TABLES["segments"]]]


METRIC = Metric(
    "rfm",
    Rules,
    compute,
    needs=("purchase_days", "days_since_last", "orders", "net_amount", "share"),
    provides=PROVIDES,
    tables=TABLES,
)
