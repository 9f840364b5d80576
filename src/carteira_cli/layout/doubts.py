"""The findings by kind: what was seen, where it was seen first, and what to do about it."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from carteira_cli.layout.places import CODE, HINT, MESSAGE, SEVERITY, kinds, places
from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Finding
from carteira_cli.model.report import Section, Table

_MARK = Column("mark", "", Kind.TEXT)
_TEXT = Column("text", "", Kind.TEXT)
NAME = "findings"
"""The name of the section."""

_SHOWN = 3
_WIDEST = 40
_KIND = [CODE.name, MESSAGE.name, HINT.name]

Place = Mapping[Hashable, Any]


def section(findings: Sequence[Finding], language: Language) -> Section:
    """Show each kind of finding, the gravest first, with its first three places."""
    lead = "" if findings else language.say("Nada a conferir: nenhuma linha deixou dúvida.")
    tables = tuple(_tables(findings, language))
    return Section(NAME, language.say("O que conferir"), lead, tables=tables)


def _tables(findings: Sequence[Finding], language: Language) -> Iterator[Table]:
    several = len({finding.file for finding in findings}) > 1
    seen = places(findings, language)
    for kind in kinds(findings, language).to_dict("records"):
        same = (seen[_KIND] == [kind[name] for name in _KIND]).all(axis=1)
        where = _where(seen[same], language, several=several)
        lines = [("Onde", where), ("O que fazer", kind[HINT.name])]
        frame = pd.DataFrame(
            [(language.say(mark), text) for mark, text in lines if text], columns=["mark", "text"]
        )
        yield table(language, kind["code"], (_MARK, _TEXT), frame, title=_title(kind, language))


def _title(kind: Mapping[Hashable, Any], language: Language) -> str:
    severity = language.column(SEVERITY).labels[kind["severity"]]
    times = f" ({language.count(kind['times'])}×)" if kind["times"] > 1 else ""
    return f"{severity}{times}: {kind['message']}"


def _where(seen: pd.DataFrame, language: Language, *, several: bool) -> str:
    """Name the first places, column by column; the file only when there are several."""
    first = seen.head(_SHOWN).astype(object)
    known = first.where(first.notna(), None).to_dict("records")
    columns: dict[str, list[str]] = {}
    for place in known:
        rows = columns.setdefault(_column(place, language, several=several), [])
        rows.extend([_row(place, language)] if place["row"] else [])
    told = "; ".join(": ".join(filter(None, (at, "; ".join(rows)))) for at, rows in columns.items())
    left = len(seen) - len(known)
    if left and told:
        return language.say("{places} e mais {n}", places=told, n=language.count(left))
    return told


def _column(place: Place, language: Language, *, several: bool) -> str:
    sheet, column = place["sheet"], place["column"]
    parts = (
        place["file"] if several or not (sheet or column or place["row"]) else None,
        sheet and language.say("aba {sheet}", sheet=sheet),
        column and language.say("coluna {column}", column=column),
    )
    return ", ".join(part for part in parts if part)


def _row(place: Place, language: Language) -> str:
    row = language.say("linha {row}", row=language.count(place["row"]))
    value = place["value"]
    if not value:
        return row
    return f"{row} («{value[:_WIDEST] + '…' if len(value) > _WIDEST else value}»)"
