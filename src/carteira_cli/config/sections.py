"""The fixed sections of ``carteira.toml``; the metrics bring their own."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, field_validator

from carteira_cli.config.alerts import parse_alert
from carteira_cli.config.reference_date import ReferenceDate, parse_reference_date
from carteira_cli.metrics import METRICS
from carteira_cli.metrics.goals import Goal
from carteira_cli.model.columns import Kind
from carteira_cli.model.options import (
    FIELD_NAMES,
    DateOrder,
    DecimalMark,
    Grain,
    Returns,
    StatusMeaning,
)
from carteira_cli.model.phrases import Phrase

FIGURES = tuple(
    column.name for metric in METRICS for column in metric.summary if column.kind is not Kind.DATE
)
"""Every number of the summary, and so everything that can have a goal."""


def _refuse_unknown(names: Iterable[str], known: Sequence[str], complaint: str) -> None:
    for name in names:
        if name not in known:
            nearest = get_close_matches(name, known, n=1) or known
            raise ValueError(Phrase(complaint, name=name, known=", ".join(nearest)))


def _reference_date(written: object) -> ReferenceDate:
    return parse_reference_date(str(written))


class Section(BaseModel):
    """A part of the file: frozen, strict about types, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Reading(Section):
    """``[leitura]``: how the files are read."""

    sheet: Annotated[str, Field(alias="aba")] = ""
    columns: Annotated[Mapping[str, str], Field(alias="colunas")] = {}
    status: Mapping[str, StatusMeaning] = {}
    returns: Annotated[Returns, Field(alias="devolucoes")] = "liquidar"
    grain: Annotated[Grain, Field(alias="grao")] = "auto"
    dates: Annotated[DateOrder, Field(alias="datas")] = "auto"
    decimal: DecimalMark = "auto"
    zero_amount: Annotated[Literal["contar", "ignorar"], Field(alias="valor_zero")] = "contar"
    as_of: Annotated[
        ReferenceDate | None, PlainValidator(_reference_date), Field(alias="data_base")
    ] = None

    @field_validator("columns")
    @classmethod
    def _fields_exist(cls, columns: Mapping[str, str]) -> Mapping[str, str]:
        _refuse_unknown(columns, FIELD_NAMES, "{name} não é um campo; use {known}")
        return columns


class Customers(Section):
    """``[clientes]``: who is the same customer, and who is none."""

    merge: Annotated[Mapping[str, str], Field(alias="unir")] = {}
    ignore: Annotated[tuple[str, ...], Field(alias="ignorar")] = ()
    counter: Annotated[tuple[str, ...], Field(alias="balcao")] = ()


class Output(Section):
    """``[relatorio]``: what is written, and how much of it."""

    formats: Annotated[
        tuple[Literal["xlsx", "json", "csv", "html"], ...], Field(alias="formatos")
    ] = ()
    top: Annotated[int, Field(alias="topo", ge=1)] = 10
    tolerance: Annotated[float, Field(alias="tolerancia", ge=0, le=1)] = 0.05
    full_documents: Annotated[bool, Field(alias="documentos_completos")] = False
    alerts: Annotated[tuple[str, ...], Field(alias="alertas")] = ()

    @field_validator("alerts")
    @classmethod
    def _alerts_are_understood(cls, alerts: tuple[str, ...]) -> tuple[str, ...]:
        for alert in alerts:
            parse_alert(alert)
        return alerts


def _goal(written: object) -> object:
    """Let a bare number stand for a target without a date."""
    return written if isinstance(written, dict) else {"alvo": written}


class FixedSections(Section):
    """Everything in the file but the sections that are a metric's rules as they stand."""

    leitura: Reading = Reading()
    clientes: Customers = Customers()
    relatorio: Output = Output()
    metas: Mapping[str, Annotated[Goal, BeforeValidator(_goal)]] = {}

    @field_validator("metas")
    @classmethod
    def _figures_exist(cls, goals: Mapping[str, Goal]) -> Mapping[str, Goal]:
        _refuse_unknown(goals, FIGURES, "{name} não é um número do resumo; use {known}")
        return goals
