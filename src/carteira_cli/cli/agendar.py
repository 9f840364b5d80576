"""``carteira agendar``: how to have a run made by itself, for cron, systemd and Windows."""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from carteira_cli.cli import alerts, options, printing, speech, timetable
from carteira_cli.cli.speech import say
from carteira_cli.model.findings import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ABOUT = """\
Mostra como deixar uma análise rodando sozinha: cron, systemd e Agendador do Windows.

Não instala nem muda nada: mostra as linhas prontas, com os caminhos completos, para você copiar.
As opções de carteira analisar servem aqui também, e vão para dentro das linhas.

Exemplos:
  carteira agendar vendas.xlsx
  carteira agendar vendas.xlsx --hora 07:30 --dia segunda
  carteira agendar vendas.xlsx --dia 1 --alerta "perdidos_desde>0"
"""
_FILES = frozenset({"customers", "config", "output", "password_file", "key", "log"})
"""What of a run is a file, and must be found from whatever folder it starts in."""

Time = Annotated[
    str,
    typer.Option("--hora", "--time", metavar="HH:MM", help="A que horas; o padrão é 06:00."),
]
Day = Annotated[
    str,
    typer.Option(
        "--dia",
        "--day",
        metavar="DIA",
        help="Em que dia: todos (o padrão), segunda a domingo, ou o dia do mês, de 1 a 28.",
    ),
]
Words = Annotated[
    list[str],
    typer.Argument(
        metavar="ARQUIVO...",
        help="As planilhas de vendas; junto com elas, as opções de carteira analisar.",
    ),
]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run, when, and in which folder."""

    command: tuple[str, ...]
    folder: Path
    when: timetable.When


def agendar(
    context: typer.Context,
    words: Words,
    time: Time = "06:00",
    day: Day = "todos",
    language: options.Language = None,
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Show the lines that make the run a habit of this machine."""
    when = timetable.When(timetable.clock("--hora", time), timetable.days("--dia", day))
    # Cron does not know the language of the user's system.
    spoken = language or ("" if speech.is_source() else speech.code())
    said = {**_understood(words, context), "language": spoken}
    printing.result("\n\n".join(_told(Job(_command(said, context), Path.cwd(), when))))
    return Exit.DONE


def _understood(words: "Sequence[str]", context: typer.Context) -> "dict[str, Any]":
    """Understand the words as those of the run that they are for, and give what they say.

    Raises:
        typer.TyperException: they say no such run, or one that would wait for somebody.
    """
    said: dict[str, Any] = _analysis(context).make_context("carteira analisar", [*words]).params
    alerts.chosen(said["alerts"])
    if "-" in (*said["files"], said["customers"]):
        message = say("quem roda sozinho não lê da entrada padrão; diga o nome da planilha")
        raise typer.BadParameter(message, param_hint="ARQUIVO")
    if any("\n" in word for word in words):
        message = say("um nome com quebra de linha não cabe nas linhas de um agendamento")
        raise typer.BadParameter(message, param_hint="ARQUIVO")
    return said


def _analysis(context: typer.Context) -> Any:
    """Give the command that is to be run by itself."""
    program: Any = context.find_root().command
    return program.commands["analisar"]


def _command(said: "Mapping[str, Any]", context: typer.Context) -> tuple[str, ...]:
    """Say the run in words that mean the same in every folder, silent and with a log beside."""
    here = Path.cwd()
    files = [str(here / file) for file in said["files"]]
    first = here / said["files"][0]
    settled = {
        **said,
        "quiet": True,
        "log": said["log"] or f"{first.with_suffix('')}-carteira.log",
    }
    options = _analysis(context).params
    words = (word for each in options for word in _option(each, settled.get(each.name), here))
    return (*_program(), "analisar", *files, *words)


def _option(option: Any, value: Any, here: Path) -> "Iterator[str]":
    """Write an option and what was said with it, by its longer Portuguese name."""
    if not value or option.name == "files":
        return
    name = next(each for each in option.opts if each.startswith("--"))
    for each in value if isinstance(value, (list, tuple)) else [value]:
        yield name
        if each is not True:
            yield str(here / each) if option.name in _FILES else str(each)


def _program() -> tuple[str, ...]:
    """Give the program as this very run was started, found without a search path."""
    called = Path(sys.argv[0])
    if called.name.startswith("carteira"):
        found = shutil.which(str(called)) or str(called)
        return (os.path.abspath(found),)  # noqa: PTH100  a link to the program may be all that stays
    return sys.executable, "-m", "carteira_cli"


def _told(job: Job) -> "Iterator[str]":
    """Say for each system what to write where."""
    yield say("Nada foi instalado. Copie o que servir ao seu sistema.")
    yield "\n".join(
        (
            say("Linux e Mac, com cron: rode crontab -e e acrescente esta linha:"),
            "",
            timetable.crontab(job.when, job.command),
        )
    )
    yield "\n".join(
        (
            say("Linux, com systemd: grave em ~/.config/systemd/user/carteira.service"),
            "",
            timetable.service(job.command, job.folder),
            "",
            say("grave em ~/.config/systemd/user/carteira.timer"),
            "",
            timetable.timer(job.when),
            "",
            say("e ligue com: systemctl --user enable --now carteira.timer"),
        )
    )
    yield "\n".join(
        (
            say("Windows: rode no Prompt de Comando (cmd):"),
            "",
            *_windows(job),
        )
    )


def _windows(job: Job) -> "Iterator[str]":
    """Say the task in one command, or where it takes more than a task holds, in a file."""
    if timetable.fits(job.command):
        yield timetable.schtasks(job.when, job.command)
        return
    script = job.folder / "carteira.cmd"
    yield say("grave antes em {file}, como texto UTF-8:", file=script)
    yield ""
    yield timetable.script(job.command, job.folder)
    yield ""
    yield say("e rode:")
    yield ""
    yield timetable.schtasks(job.when, (str(script),))
