"""The Tab key: what the shells are told, in real processes as they call it."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

Carteira = Callable[..., Any]


def asked(line: str, **environment: str) -> list[str]:
    """Ask what could come next, as the lines in bash do."""
    words = line.split(" ")
    told = subprocess.run(
        [sys.executable, "-m", "carteira_cli"],
        env={
            **os.environ,
            "_CARTEIRA_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stderr == ""
    return told.stdout.split()


def test_commands_are_completed() -> None:
    assert asked("carteira ana") == ["analisar"]


def test_commands_are_completed_in_the_language_of_the_system() -> None:
    assert asked("carteira ana", LC_ALL="en_US.UTF-8") == ["analyze"]


def test_options_and_their_values_are_completed() -> None:
    assert "--devolucoes" in asked("carteira analisar v.csv --dev")
    assert asked("carteira analisar v.csv --formato j") == ["json"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_gets_its_lines(carteira: Carteira, shell: str) -> None:
    told = carteira("completar", shell)

    assert told.code == 0
    assert "_CARTEIRA_COMPLETE" in told.out
    assert f"complete_{shell}" in told.out


def test_without_a_word_the_shell_in_use_is_taken(
    carteira: Carteira, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")

    assert "complete_fish" in carteira("completar").out


def test_bash_takes_the_lines() -> None:
    script = subprocess.run(
        [sys.executable, "-m", "carteira_cli", "completar", "bash"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    told = subprocess.run(
        ["bash", "-c", f"{script}\ncomplete -p carteira"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert "-F _carteira_completion carteira" in told.stdout


def test_an_unknown_shell_is_refused(carteira: Carteira) -> None:
    told = carteira("completar", "tcsh")

    assert told.code == 2
    assert "TERMINAL: tcsh não é uma das escolhas: bash, zsh, fish, powershell" in told.err
