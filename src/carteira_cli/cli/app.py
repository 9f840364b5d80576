"""The program: its commands, and the one place where every failure ends as a sentence."""

import errno
import sys
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from carteira_cli import __version__
from carteira_cli.cli import (
    analisar,
    anonimizar,
    configurar,
    diagnosticar,
    exemplo,
    explicar,
    printing,
    speech,
    usage_errors,
)
from carteira_cli.cli.help import HELP_NAMES, PortugueseCommand, PortugueseGroup
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit, Place

NAME = "carteira"
_PACKAGE = str(Path(__file__).parents[1])
ABOUT = """\
Transforma planilhas de vendas numa carteira de clientes.

Mostra quem sustenta o negócio, quem está indo embora, quanto dinheiro está em jogo e quem procurar
primeiro. Tudo fica neste computador: nada é enviado para a internet.
"""

COMMANDS = (
    ("analisar", analisar.ABOUT, analisar.analisar),
    ("diagnosticar", diagnosticar.ABOUT, diagnosticar.diagnosticar),
    ("configurar", configurar.ABOUT, configurar.configurar),
    ("anonimizar", anonimizar.ABOUT, anonimizar.anonimizar),
    ("explicar", explicar.ABOUT, explicar.explicar),
    ("exemplo", exemplo.ABOUT, exemplo.exemplo),
)
"""Every command: the word that the user types, its help, its function."""

app = typer.Typer(
    name=NAME,
    cls=PortugueseGroup,
    help=ABOUT,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": list(HELP_NAMES)},
)
for _name, _about, _function in COMMANDS:
    app.command(_name, cls=PortugueseCommand, help=_about)(_function)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"{NAME} {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--versao",
            "--version",
            help="Mostra a versão e sai.",
            callback=_show_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code; nothing but a sentence ever gets out."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    speech.settle(words)
    debug = "--debug" in words
    printing.prepare()
    if not debug:
        warnings.simplefilter("ignore")  # libraries warn in English, and of nothing a user can mend
    try:
        code = typer.main.get_command(app).main(words, prog_name=NAME, standalone_mode=False)
    except Exception as error:  # noqa: BLE001  the boundary
        if debug:
            printing.notice(traceback.format_exc())
        code = _fail(error)
    if code == Exit.INTERRUPTED:
        printing.notice("Interrompido.")
    return int(code or Exit.DONE)


def _fail(error: Exception) -> Exit:
    """Say what went wrong and give the exit code that fits."""
    if isinstance(error, CarteiraError):
        return _stop(error)
    if isinstance(error, typer.TyperException):
        return _misuse(error)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _stop(CarteiraError(catalogue.DISK_FULL, Place()))
    return _bug(error)


def _stop(error: CarteiraError) -> Exit:
    printing.notice(f"Erro: {error.code.message.format(**error.details)}")
    where = _where(error.place)
    if where:
        printing.notice(f"Onde: {where}")
    printing.notice(f"O que fazer: {error.code.hint.format(**error.details)}")
    return error.code.exit


def _where(place: Place) -> str:
    parts = (
        place.file,
        place.sheet and f"aba {place.sheet}",
        place.row and f"linha {place.row}",
        place.column and f"coluna {place.column}",
    )
    return ", ".join(part for part in parts if part)


def _misuse(error: typer.TyperException) -> Exit:
    if type(error).__name__ == "NoArgsIsHelpError":
        printing.notice(error.message)
        return Exit.USAGE
    printing.notice(f"Erro: {usage_errors.sentence(error)}")
    printing.notice(usage_errors.help_hint(error))
    return Exit.USAGE


def _bug(error: Exception) -> Exit:
    """Say where the program broke, and nothing of the data that broke it."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if _PACKAGE in f.filename]
    spot = f"{Path(ours[-1].filename).name}, linha {ours[-1].lineno}"
    printing.notice(f"Erro: o programa falhou por defeito dele ({type(error).__name__} em {spot}).")
    printing.notice("Seus arquivos não foram alterados. Rode com --debug e avise quem o mantém.")
    return Exit.BUG
