"""What was set aside and what was doubted: rows and reais, kinds, and every single place."""

from dataclasses import replace

from carteira_cli.layout import reconciliation
from carteira_cli.layout.places import (
    CELL,
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
    cells,
    kinds,
    places,
)
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Severity
from carteira_cli.model.report import Section, Table

_BRIEF_KINDS = 5


def brief(portfolio: Portfolio) -> Section:
    """Show what was left out by reason, and the doubts that matter most."""
    title = portfolio.language.say("O que ficou de fora e o que conferir")
    found, doubts = portfolio.reading.reconciliation, _doubts(portfolio)
    reasons = reconciliation.reasons(found, portfolio.language)
    shown = tuple(table for table in (reasons, doubts) if len(table.frame))
    lead = "" if len(reasons.frame) else reconciliation.sentence(found, portfolio.language)
    return Section("findings", title, lead, tables=shown)


def book(portfolio: Portfolio) -> Section:
    """Show the reconciliation, the kinds of finding, and every place."""
    say, found = portfolio.language.say, portfolio.reading.reconciliation
    title = say("Lido, usado e deixado de fora")
    tables = [reconciliation.whole(found, portfolio.language, title)]
    if portfolio.analysis.findings:
        tables += [_kinds(portfolio), _places(portfolio)]
        lead = say("O que não entrou nas contas, o que deixou dúvida, e o que fazer a respeito.")
    else:
        lead = say("Nada a conferir: nenhuma linha deixou dúvida.")
    return Section("findings", say("Pendências"), lead, tables=tuple(tables))


def unreadable(portfolio: Portfolio) -> tuple[int, float]:
    """Give rows and reais that are out only because of a defect that can be corrected."""
    defects = [
        reason
        for reason in portfolio.reading.reconciliation.set_aside
        if reconciliation.CODES[reason.code].severity is not Severity.INFO
        and reason.code != catalogue.EXACT_DUPLICATE.slug
    ]
    cents = sum(reason.cents for reason in defects)
    return sum(reason.rows for reason in defects), cents / 100


def _doubts(portfolio: Portfolio) -> Table:
    """The kinds of finding about rows that count, those that matter most first."""
    set_aside = [reason.code for reason in portfolio.reading.reconciliation.set_aside]
    seen = kinds(portfolio.analysis.findings, portfolio.language)
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
    seen = kinds(portfolio.analysis.findings, portfolio.language)
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
    found = places(portfolio.analysis.findings, portfolio.language)
    cell = cells(found, portfolio.reading.sources)
    where = (CELL,) if cell.notna().any() else ()
    return portfolio.table(
        "places",
        (MESSAGE, ROW, *where, COLUMN, VALUE, HINT, SEVERITY, FILE, SHEET),
        found.assign(cell=cell),
        leads=(FILE.name, SHEET.name, CELL.name) if where else None,
        title=portfolio.language.say("Linha por linha"),
        takeaway=portfolio.language.say(
            "O número da linha é o da planilha de origem; nada nela foi alterado."
        ),
    )
