"""The whole run: read, understand, measure, lay out."""

import ctypes
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from carteira_cli import analysis, ingest, layout, readers
from carteira_cli.ingest.disguise import Nouns, disguise
from carteira_cli.ingest.likeness import Likeness, likeness
from carteira_cli.locale.language import Language
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.metric import Analysis
from carteira_cli.model.options import ReadingOptions, Secret
from carteira_cli.model.report import Report
from carteira_cli.model.tables import RawTable, Reading, Source


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
    wishes: layout.Wishes = layout.Wishes(),  # noqa: B008  frozen
) -> Run:
    """Make one report of all the files together.

    Raises:
        CarteiraError: a file can't be read, or nothing in it is a list of sales.
    """
    reading = _read(files, options, language)
    _hand_memory_back()
    measured = analysis.analyse(reading, rules)
    report = layout.report(reading, measured, language, wishes)
    return Run(reading, measured, report)


def _read(files: Sequence[Path], options: ReadingOptions, language: Language) -> Reading:
    """Understand the files; where pseudonyms are wanted, nothing behind this sees a name."""
    tables = _tables(files, options.password)
    if options.secret is None:
        return ingest.understand(tables, options)
    whole = ingest.understand(tables, replace(options, full_documents=True))
    say = language.say
    nouns = Nouns(say("Cliente"), say("Vendedor"), say("Valor"), say("Texto"))
    return disguise(whole, options.secret, nouns)


def without_anybody(file: Path, options: ReadingOptions, secret: Secret) -> Likeness:
    """Copy the tables of a file: same shape and numbers, and fakes for all that is personal.

    Raises:
        CarteiraError: the file can't be read.
    """
    return likeness(_tables([file], options.password), options.columns, secret.key)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was seen in the files, and the outcome: a reading, or why they can't be used."""

    report: Report
    sources: tuple[Source, ...]
    outcome: Reading | CarteiraError

    def understood(self) -> Reading:
        """Give the reading.

        Raises:
            CarteiraError: the files can't be used.
        """
        if isinstance(self.outcome, CarteiraError):
            raise self.outcome
        return self.outcome


def diagnose(files: Sequence[Path], options: ReadingOptions, language: Language) -> Diagnosis:
    """Read and understand the files, and measure nothing.

    Raises:
        CarteiraError: a file can't be read. Of files that were read and can't be used, the
            outcome says so, beside what was seen in them.
    """
    tables = _tables(files, options.password)
    try:
        reading = ingest.understand(tables, options)
    except CarteiraError as refusal:
        seen = layout.look(tables, options)
        noted = tuple(finding for table in tables for finding in table.findings)
        return Diagnosis(layout.refused(refusal, seen, noted, language), seen, refusal)
    return Diagnosis(layout.diagnosis(reading, language), reading.sources, reading)


def _tables(files: Sequence[Path], password: str) -> Sequence[RawTable]:
    """Read the files; nobody keeps the raw cells once they are understood."""
    tables = [table for file in files for table in readers.read(file, password)]
    _hand_memory_back()
    return tables


def _hand_memory_back() -> None:
    """Return freed memory to the system, where glibc would keep it for later.

    Parsing a sheet takes several times the memory of what is kept of it.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
