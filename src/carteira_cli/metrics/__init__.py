"""Everything that is measured: one file per metric family, run in this order."""

from carteira_cli.metrics import lifecycle, pareto, rfm, totals, value
from carteira_cli.model.metric import Metric

METRICS: tuple[Metric, ...] = (
    totals.METRIC,
    pareto.METRIC,
    rfm.METRIC,
    lifecycle.METRIC,
    value.METRIC,
)
