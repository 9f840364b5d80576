"""What a register measures of its people: NPS, satisfaction, overdue amounts.

The columns are told by the words of their headers, and taken only where most of their cells
are numbers that can be such a measure: a column of dates or of yes and no is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import numbers
from carteira_cli.ingest.cells import as_text
from carteira_cli.ingest.numbers import TOLD
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.model.catalogue import IMPOSSIBLE_MEASURE
from carteira_cli.model.findings import Finding
from carteira_cli.model.options import DecimalMark

_MOST = 0.5


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure: the words that its headers hold, those that they never hold, its limits."""

    column: str
    words: re.Pattern[str]
    unlike: re.Pattern[str]
    highest: float = np.inf


# Days late, how many titles, since when, a yes or no: about a debt, and not its amount.
_ABOUT_DEBTS = (
    r"\b(?:dias?|media|qtde?|qtd|quantidade|quantos|numero|no|n|data|desde|ultim[oa]|taxa|indice"
    r"|percentual|nao)\b"
)
_MEASURES = (
    _Measure("nps", re.compile(r"\bnps\b|\bnet promoter"), re.compile(r"\bdata\b"), 10),
    _Measure(
        "csat",
        re.compile(r"\bcsat\b|\bsatisfacao\b"),
        re.compile(r"\bdata\b|\binsatisfacao\b|\bnps\b"),
    ),
    _Measure(
        "overdue_amount",
        re.compile(
            r"\bem atraso\b|\bvencid[oa]s?\b|\batrasad[oa]s?\b|\binadimplencia\b|\boverdue\b"
        ),
        re.compile(_ABOUT_DEBTS),
    ),
)


def read(
    details: pd.DataFrame, decimal: DecimalMark = "auto"
) -> tuple[pd.DataFrame, tuple[Finding, ...]]:
    """Read MEASURES out of what the register says beyond CUSTOMERS.

    ``details`` are text columns by their headers, indexed by ``customer_id``. The first column
    of a measure is read; a cell that can't be such a number is null, and a finding counts them.
    """
    found = [
        (measure, *first) for measure in _MEASURES for first in _first(details, measure, decimal)
    ]
    columns = {measure.column: values for measure, _, values in found}
    findings = (
        Finding(IMPOSSIBLE_MEASURE, column=header, details={"count": wrong})
        for _, header, values in found
        if (wrong := int((details[header].notna().to_numpy() & np.isnan(values)).sum()))
    )
    return pd.DataFrame(columns, index=details.index), tuple(findings)


def _first(
    details: pd.DataFrame, measure: _Measure, decimal: DecimalMark
) -> Iterator[tuple[str, npt.NDArray[np.float64]]]:
    """Give the first column that is such a measure, and its numbers; nothing without one."""
    for header in map(str, details):
        said = normalise(header.replace("%", " percentual "))
        if measure.words.search(said) and not measure.unlike.search(said):
            values = _possible(as_text(details[header]), measure, decimal)
            filled = int(details[header].notna().sum())
            if filled and (~np.isnan(values)).sum() > _MOST * filled:
                yield header, values
                return


def _possible(cells: pd.Series, measure: _Measure, decimal: DecimalMark) -> npt.NDArray[np.float64]:
    reals = numbers.parse(cells, told=TOLD.get(decimal)).reals
    possible: npt.NDArray[np.float64] = np.where(
        (reals >= 0) & (reals <= measure.highest), reals, np.nan
    )
    return possible
