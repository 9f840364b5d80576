"""Alerts: which figure is watched, and from what value on somebody should look."""

import operator
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from carteira_cli.layout.columns import SUMMARY_COLUMNS
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.phrases import Phrase

_TYPED = re.compile(r"\s*(?P<name>[^<>=!≤≥≠]+)(?P<sign>>=|<=|!=|==|[<>=≤≥≠])(?P<limit>[^<>=!]+)")
_NUMBER = re.compile(r"(?P<minus>[-−]?)(?:R\$)?(?P<digits>\d[\d.,]*)(?P<percent>%?)", re.IGNORECASE)
_DOTS_GROUP = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_COMMAS_GROUP = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_EITHER = re.compile(r"[1-9]\d{0,2},\d{3}")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_SIGNS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {
        ">": operator.gt,
        ">=": operator.ge,
        "≥": operator.ge,
        "<": operator.lt,
        "<=": operator.le,
        "≤": operator.le,
        "=": operator.eq,
        "==": operator.eq,
        "!=": operator.ne,
        "≠": operator.ne,
    }
)
_PLACES = 6
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Watched:
    """A figure that can have an alert.

    ``names`` are what it may be called, its slug first; ``whole`` is the figure that a percentage
    of it is taken of, empty where a percentage of it means nothing (a share is one already).
    """

    names: tuple[str, ...]
    column: Column
    whole: str = ""

    @property
    def slug(self) -> str:
        """The figure's permanent name."""
        return self.column.name


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert as it was ``written``: it is hit when ``figure`` compares so with ``limit``.

    With ``relative``, the limit is a share (0..1) of the figure's ``whole``.
    """

    written: str
    figure: Watched
    sign: str
    limit: float
    relative: bool = False

    def is_hit(self, value: float) -> bool:
        """Compare, as exactly as figures are shown anywhere."""
        return _SIGNS[self.sign](round(value, _PLACES), round(self.limit, _PLACES))


_MORE_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "net_amount": ("faturamento", "receita", "revenue", "net_revenue"),
        "gross_amount": ("gross_revenue",),
        "returns_amount": ("returns",),
        "amount_at_risk": ("receita_em_risco", "faturamento_em_risco", "revenue_at_risk"),
        "estimated_lost_amount": ("receita_perdida", "lost_revenue"),
        "expected_amount_12m": ("receita_esperada", "expected_revenue"),
        "unidentified_amount": ("sem_cliente",),
        "churn_rate": ("churn", "perda_mensal"),
        "retention_12m": ("retencao", "retention"),
        "portfolio_health": ("saude", "saude_da_carteira", "health"),
        "average_ticket": ("ticket",),
        "prospects": ("prospectos",),
        "top_20pct_share": ("concentracao",),
        "overdue_amount": ("inadimplencia", "overdue"),
    }
)
_OF_NET = frozenset(
    {
        "returns_amount",
        "identified_amount",
        "unidentified_amount",
        "expected_amount_12m",
        "amount_at_risk",
        "estimated_lost_amount",
        "overdue_amount",
    }
)
_OF_CUSTOMERS = frozenset({"customers_for_80pct", "effective_customers", "active_customers"})

STATUS_FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "active": "active",
        "late": "late",
        "inactive": "inactive",
        "new": "new",
    }
)
"""The figures that count the customers of a status: the figure's slug → the status."""

CHANGE_FIGURES: Mapping[str, str] = MappingProxyType(
    {"won_since": "won", "recovered_since": "recovered", "lost_since": "lost"}
)
"""The figures that count customers since the last analysis: the figure's slug → the event."""

_COUNTED = (
    Watched(
        ("active", "ativos"),
        Column("active", "Ativos", Kind.COUNT, "Clientes dentro do ritmo de compra, sem os novos."),
        "customers",
    ),
    Watched(
        ("late", "atrasados", "em_atraso", "late_customers"),
        Column("late", "Atrasados", Kind.COUNT, "Clientes que já deviam ter comprado de novo."),
        "customers",
    ),
    Watched(
        ("inactive", "inativos", "perdidos", "inactive_customers", "lost_customers", "lost"),
        Column("inactive", "Inativos", Kind.COUNT, "Clientes que pararam de comprar."),
        "customers",
    ),
    Watched(
        ("new", "novos", "new_customers"),
        Column("new", "Novos", Kind.COUNT, "Clientes que só compraram há pouco."),
        "customers",
    ),
    Watched(
        ("won_since", "ganhos_desde"),
        Column(
            "won_since",
            "Ganhos desde a análise anterior",
            Kind.COUNT,
            "Clientes que compraram pela primeira vez desde a última análise de outro dia.",
        ),
    ),
    Watched(
        ("recovered_since", "recuperados_desde"),
        Column(
            "recovered_since",
            "Recuperados desde a análise anterior",
            Kind.COUNT,
            "Clientes inativos que voltaram a comprar desde a última análise de outro dia.",
        ),
    ),
    Watched(
        ("lost_since", "perdidos_desde"),
        Column(
            "lost_since",
            "Perdidos desde a análise anterior",
            Kind.COUNT,
            "Clientes que passaram a inativos desde a última análise de outro dia.",
        ),
    ),
)


def _whole(column: Column) -> str:
    """Say what a percentage of a figure is of."""
    if column.name in _OF_NET:
        return "net_amount"
    return "customers" if column.name in _OF_CUSTOMERS else ""


def _summary() -> Iterator[Watched]:
    """Every figure of the summary but its days."""
    for column in SUMMARY_COLUMNS.values():
        if column.kind is not Kind.DATE:
            names = (column.name, _key(column.label), *_MORE_NAMES.get(column.name, ()))
            yield Watched(tuple(dict.fromkeys(names)), column, _whole(column))


def _key(text: str) -> str:
    """Write a name as it is looked up: ``Receita em risco`` is ``receita_em_risco``."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


WATCHED: tuple[Watched, ...] = (*_summary(), *_COUNTED)
"""Every figure that can have an alert."""

_BY_NAME: Mapping[str, Watched] = MappingProxyType(
    {name: each for each in WATCHED for name in each.names}
)


def parse_alert(written: str) -> Alert:
    """Understand ``receita_em_risco > 10%``.

    Raises:
        ValueError: it can't be understood; the sentence says why.
    """
    match = _TYPED.fullmatch(written)
    if match is None:
        text = (
            "{alert} não é um alerta; escreva entre aspas um número do resumo, um sinal e o "
            'limite, por exemplo "receita_em_risco>10%"'
        )
        raise ValueError(Phrase(text, alert=written))
    figure = _figure(match["name"].strip())
    limit, percent = _limit(match["limit"])
    relative = _relative(written, figure, percent=percent, limit=limit)
    return Alert(
        written.strip(), figure, match["sign"], limit / 100 if percent else limit, relative
    )


def _figure(name: str) -> Watched:
    if _key(name) in _BY_NAME:
        return _BY_NAME[_key(name)]
    nearest = get_close_matches(_key(name), _BY_NAME, n=_NEAREST, cutoff=0.5)
    if not nearest:
        text = "{name} não é um número do resumo; tente perdidos, receita_em_risco ou faturamento"
        raise ValueError(Phrase(text, name=name))
    text = "{name} não é um número do resumo; você quis dizer {nearest}?"
    raise ValueError(Phrase(text, name=name, nearest=", ".join(nearest)))


def _limit(written: str) -> tuple[float, bool]:
    """Read a number as Brazilians or programs write it, and whether it is a percentage."""
    match = _NUMBER.fullmatch(re.sub(r"\s", "", written))
    if match is None:
        raise ValueError(Phrase("{limit} não é um número", limit=written.strip()))
    number = _number(match["digits"])
    return (-number if match["minus"] else number), bool(match["percent"])


def _number(digits: str) -> float:
    if _EITHER.fullmatch(digits):
        thousand, part = digits.replace(",", ""), digits.rstrip("0").rstrip(",")
        text = "{written} pode ser {thousand} ou uma fração; escreva {thousand} ou {part}"
        raise ValueError(
            Phrase(
                text, written=digits, thousand=thousand, part=part if "," in part else f"{part},0"
            )
        )
    if _DOTS_GROUP.fullmatch(digits):
        return float(digits.replace(".", "").replace(",", "."))
    if _COMMAS_GROUP.fullmatch(digits):
        return float(digits.replace(",", ""))
    if _PLAIN.fullmatch(digits):
        return float(digits.replace(",", "."))
    raise ValueError(Phrase("{limit} não é um número", limit=digits))


def _relative(written: str, figure: Watched, *, percent: bool, limit: float) -> bool:
    """Tell whether the limit is a share of another figure; refuse what would mean nothing."""
    is_share = figure.column.kind is Kind.SHARE
    if is_share and not percent and limit:
        text = "{alert}: este número é uma porcentagem; escreva o limite com o sinal %"
        raise ValueError(Phrase(text, alert=written.strip()))
    if percent and not is_share and not figure.whole:
        text = "{alert}: este número não é parte de um total; escreva o limite sem o sinal %"
        raise ValueError(Phrase(text, alert=written.strip()))
    return percent and not is_share
