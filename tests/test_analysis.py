from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from carteira_cli import analysis as module
from carteira_cli.analysis import analyse
from carteira_cli.metrics import METRICS, pareto
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.metric import Analysis, Inputs, Metric, Outcome
from carteira_cli.model.tables import CUSTOMERS
from tests.portfolios import day, reading

PURCHASES = [
    ("a", day(0), 10.00),
    ("b", day(0), 30.00),
    ("b", day(9), 30.00),
    ("c", day(0), -5.00),
    ("d", day(0), 10.00),
]


@dataclass(frozen=True)
class NoRules:
    pass


def metric(name: str = "extra", columns: tuple[str, ...] = ("x",), **outcome: Any) -> Metric:
    """A metric that promises column x, summary s and table t, and gives what it is told."""
    given: dict[str, Any] = {"summary": {"s": 1}, "tables": {"t": None}} | outcome

    def compute(inputs: Inputs, _rules: NoRules) -> Outcome:
        frame = inputs.customers[[]].assign(**dict.fromkeys(columns, 0))
        tables = {key: frame[[]].assign(y=0) for key in given["tables"]}
        return Outcome(given.get("customers", frame), given["summary"], tables)

    return Metric(
        name,
        NoRules,
        compute,
        needs=outcome.get("needs", ()),
        provides=(Column("x", "X", Kind.COUNT),),
        summary=(Column("s", "S", Kind.COUNT),),
        tables={"t": (Column("y", "Y", Kind.COUNT),)},
    )


def run_with(monkeypatch: pytest.MonkeyPatch, *metrics: Metric) -> Analysis:
    monkeypatch.setattr(module, "METRICS", (*METRICS, *metrics))
    return analyse(reading(PURCHASES))


def test_customers_come_by_rank_then_returns_only_then_prospects() -> None:
    analysis = analyse(reading(PURCHASES, prospects=["A", "z"]))

    assert analysis.customers.index.tolist() == ["b", "a", "d", "c", "A", "z"]


def test_the_frame_holds_the_register_and_exactly_the_promised_columns() -> None:
    promised = [column.name for metric in METRICS for column in metric.provides]

    assert analyse(reading(PURCHASES)).customers.columns.tolist() == [
        *(column.name for column in CUSTOMERS),
        *promised,
    ]


def test_given_rules_are_used_and_the_others_are_defaults() -> None:
    rules = pareto.Rules(0.5, 0.6)
    analysis = analyse(reading(PURCHASES), {"pareto": rules})

    assert analysis.rules == {metric.name: metric.rules() for metric in METRICS} | {"pareto": rules}
    assert analysis.thresholds["abc"] == [0.5, 0.6]


def test_the_findings_of_the_reading_stay_in_front() -> None:
    first = analyse(reading(PURCHASES)).findings

    again = analyse(replace(reading(PURCHASES), findings=first))

    assert again.findings == first + first
    assert first


def test_the_reading_is_left_as_it_was() -> None:
    before, after = reading(PURCHASES), reading(PURCHASES)
    analyse(after)

    assert before.days.equals(after.days)
    assert before.customers.equals(after.customers)


def test_a_metric_that_keeps_its_promise_is_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    analysis = run_with(monkeypatch, metric())

    assert analysis.customers["x"].tolist() == [0, 0, 0, 0]
    assert analysis.summary["s"] == 1
    assert analysis.tables["t"].columns.tolist() == ["y"]


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (metric(columns=()), r"extra, customers: \['x'\]"),
        (metric(columns=("x", "more")), r"extra, customers: \['more'\]"),
        (metric(summary={}), r"extra, summary: \['s'\]"),
        (metric(tables={}), r"extra, tables: \['t'\]"),
        (metric(needs=("nothing",)), r"extra needs \['nothing'\]"),
        (replace(metric(), tables={"t": ()}), r"extra, table t: \['y'\]"),
    ],
)
def test_a_broken_promise_names_the_metric_and_the_column(
    monkeypatch: pytest.MonkeyPatch, broken: Metric, complaint: str
) -> None:
    with pytest.raises(AssertionError, match=complaint):
        run_with(monkeypatch, broken)


def test_a_metric_may_not_leave_customers_out(monkeypatch: pytest.MonkeyPatch) -> None:
    few = analyse(reading(PURCHASES)).customers[[]].assign(x=0).iloc[1:]

    with pytest.raises(AssertionError, match="other customers"):
        run_with(monkeypatch, metric(customers=few))


def test_two_metrics_may_not_give_the_same_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(inputs: Inputs, _rules: NoRules) -> Outcome:
        return Outcome(inputs.customers[[]], {"s": 2})

    twice = replace(metric("other"), provides=(), tables={}, compute=compute)

    with pytest.raises(AssertionError, match=r"same summary: \['s'\]"):
        run_with(monkeypatch, metric(), twice)


def test_two_metrics_may_not_fill_the_same_column(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(inputs: Inputs, _rules: NoRules) -> Outcome:
        return Outcome(inputs.customers[[]].assign(x=1))

    twice = replace(metric("other"), summary=(), tables={}, compute=compute)

    with pytest.raises(AssertionError, match=r"other.*\['x'\]"):
        run_with(monkeypatch, metric(), twice)


def test_rules_for_no_metric_are_refused() -> None:
    with pytest.raises(AssertionError, match="nonsense"):
        analyse(reading(PURCHASES), {"nonsense": NoRules()})


def test_a_customer_who_appears_twice_is_refused() -> None:
    read = reading(PURCHASES)

    with pytest.raises(AssertionError, match="twice"):
        analyse(replace(read, customers=pd.concat([read.customers] * 2)))


def test_metrics_see_the_customers_sorted_by_id(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Inputs] = []

    def compute(inputs: Inputs, _rules: NoRules) -> Outcome:
        seen.append(inputs)
        return Outcome(inputs.customers[[]])

    read = reading(PURCHASES)
    monkeypatch.setattr(module, "METRICS", (*METRICS, Metric("spy", NoRules, compute)))
    analyse(replace(read, customers=read.customers.iloc[::-1]))

    assert seen[0].customers["customer_id"].tolist() == ["a", "b", "c", "d"]


def test_purchases_of_an_unknown_customer_are_refused() -> None:
    read = reading(PURCHASES)

    with pytest.raises(AssertionError, match="not in the reading"):
        analyse(replace(read, customers=read.customers.drop("a")))


def test_every_metric_file_is_registered() -> None:
    folder = Path(module.__file__).parent / "metrics"
    packages = {path.parent.name for path in folder.glob("*/__init__.py")}
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}

    assert files | packages == {metric.name for metric in METRICS}
