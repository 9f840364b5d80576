"""The goals of ``[metas]``: how far each is, and whether it will be reached in time."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from carteira_cli.layout.columns import SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.metrics.goals import FALLING
from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.report import Section, Table

_DECLARED = TABLE_COLUMNS["goals"]
_FIGURE = Column("figure", "Meta", Kind.TEXT, "O número do resumo que tem a meta.")
_WRITTEN = tuple(
    # Identifiers: written as what they are (reais, %, clientes), and never cut.
    Column(name, _DECLARED[name].label, Kind.IDENTIFIER, _DECLARED[name].about)
    for name in ("target", "actual", "expected")
)
_STANDING = Column(
    "standing",
    "Como está",
    Kind.CATEGORY,
    "Se a meta está atingida, ou se será no prazo, no ritmo dos últimos 3 meses completos.",
    (
        Category("met", "Atingida", Tone.GOOD, "O número já está no alvo ou além dele."),
        Category("ahead", "No ritmo", Tone.GOOD, "Neste ritmo, chega ao alvo no prazo."),
        Category("behind", "Abaixo do ritmo", Tone.WATCH, "Neste ritmo, não chega no prazo."),
        Category("missed", "Não atingida", Tone.BAD, "O prazo passou."),
        Category("open", "Em aberto", Tone.NEUTRAL, "Ainda não dá para dizer."),
    ),
)
_BRIEF = (_FIGURE, *_WRITTEN[:2], _DECLARED["due"], _STANDING)
_BOOK = (_FIGURE, *_WRITTEN[:2], _DECLARED["progress"], _DECLARED["due"], _WRITTEN[2], _STANDING)
_TOLD = 3


def brief(portfolio: Portfolio) -> Section | None:
    """Show where every goal stands; nothing without goals."""
    return _section(portfolio, _BRIEF)


def tables(portfolio: Portfolio) -> tuple[Table, ...]:
    """Show every goal with its progress and what is expected; nothing without goals."""
    found = _section(portfolio, _BOOK)
    return tuple(replace(table, title=found.title) for table in found.tables) if found else ()


def _section(portfolio: Portfolio, columns: tuple[Column, ...]) -> Section | None:
    goals = portfolio.analysis.tables["goals"]
    if goals.empty:
        return None
    rows = goals.astype(object).where(goals.notna(), None).to_dict("records")
    table = _table(portfolio, columns, [{str(key): row[key] for key in row} for row in rows])
    return Section("goals", portfolio.language.say("Metas"), tables=(table,))


def _table(portfolio: Portfolio, columns: tuple[Column, ...], goals: list[dict[str, Any]]) -> Table:
    written = [
        goal
        | {column.name: _value(portfolio, goal, column.name) for column in _WRITTEN}
        | {"target": _target(portfolio, goal), "figure": _label(portfolio, goal)}
        | {"standing": _standing(portfolio, goal)}
        for goal in goals
    ]
    frame = pd.DataFrame(written).astype({"due": "datetime64[s]", "progress": "float64"})
    takeaway = " ".join(_sentences(portfolio, goals))
    return portfolio.table("goals", columns, frame, takeaway=takeaway)


def _label(portfolio: Portfolio, goal: dict[str, Any]) -> str:
    return portfolio.language.say(SUMMARY_COLUMNS[goal["metric"]].label)


def _value(portfolio: Portfolio, goal: dict[str, Any], name: str) -> str:
    """Write a value as the goal's own figure is written; money without centavos."""
    kind, value = SUMMARY_COLUMNS[goal["metric"]].kind, goal[name]
    if kind is Kind.MONEY and value is not None:
        return portfolio.language.money(value, cents=False)
    return portfolio.language.value(kind, value)


def _target(portfolio: Portfolio, goal: dict[str, Any]) -> str:
    """Write the target, which is the most that a figure should be that is to fall."""
    target = _value(portfolio, goal, "target")
    if goal["metric"] in FALLING:
        return portfolio.language.say("até {target}", target=target)
    return target


def _standing(portfolio: Portfolio, goal: dict[str, Any]) -> str:
    """Tell the goal met from the one that will be, the one missed from the one that may be."""
    if goal["on_track"] is None:
        return "open"
    past = goal["due"] is not None and goal["due"].date() < portfolio.analysis.reference_date
    if not goal["on_track"]:
        return "missed" if past else "behind"
    return "met" if goal["progress"] is not None and goal["progress"] >= 1 else "ahead"


def _sentences(portfolio: Portfolio, goals: list[dict[str, Any]]) -> Iterator[str]:
    """Say how many are met, and of the others with a forecast where they will end."""
    standings = [_standing(portfolio, goal) for goal in goals]
    yield portfolio.language.plural(
        "{met} de {n} meta atingida.",
        "{met} de {n} metas atingidas.",
        len(goals),
        met=portfolio.language.count(standings.count("met")),
    )
    foreseen = [
        goal
        for goal, standing in zip(goals, standings, strict=True)
        if goal["expected"] is not None and standing != "met"
    ]
    for goal in foreseen[:_TOLD]:
        yield _forecast(portfolio, goal)


def _forecast(portfolio: Portfolio, goal: dict[str, Any]) -> str:
    language = portfolio.language
    return language.say(
        "{figure}: no ritmo dos últimos 3 meses, chega a {expected} em {due}; a meta é {target}.",
        figure=_label(portfolio, goal),
        expected=_value(portfolio, goal, "expected"),
        due=language.day(goal["due"].date()),
        target=_target(portfolio, goal),
    )
