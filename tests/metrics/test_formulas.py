"""The spreadsheet formulas say the same as the figures beside them."""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.metrics import METRICS
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Analysis
from tests.portfolios import day, reading

LIVE = [column for metric in METRICS for column in metric.provides if column.formula]
FUNCTIONS = {
    "IF": lambda test, yes, no: yes if test else no,
    "INT": math.floor,
    "MIN": min,
    "ROUND": lambda value, places: math.floor(value * 10**places + 0.5) / 10**places,
}
PURCHASES = [
    *(("Ana", day(number), 10.33) for number in (0, 7, 14, 23, 30)),
    *(("Bia", day(number), 7.00) for number in (0, 30)),
    *(("Caio", day(number), 3.21) for number in (5, 9, 14)),
    ("Davi", day(20), 1.00),
    ("Edu", day(55), 1.00),
]


def evaluate(formula: str, row: pd.Series, settings: Mapping[str, Any]) -> Any:
    """Compute a formula of ours: brackets are cells of the row, = compares, days are numbers."""
    cells = {name: number(value) for name, value in row.items()}
    python = re.sub(r"\[(\w+)\]", r"cell['\1']", formula)
    python = re.sub(r"(?<![<>])=", "==", python)
    return eval(python, {**FUNCTIONS, **settings, "cell": cells})  # noqa: S307  our own constants


def number(value: Any) -> Any:
    return value.toordinal() if isinstance(value, pd.Timestamp) else value


@cache
def measured(on: int) -> Analysis:
    return analyse(reading(PURCHASES, on=day(on)))


@pytest.mark.parametrize("on", [55, 58, 61, 67, 90, 91, 500])
@pytest.mark.parametrize("column", LIVE, ids=lambda column: column.name)
def test_a_live_formula_gives_the_computed_value(column: Column, on: int) -> None:
    analysis = measured(on)
    settings = {
        "DataBase": day(on).toordinal(),
        "LimiteAtraso": analysis.thresholds["late_ratio"],
        "LimiteInativo": analysis.thresholds["inactive_ratio"],
    }

    for _, row in analysis.customers.iterrows():
        expected = number(row[column.name])
        found = evaluate(column.formula, row, settings)
        assert found == (pytest.approx(expected) if column.kind is not Kind.CATEGORY else expected)


def test_quoted_words_in_a_formula_are_slugs_of_its_own_column() -> None:
    for column in LIVE:
        assert set(re.findall(r'"(\w+)"', column.formula)) <= set(column.labels)
