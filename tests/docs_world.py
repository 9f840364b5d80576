"""A folder in which every command line of the documents can be run, small and quickly made."""

import csv
import gzip
import shutil
from pathlib import Path

import pandas as pd

from carteira_cli import example
from carteira_cli.cli.app import main

EXAMPLES = Path(__file__).parents[1] / "examples"

_CODE = "Código do cliente"
_CUSTOMERS = ("00001", "00029", "00058", "00086", "00231", "00259", "00287", "00318", "00376")
_RENAMED = {"00086": "1042", "Cantina Manacá Roxinho": "Padaria Aurora"}
_MONTHS = {"jan": 1, "fev": 2, "mar": 3}
_RESULTS = (
    ("outubro-carteira.xlsx", "30/09/2026"),
    ("novembro-carteira.xlsx", "ultima"),
    ("antes.json", "30/09/2026"),
    ("depois.json", "ultima"),
)
_SINCE = "2025-08-01"
_FOLDERS = (".config/fish/completions",)


def build(folder: Path) -> None:
    """Write the files that the documents name: sales, register, clients, results of two days."""
    made = small()
    book = example.write_xlsx(made)
    sales, register = example.write_csv(made.sales), example.write_csv(made.customers)
    for name, content in {
        "vendas.xlsx": book,
        "vendas.csv": sales,
        "clientes.csv": register,
        "cadastro.csv": register,
        "vendas.csv.gz": gzip.compress(sales),
        "clientes/Bar do Porto/vendas.xlsx": book,
        **{f"{name}.csv": _month(made.sales, month) for name, month in _MONTHS.items()},
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True)
    for name, day in _RESULTS:
        words = ("--data-base", day, "--saida", str(folder / name), "--silencioso")
        assert main(["analisar", str(folder / "vendas.csv"), *words]) == 0
    shutil.copy(folder / "novembro-carteira.xlsx", folder / "vendas-carteira.xlsx")


def small() -> example.Example:
    """Cut the example to a few customers, one of whom has a name that is easy to type."""
    sales, register = (_few(_read(name)) for name in ("vendas.csv", "clientes.csv"))
    sales["Data"] = pd.to_datetime(sales["Data"], format="%d/%m/%Y")
    sales = sales[sales["Data"] >= _SINCE]
    numbers = ["Quantidade", "Preço unitário", "Valor total"]
    sales[numbers] = sales[numbers].apply(lambda text: text.str.replace(",", ".").astype(float))
    named = {"Razão Social": sales["Cliente"], "Total líquido": sales["Valor total"]}
    return example.Example(sales.assign(**named), register)


def _few(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows[_CODE].isin(_CUSTOMERS)].replace(_RENAMED)


def _read(name: str) -> pd.DataFrame:
    with (EXAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return pd.DataFrame([*rows], dtype=str)


def _month(sales: pd.DataFrame, month: int) -> bytes:
    return example.write_csv(sales[sales["Data"].dt.month == month])
