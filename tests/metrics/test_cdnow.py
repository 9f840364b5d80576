"""The published CDNOW sample, against figures computed apart from this code."""

import pytest

from carteira_cli.analysis import analyse
from carteira_cli.model.metric import Analysis
from tests import cdnow
from tests.portfolios import reading


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analyse(reading(cdnow.purchases()))


def test_the_totals_of_the_sample(analysis: Analysis) -> None:
    summary = analysis.summary

    assert (summary["customers"], summary["orders"]) == (2357, 6696)
    assert summary["net_amount"] == 244_091.94
    assert summary["repeat_rate"] == pytest.approx(0.4832, abs=5e-5)


def test_the_classes_of_the_sample(analysis: Analysis) -> None:
    counted = analysis.tables["abc"].fillna("-").set_index("class")["customers"]

    assert counted.to_dict() == {"A": 777, "B": 801, "C": 771, "-": 8}


def test_the_concentration_of_the_sample(analysis: Analysis) -> None:
    summary = analysis.summary

    assert summary["gini"] == pytest.approx(0.6297, abs=5e-5)
    assert summary["hhi"] == pytest.approx(22.86, abs=5e-3)
    assert summary["top_20pct_share"] == pytest.approx(0.6735, abs=5e-5)
