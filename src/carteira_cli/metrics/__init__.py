"""Everything that is measured: one file per metric family, run in this order."""

from carteira_cli.metrics import (
    basket,
    breakdowns,
    cohorts,
    follow_up,
    goals,
    health,
    lifecycle,
    movement,
    pareto,
    prediction,
    rfm,
    satisfaction,
    totals,
    trend,
    value,
    worth,
)
from carteira_cli.model.metric import Metric

METRICS: tuple[Metric, ...] = (
    totals.METRIC,
    pareto.METRIC,
    rfm.METRIC,
    lifecycle.METRIC,
    trend.METRIC,
    movement.METRIC,
    cohorts.METRIC,
    prediction.METRIC,
    value.METRIC,
    basket.METRIC,
    health.METRIC,
    worth.METRIC,
    satisfaction.METRIC,
    breakdowns.METRIC,
    follow_up.METRIC,
    goals.METRIC,
)
