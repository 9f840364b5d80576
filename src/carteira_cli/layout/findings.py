"""What was set aside and what was doubted: rows and reais, kinds, and every single place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pandas as pd

from carteira_cli.layout.places import (
    CODE,
    COLUMN,
    FILE,
    HINT,
    MESSAGE,
    ROW,
    SEVERITY,
    SHEET,
    TIMES,
    VALUE,
    kinds,
    places,
    subject,
)
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Code, Severity
from carteira_cli.model.report import Section, Table
from carteira_cli.model.tables import SetAside

_CODES: Mapping[str, Code] = MappingProxyType(
    {code.slug: code for code in vars(catalogue).values() if isinstance(code, Code)}
)
_REASON = Column("reason", "Motivo", Kind.TEXT, "Por que as linhas ficaram de fora.")
_ENTRY = Column("reason", "Linhas da planilha", Kind.TEXT, "O que aconteceu com as linhas lidas.")
_ROWS = Column("rows", "Linhas", Kind.COUNT, "Quantas linhas da planilha.")
_AMOUNT = Column("amount", "Valor", Kind.MONEY, "Soma do valor dessas linhas.")
_BRIEF_KINDS = 5


def brief(portfolio: Portfolio) -> Section:
    """Show what was left out by reason, and the doubts that matter most."""
    title = portfolio.language.say("O que ficou de fora e o que conferir")
    reasons, doubts = _reasons(portfolio), _doubts(portfolio)
    shown = tuple(table for table in (reasons, doubts) if len(table.frame))
    lead = "" if len(reasons.frame) else reconciliation_sentence(portfolio)
    return Section("findings", title, lead, tables=shown)


def book(portfolio: Portfolio) -> Section:
    """Show the reconciliation, the kinds of finding, and every place."""
    say, tables = portfolio.language.say, [_reconciliation(portfolio)]
    if portfolio.analysis.findings:
        tables += [_kinds(portfolio), _places(portfolio)]
        lead = say("O que não entrou nas contas, o que deixou dúvida, e o que fazer a respeito.")
    else:
        lead = say("Nada a conferir: nenhuma linha deixou dúvida.")
    return Section("findings", say("Pendências"), lead, tables=tuple(tables))


def reconciliation_sentence(portfolio: Portfolio) -> str:
    """Say that rows and reais found are those used and those set aside, to the centavo."""
    found = portfolio.reading.reconciliation
    aside = found.rows - found.rows_used, found.cents - found.cents_used
    used = _rows_and_money(portfolio, found.rows_used, found.cents_used)
    if not any(aside):
        return portfolio.language.say("Tudo o que foi lido entrou nas contas: {used}.", used=used)
    return portfolio.language.say(
        "{found} lidos = {used} usados + {aside} deixados de fora.",
        found=_rows_and_money(portfolio, found.rows, found.cents),
        used=used,
        aside=_rows_and_money(portfolio, *aside),
    )


def unreadable(portfolio: Portfolio) -> tuple[int, float]:
    """Give rows and reais that are out only because of a defect that can be corrected."""
    defects = [
        reason
        for reason in portfolio.reading.reconciliation.set_aside
        if _CODES[reason.code].severity is not Severity.INFO
        and reason.code != catalogue.EXACT_DUPLICATE.slug
    ]
    cents = sum(reason.cents for reason in defects)
    return sum(reason.rows for reason in defects), cents / 100


def _rows_and_money(portfolio: Portfolio, rows: int, cents: int) -> str:
    return portfolio.language.plural(
        "{n} linha e {amount}",
        "{n} linhas e {amount}",
        rows,
        amount=portfolio.language.money(cents / 100),
    )


def _reasons(portfolio: Portfolio) -> Table:
    """The rows set aside, by reason, most rows first."""
    reasons = portfolio.reading.reconciliation.set_aside
    shown = [reason for reason in reasons if reason.rows]
    return portfolio.table(
        "set_aside",
        (_REASON, _ROWS, _AMOUNT),
        _counted(
            (_reason(portfolio, reason), reason.rows, reason.cents)
            for reason in sorted(shown, key=lambda reason: (-reason.rows, reason.code))
        ),
        title=portfolio.language.say("Ficou de fora"),
        takeaway=reconciliation_sentence(portfolio),
    )


def _reason(portfolio: Portfolio, reason: SetAside) -> str:
    return subject(portfolio.language.say(_CODES[reason.code].message))


def _reconciliation(portfolio: Portfolio) -> Table:
    """Rows and reais found, used, and set aside by reason: the first is the sum of the others."""
    say, found = portfolio.language.say, portfolio.reading.reconciliation
    lines = [
        (say("Lidas na planilha"), found.rows, found.cents),
        (say("Usadas nas contas"), found.rows_used, found.cents_used),
    ]
    aside = [
        (say("De fora: {reason}", reason=_reason(portfolio, each)), each.rows, each.cents)
        for each in found.set_aside
    ]
    return portfolio.table(
        "reconciliation",
        (_ENTRY, _ROWS, _AMOUNT),
        _counted([*lines, *aside]),
        title=say("Lido, usado e deixado de fora"),
        takeaway=reconciliation_sentence(portfolio),
    )


def _counted(lines: Iterable[tuple[str, int, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(lines), columns=["reason", "rows", "cents"])
    return frame.assign(amount=frame["cents"] / 100)


def _doubts(portfolio: Portfolio) -> Table:
    """The kinds of finding about rows that count, those that matter most first."""
    set_aside = [reason.code for reason in portfolio.reading.reconciliation.set_aside]
    seen = kinds(portfolio)
    doubts = seen[~seen["code"].isin(set_aside)].head(_BRIEF_KINDS)
    return portfolio.table(
        "doubts",
        (replace(TIMES, label=""), replace(MESSAGE, label="")),
        doubts,
        title=portfolio.language.say("Vale conferir"),
        takeaway=portfolio.language.say(
            "Cada linha, com o motivo e o que fazer, está em Pendências, na planilha de resultado."
        ),
    )


def _kinds(portfolio: Portfolio) -> Table:
    seen = kinds(portfolio)
    return portfolio.table(
        "kinds",
        (MESSAGE, TIMES, SEVERITY, CODE, HINT),
        seen,
        title=portfolio.language.say("Por tipo"),
        takeaway=portfolio.language.plural(
            "{n} ponto a conferir; comece pelos erros.",
            "{n} pontos a conferir; comece pelos erros.",
            int(seen["times"].sum()),
        ),
        bars=("times",),
    )


def _places(portfolio: Portfolio) -> Table:
    return portfolio.table(
        "places",
        (MESSAGE, ROW, COLUMN, VALUE, HINT, SEVERITY, FILE, SHEET),
        places(portfolio),
        title=portfolio.language.say("Linha por linha"),
        takeaway=portfolio.language.say(
            "O número da linha é o da planilha de origem; nada nela foi alterado."
        ),
    )
