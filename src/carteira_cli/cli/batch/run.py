"""One batch from a folder to its clients: who is new is analysed, everybody has a row."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

from carteira_cli.cli import speech
from carteira_cli.cli.batch import history, processes, progress
from carteira_cli.cli.batch.clients import Candidate, Found
from carteira_cli.cli.batch.worker import Manner, Told, analyse, settle
from carteira_cli.cli.speech import say
from carteira_cli.config import find as find_configuration
from carteira_cli.model.batch import Client, Situation
from carteira_cli.model.findings import Exit

if TYPE_CHECKING:
    from carteira_cli.cli.running import Request


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted: which clients, how each is analysed, and by how many processes.

    ``summary`` is where the summary will lie; ``everybody`` are analysed if so wished, else only
    those of whom something changed.
    """

    root: Path
    found: Found
    request: "Request"
    summary: Path
    processes: int
    everybody: bool = False
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """One client's row, and the exit code that he alone would have ended with."""

    client: Client
    exit: int
    trace: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    """A client, what is asked of his process, and the digest of all that it depends on."""

    candidate: Candidate
    request: "Request"
    made_from: str


def run(order: Order) -> list[Done]:
    """Analyse whoever needs it, and give everybody's row in the order of the clients.

    What is done is remembered even when the rest is interrupted.

    Raises:
        CarteiraError: what is done can't be remembered.
    """
    today = date.today()  # noqa: TID251  the shell reads the clock
    known = history.read(order.root)
    tasks = [_task(order, candidate) for candidate in order.found.clients]
    entries = {task.candidate.place: known.get(task.candidate.place) for task in tasks}
    due = [task for task in tasks if not _is_settled(order, task, entries, today)]
    told: dict[str, Told] = {}
    try:
        with progress.shown(len(due)) as advance:
            for task, result in _analysed(order, due):
                place = task.candidate.place
                told[place] = result
                entries[place] = _entry(task, result, entries[place], today)
                advance(place)
    finally:
        kept = {place: entry for place, entry in entries.items() if entry is not None}
        if told:
            history.write(order.root, kept)
    return [_done(order, task, told.get(task.candidate.place), kept) for task in tasks]


def _task(order: Order, candidate: Candidate) -> _Task:
    """Say what is asked for one client; his own configuration goes before that of all."""
    given = order.request.config
    folders = (candidate.files[0].parent, candidate.folder, order.root, Path.cwd())
    config = find_configuration(Path(given) if given else None, folders)
    request = replace(
        order.request,
        files=candidate.files,
        config=str(config) if config else None,
        output=str(candidate.workbook),
    )
    try:
        return _Task(candidate, request, history.made_from(request, config))
    except OSError:  # what can't be read is told, by the reader, as this client's failure
        return _Task(candidate, request, "")


def _is_settled(
    order: Order, task: _Task, entries: Mapping[str, history.Entry | None], today: date
) -> bool:
    """Tell whether a client is as he was, or can't be analysed at all."""
    if task.candidate.rival:
        return True
    entry = entries[task.candidate.place]
    if order.everybody or entry is None:
        return False
    return entry.still_holds(task.made_from, today)


def _analysed(order: Order, due: Sequence[_Task]) -> Iterator[tuple[_Task, Told]]:
    """Analyse in several processes; whose process died is tried once more, alone.

    The system ends the process that is largest just then, which needs not be the one to blame.
    """
    died = []
    for task, result in _shared_out(order, due, order.processes):
        if isinstance(result, processes.Died):
            died.append(task)
        else:
            yield task, result
    for task, result in _shared_out(order, died, 1):
        yield task, _death(result) if isinstance(result, processes.Died) else result


def _shared_out(
    order: Order, due: Sequence[_Task], several: int
) -> Iterator[tuple[_Task, Told | processes.Died]]:
    threads = max(1, processes.cores() // several)
    prepare = partial(settle, Manner(speech.code(), threads, order.debug))
    work = partial(analyse, order.debug)
    requests = [task.request for task in due]
    with closing(processes.share_out(work, requests, several, prepare)) as results:
        for at, result in results:
            yield due[at], result


def _death(died: processes.Died) -> Told:
    return Told(
        reason=say(
            "o sistema encerrou o processo que o analisava (código {code}), talvez por falta de "
            "memória",
            code=died.code,
        ),
        hint=say("Feche outros programas ou rode com --processos 1; veja se o arquivo é enorme."),
        exit=Exit.INPUT,
    )


def _entry(
    task: _Task, told: Told, before: history.Entry | None, today: date
) -> history.Entry | None:
    """Remember what came of a client; of who failed, only how he stood before."""
    if told.standing is None:
        return before.forgotten() if before else None
    return history.Entry(
        standing=told.standing,
        before=before.baseline(told.standing.reference_date) if before else None,
        made_from=task.made_from,
        made_on=None if told.lasting else today,
        written=history.digests(told.written),
        exit=told.exit,
        alerts=told.alerts,
    )


def _done(order: Order, task: _Task, told: Told | None, kept: Mapping[str, history.Entry]) -> Done:
    candidate = task.candidate
    if candidate.rival:
        return Done(_failed(candidate, _rivalry(candidate)), Exit.OUTPUT)
    if told is not None and told.standing is None:
        return Done(_failed(candidate, told), told.exit, told.trace)
    entry = kept[candidate.place]
    client = Client(
        place=candidate.place,
        situation=_situation(told, entry),
        standing=entry.standing,
        before=entry.before,
        workbook=_way(order.summary, entry),
        alerts=entry.alerts,
    )
    return Done(client, entry.exit)


def _situation(told: Told | None, entry: history.Entry) -> Situation:
    if told is None:
        return Situation.UNCHANGED
    return Situation.DOUBTFUL if entry.exit or entry.alerts else Situation.DONE


def _failed(candidate: Candidate, told: Told) -> Client:
    return Client(candidate.place, Situation.FAILED, reason=told.reason, hint=told.hint)


def _rivalry(candidate: Candidate) -> Told:
    return Told(
        reason=say(
            "{place} e {rival} gravariam a mesma planilha, {workbook}",
            place=candidate.place,
            rival=candidate.rival,
            workbook=candidate.workbook.name,
        ),
        hint=say(
            "Mude o nome de um dos dois, ou ponha os dois numa pasta se são do mesmo cliente."
        ),
    )


def _way(summary: Path, entry: history.Entry) -> str:
    """Give the way from the summary to the workbook, which stays right when the folder is moved."""
    written = [Path(path) for path in entry.written or {}]
    (first, *_) = sorted(written, key=lambda path: path.suffix != ".xlsx")
    try:
        return Path(relpath(first, summary.resolve().parent)).as_posix()
    except ValueError:  # on another drive of Windows there is no way from here
        return first.as_posix()
