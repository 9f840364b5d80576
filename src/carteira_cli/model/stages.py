"""The stages of a run, for whoever watches it."""

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What a run is busy with."""

    READING = "reading"
    UNDERSTANDING = "understanding"
    MEASURING = "measuring"
    LAYING_OUT = "laying_out"
    WRITING = "writing"


Watch = Callable[[Stage], None]
"""Is told when a stage begins."""


def unwatched(_stage: Stage) -> None:
    """Watch nothing."""
