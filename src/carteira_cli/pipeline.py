"""The whole run: read, understand, measure, lay out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carteira_cli import analysis, ingest, layout, readers
from carteira_cli.locale import Language
from carteira_cli.model.metric import Analysis
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.report import Report
from carteira_cli.model.tables import Reading


@dataclass(frozen=True, slots=True)
class Run:
    """What each stage made of the files."""

    reading: Reading
    analysis: Analysis
    report: Report


def run(
    files: Sequence[Path],
    options: ReadingOptions,
    rules: Mapping[str, Any],
    language: Language,
    *,
    top: int = 10,
) -> Run:
    """Make one report of all the files together; ``top`` is how many customers its lists name.

    Raises:
        CarteiraError: a file can't be read, or nothing in it is a list of sales.
    """
    tables = [table for file in files for table in readers.read(file)]
    reading = ingest.understand(tables, options)
    measured = analysis.analyse(reading, rules)
    report = layout.report(reading, measured, language, top=top)
    return Run(reading, measured, report)
