"""Pages of small reports, and the elements of a page as an independent parser sees them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from lxml import html

from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind, Figure, Report, Section, Table
from carteira_cli.writers import FILE_FORMATS
from tests.writers.books import AMOUNT, NAME, STATUS, report

SHARE = Column("share", "Parte", Kind.SHARE)
LONG = "Comercial de Alimentos e Bebidas Nossa Senhora da Conceição Aparecida do Norte Ltda"


def customers(rows: int, **more: Any) -> Table:
    """A table of so many customers, the largest first."""
    frame = pd.DataFrame(
        {
            "customer": [f"Cliente {at}" for at in range(1, rows + 1)],
            "status": pd.Series(["active", "late"] * rows, dtype="str")[:rows],
            "net_amount": [1000.0 * (rows - at) for at in range(rows)],
            "share": [(at + 1) / rows for at in range(rows)],
        }
    )
    return Table("customers", (NAME, STATUS, AMOUNT, SHARE), frame, **more)


def chart(kind: ChartKind, table: Table, values: Sequence[str] = ("net_amount",)) -> Chart:
    """A chart over the customers of a table."""
    return Chart(kind.value, kind, f"Gráfico {kind}", table, "customer", tuple(values), "Por quê.")


def months(rows: int) -> Table:
    """A table of amounts month by month, from January of 2020 on."""
    named = [f"{at % 12 + 1:02}/{2020 + at // 12}" for at in range(rows)]
    frame = pd.DataFrame({"customer": named, "net_amount": [1e5 + 7e3 * at for at in range(rows)]})
    return Table("months", (NAME, AMOUNT), frame)


def everything() -> Report:
    """A report with all that a page shows, long and short."""
    figures = [Figure(AMOUNT, 1234567.89, f"{LONG}. São 80 % de R$ 1.234.", each) for each in Tone]
    pareto = chart(ChartKind.PARETO, customers(10), ("net_amount", "share"))
    charts = (
        pareto,
        replace(pareto, name="many", table=customers(300)),
        chart(ChartKind.BARS, customers(12)),
        chart(ChartKind.COLUMNS, months(36)),
        replace(chart(ChartKind.COLUMNS, customers(2)), label="status"),
    )
    wide = tuple(Column(f"c{at}", f"Coluna {at}", Kind.TEXT) for at in range(14))
    names = {column.name: [LONG, "x" * 400] for column in wide}
    parts = customers(8).frame[["customer", "share"]]
    heat = Table("heat", (NAME, SHARE), parts, heat=("share",), title="Mapa")
    month = Column("month", "Mês", Kind.MONTH)
    sums = tuple(replace(AMOUNT, name=f"n{at}", label="Na carteira no fim") for at in range(9))
    row = [pd.Timestamp(2026, 1, 1), *[1234567.89] * 9]
    sold = Table(
        "sold",
        (month, *sums),
        pd.DataFrame([row], columns=["month", *(f"n{at}" for at in range(9))]),
    )
    long = customers(80, takeaway=LONG, bars=("net_amount",))
    return report(
        Section("summary", "Resumo", LONG, tuple(figures), charts, further=tuple(figures[:1])),
        Section("customers", "Clientes", tables=(long,)),
        Section("wide", "Larga", tables=(Table("wide", wide, pd.DataFrame(names)), heat, sold)),
    )


def page(*sections: Section) -> Any:
    """The page of these sections, parsed."""
    return parsed(report(*sections))


def parsed(laid_out: Report) -> Any:
    """The page of a report, parsed."""
    return html.document_fromstring(FILE_FORMATS["html"].write(laid_out).decode())


def said(element: Any) -> str:
    """The text of an element on one line."""
    return " ".join(element.text_content().split())
