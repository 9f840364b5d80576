from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics.satisfaction import net_promoter_score
from carteira_cli.model.metric import Analysis
from tests.portfolios import day, reading

PEOPLE = ["Ana", "Bia", "Caio", "Davi"]


def measured(**columns: list[float | None]) -> Analysis:
    """The analysis of four customers of whom the register says so much, in their order."""
    read = reading([(name, day(0), 10.00) for name in PEOPLE])
    return analyse(replace(read, measures=pd.DataFrame(columns, index=PEOPLE, dtype=float)))


@pytest.mark.parametrize(
    ("scores", "nps"),
    [
        ([10, 9, 9, 10], 100.0),
        ([0, 6, 3, 5], -100.0),
        ([7, 8, 8, 7], 0.0),
        ([9, 8, 6, None], 0.0),
        ([9, 9, 6, None], pytest.approx(100 / 3)),
    ],
)
def test_the_score_is_promoters_less_detractors(scores: list[float | None], nps: float) -> None:
    assert measured(nps=scores).summary["nps"] == nps


def test_satisfaction_is_a_mean_and_debts_are_a_sum_of_what_is_known() -> None:
    summary = measured(csat=[5, 4, None, 4.5], overdue_amount=[0.10, 0.20, None, 0.00]).summary

    assert (summary["csat"], summary["overdue_amount"]) == (4.5, 0.30)
    assert summary["nps"] is None


def test_each_customer_keeps_his_own() -> None:
    customers = measured(nps=[1, None, 9, 10]).customers

    assert customers["nps"].to_dict() == {
        "Ana": 1,
        "Bia": pytest.approx(float("nan"), nan_ok=True),
        "Caio": 9,
        "Davi": 10,
    }
    assert customers[["csat", "overdue_amount"]].isna().all(axis=None)


def test_a_register_that_measures_nothing_leaves_all_unknown() -> None:
    analysis = analyse(reading([("Ana", day(0), 10.00)], prospects=["Zoe"]))

    names = ["nps", "csat", "overdue_amount"]
    assert [analysis.summary[name] for name in names] == [None, None, None]
    assert set(analysis.customers[names].dtypes) == {np.dtype(float)}


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_score_lies_between_minus_and_plus_a_hundred(scores: list[int]) -> None:
    assert -100 <= net_promoter_score(np.array(scores)) <= 100
