"""Five sales as they were understood, so that a look tells whether all is well."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from carteira_cli.layout.places import FILE, ROW, SHEET
from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Section
from carteira_cli.model.tables import Reading, Source

_DATE = Column("date", "Data", Kind.DATE, "Dia da venda.")
_ORDER = Column("order_id", "Pedido", Kind.IDENTIFIER, "Número do pedido ou da nota.")
_CUSTOMER = Column("customer", "Cliente", Kind.TEXT, "Nome do cliente.")
_AMOUNT = Column("amount", "Valor", Kind.MONEY, "Valor; devoluções são negativas.")
_SHOWN = 5
SELLING = ("sales", "returns")


def preview(reading: Reading) -> pd.DataFrame:
    """Give the first sale, the last and some evenly between: at most five, in the files' order.

    Columns: date, order_id, customer, amount (reais), file, sheet, row; null where not known.
    """
    sales = reading.sales
    last = max(0, len(sales) - 1)
    places = np.unique(np.linspace(0, last, _SHOWN).round().astype(np.int64))[: len(sales)]
    shown = sales.iloc[places].reset_index(drop=True)
    names = reading.customers["customer"]
    return pd.DataFrame(
        {
            "date": shown["date"],
            "order_id": shown["order_id"].astype(object),
            "customer": shown["customer_id"].astype(object).map(names),
            "amount": shown["cents"].astype("int64") / 100,
            **whence(shown["source"], reading.sources),
            "row": shown["row"].astype("int64"),
        }
    )


def whence(
    numbers: "pd.Series[int]", sources: Sequence[Source], roles: Sequence[str] = SELLING
) -> dict[str, list[str | None]]:
    """Name the file and the sheet of each row; sales number only the sheets with sales."""
    numbered = [source for source in sources if source.role in roles]
    origins = [numbered[number] for number in numbers.tolist()]
    return {
        "file": [origin.file for origin in origins],
        "sheet": [origin.sheet or None for origin in origins],
    }


def section(reading: Reading, language: Language) -> Section:
    """Show the five sales, with file and sheet where there is more than one."""
    sales = preview(reading)
    several = [column for column in (FILE, SHEET) if len(sales[column.name].unique()) > 1]
    columns = (ROW, _DATE, _ORDER, _CUSTOMER, _AMOUNT, *several)
    return Section(
        "preview",
        language.say("Vendas como foram entendidas"),
        tables=(table(language, "preview", columns, sales, takeaway=_sentence(language)),),
    )


def _sentence(language: Language) -> str:
    return language.say("Confira uma ou duas com a planilha: a linha é a que ela mostra.")
