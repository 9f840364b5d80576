"""Two kinds of bad news: a finding is about the data, a stop is about the run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Any

NO_DETAILS: Mapping[str, Any] = MappingProxyType({})


class Severity(StrEnum):
    """How much a finding matters to whoever reads the figures."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Exit(IntEnum):
    """The exit codes of the command line, part of the contract."""

    DONE = 0
    TOO_MANY_SET_ASIDE = 1
    USAGE = 2
    INPUT = 3
    CONFIG = 4
    OUTPUT = 5
    ALERT = 10
    BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Code:
    """A permanent slug with its severity, one-sentence message and what to do about it.

    ``message`` and ``hint`` are Portuguese source texts with ``{placeholders}`` that are
    filled from the finding's details. ``exit`` is the exit code when it stops the run.
    """

    slug: str
    severity: Severity
    message: str
    hint: str
    exit: Exit = Exit.DONE


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was seen; ``row`` is the number the spreadsheet or editor shows."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt or defect of the data, at one or many rows of one column.

    ``rows`` and ``values`` run in parallel (row numbers as the spreadsheet shows them, and
    the offending values as text); both are empty when the finding is about a whole column,
    sheet or file.
    """

    code: Code
    file: str = ""
    sheet: str = ""
    column: str = ""
    rows: tuple[int, ...] = ()
    values: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=lambda: NO_DETAILS)

    @property
    def count(self) -> int:
        """How many places the finding holds (1 for a whole column, sheet or file)."""
        return max(1, len(self.rows))


class CarteiraError(Exception):
    """The one exception that stops a run: a code, a place and the values of its sentence."""

    def __init__(self, code: Code, place: Place | None = None, **details: object) -> None:
        super().__init__(code.slug)
        self.code = code
        self.place = place or Place()
        self.details = details
