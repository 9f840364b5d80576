"""What is known of the tables that one system exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from carteira_cli.ingest.standing import StatusColumn, StatusRole, Words, by_priority
from carteira_cli.ingest.synonyms import normalise

Kind = Literal["vendas", "itens", "cadastro"]
Grain = Literal["linha", "item", "parcela", "pacote", "total-por-item", "total-na-primeira-linha"]
DateIs = Literal["venda", "vencimento"]


class Reference(NamedTuple):
    """A column by its header (squeezed) and which of several so called, counted from 0."""

    header: str
    occurrence: int = 0


@dataclass(frozen=True, slots=True)
class StatusReference:
    """A status column of a layout: where it is, what it speaks of, its own words."""

    role: StatusRole
    column: Reference
    words: Words


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of one system.

    ``title`` and ``about`` are Portuguese texts for the user. ``kind``: a table of sales, of
    the items of orders that stand elsewhere, or a register. ``grain``: what a row stands for.
    ``date_is``: whether ``data`` is the day of the sale or only the day a payment is due.
    ``columns``: field name → references, the preferred first. ``ignore``: fields that no other
    column may be taken for. ``joined_by``: the column by which other tables name this one's
    rows, when it is not ``codigo``.
    """

    slug: str
    title: str
    about: str
    kind: Kind
    grain: Grain
    date_is: DateIs
    columns: Mapping[str, tuple[Reference, ...]]
    status_columns: tuple[StatusReference, ...]
    ignore: frozenset[str]
    joined_by: Reference | None = None

    def fields(self, names: Sequence[str]) -> Mapping[str, int]:
        """Map the fields that a header has to the positions of their columns."""
        places = _places(names)
        found = {field: _first(references, places) for field, references in self.columns.items()}
        return {field: position for field, position in found.items() if position is not None}

    def statuses(self, names: Sequence[str]) -> tuple[StatusColumn, ...]:
        """Return the status columns that a header has, by priority."""
        places = _places(names)
        found = ((each, _first((each.column,), places)) for each in self.status_columns)
        return by_priority(
            StatusColumn(each.role, position, each.words)
            for each, position in found
            if position is not None
        )

    def key(self, names: Sequence[str]) -> int | None:
        """Return the column by which other tables name these rows, None when it is a field."""
        return None if self.joined_by is None else _first((self.joined_by,), _places(names))


def squeezed(header: str) -> str:
    """Bring a header to the form layouts compare: normalised, without blanks."""
    return normalise(header).replace(" ", "")


def _places(names: Sequence[str]) -> dict[Reference, int]:
    seen: dict[str, int] = {}
    places: dict[Reference, int] = {}
    for position, header in enumerate(map(squeezed, names)):
        occurrence = seen.get(header, 0)
        places[Reference(header, occurrence)] = position
        seen[header] = occurrence + 1
    return places


def _first(references: Sequence[Reference], places: Mapping[Reference, int]) -> int | None:
    return next((places[each] for each in references if each in places), None)
