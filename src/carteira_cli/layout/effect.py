"""What answers change: the totals with and without them."""

from typing import Any

import pandas as pd

from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.report import Report, Section
from carteira_cli.model.tables import Reading

_WHEN = Column("when", "", Kind.TEXT, "Antes ou depois das respostas.")
_ROWS = Column("rows", "Linhas usadas", Kind.COUNT, "Linhas que entram nas contas.")
_AMOUNT = Column("amount", "Valor usado", Kind.MONEY, "Soma do valor dessas linhas.")
_CUSTOMERS = Column("customers", "Clientes", Kind.COUNT, "Clientes com compras.")
_FIRST = Column("first", "Primeira venda", Kind.DATE, "Dia da primeira venda.")
_LAST = Column("last", "Última venda", Kind.DATE, "Dia da última venda.")
_COLUMNS = (_WHEN, _ROWS, _AMOUNT, _CUSTOMERS, _FIRST, _LAST)


def effect(before: Reading | CarteiraError, after: Reading, language: Language) -> Report:
    """Show the totals before and after; only those after, where the file was refused before."""
    pairs = ((language.say("Antes"), before), (language.say("Depois"), after))
    records = [(when, *_totals(each)) for when, each in pairs if isinstance(each, Reading)]
    frame = pd.DataFrame(records, columns=[column.name for column in _COLUMNS])
    shown = table(language, "effect", _COLUMNS, frame)
    title = language.say("Com as suas respostas")
    return Report(language.code, title, (), (Section("effect", "", tables=(shown,)),), (), {}, {})


def _totals(reading: Reading) -> tuple[Any, ...]:
    found, days = reading.reconciliation, reading.sales["date"]
    buyers = reading.days["customer_id"].nunique()
    return found.rows_used, found.cents_used / 100, buyers, days.min(), days.max()
