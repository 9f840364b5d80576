"""The program: its commands, and the one place where every failure ends as a sentence."""

import sys
import traceback
import warnings
from collections.abc import Sequence
from typing import Annotated, cast

import typer

from carteira_cli import __version__
from carteira_cli.cli import (
    agendar,
    analisar,
    anonimizar,
    cliente,
    comparar,
    completar,
    configurar,
    diagnosticar,
    exemplo,
    explicar,
    lote,
    printing,
    speech,
    usage_errors,
)
from carteira_cli.cli.failures import failure
from carteira_cli.cli.help import HELP_NAMES, SpokenCommand, SpokenGroup
from carteira_cli.model.findings import Exit, Place

NAME = "carteira"
_QUIET = frozenset({"-q", "--silencioso", "--quiet"})
ABOUT = """\
Transforma planilhas de vendas numa carteira de clientes.

Mostra quem sustenta o negócio, quem está indo embora, quanto dinheiro está em jogo e quem procurar
primeiro. Tudo fica neste computador: nada é enviado para a internet.

Em inglês: carteira --idioma en
"""

COMMANDS = (
    ("analisar", "analyze", analisar.ABOUT, analisar.analisar),
    ("diagnosticar", "diagnose", diagnosticar.ABOUT, diagnosticar.diagnosticar),
    ("cliente", "customer", cliente.ABOUT, cliente.cliente),
    ("comparar", "compare", comparar.ABOUT, comparar.comparar),
    ("configurar", "configure", configurar.ABOUT, configurar.configurar),
    ("lote", "batch", lote.ABOUT, lote.lote),
    ("anonimizar", "anonymize", anonimizar.ABOUT, anonimizar.anonimizar),
    ("explicar", "explain", explicar.ABOUT, explicar.explicar),
    ("exemplo", "example", exemplo.ABOUT, exemplo.exemplo),
    ("agendar", "schedule", agendar.ABOUT, agendar.agendar),
    ("completar", "complete", completar.ABOUT, completar.completar),
)
"""Every command: the word that the user types, the English one, its help, its function."""


class _Program(SpokenGroup):
    english = {name: english for name, english, _, _ in COMMANDS}  # noqa: RUF012  never changed


PASSES_ON = frozenset({"agendar"})
"""The commands that take the options of another for it."""

app = typer.Typer(
    name=NAME,
    cls=_Program,
    help=ABOUT,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": list(HELP_NAMES)},
)
for _name, _, _about, _function in COMMANDS:
    app.command(
        _name,
        cls=SpokenCommand,
        help=_about,
        context_settings={"ignore_unknown_options": _name in PASSES_ON},
    )(_function)


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
    if completar.is_asked():
        completar.get_ready()
    program = cast("SpokenGroup", typer.main.get_command(app))
    debug = "--debug" in words
    printing.prepare()
    if not debug:
        warnings.simplefilter("ignore")  # libraries warn in English, and of nothing a user can mend
    try:
        code = program.main(words, prog_name=NAME, standalone_mode=False)
    except Exception as error:  # noqa: BLE001  the boundary
        if debug:
            printing.notice(traceback.format_exc())
        with printing.in_one_line(not debug and not _QUIET.isdisjoint(words)):
            code = _fail(error, program)
    if code == Exit.INTERRUPTED:
        printing.notice(speech.say("Interrompido."))
    return int(code or Exit.DONE)


def _fail(error: Exception, program: SpokenGroup) -> Exit:
    """Say what went wrong and give the exit code that fits."""
    if isinstance(error, typer.TyperException):
        return _misuse(error, program)
    told = failure(error)
    where = _where(told.place)
    printing.notice(speech.say("Erro: {told}", told=told.reason))
    if where:
        printing.notice(speech.say("Onde: {where}", where=where))
    printing.notice(speech.say("O que fazer: {hint}", hint=told.hint))
    return told.exit


def _where(place: Place) -> str:
    parts = (
        place.file,
        place.sheet and speech.say("aba {sheet}", sheet=place.sheet),
        place.row and speech.say("linha {row}", row=place.row),
        place.column and speech.say("coluna {column}", column=place.column),
    )
    return ", ".join(part for part in parts if part)


def _misuse(error: typer.TyperException, program: SpokenGroup) -> Exit:
    if type(error).__name__ == "NoArgsIsHelpError":
        printing.notice(error.message)
        return Exit.USAGE
    printing.notice(speech.say("Erro: {told}", told=usage_errors.sentence(error, program.spoken)))
    printing.notice(usage_errors.help_hint(error))
    return Exit.USAGE
