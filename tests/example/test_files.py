import csv
from datetime import date
from functools import cache
from io import BytesIO, StringIO

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from carteira_cli import example
from carteira_cli.example.workbook import TITLES
from scripts.make_examples import FOLDER, data_files


@cache
def built() -> example.Example:
    return example.build()


@cache
def files() -> dict[str, bytes]:
    return data_files()


def cells(content: bytes, sheet: str) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [list(row) for row in book.get_sheet_by_name(sheet).to_python()]


@pytest.mark.parametrize("name", ["vendas.csv", "clientes.csv"])
def test_the_committed_csv_is_what_the_code_builds(name: str) -> None:
    assert (FOLDER / name).read_bytes() == files()[name]


@pytest.mark.parametrize("sheet", ["Vendas", "Clientes"])
def test_the_committed_workbook_is_what_the_code_builds(sheet: str) -> None:
    committed = (FOLDER / "vendas.xlsx").read_bytes()
    assert cells(committed, sheet) == cells(files()["vendas.xlsx"], sheet)


def test_the_workbook_has_the_same_bytes_every_time() -> None:
    small = example.Example(built().sales.head(50), built().customers.head(50))
    assert example.write_xlsx(small) == example.write_xlsx(small)


def test_the_workbook_has_titles_then_typed_cells() -> None:
    rows = cells(files()["vendas.xlsx"], "Vendas")
    sales = built().sales
    assert tuple(row[0] for row in rows[:3]) == TITLES
    assert rows[3] == list(sales.columns)
    assert len(rows) == 4 + len(sales)
    first = dict(zip(rows[3], rows[4], strict=True))
    assert first["Data"] == date(2023, 11, 1)
    assert first["Valor total"] == sales["Valor total"].iloc[0]
    assert first["Código do cliente"] == sales["Código do cliente"].iloc[0]


def test_the_register_sheet_starts_with_its_header() -> None:
    rows = cells(files()["vendas.xlsx"], "Clientes")
    customers = built().customers
    assert rows[0] == list(customers.columns)
    assert [row[0] for row in rows[1:]] == list(customers["Código do cliente"])


def test_a_csv_is_what_a_brazilian_spreadsheet_saves() -> None:
    frame = pd.DataFrame(
        {
            "Data": pd.to_datetime(["2026-03-01"]),
            "Cliente": ["Bar; e Café"],
            "Quantidade": [-2],
            "Valor": [-1234.5],
        }
    )
    written = '\ufeffData;Cliente;Quantidade;Valor\r\n01/03/2026;"Bar; e Café";-2;-1234,50\r\n'
    assert example.write_csv(frame) == written.encode()


def test_the_csv_holds_the_same_money_as_the_frame() -> None:
    lines = csv.DictReader(StringIO(files()["vendas.csv"].decode("utf-8-sig")), delimiter=";")
    cents = sum(int(line["Valor total"].replace(",", "")) for line in lines)
    assert cents == round(built().sales["Valor total"].sum() * 100)
