"""Many portfolios side by side: how each stands, how it stood before, and what came of its run."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Situation(StrEnum):
    """What came of one client's run."""

    DONE = "done"
    DOUBTFUL = "doubtful"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one portfolio stood on a day; plain values, small enough to be kept and sent.

    ``figures`` are summary figures and counts by name, null where they can't be known. ``cents``
    and ``rows`` are all that was found in the sheets, the ``used`` ones what the figures are made
    of. ``errors`` and ``warnings`` count the kinds of findings of that severity.
    """

    reference_date: date
    figures: Mapping[str, float | None]
    rows: int
    rows_used: int
    cents: int
    cents_used: int
    errors: int = 0
    warnings: int = 0

    def amount(self, name: str) -> float:
        """Give a figure, zero where it can't be known."""
        return self.figures.get(name) or 0.0


@dataclass(frozen=True, slots=True)
class Client:
    """One client of a batch: where his workbook lies, how he stands and how he stood before.

    ``place`` is his folder or file, as it lies in the folder of the batch; ``workbook`` the path
    from the summary to his workbook, with ``/`` between its parts, empty where none was written.
    ``reason`` says in a sentence why he failed, ``hint`` what to do about it. ``alerts`` are
    sentences that nobody should miss.
    """

    place: str
    situation: Situation
    standing: Standing | None = None
    before: Standing | None = None
    workbook: str = ""
    reason: str = ""
    hint: str = ""
    alerts: tuple[str, ...] = ()
