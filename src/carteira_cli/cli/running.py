"""One analysis from what was typed to what was written: for one portfolio or one of many."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carteira_cli import pipeline
from carteira_cli.cli import (
    alerts,
    breakdown,
    grafting,
    inputs,
    outputs,
    reading,
    remembering,
    secrecy,
    speech,
    tolerance,
    values,
)
from carteira_cli.layout import Wishes
from carteira_cli.model.findings import CarteiraError, Exit
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.stages import Stage, Watch, unwatched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carteira_cli.config import Settings
    from carteira_cli.model.options import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be read, how, and what is to be written: the words of the command line."""

    files: "tuple[Path, ...]"
    customers: str | None = None
    sheet: str | None = None
    columns: "Sequence[str] | None" = None
    as_of: str | None = None
    returns: str | None = None
    tolerance: str | None = None
    config: str | None = None
    output: str | None = None
    in_place: bool = False
    formats: "Sequence[str] | None" = None
    json: bool = False
    top: str | None = None
    by: "Sequence[str] | None" = None
    overwrite: bool = False
    full_documents: bool = False
    password_file: str | None = None
    alerts: "Sequence[str] | None" = None
    anonymise: bool = False
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: ``told`` says what was written, ``warnings`` what nobody should miss."""

    run: pipeline.Run
    written: "tuple[Path, ...]"
    told: tuple[str, ...]
    warnings: tuple[str, ...]
    exit: Exit


class UnwrittenError(CarteiraError):
    """The result can't be written, but it is there, and so is what nobody should miss."""

    def __init__(
        self, refusal: CarteiraError, run: pipeline.Run, warnings: tuple[str, ...]
    ) -> None:
        super().__init__(refusal.code, refusal.place, **refusal.details)
        self.run = run
        self.warnings = warnings


def analyse(request: Request, watch: Watch = unwatched) -> Outcome:
    """Read, measure, write; say nothing, but tell ``watch`` of each stage.

    Raises:
        typer.BadParameter: something in the request can't be understood.
        UnwrittenError: the result can't be written.
        CarteiraError: the files can't be read.
    """
    secret = _secret(request)
    settings = reading.settings(request.config, request.files[0])
    options = reading.options(
        settings,
        sheet=request.sheet,
        columns=request.columns,
        as_of=request.as_of,
        returns=request.returns,
        full_documents=request.full_documents,
        password_file=request.password_file,
        secret=secret,
    )
    limit = _limit(request, settings)
    watched = alerts.chosen(request.alerts, settings.output.alerts)
    host = _host(request)
    targets = _targets(request, settings)
    past = remembering.past(targets, host, overwrite=request.overwrite, secret=secret)
    wishes = Wishes(
        values.count("--topo", request.top) if request.top else settings.output.top,
        _wants_sections(request, targets),
        past.earlier if past else None,
    )
    rules = remembering.rules(breakdown.chosen(settings.rules, request.by), past)
    done = pipeline.run(request.files, options, rules, speech.language(), wishes, watch)
    breakdown.require(request.by, done.analysis.findings)
    doubt = tolerance.doubt(done.reading.reconciliation, limit, Phrase("na aba Pendências"))
    verdict = alerts.judge(watched, done)
    warnings = (*([doubt] if doubt else []), *verdict.unknown, *verdict.hits)
    watch(Stage.WRITING)
    with _still_shown(done, warnings):
        written = outputs.save(
            targets, done.report, request.files, past, overwrite=request.overwrite
        )
        grafted = grafting.save(host, done.report) if host else []
    told = (*(speech.say("Gravado em {file}", file=file) for file in written), *grafted)
    return Outcome(done, tuple(written), told, warnings, _exit(verdict, doubt))


@contextmanager
def _still_shown(done: pipeline.Run, warnings: tuple[str, ...]) -> Iterator[None]:
    """Let a result that can't be written be shown all the same."""
    try:
        yield
    except CarteiraError as refusal:
        raise UnwrittenError(refusal, done, warnings) from refusal


def _exit(verdict: alerts.Verdict, doubt: str | None) -> Exit:
    """Give the code of a run that was done: an alert was asked for by name, and goes first."""
    if verdict.hits:
        return Exit.ALERT
    return Exit.TOO_MANY_SET_ASIDE if doubt else Exit.DONE


def writes_nothing(request: Request) -> bool:
    """Tell whether nothing is to be written, though nobody asked for a document instead."""
    shown = inputs.is_piped(request.files[0]) and not (request.output or request.formats)
    return shown and not (request.json or request.in_place)


def _secret(request: Request) -> "Secret | None":
    secrecy.require_sensible(
        anonymise=request.anonymise,
        key=request.key,
        in_place=request.in_place,
        full_documents=request.full_documents,
    )
    return secrecy.secret(request.key) if request.anonymise else None


def _limit(request: Request, settings: "Settings") -> float:
    if request.tolerance:
        return values.share("--tolerancia", request.tolerance)
    return settings.output.tolerance


def _host(request: Request) -> grafting.Host | None:
    if not request.in_place:
        return None
    return grafting.host(request.files, request.customers, request.output)


def _targets(request: Request, settings: "Settings") -> list[outputs.Target]:
    """Give the files to write: those asked for, else the configured ones, if any are due."""
    shown_only = request.json or request.in_place or inputs.is_piped(request.files[0])
    if shown_only and not (request.output or request.formats):
        return []
    configured = () if shown_only or request.output else settings.output.formats
    formats = request.formats or configured
    return outputs.targets(request.output, formats, request.files[0], anonymous=request.anonymise)


def _wants_sections(request: Request, targets: "Sequence[outputs.Target]") -> bool:
    """Tell whether anything but the machine-readable document is wanted."""
    others = any(target.form.name != "json" for target in targets)
    return not request.json or request.in_place or others
