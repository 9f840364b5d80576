"""Questions to whoever sits at the terminal, in the user's language throughout."""

import sys
from collections.abc import Mapping

import typer

from carteira_cli.cli import printing
from carteira_cli.cli.speech import say

_YES, _NO = ("s", "sim", "y", "yes"), ("n", "não", "nao", "no")


def possible() -> bool:
    """Tell whether somebody can see a question and answer it."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def agrees(question: str, *, default: bool) -> bool:
    """Ask a question to be answered by yes or no; Enter means the default."""
    shown = say("[S/n]") if default else say("[s/N]")
    while True:
        answer = _answer(f"{question} {shown}").casefold()
        if answer in _YES or (not answer and default):
            return True
        if answer in _NO or not answer:
            return False
        printing.notice(say("Responda s (sim) ou n (não)."))


def choice(question: str, choices: Mapping[str, str], default: str | None) -> str:
    """Ask for one of the choices, by its number; Enter means the default, where there is one.

    ``choices``: each possible answer → the words that show it.
    """
    answers = list(choices)
    printing.notice(question)
    for number, words in enumerate(choices.values(), start=1):
        printing.notice(f"  {number}  {words}")
    usual = f" [{answers.index(default) + 1}]" if default is not None else ""
    while True:
        answer = _answer(say("Número{usual}:", usual=usual))
        if not answer and default is not None:
            return default
        if answer.isascii() and answer.isdigit() and 0 < int(answer) <= len(answers):
            return answers[int(answer) - 1]
        printing.notice(say("Responda com um número de 1 a {last}.", last=len(answers)))


def _answer(text: str) -> str:
    """Read one line; whoever ends the input or interrupts it, interrupts the program."""
    shown = printing.printable(text)
    try:
        written = typer.prompt(shown, default="", show_default=False, prompt_suffix=" ", err=True)
    except typer.Abort as abort:
        raise KeyboardInterrupt from abort
    return str(written).strip()
