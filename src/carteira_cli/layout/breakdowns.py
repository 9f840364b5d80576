"""The portfolio by the fields that were asked for, and the groups that differ most."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from carteira_cli.layout.columns import TABLE_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.metrics.breakdowns import FIELDS
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Chart, ChartKind, Section, Table

_BRIEF = ("value", "customers", "net_amount", "active", "late", "inactive")
_BRIEF_PERSONA = ("customers", "behind_share", "usual_share", "estimated_lost_amount")
_GROUP = Column("group", "Grupo", Kind.TEXT, "O campo e o que ele diz dos clientes do grupo.")
_CHARTED = 12
_COLUMNS = {
    "seller": "vendedor",
    "state": "uf",
    "city": "cidade",
    "category": "categoria",
    "channel": "canal",
}
"""What the reading calls the column of each field."""


def brief(portfolio: Portfolio) -> Section | None:
    """Show one table for each field asked for, and the groups that differ most."""
    tables = [
        _table(portfolio, field, rows, _BRIEF, portfolio.top)
        for field, rows in _by_field(portfolio).items()
    ]
    tables += _personas(portfolio, (_GROUP.name, *_BRIEF_PERSONA))
    if not tables:
        return None
    title = portfolio.language.say("Por grupos de clientes")
    return Section("breakdowns", title, tables=tuple(tables))


def book(portfolio: Portfolio) -> tuple[Section, ...]:
    """Make one sheet for each field asked for."""
    names = tuple(name for name in TABLE_COLUMNS["breakdowns"] if name != "field")
    return tuple(
        Section(
            f"breakdown_{field}",
            label(portfolio, field),
            charts=tuple(_charts(portfolio, field, rows)),
            tables=(_table(portfolio, field, rows, names, len(rows)),),
        )
        for field, rows in _by_field(portfolio).items()
    )


def personas(portfolio: Portfolio) -> tuple[Table, ...]:
    """Show all that is known of the groups that differ most, if there are any."""
    figures = (name for name in TABLE_COLUMNS["personas"] if name not in ("field", "value"))
    return tuple(_personas(portfolio, (_GROUP.name, *figures)))


def label(portfolio: Portfolio, field: str) -> str:
    """Call a field by its header where the sheets agree on one, else by its name.

    A register's header goes before those of the sales.
    """
    if field not in FIELDS:
        return field
    name = portfolio.language.say(FIELDS[field])
    headers = _headers(portfolio, field, registers=True) or _headers(portfolio, field)
    own = {header for header in headers if header.casefold() != name.casefold()}
    return own.pop() if len(headers) == len(own) == 1 else name


def _headers(portfolio: Portfolio, field: str, *, registers: bool = False) -> set[str]:
    sources = portfolio.reading.sources
    told = (each.columns or {} for each in sources if each.role == "customers" or not registers)
    return {columns[_COLUMNS[field]] for columns in told if _COLUMNS[field] in columns}


def _by_field(portfolio: Portfolio) -> Mapping[str, pd.DataFrame]:
    """Give the rows of each field in the order of asking; a blank value is said in words."""
    frame = portfolio.analysis.tables["breakdowns"]
    unsaid = portfolio.language.say("não informado")
    frame = frame.assign(said=frame["value"].notna(), value=frame["value"].fillna(unsaid))
    return {field: frame[frame["field"] == field] for field in frame["field"].unique()}


def _table(
    portfolio: Portfolio, field: str, rows: pd.DataFrame, names: tuple[str, ...], most: int
) -> Table:
    """Show so many values of one field, those that bring most."""
    declared = TABLE_COLUMNS["breakdowns"]
    columns = [
        replace(declared[name], label=label(portfolio, field))
        if name == "value"
        else declared[name]
        for name in names
    ]
    return portfolio.table(
        "breakdowns",
        columns,
        rows.head(most),
        title=portfolio.language.say("Por {field}", field=label(portfolio, field)),
        takeaway=" ".join(_sentences(portfolio, rows, most)),
        bars=("net_amount",),
    )


def _sentences(portfolio: Portfolio, rows: pd.DataFrame, most: int) -> Iterator[str]:
    language, said = portfolio.language, rows[rows["said"]]
    if said.empty:
        yield language.say("Nenhum cliente com compras tem este campo preenchido.")
    else:
        yield _at_stake(portfolio, said) or _largest(portfolio, said)
    left_out = len(rows) - most
    if left_out > 0:
        yield language.plural("Há mais {n} na planilha.", "Há mais {n} na planilha.", left_out)


def _at_stake(portfolio: Portfolio, said: pd.DataFrame) -> str:
    """Name the value with most money at stake, nothing where none is."""
    at_risk = said["amount_at_risk"].fillna(0).sum() > 0
    money = said["amount_at_risk" if at_risk else "estimated_lost_amount"].fillna(0)
    if money.max() <= 0:
        return ""
    most = said.iloc[int(money.to_numpy().argmax())]
    return portfolio.language.plural(
        "{value} tem mais dinheiro em jogo: {amount}; {n} de {all} clientes atrasou ou parou.",
        "{value} tem mais dinheiro em jogo: {amount}; {n} de {all} clientes atrasaram ou pararam.",
        int(most["late"] + most["inactive"]),
        value=most["value"],
        amount=portfolio.language.money(money.max(), cents=False),
        all=portfolio.language.count(most["customers"]),
    )


def _largest(portfolio: Portfolio, said: pd.DataFrame) -> str:
    first = said.iloc[0]
    if pd.isna(first["share"]):
        return portfolio.language.say("Em nenhum grupo se vendeu mais do que foi devolvido.")
    return portfolio.language.say(
        "{value} é o que mais traz: {share} do valor.",
        value=first["value"],
        share=portfolio.percent(first["share"]),
    )


def _charts(portfolio: Portfolio, field: str, rows: pd.DataFrame) -> Iterator[Chart]:
    largest = rows[rows["net_amount"] > 0].head(_CHARTED)
    if len(largest) > 1:
        columns = [TABLE_COLUMNS["breakdowns"][name] for name in ("value", "net_amount")]
        yield Chart(
            f"breakdown_{field}",
            ChartKind.BARS,
            portfolio.language.say("Valor por {field}", field=label(portfolio, field)),
            portfolio.table("breakdown_chart", columns, largest),
            "value",
            ("net_amount",),
            _largest(portfolio, rows),
        )


def _personas(portfolio: Portfolio, names: tuple[str, ...]) -> list[Table]:
    """Show the groups that differ most, if there are any."""
    frame = portfolio.analysis.tables["personas"]
    if frame.empty:
        return []
    groups = [
        f"{label(portfolio, field)} = {value}"
        for field, value in zip(frame["field"], frame["value"], strict=True)
    ]
    declared = {**TABLE_COLUMNS["personas"], _GROUP.name: _GROUP}
    table = portfolio.table(
        "personas",
        [declared[name] for name in names],
        frame.assign(group=groups),
        title=portfolio.language.say("Grupos que mais diferem dos outros clientes"),
        takeaway=_persona_sentence(portfolio, groups[0], frame.iloc[0]),
    )
    return [table]


def _persona_sentence(portfolio: Portfolio, group: str, persona: "pd.Series[float]") -> str:
    return portfolio.language.say(
        "Em {group}, {share} dos clientes pararam ou atrasaram; no resto, {usual}.",
        group=group,
        share=portfolio.percent(persona["behind_share"]),
        usual=portfolio.percent(persona["usual_share"]),
    )
