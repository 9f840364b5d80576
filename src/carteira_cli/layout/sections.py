"""The whole report, section by section: a new one is one file and one line here."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from carteira_cli.layout import (
    breakdowns,
    card,
    changes,
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
    room,
    settings,
    steps,
    summary,
)
from carteira_cli.layout.document import document
from carteira_cli.layout.facts import facts
from carteira_cli.layout.memory import memory
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.model.earlier import Earlier
from carteira_cli.model.metric import Analysis
from carteira_cli.model.report import Report, Section
from carteira_cli.model.tables import Reading

Makers = tuple[Callable[[Portfolio], Section | tuple[Section, ...] | None], ...]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a report is wanted for.

    ``top`` is how many customers the lists of the terminal report name at most; without
    ``sections`` only the document for programs is made. ``earlier`` is what the workbook to be
    replaced remembers.
    """

    top: int = 10
    sections: bool = True
    earlier: Earlier | None = None


BRIEF: Makers = (
    summary.brief,
    concentration.brief,
    changes.brief,
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
    card.book,
    groups.book,
    evolution.book,
    evolution.cohorts,
    products.book,
    breakdowns.book,
    changes.book,
    findings.book,
    settings.book,
)
"""The sheets of the workbook, each or several made from a Portfolio, or None where it has none."""


def report(
    reading: Reading,
    analysis: Analysis,
    language: Language,
    wishes: Wishes = Wishes(),
) -> Report:
    """Lay an analysis out in words of the user's language.

    The same reading, analysis and wishes always give the same report.
    """
    portfolio = Portfolio(reading, analysis, language, wishes.top, wishes.earlier)
    sections = wishes.sections
    book = _made(BOOK, portfolio) if sections else ()
    outgrown = tuple(room.outgrown(book, language))
    if outgrown:
        told = replace(analysis, findings=(*analysis.findings, *outgrown))
        portfolio = replace(portfolio, analysis=told)
        book = _made(BOOK, portfolio)
    return Report(
        language=language.code,
        title=language.say("Carteira de clientes"),
        facts=facts(portfolio),
        brief=_made(BRIEF, portfolio) if sections else (),
        book=book,
        document=document(portfolio),
        labels={},
        memory=memory(book, portfolio) if sections else (),
    )


def _made(makers: Makers, portfolio: Portfolio) -> tuple[Section, ...]:
    made = (make(portfolio) for make in makers)
    several = (each if isinstance(each, tuple) else (each,) for each in made)
    return tuple(section for section in chain.from_iterable(several) if section is not None)
