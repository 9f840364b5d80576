"""The whole report, section by section: a new one is one file and one line here."""

from carteira_cli.layout import (
    concentration,
    customers,
    escaping,
    findings,
    groups,
    settings,
    steps,
    summary,
)
from carteira_cli.layout.document import document
from carteira_cli.layout.facts import facts
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale import Language
from carteira_cli.model.metric import Analysis
from carteira_cli.model.report import Report
from carteira_cli.model.tables import Reading

BRIEF = (
    summary.brief,
    concentration.brief,
    escaping.brief,
    steps.brief,
    groups.brief,
    findings.brief,
)
"""The sections of the terminal report, each made from a Portfolio."""

BOOK = (
    summary.book,
    customers.book,
    groups.book,
    findings.book,
    settings.book,
)
"""The sheets of the workbook, each made from a Portfolio."""


def report(
    reading: Reading,
    analysis: Analysis,
    language: Language,
    *,
    top: int = 10,
    sections: bool = True,
) -> Report:
    """Lay an analysis out in words of the user's language.

    ``top`` is how many customers the lists of the terminal report name at most; without
    ``sections`` only the document is made. The same reading and analysis always give the same
    report.
    """
    portfolio = Portfolio(reading, analysis, language, top)
    return Report(
        language=language.code,
        title=language.say("Carteira de clientes"),
        facts=facts(portfolio),
        brief=tuple(section(portfolio) for section in BRIEF if sections),
        book=tuple(section(portfolio) for section in BOOK if sections),
        document=document(portfolio),
        labels={},
    )
