"""The whole report, section by section: a new one is one file and one line here."""

from collections.abc import Callable
from itertools import chain

from carteira_cli.layout import (
    breakdowns,
    concentration,
    customers,
    escaping,
    evolution,
    findings,
    follow_up,
    forecast,
    goals,
    groups,
    products,
    settings,
    steps,
    summary,
)
from carteira_cli.layout.document import document
from carteira_cli.layout.facts import facts
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale import Language
from carteira_cli.model.metric import Analysis
from carteira_cli.model.report import Report, Section
from carteira_cli.model.tables import Reading

Makers = tuple[Callable[[Portfolio], Section | tuple[Section, ...] | None], ...]

BRIEF: Makers = (
    summary.brief,
    concentration.brief,
    escaping.brief,
    steps.brief,
    groups.brief,
    evolution.brief,
    forecast.brief,
    breakdowns.brief,
    products.brief,
    goals.brief,
    findings.brief,
)
"""The sections of the terminal report, each made from a Portfolio, or None where it has none."""

BOOK: Makers = (
    summary.book,
    customers.book,
    follow_up.book,
    groups.book,
    evolution.book,
    evolution.cohorts,
    products.book,
    breakdowns.book,
    goals.book,
    findings.book,
    settings.book,
)
"""The sheets of the workbook, each or several made from a Portfolio, or None where it has none."""


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
        brief=_made(BRIEF, portfolio) if sections else (),
        book=_made(BOOK, portfolio) if sections else (),
        document=document(portfolio),
        labels={},
    )


def _made(makers: Makers, portfolio: Portfolio) -> tuple[Section, ...]:
    made = (make(portfolio) for make in makers)
    several = (each if isinstance(each, tuple) else (each,) for each in made)
    return tuple(section for section in chain.from_iterable(several) if section is not None)
