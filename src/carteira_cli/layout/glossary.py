"""What every word of the outputs means: columns and their values, actions, findings, systems."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from carteira_cli.ingest import layouts
from carteira_cli.ingest.layouts import Layout
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.layout import plays
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.groups import ACTIONS
from carteira_cli.layout.limits import limits
from carteira_cli.layout.places import SEVERITY
from carteira_cli.locale.language import Language
from carteira_cli.metrics import METRICS, follow_up, rfm
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Category, Column
from carteira_cli.model.findings import Code, Exit
from carteira_cli.model.guesses import GUESS

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

_PLACEHOLDER = re.compile(r"\{\w+\}")

Rules = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One word: its slug, its name, the kind of thing it is, what it means.

    ``group`` is the kind under which a list of words shows it; empty for the kind itself.
    """

    slug: str
    title: str
    kind: str
    lines: tuple[str, ...]
    group: str = ""

    def is_called(self, word: str) -> bool:
        """Tell whether a word names this entry, whatever its case and accents."""
        return normalise(word) in (normalise(self.slug), normalise(self.title))


@dataclass(frozen=True, slots=True)
class _Telling:
    """In which language the words are explained, and by which rules."""

    language: Language
    rules: Rules

    def say(self, text: str, /, **values: object) -> str:
        return self.language.say(text, **values)


def entries(language: Language, rules: Rules = MappingProxyType({})) -> tuple[Entry, ...]:
    """List everything that can be explained; a slug may be said of more than one thing.

    ``rules``: a metric's name → its rules in force; the others are explained by their defaults.
    """
    in_force = {metric.name: rules.get(metric.name) or metric.rules() for metric in METRICS}
    telling = _Telling(language, in_force)
    columns = {**SUMMARY_COLUMNS, **CUSTOMER_COLUMNS}.values()
    codes = (code for code in vars(catalogue).values() if isinstance(code, Code))
    return (
        *(_of_column(column, language.say("Coluna"), telling) for column in columns),
        *_of_categories(columns, telling),
        *_of_own_words(telling),
        *_of_tables(telling),
        *(_of_code(code, language) for code in codes),
        *(_of_exit(code, language) for code in Exit),
        *systems(language),
    )


def systems(language: Language) -> tuple[Entry, ...]:
    """List the systems whose exports are known."""
    return tuple(_of_layout(layout, language) for layout in layouts.known())


def meaning(described: Column | Category, rules: Rules, language: Language) -> tuple[str, ...]:
    """Say what a column or one of its words means, by which rules, after whom."""
    source = described.source if isinstance(described, Column) else ""
    in_force = limits(described.rules, rules, language)
    return (
        language.say(described.about),
        *([language.say("Em uso: {rules}.", rules=in_force)] if in_force else ()),
        *([language.say("Fonte: {source}.", source=source)] if source else ()),
    )


def _of_column(column: Column, kind: str, telling: _Telling) -> Entry:
    say = telling.say
    values = (f"  {say(c.label)}: {say(c.about)}" for c in column.categories if c.about)
    lines = (*meaning(column, telling.rules, telling.language), *values)
    return Entry(column.name, say(column.label), kind, lines)


def _of_tables(telling: _Telling) -> Iterator[Entry]:
    """Explain the columns of the portfolio's tables that are called like no other."""
    for table, columns in TABLE_COLUMNS.items():
        for column in columns.values():
            if column not in (CUSTOMER_COLUMNS.get(column.name), SUMMARY_COLUMNS.get(column.name)):
                kind = telling.say("Coluna da tabela {table}", table=table)
                yield replace(_of_column(column, kind, telling), group=telling.say("Coluna"))


def _of_categories(columns: Iterable[Column], telling: _Telling) -> Iterator[Entry]:
    tell = {rfm.SEGMENT.name: _of_segment, follow_up.ACTION.name: _of_action}
    for column in columns:
        more = tell.get(column.name, _nothing_more)
        kind = telling.say("Valor de {column}", column=telling.say(column.label))
        for each in column.categories:
            meant = meaning(each, telling.rules, telling.language)
            lines = (*meant, *more(each.slug, telling))
            yield Entry(each.slug, telling.say(each.label), kind, lines)


def _nothing_more(_slug: str, _telling: _Telling) -> Iterator[str]:
    yield from ()


def _of_segment(slug: str, telling: _Telling) -> Iterator[str]:
    """Say which scores make a segment, and what to do with it."""
    rules = telling.rules
    own, bins = rules["rfm"].segments, rules["rfm"].written_bins
    maps = {bins: own} if own else rfm.BUILT_IN
    for count, segments in maps.items():
        cells = [_cell(each, telling) for each in segments if each.name == slug]
        if cells:
            text = "Notas (de 1 a {highest}): {cells}."
            yield telling.say(text, highest=count, cells="; ".join(cells))
    if slug in ACTIONS:
        yield telling.say("O que fazer: {action}", action=telling.say(ACTIONS[slug]))


def _cell(rule: rfm.SegmentRule, telling: _Telling) -> str:
    """Write the scores of a segment: ``R 5, F 4 a 5, V 1 a 5``."""
    letters = (telling.say("R"), telling.say("F"), telling.say("V"))
    return ", ".join(
        f"{letter} {low}"
        if low == high
        else telling.say("{letter} {low} a {high}", letter=letter, low=low, high=high)
        for letter, (low, high) in zip(letters, (rule.r, rule.f, rule.m), strict=True)
    )


def _of_action(slug: str, telling: _Telling) -> Iterator[str]:
    """Say for whom an action is, by each rule that leads to it, and until when."""
    ruled, language = telling.rules["follow_up"], telling.language
    for each in ruled.plays:
        if each.action == slug:
            yield telling.say("Para quem: {who}.", who=plays.when(each, language))
            yield telling.say("Até quando: {when}.", when=plays.until(each, ruled, language))


def _of_own_words(telling: _Telling) -> Iterator[Entry]:
    """Explain the segments and actions of the user's own, in the order of their rules."""
    rules = telling.rules
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
                yield Entry(name, name, telling.say(kind), tuple(tell(name, telling)))


def _of_code(code: Code, language: Language) -> Entry:
    say = language.say
    told = (say(code.message), say(code.hint).removeprefix(GUESS))
    texts = [_PLACEHOLDER.sub("…", text) for text in told]
    stop = [say("Código de saída: {code}.", code=int(code.exit))] if code.exit else []
    return Entry(code.slug, code.slug, say(SEVERITY.labels[code.severity]), (*texts, *stop))


def _of_exit(code: Exit, language: Language) -> Entry:
    text = language.say(EXITS[code])
    lines = (f"{text[0].upper()}{text[1:]}.",)
    return Entry(f"{code:d}", f"{code:d}", language.say("Código de saída"), lines)


def _of_layout(layout: Layout, language: Language) -> Entry:
    title, about = language.say(layout.title), language.say(layout.about)
    return Entry(layout.slug, title, language.say("Sistema conhecido"), (about,))
