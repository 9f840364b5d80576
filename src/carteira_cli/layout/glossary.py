"""What every word of the outputs means: columns and their values, findings, known systems."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from carteira_cli.ingest import layouts
from carteira_cli.ingest.layouts import Layout
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Column
from carteira_cli.model.findings import Code, Severity

_SEVERITIES = {Severity.INFO: "Nota", Severity.WARNING: "Aviso", Severity.ERROR: "Erro"}


_PLACEHOLDER = re.compile(r"\{\w+\}")


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


def entries() -> tuple[Entry, ...]:
    """List everything that can be explained; a slug may be said of more than one thing."""
    columns = {**SUMMARY_COLUMNS, **CUSTOMER_COLUMNS}.values()
    codes = (code for code in vars(catalogue).values() if isinstance(code, Code))
    return (
        *map(_of_column, columns),
        *_of_categories(columns),
        *map(_of_code, codes),
        *map(_of_layout, layouts.known()),
    )


def systems() -> tuple[Entry, ...]:
    """List the systems whose exports are known."""
    return tuple(map(_of_layout, layouts.known()))


def _of_column(column: Column) -> Entry:
    values = tuple(f"  {each.label}: {each.about}" for each in column.categories if each.about)
    return Entry(column.name, column.label, "Coluna", (column.about, *values))


def _of_categories(columns: Iterable[Column]) -> Iterator[Entry]:
    for column in columns:
        for each in column.categories:
            if each.about:
                yield Entry(each.slug, each.label, f"Valor de {column.label}", (each.about,))


def _of_code(code: Code) -> Entry:
    texts = (_PLACEHOLDER.sub("…", text) for text in (code.message, code.hint))
    return Entry(code.slug, code.slug, _SEVERITIES[code.severity], tuple(texts))


def _of_layout(layout: Layout) -> Entry:
    return Entry(layout.slug, layout.title, "Sistema conhecido", (layout.about,))
