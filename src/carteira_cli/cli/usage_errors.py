"""What Typer says in English about a wrong command line, said in Portuguese.

Typer's own error classes are private, so they are told apart by the name of the class; what
none of the sentences fits is still said in Portuguese, only less exactly.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperArgument

from carteira_cli.cli.speech import say

_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((?P<extra>.*)\)", re.DOTALL)


def sentence(error: typer.TyperException, spoken: Callable[[str], str] = say) -> str:
    """Say what is wrong with the command line; ``spoken`` gives options their spoken names."""
    told = _SENTENCES.get(type(error).__name__, _other)(error)
    hint = getattr(error, "param_hint", None)
    return f"{spoken(hint)}: {told}" if hint else told


def help_hint(error: typer.TyperException) -> str:
    """Say which command shows the help that fits."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "carteira"
    return say("Veja como usar: {command} --ajuda", command=command)


def _no_such_option(error: Any) -> str:
    known = [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts]
    nearest = get_close_matches(error.option_name, known, n=1)
    if nearest:
        text = "não existe a opção {option}; você quis dizer {nearest}?"
        return say(text, option=error.option_name, nearest=nearest[0])
    return say("não existe a opção {option}", option=error.option_name)


def _missing(error: Any) -> str:
    name = say(error.param.metavar or error.param.name)
    if isinstance(error.param, TyperArgument):
        return say("falta o argumento {name}", name=name)
    return say("falta a opção {name}", name=name)


def _bad_option(error: Any) -> str:
    if "requires" in error.message:
        return say("a opção {option} precisa de um valor depois dela", option=error.option_name)
    return say("a opção {option} não leva valor", option=error.option_name)


def _bad_parameter(error: Any) -> str:
    return str(error.message)


def _other(error: Any) -> str:
    extra = _EXTRA.fullmatch(error.message)
    if extra:
        return say("há algo a mais na linha: {extra}", extra=extra["extra"])
    return say("o comando não foi entendido")


_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "BadOptionUsage": _bad_option,
    "BadParameter": _bad_parameter,
    "MissingParameter": _missing,
    "NoSuchOption": _no_such_option,
}
