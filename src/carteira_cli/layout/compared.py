"""Two saved results side by side, schema ``carteira-comparacao/1``: figures, causes, who moved."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from carteira_cli import __version__, comparison
from carteira_cli.comparison import EFFECT, HEADLINE, MOVING, Changes
from carteira_cli.layout import changes
from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.document import changes_record
from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.earlier import Result
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.report import Report, Section, Table

SCHEMA = "carteira-comparacao/1"

_MONEY = ("net_amount", "yearly_amount", "estimated_lost_amount")
_WHEN = (("before", "Antes"), ("now", "Depois"), ("change", "Diferença"))
_CUSTOMERS = Column("customers", "Clientes", Kind.COUNT, "Quantos clientes.")
_AMOUNT = Column("amount", "Valor", Kind.MONEY, "Quanto isto somou ou tirou.")
_NET = Column("net_amount", "Valor líquido deles", Kind.MONEY, "O que vale hoje quem se moveu.")
_LISTED = ("customer", "event", "amount", "status_before", "status")
_GROUPS = {"status": "Situação", "segment": "Segmento", "abc_class": "Classe ABC"}


class _Pair:
    """What two results come to beside each other."""

    def __init__(self, before: Result, now: Result, language: Language) -> None:
        self.before, self.now, self.language = before, now, language
        states = before.state, now.state
        self.changes: Changes = comparison.compare(*states)
        self.effects = comparison.effects(*states)
        self.moves = comparison.moves(*states)
        found = comparison.headlines(*states)
        self.figures = found.assign(change=(found["now"] - found["before"]).round(2))
        self.in_common = comparison.in_common(*states)

    @property
    def is_same(self) -> bool:
        """Tell whether nothing at all differs."""
        return self.changes.customers.empty and not self.figures["change"].any()

    @property
    def is_of_others(self) -> bool:
        """Tell whether both have customers, and none is in both."""
        counted = (len(result.state.customers) for result in (self.before, self.now))
        return all(counted) and not self.in_common


def compared(before: Result, now: Result, language: Language, top: int = 10) -> Report:
    """Lay out what changed from one result to another.

    Raises:
        CarteiraError: they are not in one currency.
        AssertionError: the effects don't add up to the difference.
    """
    if before.currency != now.currency:
        raise CarteiraError(
            catalogue.DIFFERENT_CURRENCIES,
            before=before.name,
            now=now.name,
            currency_before=before.currency,
            currency_now=now.currency,
        )
    pair = _Pair(before, now, replace(language, currency=now.currency))
    _hold_to(pair)
    return Report(
        language=language.code,
        title=language.say("O que mudou"),
        facts=tuple(_facts(pair)),
        brief=tuple(_sections(pair, top)),
        book=(),
        document=_document(pair),
        labels={},
    )


def _hold_to(pair: _Pair) -> None:
    """Refuse causes that leave a centavo unexplained."""
    explained = round(pair.changes.net_amount_before + float(pair.effects["amount"].sum()), 2)
    if explained != pair.changes.net_amount_now:
        msg = f"effects explain {explained}, the net amount is {pair.changes.net_amount_now}"
        raise AssertionError(msg)


def _facts(pair: _Pair) -> Iterator[tuple[str, str]]:
    say = pair.language.say
    for label, result in ((say("Antes"), pair.before), (say("Depois"), pair.now)):
        day = pair.language.day(result.state.reference_date)
        yield label, say("{day} ({file})", day=day, file=result.name)
    if pair.is_of_others:
        yield (
            say("Atenção"),
            say(
                "nenhum cliente está nas duas: confira se são da mesma carteira e se os códigos "
                "ou nomes não foram trocados (por anonimização, por exemplo)."
            ),
        )
    elif pair.changes.since == pair.changes.until and not pair.is_same:
        yield (
            say("Atenção"),
            say("as duas são do mesmo dia: o que mudou foram os arquivos ou a configuração."),
        )


def _sections(pair: _Pair, top: int) -> Iterator[Section]:
    language, say = pair.language, pair.language.say
    if pair.is_same:
        nothing = say("Nada mudou: os mesmos clientes, nos mesmos grupos, com os mesmos valores.")
        yield Section("same", "", nothing)
        return
    yield Section("figures", say("A carteira"), tables=tuple(_headlines(pair)))
    if not pair.effects.empty:
        yield Section("effects", say("De onde vem a diferença"), tables=(_effects(pair),))
    if pair.changes.customers.empty:
        yield Section("changes", say("Cliente por cliente"), say("Ninguém mudou de grupo."))
        return
    figures = tuple(changes.figures(language, pair.changes))
    counts = changes.counts(language, pair.changes)
    yield Section("changes", say("Cliente por cliente"), "", figures, tables=(counts,))
    moved = tuple(_moves(pair, name, top) for name in MOVING if name in {*pair.moves["column"]})
    if moved:
        yield Section("moves", say("Quem trocou de grupo"), tables=moved)
    yield Section("customers", say("Quem mudou"), tables=(_listing(pair, top),))


def _headlines(pair: _Pair) -> Iterator[Table]:
    """Set counts and reais in a table of their own each."""
    is_money = pair.figures["figure"].isin(_MONEY)
    for kind, frame in (
        (Kind.COUNT, pair.figures[~is_money]),
        (Kind.MONEY, pair.figures[is_money]),
    ):
        columns = (replace(HEADLINE, label=""), *(Column(n, label, kind) for n, label in _WHEN))
        yield table(pair.language, f"figures_{kind}", columns, frame)


def _effects(pair: _Pair) -> Table:
    language = pair.language
    took = language.say(
        "{before} antes, mais e menos isto, dão {now} depois.",
        before=language.money(pair.changes.net_amount_before),
        now=language.money(pair.changes.net_amount_now),
    )
    columns = (replace(EFFECT, label=""), _CUSTOMERS, _AMOUNT)
    return table(language, "effects", columns, pair.effects, takeaway=took)


def _moves(pair: _Pair, name: str, top: int) -> Table:
    """Count who went from group to group, the most customers first, as many lines as wanted."""
    group = CUSTOMER_COLUMNS[name]
    columns = (
        replace(group, name="before", label="De"),
        replace(group, name="now", label="Para"),
        _CUSTOMERS,
        _NET,
    )
    frame = pair.moves[pair.moves["column"] == name]
    title, rest = pair.language.say(_GROUPS[name]), len(frame) - top
    more = pair.language.plural("E mais {n} troca.", "E mais {n} trocas.", max(rest, 0))
    told = more if rest > 0 else ""
    shown = frame.head(top)
    return table(pair.language, f"moves_{name}", columns, shown, title=title, takeaway=told)


def _listing(pair: _Pair, top: int) -> Table:
    """Name those of whom something changed, the largest amount first, as many as wanted."""
    whole = changes.listing(pair.language, pair.changes)
    columns = tuple(column for name in _LISTED for column in whole.columns if column.name == name)
    rest = len(whole.frame) - top
    told = pair.language.plural("E mais {n} cliente.", "E mais {n} clientes.", max(rest, 0))
    frame = whole.frame[[*_LISTED]].head(top)
    return replace(whole, columns=columns, frame=frame, title="", takeaway=told if rest > 0 else "")


def _document(pair: _Pair) -> Mapping[str, Any]:
    return {
        "schema": SCHEMA,
        "generator": {"name": "carteira-cli", "version": __version__},
        "currency": pair.now.currency,
        "before": _reference(pair.before),
        "now": _reference(pair.now),
        "same": pair.is_same,
        "customers_in_common": pair.in_common,
        "figures": _figures(pair.figures),
        "effects": pair.effects,
        "moves": pair.moves,
        "changes": changes_record(pair.changes),
    }


def _reference(result: Result) -> Mapping[str, Any]:
    return {"file": result.name, "reference_date": result.state.reference_date}


def _figures(figures: pd.DataFrame) -> Mapping[str, Any]:
    """Give each figure before and now, and the difference; customers as whole numbers."""
    return {
        str(row["figure"]): {
            name: row[name] if row["figure"] in _MONEY else int(row[name]) for name, _ in _WHEN
        }
        for row in figures.to_dict("records")
    }
