"""Workbooks of ours to be grafted: every kind of part, few rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Chart, ChartKind, Figure, Section, Setting
from tests.writers.books import AMOUNT, NAME, STATUS, table, written

LAST = Column("last_purchase", "Última compra", Kind.DATE)
DAYS = Column("days", "Dias", Kind.DAYS, formula="DataBase-[last_purchase]")
CUSTOMERS = (
    ("Padaria Aurora", date(2026, 2, 5), 17, "active", 250.0),
    ("=2+2 & <Bar>", date(2026, 2, 10), 12, "late", 80.0),
)


def customers(rows: Sequence[Any] = CUSTOMERS) -> Section:
    columns = (NAME, LAST, DAYS, STATUS, AMOUNT)
    found = table(columns, *rows, bars=("net_amount",))
    return Section("customers", "Carteira", lead="Todos.", tables=(found,))


def summary(amount: float = 330.0) -> Section:
    months = table((NAME, AMOUNT), ("jan", 100.0), ("fev", amount - 100))
    chart = Chart("m", ChartKind.COLUMNS, "Meses", months, "customer", ("net_amount",), "Meses.")
    figure = Figure(AMOUNT, amount, "Tudo.", section="customers")
    return Section("summary", "Resumo", figures=(figure,), charts=(chart,), tables=(months,))


def products(*names: str) -> Section:
    found = table((NAME, AMOUNT), *((name, 1.0) for name in names))
    return Section("products", "Produtos & cia", tables=(found,))


def settings(day: date = date(2026, 2, 22)) -> Section:
    setting = Setting("DataBase", "Data-base", LAST, day)
    return Section("settings", "Parâmetros", settings=(setting,))


def donor(*sections: Section) -> bytes:
    """A workbook of these sections, else of all."""
    return written(*(sections or (summary(), customers(), products("pão"), settings())))
