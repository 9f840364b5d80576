"""The one place that writes to the terminal: results on stdout, everything else on stderr."""

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from carteira_cli.model.report import Report

_PLAIN_WIDTH = 80


def prepare() -> None:
    """Let every character through, also to terminals and pipes that don't know them all."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def width() -> int:
    """Measure the terminal, in characters; 80 where there is none."""
    return shutil.get_terminal_size((_PLAIN_WIDTH, 0)).columns


def is_watched() -> bool:
    """Tell whether the results go to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def show(outcome: "Report", *, json: bool, quiet: bool, drawn: bool = True) -> None:
    """Put a report on stdout: its document if asked for, else the report unless quiet.

    Its bars are left out when it is not ``drawn``.
    """
    from carteira_cli.writers import FILE_FORMATS, terminal

    columns = width()
    if json:
        document(FILE_FORMATS["json"].write(outcome))
    elif not quiet:
        report(terminal.render(outcome, columns, drawn=drawn), columns)


def report(renderable: "RenderableType", columns: int) -> None:
    """Show the report, in colour where the terminal has it."""
    from rich.console import Console

    # Rich exits when the reader of a pipe has left, as `head` does; the run has its own exit code.
    with suppress(SystemExit):
        Console(width=columns, highlight=False).print(renderable)


def result(text: str) -> None:
    """Put a few words on stdout."""
    typer.echo(printable(text))


def document(content: bytes) -> None:
    """Put a document on stdout, byte for byte."""
    try:
        typer.echo(content, nl=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def notice(text: str) -> None:
    """Tell the user something beside the result."""
    typer.echo(printable(text), err=True)


@contextmanager
def in_one_line(wanted: bool) -> Iterator[None]:
    """Gather what is told inside in one last line, for those who only look at that."""
    if not wanted:
        yield
        return
    with redirect_stderr(io.StringIO()) as told:
        yield
    lines = (line.strip().removeprefix("- ") for line in told.getvalue().splitlines())
    notice(" ".join(line if line[-1] in ".!?:;" else f"{line}." for line in lines if line))


def printable(text: str) -> str:
    """Replace what a terminal would obey: file names may hold escape sequences."""
    return "".join(each if each.isprintable() or each == "\n" else "�" for each in text)
