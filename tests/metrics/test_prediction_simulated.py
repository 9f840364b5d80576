"""Portfolios whose deaths are known: the models must find the dead, and not promise too much."""

from functools import cache

import numpy as np
import pytest

from bench.ranking import KINDS, Ranked, ranked


@cache
def found(kind: str) -> list[Ranked]:
    return [ranked(KINDS[kind], seed) for seed in range(8)]


def mean(kind: str, figure: str) -> float:
    return float(np.mean([getattr(each, figure) for each in found(kind)]))


@pytest.mark.parametrize("kind", KINDS)
def test_the_dead_are_ranked_at_least_as_well_as_by_days_since_last(kind: str) -> None:
    assert mean(kind, "p_alive") > mean(kind, "days_since_last") + 0.01
    assert mean(kind, "cycle_ratio") >= mean(kind, "days_since_last")


@pytest.mark.parametrize("kind", KINDS)
def test_the_stated_precision_holds(kind: str) -> None:
    """Never under the interval's lower end, and near what was stated."""
    assert all(each.true >= each.least for each in found(kind))
    assert mean(kind, "true") == pytest.approx(mean(kind, "stated"), abs=0.05)
