"""Rows and reais found are those used and those set aside, told as a sentence and as tables."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from carteira_cli.layout.places import subject
from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Code
from carteira_cli.model.report import Table
from carteira_cli.model.tables import Reconciliation, SetAside

CODES: Mapping[str, Code] = MappingProxyType(
    {code.slug: code for code in vars(catalogue).values() if isinstance(code, Code)}
)
"""Every code of the catalogue by its slug."""

_REASON = Column("reason", "Motivo", Kind.TEXT, "Por que as linhas ficaram de fora.")
_ENTRY = Column("reason", "Linhas da planilha", Kind.TEXT, "O que aconteceu com as linhas lidas.")
_ROWS = Column("rows", "Linhas", Kind.COUNT, "Quantas linhas da planilha.")
_AMOUNT = Column("amount", "Valor", Kind.MONEY, "Soma do valor dessas linhas.")


def sentence(found: Reconciliation, language: Language) -> str:
    """Say that rows and reais found are those used and those set aside, to the centavo."""
    aside = found.rows - found.rows_used, found.cents - found.cents_used
    used = _rows_and_money(language, found.rows_used, found.cents_used)
    if not any(aside):
        return language.say("Tudo o que foi lido entrou nas contas: {used}.", used=used)
    return language.say(
        "{found} lidos = {used} usados + {aside} deixados de fora.",
        found=_rows_and_money(language, found.rows, found.cents),
        used=used,
        aside=_rows_and_money(language, *aside),
    )


def reasons(found: Reconciliation, language: Language) -> Table:
    """List the rows set aside, by reason, most rows first."""
    shown = [reason for reason in found.set_aside if reason.rows]
    return table(
        language,
        "set_aside",
        (_REASON, _ROWS, _AMOUNT),
        _counted(
            (_reason(language, reason), reason.rows, reason.cents)
            for reason in sorted(shown, key=lambda reason: (-reason.rows, reason.code))
        ),
        title=language.say("Ficou de fora"),
        takeaway=sentence(found, language),
    )


def whole(found: Reconciliation, language: Language, title: str) -> Table:
    """List found, used, and set aside by reason: the first is the sum of the others."""
    say = language.say
    lines = [
        (say("Lidas na planilha"), found.rows, found.cents),
        (say("Usadas nas contas"), found.rows_used, found.cents_used),
    ]
    aside = [
        (say("De fora: {reason}", reason=_reason(language, each)), each.rows, each.cents)
        for each in found.set_aside
    ]
    return table(
        language,
        "reconciliation",
        (_ENTRY, _ROWS, _AMOUNT),
        _counted([*lines, *aside]),
        title=title,
        takeaway=sentence(found, language),
    )


def _rows_and_money(language: Language, rows: int, cents: int) -> str:
    return language.plural(
        "{n} linha e {amount}", "{n} linhas e {amount}", rows, amount=language.money(cents / 100)
    )


def _reason(language: Language, reason: SetAside) -> str:
    return subject(language.say(CODES[reason.code].message))


def _counted(lines: Iterable[tuple[str, int, int]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(lines), columns=["reason", "rows", "cents"])
    return frame.assign(amount=frame["cents"] / 100)
