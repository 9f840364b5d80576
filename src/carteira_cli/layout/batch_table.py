"""One row per client of a batch: the columns, the rows and their sums, to the centavo."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from carteira_cli.layout.columns import SUMMARY_COLUMNS
from carteira_cli.model.batch import Client, Situation, Standing
from carteira_cli.model.columns import Category, Column, Kind, Tone

CLIENT = Column(
    "client",
    "Carteira",
    Kind.TEXT,
    "Pasta ou arquivo do cliente, como está na pasta do lote; o nome leva à planilha dele.",
)
SITUATION = Column(
    "situation",
    "Situação",
    Kind.CATEGORY,
    "O que aconteceu com esta carteira na última execução.",
    (
        Category(Situation.DONE, "Feito", Tone.GOOD, "Analisada agora."),
        Category(
            Situation.DOUBTFUL,
            "Conferir",
            Tone.WATCH,
            "Analisada agora, e há um alerta ou mais linhas ilegíveis do que o tolerado.",
        ),
        Category(
            Situation.UNCHANGED,
            "Sem mudança",
            Tone.INFO,
            "Nada mudou desde a última execução: os números são os daquela.",
        ),
        Category(Situation.FAILED, "Falhou", Tone.BAD, "Não pôde ser analisada; veja o motivo."),
    ),
)
REASON = Column("reason", "Motivo", Kind.TEXT, "O que há com esta carteira, em uma frase.")
HINT = Column("hint", "O que fazer", Kind.TEXT, "O que você pode fazer a respeito.")
NET_CHANGE = Column(
    "net_amount_change",
    "Variação",
    Kind.MONEY,
    "Faturamento líquido de agora − o da última análise de outro dia; negativo quando diminuiu.",
)
ACTIVE_CHANGE = Column(
    "active_change",
    "Variação de ativos",
    Kind.COUNT,
    "Clientes ativos de agora − os da última análise de outro dia; negativo quando diminuíram.",
)
BEFORE = (
    Column(
        "compared_with",
        "Comparado com",
        Kind.DATE,
        "Data-base da última análise de outro dia, com a qual esta é comparada.",
    ),
    Column(
        "net_amount_before",
        "Faturamento antes",
        Kind.MONEY,
        "Faturamento líquido naquela análise.",
    ),
    Column("active_before", "Ativos antes", Kind.COUNT, "Clientes ativos naquela análise."),
)
FIGURES = (
    SUMMARY_COLUMNS["customers"],
    SUMMARY_COLUMNS["active_customers"],
    ACTIVE_CHANGE,
    Column("late_customers", "Atrasados", Kind.COUNT, "Clientes que passaram do seu ritmo."),
    Column("inactive_customers", "Inativos", Kind.COUNT, "Clientes muito além do seu ritmo."),
    SUMMARY_COLUMNS["net_amount"],
    NET_CHANGE,
    *(
        SUMMARY_COLUMNS[name]
        for name in (
            "mean_monthly_amount",
            "amount_at_risk",
            "estimated_lost_amount",
            "top_20pct_share",
            "churn_rate",
            "portfolio_health",
        )
    ),
)
FINDINGS = (
    Column("errors", "Erros", Kind.COUNT, "Tipos de pendência que podem ter mudado os números."),
    Column("warnings", "A conferir", Kind.COUNT, "Tipos de pendência que pedem uma conferida."),
)
AS_OF = Column("reference_date", "Data-base", Kind.DATE, "Dia em que a carteira é vista.")
READING = (
    Column("rows", "Linhas encontradas", Kind.COUNT, "Linhas das planilhas do cliente."),
    Column("rows_used", "Linhas usadas", Kind.COUNT, "Linhas que entraram nas contas."),
    Column("rows_set_aside", "Linhas de fora", Kind.COUNT, "Encontradas − usadas."),
    Column("amount_found", "Valor encontrado", Kind.MONEY, "Soma do valor de todas as linhas."),
    Column("amount_used", "Valor usado", Kind.MONEY, "Soma do valor das linhas usadas."),
    Column("amount_set_aside", "Valor de fora", Kind.MONEY, "Encontrado − usado."),
)
COLUMNS = (CLIENT, SITUATION, AS_OF, *FIGURES, *FINDINGS, REASON)
"""The columns of the summary's main table."""

CHANGES = (
    CLIENT,
    *BEFORE[:2],
    SUMMARY_COLUMNS["net_amount"],
    NET_CHANGE,
    BEFORE[2],
    SUMMARY_COLUMNS["active_customers"],
    ACTIVE_CHANGE,
)
"""The columns of the comparison with the last run of another day."""

_ADDED = (Kind.COUNT, Kind.MONEY)


def frame(clients: Sequence[Client]) -> pd.DataFrame:
    """Set the clients in rows, all columns there are; who failed has no figures."""
    rows = pd.DataFrame([_row(client) for client in clients])
    texts = {name: rows[name].astype("str") for name in ("client", "situation", "reason", "hint")}
    return rows.assign(**texts)


def totals(rows: pd.DataFrame, columns: Iterable[Column]) -> Mapping[str, float]:
    """Add up what can be added, money as whole centavos; a column of blanks has no sum."""
    added = (
        column for column in columns if column.kind in _ADDED and rows[column.name].notna().any()
    )
    return MappingProxyType({column.name: _sum(rows[column.name], column) for column in added})


def without_blanks(rows: pd.DataFrame, columns: Iterable[Column]) -> tuple[Column, ...]:
    """Leave out columns that nobody has a value in; the name always stays."""
    return tuple(each for each in columns if each is CLIENT or _says_something(rows[each.name]))


def worth_showing(rows: pd.DataFrame) -> tuple[Column, ...]:
    """Choose the columns of the main table: a day that all share is said once, above it."""
    told = without_blanks(rows, COLUMNS)
    days = {*rows[AS_OF.name].dropna()}
    return told if len(days) > 1 else tuple(column for column in told if column is not AS_OF)


def _says_something(values: "pd.Series[Any]") -> bool:
    return bool((values.notna() & (values != "")).any())


def _sum(values: "pd.Series[Any]", column: Column) -> float:
    known = values.dropna()
    if column.kind is not Kind.MONEY:
        return int(known.sum())
    return int((known * 100).round().astype("int64").sum()) / 100


def _row(client: Client) -> Mapping[str, Any]:
    blank = dict.fromkeys(column.name for column in (AS_OF, *FIGURES, *BEFORE, *FINDINGS, *READING))
    told = " ".join((*client.alerts, client.reason))
    known = _known(client.standing, client.before) if client.standing else {}
    return (
        blank
        | known
        | {
            "client": client.place,
            "situation": client.situation.value,
            "reason": told.strip(),
            "hint": client.hint,
        }
    )


def _known(standing: Standing, before: Standing | None) -> dict[str, Any]:
    return {
        "reference_date": pd.Timestamp(standing.reference_date),
        **standing.figures,
        **(_news(standing, before) if before else {}),
        "errors": standing.errors,
        "warnings": standing.warnings,
        **reading(standing),
    }


def reading(standing: Standing) -> dict[str, Any]:
    """Say what was found, used and set aside, in rows and reais."""
    return {
        "rows": standing.rows,
        "rows_used": standing.rows_used,
        "rows_set_aside": standing.rows - standing.rows_used,
        "amount_found": standing.cents / 100,
        "amount_used": standing.cents_used / 100,
        "amount_set_aside": (standing.cents - standing.cents_used) / 100,
    }


def _news(standing: Standing, before: Standing) -> dict[str, Any]:
    """Set what was before beside what is now; a figure unknown on either side has no change."""
    return {
        "compared_with": pd.Timestamp(before.reference_date),
        "net_amount_before": before.figures.get("net_amount"),
        "net_amount_change": _change(standing, before, "net_amount"),
        "active_before": before.figures.get("active_customers"),
        "active_change": _change(standing, before, "active_customers"),
    }


def _change(standing: Standing, before: Standing, name: str) -> float | None:
    now, then = standing.figures.get(name), before.figures.get(name)
    return None if now is None or then is None else round(now - then, 2)
