"""The script that a user would write himself, with pandas and openpyxl and nothing else.

``plain_script.py INPUT OUTPUT ENGINE``: a ``.csv`` or ``.xlsx`` export in; out comes a ``.xlsx``
workbook (or, for ``-``, JSON on stdout) with one row per customer: totals, RFM scores, segments,
ABC classes. ``ENGINE`` reads workbooks: ``openpyxl``, or ``calamine`` for one who knows that it
is faster.
"""

import sys
from pathlib import Path
from typing import Literal

import pandas as pd
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

CODE = "Código do cliente"
SCORES = [1, 2, 3, 4, 5]
SEGMENTS = {
    "[1-2][1-2]": "Hibernando",
    "[1-2][3-4]": "Em risco",
    "[1-2]5": "Não pode perder",
    "3[1-2]": "Quase dormindo",
    "33": "Pede atenção",
    "[3-4][4-5]": "Fiel",
    "41": "Promissor",
    "51": "Novo",
    "[4-5][2-3]": "Quase fiel",
    "5[4-5]": "Campeão",
}
FORMATS = {
    "Última compra": "dd/mm/yyyy",
    "Primeira compra": "dd/mm/yyyy",
    "Valor": "#,##0.00",
    "Ticket médio": "#,##0.00",
    "Participação": "0.0%",
    "Acumulado": "0.0%",
}


def read(path: Path, engine: Literal["openpyxl", "calamine"]) -> pd.DataFrame:
    """Read the export."""
    if path.suffix == ".xlsx":
        return pd.read_excel(path, engine=engine, dtype={CODE: str})
    return pd.read_csv(
        path,
        sep=";",
        decimal=",",
        thousands=".",
        encoding="utf-8-sig",
        dtype={CODE: str},
        parse_dates=["Data"],
        date_format="%d/%m/%Y",
    )


def by_customer(sales: pd.DataFrame) -> pd.DataFrame:
    """Add up the sales of each customer."""
    sales = sales[(sales["Situação"] == "Faturado") & sales[CODE].notna()]
    bought = sales[sales["Tipo de operação"] == "Venda"]
    customers = bought.groupby(CODE).agg(
        Cliente=("Cliente", "last"),
        Pedidos=("Número do pedido", "nunique"),
        Primeira=("Data", "min"),
        Última=("Data", "max"),
    )
    customers.columns = ["Cliente", "Pedidos", "Primeira compra", "Última compra"]
    customers["Dias sem comprar"] = (sales["Data"].max() - customers["Última compra"]).dt.days
    customers["Valor"] = sales.groupby(CODE)["Valor total"].sum().round(2)
    customers["Ticket médio"] = (customers["Valor"] / customers["Pedidos"]).round(2)
    return customers


def score(customers: pd.DataFrame) -> pd.DataFrame:
    """Add the RFM scores and the segment."""
    recency = customers["Dias sem comprar"].rank(method="first", ascending=False)
    customers["R"] = pd.qcut(recency, 5, labels=SCORES).astype(int)
    customers["F"] = pd.qcut(customers["Pedidos"].rank(method="first"), 5, labels=SCORES).astype(
        int
    )
    customers["M"] = pd.qcut(customers["Valor"].rank(method="first"), 5, labels=SCORES).astype(int)
    codes = customers["R"].astype(str) + customers["F"].astype(str)
    customers["Segmento"] = codes.replace(SEGMENTS, regex=True)
    return customers


def rank(customers: pd.DataFrame) -> pd.DataFrame:
    """Sort by value and add the ABC class."""
    customers = customers.sort_values("Valor", ascending=False)
    customers["Participação"] = customers["Valor"] / customers["Valor"].sum()
    customers["Acumulado"] = customers["Participação"].cumsum()
    bounds = [-1, 0.8, 0.95, 2]
    customers["Classe"] = pd.cut(customers["Acumulado"], bounds, labels=["A", "B", "C"]).astype(str)
    return customers.reset_index()


def summarise(customers: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count the customers and add up their value."""
    table = customers.groupby(by).agg(Clientes=("Valor", "size"), Valor=("Valor", "sum"))
    table["Participação"] = table["Valor"] / table["Valor"].sum()
    return table.reset_index()


def dress(sheet: Worksheet) -> None:
    """Give a sheet a header, number formats, widths and a filter."""
    for place, header in enumerate(sheet[1], start=1):
        header.font = Font(bold=True)
        header.fill = PatternFill("solid", start_color="FFD9E1F2")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(12, len(str(header.value)) + 2)
        if number_format := FORMATS.get(str(header.value)):
            for cell in sheet[letter][1:]:
                cell.number_format = number_format
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def main() -> None:
    """Read, compute, write."""
    source, target, engine = sys.argv[1:]
    reader: Literal["openpyxl", "calamine"] = "calamine" if engine == "calamine" else "openpyxl"
    customers = rank(score(by_customer(read(Path(source), reader))))
    if target == "-":
        sys.stdout.write(customers.to_json(orient="records", date_format="iso", force_ascii=False))
        return
    with pd.ExcelWriter(target, engine="openpyxl") as book:
        customers.to_excel(book, sheet_name="Clientes", index=False)
        summarise(customers, "Segmento").to_excel(book, sheet_name="Segmentos", index=False)
        summarise(customers, "Classe").to_excel(book, sheet_name="ABC", index=False)
        for sheet in book.sheets.values():
            dress(sheet)


if __name__ == "__main__":
    main()
