"""Forecasts of purchases and spend by the models of "buy till you die"."""

from carteira_cli.metrics.prediction.metric import METRIC as METRIC
