"""How the files were read, before anything is measured: the report of a diagnosis."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from carteira_cli import __version__
from carteira_cli.layout import doubts, preview, reconciliation, refusal, sources
from carteira_cli.layout.document import reading_record, source_record
from carteira_cli.layout.facts import reference_date
from carteira_cli.layout.places import places
from carteira_cli.locale.language import Language
from carteira_cli.model.findings import CarteiraError, Finding
from carteira_cli.model.report import Report, Section
from carteira_cli.model.tables import Reading, Source

SCHEMA = "carteira-diagnostico/1"
_NO_COLUMNS = ("file", "sheet", "column")


def diagnosis(reading: Reading, language: Language) -> Report:
    """Show how every sheet was understood, five sales, the doubts and the totals."""
    sections = (
        *sources.sections(reading.sources, reading.findings, language),
        preview.section(reading, language),
        doubts.section(reading.findings, language),
        _totals(reading, language),
    )
    document = {
        "reference_date": reading.reference_date,
        "reference_date_origin": reading.reference_date_origin,
        "currency": language.currency,
        "refusal": None,
        **_seen(reading.sources, language),
        "reading": reading_record(reading.reconciliation),
        "preview": preview.preview(reading),
        "findings": places(reading.findings, language),
    }
    return _report(language, tuple(_facts(reading, language)), sections, document)


def refused(
    error: CarteiraError, seen: Sequence[Source], findings: Sequence[Finding], language: Language
) -> Report:
    """Show what was seen in files that were read and then refused.

    ``seen``: the sheets as ``refusal.look`` describes them. ``findings``: what was noted before
    the refusal; those that the error carries join them.
    """
    findings = (*findings, *_told(error))
    sections = [
        sources.seen(source, refusal.lead(source, error, language), language) for source in seen
    ]
    if findings:
        sections.append(doubts.section(findings, language))
    document = {
        "reference_date": None,
        "reference_date_origin": None,
        "currency": language.currency,
        "refusal": _refusal(error, language),
        **_seen(seen, language),
        "reading": None,
        "preview": [],
        "findings": places(findings, language),
    }
    return _report(language, (), tuple(sections), document)


def detected(report: Report) -> Report:
    """Leave the doubts out of a diagnosis, for who is asked about them one by one."""
    kept = tuple(section for section in report.brief if section.name != doubts.NAME)
    return replace(report, brief=kept)


def _report(
    language: Language,
    facts: tuple[tuple[str, str], ...],
    sections: tuple[Section, ...],
    document: Mapping[str, Any],
) -> Report:
    head = {
        "schema": SCHEMA,
        "generator": {"name": "carteira-cli", "version": __version__},
    }
    title = language.say("Diagnóstico da leitura")
    return Report(language.code, title, facts, sections, (), {**head, **document}, {})


def _facts(reading: Reading, language: Language) -> Iterator[tuple[str, str]]:
    yield reference_date(reading.reference_date, reading.reference_date_origin, language)
    days = reading.sales["date"]
    if len(days):
        period = language.say(
            "{first} a {last}", first=language.day(days.min()), last=language.day(days.max())
        )
        yield language.say("Vendas de"), period
    yield language.say("Clientes"), _customers(reading, language)


def _customers(reading: Reading, language: Language) -> str:
    buyers = language.count(reading.days["customer_id"].nunique())
    if not reading.unidentified_rows:
        return buyers
    return language.plural(
        "{buyers}, e {n} linha de venda sem cliente identificado",
        "{buyers}, e {n} linhas de venda sem cliente identificado",
        reading.unidentified_rows,
        buyers=buyers,
    )


def _totals(reading: Reading, language: Language) -> Section:
    table = reconciliation.whole(reading.reconciliation, language, "")
    return Section("totals", language.say("Totais"), tables=(table,))


def _seen(seen: Sequence[Source], language: Language) -> Mapping[str, Any]:
    unread = [(each.file, each.sheet or None, name) for each in seen for name in each.unread]
    return {
        "sources": [source_record(source, language) for source in seen],
        "unread_columns": pd.DataFrame(unread, columns=[*_NO_COLUMNS], dtype=object),
    }


def _told(error: CarteiraError) -> Iterator[Finding]:
    """Give the findings that a refusal carries, where the rows were already judged."""
    carried = error.details.get("findings", ())
    if isinstance(carried, tuple):
        yield from carried


def _refusal(error: CarteiraError, language: Language) -> Mapping[str, Any]:
    return {
        "code": error.code.slug,
        "message": language.say(error.code.message, **error.details),
        "hint": language.say(error.code.hint, **error.details),
        "file": error.place.file or None,
        "sheet": error.place.sheet or None,
    }
