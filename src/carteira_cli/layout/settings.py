"""What the figures rest on: reference date, limits, cut points, and what every column means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pandas as pd

from carteira_cli.layout import plays
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS
from carteira_cli.layout.customers import NUMBER
from carteira_cli.layout.limits import limits
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Section, Setting, Table

_DAY = Column(
    "reference_date",
    "Data-base",
    Kind.DATE,
    "O dia em que a carteira é vista: os dias sem comprar contam até ele.",
)
_LATE = Column(
    "late_ratio",
    "Atrasado acima de (ciclos)",
    Kind.NUMBER,
    "Quantos ciclos sem comprar fazem um cliente atrasado.",
)
_INACTIVE = Column(
    "inactive_ratio",
    "Inativo acima de (ciclos)",
    Kind.NUMBER,
    "Quantos ciclos sem comprar fazem um cliente inativo.",
)
EDITABLE: Mapping[str, Column] = MappingProxyType(
    {"LimiteAtraso": _LATE, "LimiteInativo": _INACTIVE}
)
"""The rules of the lifecycle that may be changed in the workbook, by the name of their cell."""

_SCORE = Column("score", "Nota", Kind.SCORE, "A nota; a mais alta é a melhor.")
_RULE = Column("rule", "Regra", Kind.TEXT, "O que a regra decide.")
_LIMIT = Column("limit", "Valor", Kind.TEXT, "O valor em uso.")
_WHERE = Column("where", "Onde", Kind.TEXT, "A aba em que a coluna aparece.")
_LABEL = Column("label", "Coluna", Kind.TEXT, "O nome da coluna ou do número.")
_WORD = Column("word", "Palavra", Kind.TEXT, "Uma das palavras que a coluna mostra.")
_ABOUT = Column("about", "O que significa", Kind.TEXT, "O que a coluna ou a palavra quer dizer.")
_ACTION = Column("action", "O que fazer", Kind.TEXT, "O próximo passo com o cliente.")
_WHO = Column("who", "Com quem", Kind.TEXT, "Os clientes para quem a regra serve.")
_UNTIL = Column("until", "Até quando", Kind.TEXT, "Até que dia fazer.")
_IN_FORCE = Column("rules", "Limites em uso", Kind.TEXT, "Seção e chave em carteira.toml, e valor.")
_SOURCE = Column("source", "Fonte", Kind.TEXT, "De quem é a fórmula.")


def book(portfolio: Portfolio) -> Section:
    """Show the named settings, the rules in force, and the meaning of every column and word."""
    tables = (
        _rules(portfolio),
        _scores(portfolio),
        _plays(portfolio),
        _columns(portfolio),
        _words(portfolio),
    )
    return Section(
        "settings",
        portfolio.language.say("Parâmetros"),
        tables=tuple(table for table in tables if len(table.frame)),
        settings=tuple(_settings(portfolio)),
    )


def _settings(portfolio: Portfolio) -> Iterator[Setting]:
    """Name the values that the formulas of the customers' columns refer to."""
    analysis = portfolio.analysis
    live = "TODAY()" if analysis.reference_date_origin == "today" else ""
    yield _setting(portfolio, "DataBase", _DAY, analysis.reference_date, live)
    for name, column in EDITABLE.items():
        yield _setting(portfolio, name, column, analysis.thresholds[column.name])


def edited(portfolio: Portfolio) -> Mapping[str, float]:
    """Give the settings in force that the owner changed in the workbook."""
    typed = portfolio.earlier.settings if portfolio.earlier else {}
    limits = portfolio.analysis.thresholds
    return {
        name: value
        for name, value in typed.items()
        if name in EDITABLE and limits[EDITABLE[name].name] == value
    }


def _setting(
    portfolio: Portfolio, name: str, column: Column, value: Any, formula: str = ""
) -> Setting:
    said = portfolio.language.column(column)
    if name in edited(portfolio):
        mine = portfolio.language.say("Mudado por você aqui; vale até você mudar de novo.")
        said = replace(said, about=f"{said.about} {mine}")
    return Setting(name, said.label, said, value, said.about, formula)


def _rules(portfolio: Portfolio) -> Table:
    """The limits that are not in any formula."""
    language, thresholds = portfolio.language, portfolio.analysis.thresholds
    a_until, b_until = map(portfolio.percent, thresholds["abc"])
    rules = [
        (language.say("Classe A até"), language.say("{share} do valor", share=a_until)),
        (language.say("Classe B até"), language.say("{share} do valor", share=b_until)),
        (language.say("Faixas de cada nota RFV"), language.count(thresholds["bins"])),
    ]
    if thresholds["cycle_days"] is not None:
        days = language.number(thresholds["cycle_days"])
        rules.append((language.say("Ciclo da carteira"), language.say("{n} dias", n=days)))
    frame = pd.DataFrame(rules, columns=["rule", "limit"])
    return portfolio.table(
        "rules",
        (_RULE, _LIMIT),
        frame,
        title=language.say("Regras em uso"),
        takeaway=_by_class(portfolio),
    )


def _by_class(portfolio: Portfolio) -> str:
    """Say what the limits of the classes make of this portfolio."""
    language, counted = portfolio.language, portfolio.buyers["abc_class"].value_counts()
    if counted.empty:
        return language.say("Para mudar uma regra, escreva-a em carteira.toml e analise de novo.")
    a, b, c = (language.count(int(counted.get(grade, 0))) for grade in "ABC")
    return language.say(
        "Com estas regras, os clientes A são {a}, os B {b} e os C {c}.", a=a, b=b, c=c
    )


def _scores(portfolio: Portfolio) -> Table:
    """What each RFM score stands for, the best score first."""
    language, thresholds = portfolio.language, portfolio.analysis.thresholds
    ranges = {
        "r_score": _ranges(portfolio, thresholds["recency"], _short(portfolio)),
        "f_score": _ranges(portfolio, thresholds["orders"], _short(portfolio))[::-1],
        "m_score": _ranges(portfolio, thresholds["amount"], language.money)[::-1],
    }
    frame = pd.DataFrame(ranges)
    return portfolio.table(
        "scores",
        (_SCORE, *(replace(CUSTOMER_COLUMNS[name], kind=Kind.TEXT) for name in ranges)),
        frame.assign(score=range(len(frame), 0, -1)),
        title=language.say("Notas RFV"),
        takeaway=_origin_of_cuts(portfolio),
    )


def _origin_of_cuts(portfolio: Portfolio) -> str:
    if portfolio.analysis.rules["rfm"].recency:
        return portfolio.language.say(
            "Os cortes são os que você definiu; a nota mais alta é a melhor."
        )
    return portfolio.language.say("Os cortes saem da sua carteira; a nota mais alta é a melhor.")


def _short(portfolio: Portfolio) -> Callable[[float], str]:
    """Write whole numbers without a decimal, others with one."""
    language = portfolio.language
    return lambda value: language.number(value, 0 if value == round(value) else 1)


def _ranges(
    portfolio: Portfolio, cuts: Sequence[float], write: Callable[[float], str]
) -> list[str | None]:
    """Say the ranges between ascending cut points, lowest first; None for an empty one."""
    tell = _from_to_below if portfolio.analysis.rules["rfm"].mode == "r-rfm" else _above_to
    ends = [None, *map(write, cuts), None] if cuts else []
    return [
        None if low == high else tell(portfolio.language, low, high) for low, high in pairwise(ends)
    ]


def _above_to(language: Language, low: str | None, high: str | None) -> str:
    if low is None:
        return language.say("até {high}", high=high)
    if high is None:
        return language.say("acima de {low}", low=low)
    return language.say("acima de {low} até {high}", low=low, high=high)


def _from_to_below(language: Language, low: str | None, high: str | None) -> str:
    if low is None:
        return language.say("menos de {high}", high=high)
    if high is None:
        return language.say("{low} ou mais", low=low)
    return language.say("de {low} a menos de {high}", low=low, high=high)


def _plays(portfolio: Portfolio) -> Table:
    """The rules of the follow-up, in the order in which they are tried."""
    language, rules = portfolio.language, portfolio.analysis.rules["follow_up"]
    told = [
        (plays.name(play, language), plays.when(play, language), plays.until(play, rules, language))
        for play in rules.plays
    ]
    return portfolio.table(
        "plays",
        (_ACTION, _WHO, _UNTIL),
        pd.DataFrame(told, columns=["action", "who", "until"]),
        title=language.say("Regras do follow-up"),
        takeaway=language.plural(
            "Vale a primeira que serve para o cliente; com elas, {n} tem algo a fazer.",
            "Vale a primeira que serve para o cliente; com elas, {n} têm algo a fazer.",
            int(portfolio.customers["priority"].notna().sum()),
        ),
    )


def _columns(portfolio: Portfolio) -> Table:
    """The meaning of every column of the customers' sheet and every headline figure."""
    say, rules = portfolio.language.say, portfolio.analysis.rules
    meanings = [
        (
            where,
            say(column.label),
            say(column.about),
            limits(column.rules, rules, portfolio.language) or None,
            say(column.source) or None,
        )
        for where, columns in (
            (say("Clientes"), (*CUSTOMER_COLUMNS.values(), NUMBER)),
            (say("Resumo"), SUMMARY_COLUMNS.values()),
        )
        for column in columns
    ]
    names = ["where", "label", "about", "rules", "source"]
    return portfolio.table(
        "columns",
        (_WHERE, _LABEL, _ABOUT, _IN_FORCE, _SOURCE),
        pd.DataFrame(meanings, columns=names).astype({"rules": "str", "source": "str"}),
        title=say("O que significa cada coluna"),
        takeaway=_known(portfolio, len(meanings)),
    )


def _known(portfolio: Portfolio, columns: int) -> str:
    """Say how many of the columns and figures this portfolio could fill."""
    filled = [
        *(_has_values(portfolio, column) for column in CUSTOMER_COLUMNS.values()),
        not portfolio.customers.empty,  # the number of each
        *(portfolio.figure(name) is not None for name in SUMMARY_COLUMNS),
    ]
    return portfolio.language.say(
        "Das {n} colunas e números, {filled} têm valor nesta carteira; aos demais faltam dados.",
        n=portfolio.language.count(columns),
        filled=portfolio.language.count(sum(filled)),
    )


def _has_values(portfolio: Portfolio, column: Column) -> bool:
    values = portfolio.analysis.customers[column.name]
    return any(values) if column.kind is Kind.LIST else bool(values.notna().any())


def _words(portfolio: Portfolio) -> Table:
    """The meaning of every word that a column of the customers' sheet can show."""
    say = portfolio.language.say
    words = [
        (say(column.label), say(category.label), say(category.about))
        for column in CUSTOMER_COLUMNS.values()
        for category in column.categories
    ]
    frame = pd.DataFrame(words, columns=["label", "word", "about"])
    shown = sum(
        len(set(portfolio.customers[column.name].dropna()) & set(column.labels))
        for column in CUSTOMER_COLUMNS.values()
        if column.categories
    )
    return portfolio.table(
        "words",
        (_LABEL, _WORD, _ABOUT),
        frame,
        title=say("O que significa cada palavra"),
        takeaway=say(
            "Destas {n} palavras, {shown} aparecem na sua carteira.",
            n=portfolio.language.count(len(words)),
            shown=portfolio.language.count(shown),
        ),
    )
