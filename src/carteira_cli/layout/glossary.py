"""What every word of the outputs means: columns and their values, actions, findings, systems."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from carteira_cli.ingest import layouts
from carteira_cli.ingest.layouts import Layout
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.layout import plays
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.groups import ACTIONS
from carteira_cli.layout.limits import limits
from carteira_cli.locale.language import Language
from carteira_cli.metrics import METRICS, follow_up, rfm
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Category, Column
from carteira_cli.model.findings import Code, Exit, Severity

EXITS: Mapping[Exit, str] = MappingProxyType(
    {
        Exit.DONE: "deu certo",
        Exit.TOO_MANY_SET_ASIDE: "deu certo, mas há mais linhas ilegíveis do que o tolerado; no "
        "lote, ou algum cliente falhou",
        Exit.USAGE: "o comando foi escrito errado",
        Exit.INPUT: "a planilha não pode ser usada",
        Exit.CONFIG: "a configuração está errada",
        Exit.OUTPUT: "o resultado não pôde ser gravado",
        Exit.ALERT: "deu certo, e um alerta disparou",
        Exit.BUG: "defeito do programa",
        Exit.INTERRUPTED: "interrompido",
    }
)
"""What the program says with its exit code."""

_SEVERITIES = {Severity.INFO: "Nota", Severity.WARNING: "Aviso", Severity.ERROR: "Erro"}
_PLACEHOLDER = re.compile(r"\{\w+\}")
_LANGUAGE = Language()

Rules = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: its slug, its Portuguese name, the kind of thing it is, what it means."""

    slug: str
    title: str
    kind: str
    lines: tuple[str, ...]

    def is_called(self, word: str) -> bool:
        """Tell whether a word names this entry, whatever its case and accents."""
        return normalise(word) in (normalise(self.slug), normalise(self.title))


def entries(rules: Rules = MappingProxyType({})) -> tuple[Entry, ...]:
    """List everything that can be explained; a slug may be said of more than one thing.

    ``rules``: a metric's name → its rules in force; the others are explained by their defaults.
    """
    in_force = {metric.name: rules.get(metric.name) or metric.rules() for metric in METRICS}
    columns = {**SUMMARY_COLUMNS, **CUSTOMER_COLUMNS}.values()
    codes = (code for code in vars(catalogue).values() if isinstance(code, Code))
    return (
        *(_of_column(column, "Coluna", in_force) for column in columns),
        *_of_categories(columns, in_force),
        *_of_own_words(in_force),
        *_of_tables(in_force),
        *map(_of_code, codes),
        *map(_of_exit, Exit),
        *map(_of_layout, layouts.known()),
    )


def systems() -> tuple[Entry, ...]:
    """List the systems whose exports are known."""
    return tuple(map(_of_layout, layouts.known()))


def meaning(described: Column | Category, rules: Rules) -> tuple[str, ...]:
    """Say what a column or one of its words means, by which rules, after whom."""
    source = described.source if isinstance(described, Column) else ""
    in_force = limits(described.rules, rules, _LANGUAGE)
    return (
        described.about,
        *([f"Em uso: {in_force}."] if in_force else ()),
        *([f"Fonte: {source}."] if source else ()),
    )


def _of_column(column: Column, kind: str, rules: Rules) -> Entry:
    values = tuple(f"  {each.label}: {each.about}" for each in column.categories if each.about)
    return Entry(column.name, column.label, kind, (*meaning(column, rules), *values))


def _of_tables(rules: Rules) -> Iterator[Entry]:
    """Explain the columns of the portfolio's tables that are called like no other."""
    for table, columns in TABLE_COLUMNS.items():
        for column in columns.values():
            if column not in (CUSTOMER_COLUMNS.get(column.name), SUMMARY_COLUMNS.get(column.name)):
                yield _of_column(column, f"Coluna da tabela {table}", rules)


def _of_categories(columns: Iterable[Column], rules: Rules) -> Iterator[Entry]:
    tell = {rfm.SEGMENT.name: _of_segment, follow_up.ACTION.name: _of_action}
    for column in columns:
        more = tell.get(column.name, _nothing_more)
        for each in column.categories:
            lines = (*meaning(each, rules), *more(each.slug, rules))
            yield Entry(each.slug, each.label, f"Valor de {column.label}", lines)


def _nothing_more(_slug: str, _rules: Rules) -> Iterator[str]:
    yield from ()


def _of_segment(slug: str, rules: Rules) -> Iterator[str]:
    """Say which scores make a segment, and what to do with it."""
    own, bins = rules["rfm"].segments, rules["rfm"].written_bins
    maps = {bins: own} if own else rfm.BUILT_IN
    for count, segments in maps.items():
        cells = [_cell(each) for each in segments if each.name == slug]
        if cells:
            yield f"Notas (de 1 a {count}): {'; '.join(cells)}."
    yield f"O que fazer: {ACTIONS[slug]}" if slug in ACTIONS else ""


def _cell(rule: rfm.SegmentRule) -> str:
    """Write the scores of a segment: ``R 5, F 4 a 5, V 1 a 5``."""
    ranges = (("R", rule.r), ("F", rule.f), ("V", rule.m))
    return ", ".join(
        f"{letter} {low}" if low == high else f"{letter} {low} a {high}"
        for letter, (low, high) in ranges
    )


def _of_action(slug: str, rules: Rules) -> Iterator[str]:
    """Say for whom an action is, by each rule that leads to it, and until when."""
    ruled = rules["follow_up"]
    for each in ruled.plays:
        if each.action == slug:
            yield f"Para quem: {plays.when(each, _LANGUAGE)}."
            yield f"Até quando: {plays.until(each, ruled, _LANGUAGE)}."


def _of_own_words(rules: Rules) -> Iterator[Entry]:
    """Explain the segments and actions of the user's own, in the order of their rules."""
    for kind, known, names, tell in (
        ("Segmento do seu mapa", rfm.SEGMENT, (s.name for s in rules["rfm"].segments), _of_segment),
        (
            "Ação de uma regra sua",
            follow_up.ACTION,
            (play.action for play in rules["follow_up"].plays),
            _of_action,
        ),
    ):
        for name in dict.fromkeys(names):
            if name not in known.labels:
                yield Entry(name, name, kind, tuple(tell(name, rules)))


def _of_code(code: Code) -> Entry:
    texts = [_PLACEHOLDER.sub("…", text) for text in (code.message, code.hint)]
    stop = [f"Código de saída: {code.exit:d}."] if code.exit else []
    return Entry(code.slug, code.slug, _SEVERITIES[code.severity], (*texts, *stop))


def _of_exit(code: Exit) -> Entry:
    text = EXITS[code]
    return Entry(f"{code:d}", f"{code:d}", "Código de saída", (f"{text[0].upper()}{text[1:]}.",))


def _of_layout(layout: Layout) -> Entry:
    return Entry(layout.slug, layout.title, "Sistema conhecido", (layout.about,))
