"""The whole run: read, understand, measure, lay out."""

import ctypes
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from carteira_cli import analysis, ingest, layout, readers
from carteira_cli.ingest.disguise import Nouns, disguise
from carteira_cli.ingest.likeness import Likeness, likeness
from carteira_cli.ingest.search import Found
from carteira_cli.locale.language import Language
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.metric import Analysis
from carteira_cli.model.options import ReadingOptions, Secret
from carteira_cli.model.report import Report
from carteira_cli.model.stages import Stage, Watch, unwatched
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
    watch: Watch = unwatched,
) -> Run:
    """Make one report of all the files together; ``watch`` is told of each stage.

    Raises:
        CarteiraError: a file can't be read, or nothing in it is a list of sales.
    """
    reading = _read(files, options, language, watch)
    _hand_memory_back()
    watch(Stage.MEASURING)
    measured = analysis.analyse(reading, rules)
    watch(Stage.LAYING_OUT)
    report = layout.report(reading, measured, language, wishes)
    return Run(reading, measured, report)


def _read(
    files: Sequence[Path], options: ReadingOptions, language: Language, watch: Watch
) -> Reading:
    """Understand the files; where pseudonyms are wanted, nothing behind this sees a name."""
    watch(Stage.READING)
    tables = _tables(files, options.password)
    watch(Stage.UNDERSTANDING)
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
class Person:
    """One customer's page, how he was found, and what was read to make it."""

    report: Report
    found: Found
    reading: Reading


def look_up(
    files: Sequence[Path],
    wanted: str,
    options: ReadingOptions,
    rules: Mapping[str, Any],
    language: Language,
    watch: Watch = unwatched,
) -> Person:
    """Make the page of the one customer who is called so.

    Documents are read in full, to be searched; the page masks them unless the options say not to.

    Raises:
        CarteiraError: the files can't be used, nobody is called so, or several are.
    """
    watch(Stage.READING)
    tables = _tables(files, options.password)
    watch(Stage.UNDERSTANDING)
    reading = ingest.understand(tables, replace(options, full_documents=True), trailed=True)
    found = ingest.search(wanted, reading)
    watch(Stage.MEASURING)
    measured = analysis.analyse(reading, rules)
    full = options.full_documents
    page = layout.person(
        reading, measured, found.customer_id, tables, language, full_documents=full
    )
    return Person(page, found, reading)


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


def diagnose(
    files: Sequence[Path], options: ReadingOptions, language: Language, watch: Watch = unwatched
) -> Diagnosis:
    """Read and understand the files, and measure nothing.

    Raises:
        CarteiraError: a file can't be read. Of files that were read and can't be used, the
            outcome says so, beside what was seen in them.
    """
    watch(Stage.READING)
    tables = _tables(files, options.password)
    watch(Stage.UNDERSTANDING)
    try:
        reading = ingest.understand(tables, options)
    except CarteiraError as refusal:
        seen = layout.look(tables, options)
        noted = tuple(finding for table in tables for finding in table.findings)
        return Diagnosis(layout.refused(refusal, seen, noted, language), seen, refusal)
    return Diagnosis(layout.diagnosis(reading, language), reading.sources, reading)


def _tables(files: Sequence[Path], password: str) -> Sequence[RawTable]:
    """Read the files; nobody keeps the raw cells once they are understood."""
    names = _told_apart(files)
    tables = [
        _called(name, table)
        for name, file in zip(names, files, strict=True)
        for table in readers.read(file, password)
    ]
    _hand_memory_back()
    return tables


def _told_apart(files: Sequence[Path]) -> list[str]:
    """Call files of one name by their folders as well, so that every place is one place only."""
    for depth in count(1):
        names = [Path(*file.parts[-depth:]).as_posix() for file in files]
        if len({*names}) == len({*files}):
            break
    return [name if "/" in name else "" for name in names]


def _called(name: str, table: RawTable) -> RawTable:
    """Give a table the name of its file, where the file's own is not enough."""
    if not name:
        return table
    noted = tuple(replace(finding, file=name) for finding in table.findings)
    return replace(table, file=name, findings=noted)


def _hand_memory_back() -> None:
    """Return freed memory to the system, where glibc would keep it for later.

    Parsing a sheet takes several times the memory of what is kept of it.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
