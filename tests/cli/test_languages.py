"""Each language is spoken throughout: no English in Portuguese, no Portuguese in English."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from carteira_cli.cli.app import COMMANDS
from tests.cli.test_usage import WRONG

Carteira = Callable[..., Any]

ENGLISH = re.compile(
    r"\b(the|and|of|with|without|which|this|that|from|are|is|not|your|file|folder|usage|"
    r"options?|arguments?|missing|invalid|such|try|help|show|message|got|unexpected|required|"
    r"default|error|aborted|mean|choose|please|should|customers?|sales|spreadsheet|command)\b",
    re.IGNORECASE,
)
PORTUGUESE = re.compile(
    r"\b(de|da|das|dos|que|não|nao|com|sem|para|pelo|pela|uma?|os|em|na|nos|foi|está|são|ser|mais|"
    r"uso|opções|opção|falta|erro|veja|comandos?|existe|arquivo|pasta|planilhas?|clientes?|vendas|"
    r"coluna|linha|aba|valor|mostra|grava|padrão|escreva|também)\b|[ãõçâêôáéíóú]",
    re.IGNORECASE,
)
TYPED = re.compile(
    r"--?[\w-]+|\b[\w.-]+\.(?:xlsx|csv|toml|json|pdf)\b|\S+=\S*|\"[^\"]*\"|“[^”]*”|\[[^\]]*\]|R\$"
)
"""What is typed as it is in either language: options, files, pairs, what sheets hold."""

HELP = ["--help", *(f"{name} --help" for name, *_ in COMMANDS)]
ENGLISH_NAMES = {name: english for name, english, *_ in COMMANDS}


def prose(text: str) -> Iterator[str]:
    """Give the lines without what is typed, and without the list of the other names."""
    told = re.split(r"\n(?:As opções|Os comandos) também|\nThe (?:options|commands) also", text)[0]
    for line in told.splitlines():
        if not line.strip().startswith("carteira "):
            yield TYPED.sub("", line)


def strange(text: str, words: re.Pattern[str]) -> list[str]:
    return [line for line in prose(text) if words.search(line)]


@pytest.mark.parametrize("line", HELP)
def test_help_in_portuguese_has_no_english(carteira: Carteira, line: str) -> None:
    told = carteira("--idioma", "pt", *line.split())

    assert told.code == 0
    assert strange(told.out, ENGLISH) == []


@pytest.mark.parametrize("line", HELP)
def test_help_in_english_has_no_portuguese(carteira: Carteira, line: str) -> None:
    told = carteira("--lang", "en", *line.split())

    assert told.code == 0
    assert told.out.startswith("Usage: carteira")
    assert strange(told.out, PORTUGUESE) == []


@pytest.mark.parametrize("line", [line for line, _ in WRONG])
def test_usage_errors_in_portuguese_have_no_english(carteira: Carteira, line: str) -> None:
    assert strange(carteira(*line.split()).err, ENGLISH) == []


@pytest.mark.parametrize("line", [line for line, _ in WRONG])
def test_usage_errors_in_english_have_no_portuguese(carteira: Carteira, line: str) -> None:
    name, *rest = line.split()
    told = carteira("--lang", "en", ENGLISH_NAMES.get(name, name), *rest)

    assert told.code == 2
    assert told.err.startswith("Error: ")
    assert [each for each in strange(told.err, PORTUGUESE) if not _is_quoted(each, line)] == []


def _is_quoted(told: str, line: str) -> bool:
    """Tell whether only what was typed is Portuguese in a sentence."""
    for word in line.split():
        told = told.replace(word, "")
    return not PORTUGUESE.search(told)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"LC_ALL": "en_US.UTF-8"}, "Usage: "),
        ({"LC_ALL": "", "LANG": "en_GB"}, "Usage: "),
        ({"LC_ALL": "pt_BR.UTF-8", "LANG": "en_US.UTF-8"}, "Uso: "),
        ({"LC_ALL": "C"}, "Uso: "),
        ({"LC_ALL": "de_DE"}, "Uso: "),
    ],
)
def test_without_a_wish_the_language_is_that_of_the_system(
    carteira: Carteira, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], words: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert carteira("--help").out.startswith(words)


def test_the_wish_stands_before_or_behind_the_command(carteira: Carteira) -> None:
    assert carteira("--lang", "en", "analisar", "-h").out.startswith("Usage: carteira analyze")
    assert carteira("analyze", "-h", "--idioma=en").out.startswith("Usage: carteira analyze")


def test_an_unknown_language_is_refused(carteira: Carteira) -> None:
    told = carteira("exemplo", "--idioma", "fr")

    assert told.code == 2
    assert told.err.startswith("Erro: --idioma: fr não é uma das línguas: pt, en")
