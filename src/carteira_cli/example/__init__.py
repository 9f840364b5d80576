"""A deterministic, realistic example: an invented Brazilian distributor and his customers."""

from carteira_cli.example.csv_file import write_csv
from carteira_cli.example.distributor import Example, build
from carteira_cli.example.workbook import write_xlsx

__all__ = ["Example", "build", "write_csv", "write_xlsx"]
