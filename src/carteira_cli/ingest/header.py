"""Where the table starts on a sheet, and which column is what."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from carteira_cli.ingest import dates, documents, numbers
from carteira_cli.ingest.cells import as_text
from carteira_cli.ingest.synonyms import IGNORED, SYNONYMS, normalise
from carteira_cli.model.tables import RawTable

_SEARCHED_ROWS = 40
_SAMPLED_ROWS = 200
_FEWEST_HITS = 2
_PROOF = 0.5

_KNOWN: Mapping[str, str] = {
    word: field for field, words in SYNONYMS.items() for word in words
} | dict.fromkeys(IGNORED, "")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: its grid row, every header text, and the column of each field.

    ``index`` counts grid rows from 0; ``names`` runs over the columns by position;
    ``fields`` maps a field name (``data``, ``valor``, ...) to a column position.
    """

    index: int
    names: tuple[str, ...]
    fields: Mapping[str, int]

    def name(self, field: str) -> str:
        """Return the header text of a field's column, empty when it has none."""
        return self.names[self.fields[field]] if field in self.fields else ""


def find(table: RawTable, wanted: Mapping[str, str]) -> Header | None:
    """Find the header within the first rows of a sheet; None when nothing looks like one.

    ``wanted`` maps a field to the header text that the user gave for it.
    """
    head = table.cells.iloc[:_SEARCHED_ROWS]
    texts = [_texts(head, row) for row in range(len(head))]
    asked = {normalise(header) for header in wanted.values()}
    scores = [_score(row, asked) for row in texts]
    best = max(range(len(scores)), key=lambda row: (scores[row], -row), default=0)
    if not scores or scores[best] < _FEWEST_HITS:
        return None
    names = tuple(texts[best])
    body = table.cells.iloc[best + 1 : best + 1 + _SAMPLED_ROWS]
    return Header(best, names, _fields(names, body, _overruled(names, wanted)))


def _texts(head: pd.DataFrame, row: int) -> list[str]:
    return ["" if cell is None else str(cell).strip() for cell in head.iloc[row].tolist()]


def _score(row: list[str], asked: set[str]) -> int:
    words = {normalise(cell) for cell in row if cell}
    return sum(1 for word in words if word in _KNOWN) + 10 * len(words & asked)


def _overruled(names: tuple[str, ...], wanted: Mapping[str, str]) -> dict[str, int]:
    """Find the columns that the user named; another sheet may hold the ones missing here."""
    positions = {normalise(name): position for position, name in reversed([*enumerate(names)])}
    return {
        field: positions[normalise(header)]
        for field, header in wanted.items()
        if normalise(header) in positions
    }


def _fields(
    names: tuple[str, ...], body: pd.DataFrame, overruled: dict[str, int]
) -> dict[str, int]:
    words = [normalise(name) for name in names]
    fields = dict(overruled)
    for field, synonyms in SYNONYMS.items():
        if field not in fields:
            candidates = [
                position
                for synonym in synonyms
                for position, word in enumerate(words)
                if word == synonym and position not in fields.values()
            ]
            chosen = next((p for p in candidates if _proves(field, body[p])), None)
            if chosen is not None:
                fields[field] = chosen
    return _with_bare_code(words, fields)


def _proves(field: str, cells: pd.Series) -> bool:
    """Refuse a column whose cells can't be what its header says."""
    filled = as_text(cells).notna()
    if not filled.any():
        return field not in ("data", "valor", "quantidade", "preco")
    if field == "data":
        return bool((~pd.isna(dates.parse(cells[filled]).days)).mean() >= _PROOF)
    if field == "documento":
        return bool(documents.clean(as_text(cells[filled])).notna().any())
    if field in ("valor", "quantidade", "preco"):
        return bool((~numbers.parse(cells[filled]).invalid).mean() >= _PROOF)
    return True


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
