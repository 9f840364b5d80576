"""Every declared column by its name: the customers', the summary's and the tables'."""

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from carteira_cli.metrics import METRICS
from carteira_cli.model.columns import Column
from carteira_cli.model.tables import CUSTOMERS


def _by_name(columns: "chain[Column]") -> Mapping[str, Column]:
    return MappingProxyType({column.name: column for column in columns})


CUSTOMER_COLUMNS = _by_name(chain(CUSTOMERS, *(metric.provides for metric in METRICS)))
"""What is known and measured of each customer, in the order of the registry."""

SUMMARY_COLUMNS = _by_name(chain.from_iterable(metric.summary for metric in METRICS))
"""The headline figures, in the order of the registry."""

TABLE_COLUMNS: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        name: _by_name(chain(columns))
        for metric in METRICS
        for name, columns in metric.tables.items()
    }
)
"""The columns of each portfolio table, by the table's name."""
