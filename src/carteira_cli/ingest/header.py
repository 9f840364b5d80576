"""Where the table starts on a sheet, and which column is what."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from carteira_cli.ingest import dates, documents, layouts, numbers, status
from carteira_cli.ingest.cells import as_text
from carteira_cli.ingest.layouts import Layout
from carteira_cli.ingest.months import month_of
from carteira_cli.ingest.standing import StatusColumn, by_priority
from carteira_cli.ingest.synonyms import IGNORED, SYNONYMS, normalise
from carteira_cli.model.tables import RawTable

_SEARCHED_ROWS = 40
_SAMPLED_ROWS = 200
_FEWEST_HITS = 2
_PROOF = 0.5

FIELD_OF_WORD: Mapping[str, str] = {
    word: field for field, words in SYNONYMS.items() for word in words
}
"""Every known header word, in its normalised form, with the field it stands for."""

PEOPLE = ("cliente", "codigo", "documento", "email", "telefone")
"""The fields that tell who bought."""

_KNOWN = {**FIELD_OF_WORD, **dict.fromkeys(IGNORED, "")}


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its grid row, every header text, and the column of each field.

    ``index`` counts grid rows from 0; ``names`` runs over the columns by position;
    ``fields`` maps a field name (``data``, ``valor``, ...) to a column position; ``layout`` is
    the known system whose header this is.
    """

    index: int
    names: tuple[str, ...]
    fields: Mapping[str, int]
    layout: Layout | None = None

    def name(self, field: str) -> str:
        """Return the header text of a field's column, empty when it has none."""
        return self.names[self.fields[field]] if field in self.fields else ""

    @property
    def statuses(self) -> tuple[StatusColumn, ...]:
        """The columns that say what became of their rows, by priority."""
        known = self.layout.statuses(self.names) if self.layout else ()
        told = known or status.columns(self.names, self.fields)
        seen = {each.position for each in told}
        own = status.columns(
            (), {f: self.fields[f] for f in ("status", "tipo") if f in self.fields}
        )
        return by_priority((*told, *(each for each in own if each.position not in seen)))


def find(table: RawTable, wanted: Mapping[str, str]) -> Header | None:
    """Find the header within the first rows of a sheet; None when nothing looks like one.

    ``wanted`` maps a field to the header text that the user gave for it.
    """
    head = table.cells.iloc[:_SEARCHED_ROWS]
    plain = [_texts(head, row) for row in range(len(head))]
    texts = [_joined(above, row) for above, row in zip([[], *plain], plain, strict=False)]
    asked = {normalise(header) for header in wanted.values()}
    scores = [_score(row, asked) for row in texts]
    best = max(range(len(scores)), key=lambda row: (scores[row], -row), default=0)
    if not scores or scores[best] < _FEWEST_HITS:
        return None
    names = texts[best]
    body = table.cells.iloc[best + 1 : best + 1 + _SAMPLED_ROWS]
    layout = layouts.recognise(names)
    fields = _fields(names, body, _overruled(names, wanted), layout)
    return Header(best, names, fields, layout)


def _texts(head: pd.DataFrame, row: int) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in head.iloc[row].tolist()]


def _joined(above: list[str], row: list[str]) -> tuple[str, ...]:
    """Complete a header by the row above it, where cells are merged across or down.

    ``Cliente`` over ``Código`` makes ``Código Cliente``; a cell merged down has its text in the
    upper row. Rows above that are titles change nothing.
    """
    names, group = list(row), ""
    for position, (upper, cell) in enumerate(zip(above, row, strict=False)):
        group = upper or group
        if not cell and normalise(upper) in _KNOWN:
            names[position] = upper
        elif cell and normalise(cell) not in _KNOWN and normalise(f"{cell} {group}") in _KNOWN:
            names[position] = f"{cell} {group}"
    return tuple(names)


def _score(row: tuple[str, ...], asked: set[str]) -> int:
    words = {normalise(cell) for cell in row if cell}
    months = sum(month_of(cell) is not None for cell in row if cell)
    return sum(1 for word in words if word in _KNOWN) + months + 10 * len(words & asked)


def _overruled(names: tuple[str, ...], wanted: Mapping[str, str]) -> dict[str, int]:
    """Find the columns that the user named; another sheet may hold the ones missing here."""
    positions = {normalise(name): position for position, name in reversed([*enumerate(names)])}
    return {
        field: positions[normalise(header)]
        for field, header in wanted.items()
        if normalise(header) in positions
    }


def _fields(
    names: tuple[str, ...], body: pd.DataFrame, overruled: dict[str, int], layout: Layout | None
) -> dict[str, int]:
    words = [normalise(name) for name in names]
    fields = {**(layout.fields(names) if layout else {}), **overruled}
    ignored = layout.ignore if layout else frozenset()
    for field, synonyms in SYNONYMS.items():
        if field not in fields and field not in ignored:
            candidates = [
                position
                for synonym in synonyms
                for position, word in enumerate(words)
                if word == synonym and position not in fields.values()
            ]
            chosen = next((p for p in candidates if _proves(field, names[p], body[p])), None)
            if chosen is not None:
                fields[field] = chosen
    return fields if layout else _with_bare_order(words, _with_bare_code(words, fields))


def _proves(field: str, name: str, cells: pd.Series) -> bool:
    """Refuse a column whose cells, but for repeated headers, can't be what its header says."""
    text = as_text(cells)
    filled = text.notna() & (text != name.strip())
    if not filled.any():
        return field not in ("data", "valor", "quantidade", "preco")
    if field == "data":
        return bool((~pd.isna(dates.parse(cells[filled]).days)).mean() >= _PROOF)
    if field == "documento":
        return bool(documents.clean(as_text(cells[filled])).notna().any())
    if field in ("valor", "quantidade", "preco"):
        return bool((~numbers.parse(cells[filled]).invalid).mean() >= _PROOF)
    return True


def _with_bare_order(words: list[str], fields: dict[str, int]) -> dict[str, int]:
    """Take ``Documento`` for the order's number where it is nobody's CPF or CNPJ."""
    if "pedido" in fields or "documento" not in words:
        return fields
    position = words.index("documento")
    return fields if position in fields.values() else {**fields, "pedido": position}


_BARE_CODES = ("codigo", "cod", "id", "codigo interno")


def _with_bare_code(words: list[str], fields: dict[str, int]) -> dict[str, int]:
    """Take a bare ``Código`` for the customer's when nothing else can own it.

    It must stand beside his name, or where there is neither name nor product.
    """
    codes = [position for position, word in enumerate(words) if word in _BARE_CODES]
    customer = fields.get("cliente")
    if customer is not None:
        codes = [position for position in codes if abs(position - customer) == 1]
    elif "produto" in fields:
        codes = []
    return {**fields, "codigo": codes[0]} if codes and "codigo" not in fields else fields
