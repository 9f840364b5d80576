"""Reports for tests, out of the purchases of a small portfolio."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from carteira_cli.analysis import analyse
from carteira_cli.layout import report
from carteira_cli.locale.language import Language
from carteira_cli.model.report import Report, Section, Table
from carteira_cli.model.tables import Reading
from tests.portfolios import day, reading

REGULAR = [("Ana", day(number), 100.00) for number in range(0, 100, 10)]
LATE = [("Bia", day(number), 50.00) for number in range(0, 60, 10)]
"""As of day 90 Ana is on time, and Bia (cycle 10, last seen on day 50) is inactive."""


def lay_out(read: Reading, **changes: Any) -> Report:
    """The report of a reading, some of whose fields are replaced first."""
    changed = replace(read, **changes)
    return report(changed, analyse(changed), Language())


def small(**changes: Any) -> Report:
    """The report of Ana, who is on time, and Bia, who stopped buying."""
    return lay_out(reading([*REGULAR, *LATE], on=day(90)), **changes)


def section(sections: Sequence[Section], name: str) -> Section:
    """The section of that name."""
    return next(each for each in sections if each.name == name)


def table(sections: Sequence[Section], name: str) -> Table:
    """The first table of that name."""
    return next(each for each in tables(sections) if each.name == name)


def tables(sections: Sequence[Section]) -> Iterator[Table]:
    """Every table of the sections, those of the charts included."""
    for each in sections:
        yield from each.tables
        yield from (chart.table for chart in each.charts)


def texts(found: Table) -> list[str]:
    """The texts of a list of steps or doubts."""
    return found.frame.iloc[:, -1].tolist()
