"""The settings of one run: the sections of ``carteira.toml`` and the rules of every metric."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from pydantic import Field, create_model

from carteira_cli.config.sections import Customers, FixedSections, Output, Reading
from carteira_cli.metrics import METRICS
from carteira_cli.model.metric import Metric
from carteira_cli.model.options import ReadingOptions


def _section(metric: Metric) -> str:
    return metric.section or metric.name


# Metrics keep their rules in plain frozen dataclasses; inside a strict model pydantic
# validates these by their annotations and metadata, and hands back the very same class.
_RULES: Mapping[str, Any] = {
    _section(metric): (metric.rules, Field(default_factory=metric.rules))
    for metric in METRICS
    if _section(metric) not in FixedSections.model_fields
}
SECTIONS = create_model("Sections", __base__=FixedSections, **_RULES)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user settled for every run; each default means "not said"."""

    reading: Reading
    customers: Customers
    output: Output
    rules: Mapping[str, Any]

    @classmethod
    def from_sections(cls, sections: FixedSections) -> "Settings":
        """Gather the sections, with the rules of the metrics by name."""
        return cls(
            reading=sections.leitura,
            customers=sections.clientes,
            output=sections.relatorio,
            rules=MappingProxyType({metric.name: _ruled(metric, sections) for metric in METRICS}),
        )

    @classmethod
    def default(cls) -> "Settings":
        """Give the settings of a user who has no ``carteira.toml``."""
        return cls.from_sections(SECTIONS())

    def options(self, today: date) -> ReadingOptions:
        """Say what the file settles about reading, on the day of the run."""
        return ReadingOptions(
            today=today,
            sheet=self.reading.sheet,
            columns=self.reading.columns,
            returns=self.reading.returns,
            as_of=self.reading.as_of,
            as_of_origin="config",
            grain=self.reading.grain,
            dates=self.reading.dates,
            decimal=self.reading.decimal,
            ignore_zero=self.reading.zero_amount == "ignorar",
            merge=self.customers.merge,
            ignore_customers=self.customers.ignore,
            counter=self.customers.counter,
            status=self.reading.status,
            full_documents=self.output.full_documents,
        )


def _ruled(metric: Metric, sections: FixedSections) -> Any:
    """Give a metric its rules; a section whose keys are the user's own is all that they hold."""
    section = getattr(sections, _section(metric))
    if isinstance(section, metric.rules):
        return section
    return metric.rules(MappingProxyType(dict(section)))
