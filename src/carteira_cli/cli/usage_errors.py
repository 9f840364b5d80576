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

_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((?P<extra>.*)\)", re.DOTALL)


def sentence(error: typer.TyperException) -> str:
    """Say what is wrong with the command line."""
    return _SENTENCES.get(type(error).__name__, _other)(error)


def help_hint(error: typer.TyperException) -> str:
    """Say which command shows the help that fits."""
    context = getattr(error, "ctx", None)
    return f"Veja como usar: {context.command_path if context else 'carteira'} --ajuda"


def _no_such_option(error: Any) -> str:
    known = [name for param in error.ctx.command.get_params(error.ctx) for name in param.opts]
    nearest = get_close_matches(error.option_name, known, n=1)
    guess = f"; você quis dizer {nearest[0]}?" if nearest else ""
    return f"não existe a opção {error.option_name}{guess}"


def _missing(error: Any) -> str:
    kind = "o argumento" if isinstance(error.param, TyperArgument) else "a opção"
    return f"falta {kind} {error.param.metavar or error.param.name}"


def _bad_option(error: Any) -> str:
    if "requires" in error.message:
        return f"a opção {error.option_name} precisa de um valor depois dela"
    return f"a opção {error.option_name} não leva valor"


def _bad_parameter(error: Any) -> str:
    return f"{error.param_hint}: {error.message}" if error.param_hint else str(error.message)


def _other(error: Any) -> str:
    extra = _EXTRA.fullmatch(error.message)
    return f"há algo a mais na linha: {extra['extra']}" if extra else "o comando não foi entendido"


_SENTENCES: Mapping[str, Callable[[Any], str]] = {
    "BadOptionUsage": _bad_option,
    "BadParameter": _bad_parameter,
    "MissingParameter": _missing,
    "NoSuchOption": _no_such_option,
}
