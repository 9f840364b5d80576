"""What went wrong, in sentences: for the one run, or for one client of many."""

import errno
import traceback
from dataclasses import dataclass, field
from pathlib import Path

import typer

from carteira_cli.cli import usage_errors
from carteira_cli.cli.speech import say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit, Place

_PACKAGE = str(Path(__file__).parents[1])


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it failed, where, what to do about it, and the exit code that tells so."""

    reason: str
    hint: str
    exit: Exit
    place: Place = field(default_factory=Place)


def failure(error: Exception) -> Failure:
    """Say of any error but a misuse what it was; of a defect of ours, nothing of the data."""
    if isinstance(error, CarteiraError):
        return _stopped(error)
    if isinstance(error, typer.TyperException):
        return Failure(usage_errors.sentence(error), "", Exit.USAGE)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _stopped(CarteiraError(catalogue.DISK_FULL))
    if isinstance(error, MemoryError):
        return _stopped(CarteiraError(catalogue.NO_MEMORY))
    return _defect(error)


def _stopped(error: CarteiraError) -> Failure:
    code = error.code
    reason, hint = (say(text, **error.details) for text in (code.message, code.hint))
    return Failure(reason, hint, code.exit, error.place)


def _defect(error: Exception) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    spot = [frame for frame in frames if _PACKAGE in frame.filename][-1]
    reason = say(
        "o programa falhou por defeito dele ({error} em {file}, linha {line})",
        error=type(error).__name__,
        file=Path(spot.filename).name,
        line=spot.lineno,
    )
    hint = say("Rode com --debug e avise quem o mantém; seus arquivos não foram alterados.")
    return Failure(reason, hint, Exit.BUG)
