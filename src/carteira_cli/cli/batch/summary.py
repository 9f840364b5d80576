"""The summary of a batch: where it lies, what it says, and the writing of it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import typer

from carteira_cli.cli import locking, outputs, remembering, saving, speech
from carteira_cli.cli.batch.clients import SUMMARY, Found
from carteira_cli.cli.speech import say
from carteira_cli.layout import batch
from carteira_cli.model import catalogue
from carteira_cli.model.batch import Client
from carteira_cli.model.report import Report
from carteira_cli.writers import FILE_FORMATS

_SUFFIX = ".xlsx"
_LOCK = "carteira-lote"


def place(root: Path, output: str | None) -> Path:
    """Say where the summary goes: into the folder of the clients, unless told otherwise.

    Raises:
        typer.BadParameter: it would be no workbook.
        CarteiraError: there is no such folder.
    """
    path = Path(output) if output else root / SUMMARY
    if path.suffix.lower() != _SUFFIX:
        message = say("o nome do resumo deve terminar em {suffix}", suffix=_SUFFIX)
        raise typer.BadParameter(message, param_hint="--saida")
    if output and not path.parent.is_dir():
        raise saving.stop(catalogue.OUTPUT_FOLDER_MISSING, path)
    return path


@contextmanager
def alone(root: Path, summary: Path) -> Iterator[None]:
    """Keep other batches of the same clients away.

    Raises:
        CarteiraError: there is one, or the folder is closed to us.
    """
    with ExitStack() as stack:
        with saving.explained(summary):
            stack.enter_context(locking.alone(root / _LOCK))
        yield


def refuse_foreign(summary: Path, found: Found, *, overwrite: bool) -> None:
    """Stop before any work where the summary would replace what is none of its own.

    That somebody has it open is no reason to stop: the clients' work is worth doing, and once
    the summary is closed, the next run takes a moment.

    Raises:
        typer.BadParameter: it is the workbook of one of the clients.
        CarteiraError: it is somebody else's file.
    """
    home = summary.resolve()
    if any(client.workbook.resolve() == home for client in found.clients):
        message = say("{name} é a planilha de um dos clientes", name=summary.name)
        raise typer.BadParameter(message, param_hint="--saida")
    if summary.exists() and not overwrite and not FILE_FORMATS["xlsx"].is_ours(summary):
        raise saving.stop(catalogue.OUTPUT_NOT_OURS, summary)


def report(clients: Sequence[Client], root: Path) -> Report:
    """Lay the clients out in the user's language."""
    return batch.report(clients, root.resolve().name, speech.language())


def outcome(clients: Sequence[Client]) -> str:
    """Count what came of the clients."""
    return batch.outcome(clients, speech.language())


def save(summary: Path, told: Report, found: Found, *, overwrite: bool) -> Path:
    """Write the summary and give its place; sheets that its owner added stay.

    Raises:
        CarteiraError: it can't be written.
    """
    targets = [outputs.Target(FILE_FORMATS["xlsx"], summary)]
    past = remembering.past(targets, None, overwrite=overwrite)
    read = [file for client in found.clients for file in client.files]
    (written,) = outputs.save(targets, told, read, past, overwrite=overwrite)
    return written
