"""What the workbook keeps out of sight for the next run: the state, and how its lists are laid."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carteira_cli.layout.own import ADDED
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.layout.settings import EDITABLE, edited
from carteira_cli.model.earlier import BEFORE, NOW, State
from carteira_cli.model.report import Memory, Section, Table

_SCHEMA = "carteira/1"


def memory(book: Sequence[Section], portfolio: Portfolio) -> tuple[Memory, ...]:
    """Keep today's state, and the one that it was compared with."""
    lists = {
        section.name: _layout(table)
        for section in book
        for table in section.tables
        if table.own is not None
    }
    settings = {
        setting.name: setting.value
        for section in book
        for setting in section.settings
        if setting.name in EDITABLE
    }
    disguise = portfolio.reading.disguise
    told = {"disguise": disguise} if disguise else {}
    head = {
        "currency": portfolio.language.currency,
        "lists": lists,
        "settings": settings,
        "edited": edited(portfolio),
        **told,
    }
    return tuple(_memories(portfolio, head))


def _memories(portfolio: Portfolio, head: Mapping[str, Any]) -> Iterator[Memory]:
    yield _memory(NOW, portfolio.state, head)
    if portfolio.baseline is not None:
        yield _memory(BEFORE, portfolio.baseline, {})


def _memory(name: str, state: State, more: Mapping[str, Any]) -> Memory:
    head = {"schema": _SCHEMA, "reference_date": state.reference_date.isoformat(), **more}
    return Memory(name, head, state.customers)


def _layout(table: Table) -> Mapping[str, Any]:
    """Say which header stands over which column, so that the owner's own can be told apart."""
    own = table.own.columns if table.own else ()
    added = {name for name in own if name.startswith(ADDED)}
    columns = [[column.label, column.name] for column in table.columns if column.name not in added]
    return {
        "key": table.own.key if table.own else "",
        "columns": columns,
        "own": [name for name in own if name not in added],
    }
