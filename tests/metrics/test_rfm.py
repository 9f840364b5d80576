from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.analysis import analyse
from carteira_cli.metrics.rfm import BUILT_IN, PROVIDES, SEGMENT, Rules, SegmentRule
from carteira_cli.model.catalogue import SEGMENT_OVERLAP, SEGMENT_UNCOVERED, SEGMENT_UNREACHABLE
from carteira_cli.model.metric import Analysis
from tests.portfolios import day, reading

SCORES = ["r_score", "f_score", "m_score"]
NOW = day(400)

# The scores that README.md of the R package rfm 0.2 (rsquaredacademy) prints for the first ten
# customers of rfm_data_orders, and the cut points that its documentation gives for them.
PUBLISHED_CUTS = ((115, 181, 297, 482), (4, 5, 6, 8), (256, 382, 506, 666))
PUBLISHED = [
    (205, 6, 472, "343"),
    (140, 3, 340, "412"),
    (194, 4, 405, "323"),
    (132, 5, 448, "433"),
    (90, 9, 843, "555"),
    (84, 9, 763, "555"),
    (281, 8, 699, "355"),
    (246, 4, 157, "321"),
    (349, 3, 363, "212"),
    (619, 4, 196, "121"),
]
# Motor Trend 1974 (R's mtcars$mpg), the sample of the package's own test of its cut points.
MPG = """21.0 21.0 22.8 21.4 18.7 18.1 14.3 24.4 22.8 19.2 17.8 16.4 17.3 15.2 10.4 10.4 14.7 32.4
30.4 33.9 21.5 15.5 15.2 13.3 19.2 27.3 26.0 30.4 15.8 19.7 15.0 21.4"""


def score(rows: Sequence[tuple[int, int, float]], rules: Rules) -> Analysis:
    """Customers c0, c1, ... with those days since the last purchase, orders and reais."""
    purchases = [
        (f"c{number:03}", day(400 - since - extra), reais if extra == 0 else 0.00)
        for number, (since, orders, reais) in enumerate(rows)
        for extra in range(orders)
    ]
    return analyse(reading(purchases, on=NOW), {"rfm": rules})


def codes(analysis: Analysis) -> list[str]:
    return analysis.customers["rfm_code"].sort_index().tolist()


def test_scores_of_a_worked_case() -> None:
    # Five customers, quintiles: the cuts fall at positions 0.8, 1.6, 2.4, 3.2.
    rows = [(10, 1, 10.00), (20, 2, 20.00), (30, 3, 30.00), (40, 4, 40.00), (50, 5, 50.00)]
    analysis = score(rows, Rules(small_portfolio=0))

    assert analysis.thresholds["recency"] == [18, 26, 34, 42]
    assert analysis.thresholds["orders"] == [1.8, 2.6, 3.4, 4.2]
    assert analysis.thresholds["amount"] == [18.0, 26.0, 34.0, 42.0]
    assert analysis.thresholds["bins"] == 5
    assert codes(analysis) == ["511", "422", "333", "244", "155"]


def test_a_value_on_the_cut_point_has_not_passed_it() -> None:
    rules = Rules(mode="fixed", recency=(30, 60), orders=(1, 3), amount=(100, 200.50))
    rows = [(30, 1, 100.00), (31, 2, 200.50), (60, 3, 200.51), (61, 4, 100.01)]

    assert codes(score(rows, rules)) == ["311", "222", "223", "132"]


def test_fixed_cut_points_say_how_many_bins_there_are() -> None:
    rules = Rules(mode="fixed", recency=(30, 60), orders=(1, 3), amount=(100, 200))

    thresholds = score([(1, 1, 1.00)], rules).thresholds

    assert [thresholds[name] for name in ("recency", "orders", "amount", "bins")] == [
        [30, 60],
        [1, 3],
        [100, 200],
        3,
    ]


def test_fewer_than_a_hundred_customers_are_cut_in_thirds() -> None:
    rows = [(since, 1, 1.00) for since in range(99)]

    assert score(rows, Rules()).thresholds["bins"] == 3
    assert score([*rows, (99, 1, 1.00)], Rules()).thresholds["bins"] == 5


def test_r_rfm_scores_the_published_customers_as_published() -> None:
    recency, orders, amount = PUBLISHED_CUTS
    rules = Rules(mode="r-rfm", recency=recency, orders=orders, amount=amount)
    rows = [(since, orders, reais) for since, orders, reais, _ in PUBLISHED]

    assert codes(score(rows, rules)) == [code for *_, code in PUBLISHED]


def test_r_rfm_cuts_where_the_package_tests_that_it_cuts() -> None:
    rows = [(1, 1, float(mpg)) for mpg in MPG.split()]

    assert score(rows, Rules(mode="r-rfm")).thresholds["amount"] == pytest.approx(
        [16.20, 18.92, 22.00, 25.08]
    )


def test_r_rfm_counts_a_value_on_the_cut_point_as_passed() -> None:
    # Orders 1, 1, 4: the terciles are at 1 and 2, so the cuts at 2 and 3.
    analysis = score([(2, 1, 1.00), (2, 1, 2.00), (2, 4, 3.00)], Rules(mode="r-rfm", bins=3))

    assert analysis.thresholds["orders"] == [2, 3]
    assert analysis.customers["f_score"].sort_index().tolist() == [1, 1, 3]
    assert analysis.customers["r_score"].tolist() == [3, 3, 3]


@settings(deadline=None, max_examples=20)
@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 10**8)), min_size=1, max_size=40),
    st.sampled_from([3, 5]),
)
def test_the_cut_points_are_type_7_quantiles(rows: list[tuple[int, int]], bins: int) -> None:
    days_and_reais = [(since, 1, cents / 100) for since, cents in rows]
    thresholds = score(days_and_reais, Rules(bins=bins, small_portfolio=0)).thresholds

    steps = np.arange(1, bins) / bins
    assert thresholds["recency"] == pytest.approx(np.quantile([r[0] for r in rows], steps))
    assert thresholds["amount"] == pytest.approx(np.quantile([r[1] / 100 for r in rows], steps))


@pytest.mark.parametrize(("bins", "cells"), [(5, 125), (3, 27)])
def test_the_built_in_maps_are_exact_partitions(bins: int, cells: int) -> None:
    covered = [
        (r, f, m)
        for rule in BUILT_IN[bins]
        for r in range(rule.r[0], rule.r[1] + 1)
        for f in range(rule.f[0], rule.f[1] + 1)
        for m in range(rule.m[0], rule.m[1] + 1)
    ]

    assert len(covered) == len(set(covered)) == cells
    assert {rule.name for rule in BUILT_IN[bins]} <= set(SEGMENT.labels)


@pytest.mark.parametrize(
    ("code", "segment"),
    [
        ("5-5", "champions"),
        ("5-4", "champions"),
        ("4-5", "loyal"),
        ("3-4", "loyal"),
        ("5-3", "potential_loyalists"),
        ("4-2", "potential_loyalists"),
        ("5-1", "new"),
        ("4-1", "promising"),
        ("3-3", "need_attention"),
        ("3-2", "about_to_sleep"),
        ("2-5", "cant_lose"),
        ("1-3", "at_risk"),
        ("2-1", "hibernating"),
    ],
)
def test_the_map_of_five_bins_reads_recency_and_frequency(code: str, segment: str) -> None:
    cuts = (10, 20, 30, 40)
    rules = Rules(mode="fixed", recency=cuts, orders=(1, 2, 3, 4), amount=cuts)
    recency, frequency = map(int, code.split("-"))

    analysis = score([((5 - recency) * 10 + 1, frequency, 1.00)], rules)

    assert analysis.customers["segment"].tolist() == [segment]


OWN = (
    SegmentRule("Da casa", r=(2, 3), f=(2, 3), m=(1, 3)),
    SegmentRule("champions", r=(3, 3), f=(3, 3), m=(3, 3)),
    SegmentRule("Resto", r=(1, 2), f=(1, 2), m=(1, 3)),
)


def test_an_own_map_is_tried_in_order_and_the_rest_are_others() -> None:
    rules = Rules("fixed", recency=(10, 20), orders=(1, 2), amount=(10, 20), segments=OWN)
    analysis = score([(1, 3, 30.00), (25, 1, 5.00), (1, 1, 5.00), (15, 2, 5.00)], rules)

    assert analysis.customers["segment"].sort_index().tolist() == [
        "Da casa",
        "Resto",
        "others",
        "Da casa",
    ]
    assert analysis.tables["segments"][["segment", "label"]].to_numpy().tolist() == [
        ["Da casa", "Da casa"],
        ["Resto", "Resto"],
        ["others", "Outros"],
    ]


def test_uncovered_unreachable_and_overlapping_cells_of_an_own_map_are_named() -> None:
    findings = score([(1, 1, 1.00)], Rules(bins=3, segments=OWN)).findings
    details = {finding.code: finding.details for finding in findings}

    assert details[SEGMENT_UNREACHABLE] == {"name": "champions"}
    assert details[SEGMENT_UNCOVERED] == {"count": 6, "cells": "131, 132, 133, 311, 312, 313"}
    assert details[SEGMENT_OVERLAP] == {"count": 4, "cells": "221, 222, 223, 333"}


def test_the_built_in_map_gives_no_findings() -> None:
    assert not [f for f in score([(1, 1, 1.00), (2, 2, 1.00)], Rules()).findings if f.details]


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ({"bins": 4}, "mapa"),
        ({"bins": 10}, "bins"),
        ({"mode": "fixed"}, "pede as listas"),
        ({"recency": (1, 2)}, "só valem"),
        ({"mode": "fixed", "recency": (1, 2), "orders": (1,), "amount": (1, 2)}, "mesma quantid"),
        ({"mode": "fixed", "recency": (2, 1), "orders": (1, 2), "amount": (1, 2)}, "crescente"),
        ({"bins": 3, "segments": (SegmentRule("x", (1, 4), (1, 3), (1, 3)),)}, "acima de 3"),
    ],
)
def test_rules_that_contradict_each_other_are_refused(
    rules: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        Rules(**rules)


@pytest.mark.parametrize("scores", [(0, 3), (3, 2), (1, 10)])
def test_a_segment_without_any_score_is_refused(scores: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="intervalo de notas"):
        SegmentRule("x", scores, (1, 3), (1, 3))


def test_the_segments_table_of_a_worked_case() -> None:
    purchases = [
        ("a", day(0), 100.00),
        ("a", day(10), 50.00),
        ("a", day(11), -20.00),
        ("b", day(90), 40.00),
        ("c", day(99), 10.00),
    ]
    everyone = (SegmentRule("todos", (1, 3), (1, 3), (1, 3)),)
    analysis = analyse(reading(purchases, on=day(100)), {"rfm": Rules(bins=3, segments=everyone)})

    assert analysis.tables["segments"].to_dict("records") == [
        {
            "segment": "todos",
            "label": "todos",
            "customers": 3,
            "orders": 4,
            "net_amount": 180.00,
            "share": 1.0,
            "average_ticket": 50.00,
            "median_days_since_last": 10.0,
        }
    ]


def test_who_only_returned_is_not_scored() -> None:
    analysis = analyse(reading([("a", day(0), 1.00), ("b", day(0), -1.00)]))

    assert analysis.customers.loc["b", [column.name for column in PROVIDES]].isna().all()
    assert analysis.tables["segments"]["customers"].sum() == 1
