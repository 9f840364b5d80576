"""``carteira configurar``: settles how a file is read, and writes it to ``carteira.toml``."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from carteira_cli.cli import asking, options, printing, speech
from carteira_cli.cli.speech import say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit, Place

if TYPE_CHECKING:
    from carteira_cli.layout.questions import Question
    from carteira_cli.model.options import ReadingOptions
    from carteira_cli.model.report import Report
    from carteira_cli.pipeline import Diagnosis

ABOUT = """\
Mostra o que foi detectado na planilha, pergunta só o que ficou em dúvida e grava carteira.toml.

As próximas leituras desta pasta seguem o que ficar escrito lá.

Exemplos:
  carteira configurar vendas.xlsx
  carteira configurar vendas.xlsx --sim
"""

File = Annotated[
    str,
    typer.Argument(metavar="ARQUIVO", help="Planilha de vendas, igual às que serão lidas depois."),
]
_HEAD = (
    "# carteira.toml: como as planilhas desta pasta são lidas.\n"
    "# Gravado por carteira configurar; pode ser mudado à mão, e o que for dito na linha de\n"
    "# comando vale mais do que o que está aqui."
)
Answer = Callable[["Question"], str]


def configurar(
    file: File,
    customers: options.Customers = None,
    sheet: options.Sheet = None,
    columns: options.Columns = None,
    config: options.Config = None,
    password_file: options.PasswordFile = None,
    output: options.ConfigOutput = None,
    yes: options.AcceptAll = False,
    overwrite: options.OverwriteConfig = False,
    quiet: options.Quiet = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Show what was detected, ask what is unclear, write the configuration."""
    from carteira_cli.cli import inputs, reading
    from carteira_cli.config import FILE_NAME

    _require_somebody(accepting=yes)
    read = inputs.choose([file], customers, may_be_piped=False)
    target = Path(output) if output else read[0].with_name(FILE_NAME)
    if target.exists() and not overwrite and not _may_overwrite(target, accepting=yes):
        return _nothing_written()
    configured = reading.settings(config, read[0])
    said = reading.options(configured, sheet=sheet, columns=columns, password_file=password_file)
    settled = _settled(read, said, _accept if yes else _ask, quiet=quiet)
    if not yes and not asking.agrees(say("Gravar em {file}?", file=target), default=True):
        return _nothing_written()
    written = _write(target, reading.configuration(config, read[0]), settled, read)
    if not quiet:
        printing.notice(say("Gravado em {file}", file=written))
    return Exit.DONE


def _require_somebody(*, accepting: bool) -> None:
    if not accepting and not asking.possible():
        raise typer.BadParameter(
            say("não há um terminal para fazer perguntas; diga --sim para aceitar o detectado")
        )


def _may_overwrite(target: Path, *, accepting: bool) -> bool:
    """Ask for leave to change a configuration that is there already.

    Raises:
        CarteiraError: nobody is to be asked.
    """
    if accepting:
        raise CarteiraError(catalogue.CONFIG_EXISTS, Place(file=str(target)), name=target.name)
    text = "{file} já existe. Mudar? O que ele diz continua valendo, mas os comentários se perdem."
    return asking.agrees(say(text, file=target), default=False)


def _nothing_written() -> Exit:
    printing.notice(say("Nada foi gravado."))
    return Exit.DONE


def _ask(question: "Question") -> str:
    printing.notice("")
    return asking.choice(question.text, question.choices, question.default)


def _accept(question: "Question") -> str:
    """Take the detected answer; an empty one where only the user knows."""
    return question.default or ""


def _settled(
    read: tuple[Path, ...], said: "ReadingOptions", answer: Answer, *, quiet: bool
) -> "ReadingOptions":
    """Settle everything that is unclear, show what that changes, and pin the columns.

    Raises:
        CarteiraError: the file can't be used, and no answer mends that.
    """
    from carteira_cli import layout

    first = _diagnosed(read, said)
    _show(layout.detected(first.report), quiet=quiet)
    settled, last = _answered(read, said, first, answer)
    after = last.understood()
    if last is not first:
        _show(layout.effect(first.outcome, after, speech.language()), quiet=quiet)
    elif not quiet:
        printing.notice(say("Nada ficou em dúvida."))
    return _pinned(read, settled, last)


def _answered(
    read: tuple[Path, ...], settled: "ReadingOptions", found: "Diagnosis", answer: Answer
) -> "tuple[ReadingOptions, Diagnosis]":
    """Ask, read again with the answers, and ask what that opens, each question once."""
    asked: set[tuple[str, str]] = set()
    while new := [q for q in _questions(found) if (q.subject, q.about) not in asked]:
        before = settled
        for question in new:
            asked.add((question.subject, question.about))
            settled = _with_answer(settled, question, answer(question))
        found = _diagnosed(read, settled) if settled != before else found
    return settled, found


def _questions(found: "Diagnosis") -> "list[Question]":
    from carteira_cli.layout import questions

    if isinstance(found.outcome, CarteiraError):
        return [*questions.missing(found.sources, found.outcome, speech.language())]
    return [*questions.unclear(found.outcome, speech.language())]


def _with_answer(settled: "ReadingOptions", question: "Question", answer: str) -> "ReadingOptions":
    from carteira_cli.layout.questions import Subject

    if not answer:
        return settled
    if question.subject is Subject.COLUMN:
        return replace(settled, columns={**settled.columns, question.about: answer})
    if question.subject is Subject.STATUS:
        return replace(settled, status={**settled.status, question.about: answer})
    option: Any = {question.about: answer}
    return replace(settled, **option)


def _pinned(
    read: tuple[Path, ...], settled: "ReadingOptions", found: "Diagnosis"
) -> "ReadingOptions":
    """Name the detected columns too, unless that would change anything."""
    from carteira_cli.layout import questions

    detected = questions.decisive(found.sources)
    named = replace(settled, columns={**detected, **settled.columns})
    again = _diagnosed(read, named)
    return named if _same(again, found) else settled


def _same(one: "Diagnosis", other: "Diagnosis") -> bool:
    if isinstance(one.outcome, CarteiraError) or isinstance(other.outcome, CarteiraError):
        return False
    same_totals = one.outcome.reconciliation == other.outcome.reconciliation
    return same_totals and one.outcome.sales.equals(other.outcome.sales)


def _diagnosed(read: tuple[Path, ...], settled: "ReadingOptions") -> "Diagnosis":
    from carteira_cli import pipeline
    from carteira_cli.cli import progress

    with progress.shown() as watch:
        return pipeline.diagnose(read, settled, speech.language(), watch)


def _show(report: "Report", *, quiet: bool) -> None:
    printing.show(report, json=False, quiet=quiet)


def _write(
    target: Path, before: Path | None, settled: "ReadingOptions", read: tuple[Path, ...]
) -> Path:
    from carteira_cli.cli.saving import save
    from carteira_cli.config import content, write
    from carteira_cli.config import settled as merged

    text = write(merged(content(before), settled), say(_HEAD))
    return save(target, text.encode(), overwrite=True, inputs=read)
