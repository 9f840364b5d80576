"""The language in which this process speaks to its user: asked for, or that of his system."""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from carteira_cli.locale.words import LANGUAGES, Words

if TYPE_CHECKING:
    from carteira_cli.locale.language import Language

NAMES = OPTION, _ENGLISH_OPTION = "--idioma", "--lang"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_PORTUGUESE, _ENGLISH = LANGUAGES

_spoken = [_PORTUGUESE]  # the one thing that a process settles once, before anything is said


def settle(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Choose the language: the one asked for on the command line, else the system's.

    It must be known before the command line is understood, for its errors are told in it too.
    """
    _spoken[0] = _asked(arguments) or _of_system(environment)


def code() -> str:
    """Give the language's code: ``pt`` or ``en``."""
    return _spoken[0]


def is_source() -> bool:
    """Tell whether it is the language that the texts are written in."""
    return code() == _PORTUGUESE


def language() -> "Language":
    """Give the language with its numbers and dates, for reports."""
    from carteira_cli.locale.language import Language

    return Language(code())


def say(text: str, /, **values: object) -> str:
    """Say a Portuguese source text in the user's language, its ``{placeholders}`` filled."""
    return Words(code()).say(text, **values)


def plural(one: str, many: str, number: int, /, **values: object) -> str:
    """Say the source text that fits a number, shown as ``{n}``."""
    return Words(code()).plural(one, many, number, n=number, **values)


def _asked(arguments: Sequence[str]) -> str | None:
    """Find the option's value; what is no language is told by whoever understands the options."""
    words = [*arguments]
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        if name in NAMES:
            given = value or "".join(words[place + 1 : place + 2])
            return given if given in LANGUAGES else None
    return None


def _of_system(environment: Mapping[str, str]) -> str:
    """Read the language of the system; whoever has set none, as cron has not, is Brazilian."""
    told = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    return _ENGLISH if told.lower().startswith(_ENGLISH) else _PORTUGUESE
