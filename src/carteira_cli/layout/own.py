"""The columns that belong to the owner of a list, and what he typed there in earlier runs.

Nothing typed is lost: the entries of a row follow its customer, and rows that nobody of today's
list claims stand at its end.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.earlier import Entry, Kept, KeptRow
from carteira_cli.model.report import Own, Table

FOLLOW_UP = (
    Column("own_responsible", "Responsável", Kind.TEXT, "Seu: quem cuida deste cliente."),
    Column("own_next_contact", "Próximo contato", Kind.DATE, "Seu: o dia de voltar a falar."),
    Column(
        "own_progress",
        "Situação",
        Kind.CATEGORY,
        "Seu: em que pé está a conversa. Escolha na lista ou escreva outra palavra.",
        (
            Category("to_do", "A contatar"),
            Category("talking", "Em conversa", Tone.INFO),
            Category("offer_sent", "Proposta enviada", Tone.INFO),
            Category("sold", "Vendido", Tone.GOOD),
            Category("not_now", "Agora não", Tone.WATCH),
            Category("no_interest", "Sem interesse"),
        ),
    ),
    Column("own_notes", "Anotações", Kind.TEXT, "Seu: o que quiser; nada se perde."),
)
"""The columns that the follow-up list offers to its owner."""

ADDED = "added:"
"""What the name of a column begins with that the owner added himself; his header follows."""

_TEXTS = {Kind.TEXT, Kind.IDENTIFIER, Kind.CATEGORY}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a list offers its owner: columns, and where they stand.

    ``key`` names the column that tells the rows apart, ``before`` the one that his columns stand
    before; at the end without one.
    """

    key: str
    columns: tuple[Column, ...] = ()
    before: str = ""


def owned(table: Table, offer: Offer, kept: Kept, language: Language) -> Table:
    """Give a table its owner's columns, filled with what he typed before.

    Earlier rows in which something was typed, and that no row of the table claims, follow at its
    end.
    """
    kept = _apart(kept, offer)
    columns = _columns(offer, kept, language)
    rows = _claimed(table.frame[offer.key], kept)
    claimed = {id(row) for row in rows}
    left = [row for row in kept.rows if _is_typed(row) and id(row) not in claimed]
    frame = _extended(table, offer.key, left)
    for column in columns:
        entries = [row.own.get(column.name) if row else None for row in (*rows, *left)]
        frame[column.name] = pd.Series(entries, dtype=object)
    placed = _placed(table, offer, columns)
    table = replace(table, columns=placed, frame=frame[[column.name for column in placed]])
    filters = _filters(table, kept)
    own = Own(
        offer.key,
        tuple(column.name for column in columns),
        kept.widths,
        filters,
        _hidden(table, filters),
        dict(_notes([*rows, *left])),
    )
    return replace(table, takeaway=_told(table, own, language), own=own)


def _apart(kept: Kept, offer: Offer) -> Kept:
    """Name the columns that he added so that none of ours can be meant."""
    offered = {column.name for column in offer.columns}
    apart = {name: f"{ADDED}{name}" for name in kept.columns if name not in offered}

    def renamed(mapping: Mapping[str, Any]) -> dict[str, Any]:
        return {apart.get(name, name): value for name, value in mapping.items()}

    rows = [replace(row, own=renamed(row.own), notes=renamed(row.notes)) for row in kept.rows]
    return Kept(
        tuple(apart.get(name, name) for name in kept.columns),
        tuple(rows),
        renamed(kept.widths),
        renamed(kept.filters),
    )


def _columns(offer: Offer, kept: Kept, language: Language) -> list[Column]:
    """List the offered columns, then those that he added himself, in his order."""
    added = [
        Column(name, name.removeprefix(ADDED), Kind.TEXT)
        for name in kept.columns
        if name.startswith(ADDED)
    ]
    return [*map(language.column, offer.columns), *added]


def _placed(table: Table, offer: Offer, columns: Sequence[Column]) -> tuple[Column, ...]:
    names = [column.name for column in table.columns]
    at = names.index(offer.before) if offer.before in names else len(names)
    return (*table.columns[:at], *columns, *table.columns[at:])


def _claimed(keys: pd.Series, kept: Kept) -> list[KeptRow | None]:
    """Give each row of today the first earlier row of its key."""
    by_key: dict[str, KeptRow] = {}
    for row in kept.rows:
        by_key.setdefault(row.key, row)
    return [by_key.get(key) if key else None for key in keys.fillna("")]


def _is_typed(row: KeptRow) -> bool:
    """Tell whether a row holds something of the owner's; all of a row without a key is his."""
    return bool(row.own or row.notes or (row.ours and not row.key))


def _extended(table: Table, key: str, left: Sequence[KeptRow]) -> pd.DataFrame:
    """Append the rows that nobody claims, with the texts that say whose they are."""
    if not left:
        return table.frame.copy()
    texts = [column.name for column in table.columns if column.kind in _TEXTS]
    rows = pd.DataFrame([_texts(row, texts) | {key: row.key or None} for row in left])
    appended = rows.reindex(columns=table.frame.columns)
    return pd.concat([table.frame, appended.astype(table.frame.dtypes)], ignore_index=True)


def _texts(row: KeptRow, names: Sequence[str]) -> dict[str, str | None]:
    return {name: str(row.ours[name]) if name in row.ours else None for name in names}


def _filters(table: Table, kept: Kept) -> Mapping[str, tuple[str, ...]]:
    """Keep the filters on columns of texts; figures change from run to run."""
    texts = {column.name for column in table.columns if column.kind in _TEXTS}
    return {name: shown for name, shown in kept.filters.items() if name in texts}


def _hidden(table: Table, filters: Mapping[str, tuple[str, ...]]) -> frozenset[int]:
    """Give the rows that a filter leaves out; texts are compared as Excel does, in any case."""
    hidden: set[int] = set()
    for column in table.columns:
        if column.name in filters:
            through = {text.casefold() for text in filters[column.name]}
            shown = [_shown(column, cell).casefold() for cell in table.frame[column.name]]
            hidden |= {at for at, text in enumerate(shown) if text not in through}
    return frozenset(hidden)


def _shown(column: Column, cell: Any) -> str:
    value = cell.value if isinstance(cell, Entry) else cell
    return "" if value is None or pd.isna(value) else column.labels.get(value, str(value))


def _told(table: Table, own: Own, language: Language) -> str:
    """Say so when a filter hides rows, which nobody sees at a glance."""
    if not own.hidden:
        return table.takeaway
    rows = len(table.frame)
    filtered = language.say(
        "Com o seu filtro, {shown} de {rows} linhas à mostra.",
        shown=language.count(rows - len(own.hidden)),
        rows=language.count(rows),
    )
    return f"{table.takeaway} {filtered}".strip()


def _notes(rows: Sequence[KeptRow | None]) -> Iterator[tuple[tuple[int, str], str]]:
    for place, row in enumerate(rows):
        for name, text in (row.notes if row else {}).items():
            yield (place, name), text
