"""Runs some metrics only, where a law is tried on many portfolios."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from carteira_cli import analysis
from carteira_cli.metrics import lifecycle, pareto, totals
from carteira_cli.model.metric import Inputs, Metric
from carteira_cli.model.tables import Reading

DEFAULTS: Mapping[str, Any] = MappingProxyType({})


def measured(read: Reading, *last: Metric, rules: Mapping[str, Any] = DEFAULTS) -> Inputs:
    """What is known of a portfolio after its totals, shares and rhythm, and these metrics.

    The customers are indexed by ``customer_id``, as in an Analysis.
    """
    inputs = analysis._inputs(read)
    for metric in (totals.METRIC, pareto.METRIC, lifecycle.METRIC, *last):
        outcome = metric.compute(inputs, rules.get(metric.name) or metric.rules())
        analysis._hold_to_promise(metric, inputs, outcome)
        inputs = analysis._enriched(inputs, outcome)
    return replace(inputs, customers=inputs.customers.set_index("customer_id", drop=False))
