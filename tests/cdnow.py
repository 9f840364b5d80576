"""The CDNOW sample (Fader and Hardie 2001): 2 357 customers, 1997-01 to 1998-06.

The data ships in the distribution ``lifetimes`` 0.11.3; its file is read, its code is never
imported. Where the distribution is missing, the tests that need it fail.
"""

from datetime import date
from importlib.metadata import distribution
from pathlib import Path

from tests.portfolios import Purchase

_FILE = "lifetimes/datasets/CDNOW_sample.txt"


def purchases() -> list[Purchase]:
    """Every purchase as (customer, day, dollars)."""
    path = Path(str(distribution("lifetimes").locate_file(_FILE)))
    lines = path.read_text(encoding="ascii").splitlines()
    return [_purchase(line) for line in lines if line.strip()]


def _purchase(line: str) -> Purchase:
    _, customer, day, _, dollars = line.split()
    return customer, date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}"), float(dollars)
