"""``carteira completar``: lets the Tab key of the shell finish commands, options and values."""

import os
from pathlib import Path
from typing import Annotated

import typer

from carteira_cli.cli import options, printing
from carteira_cli.model.findings import Exit

ABOUT = """\
Ensina o terminal a completar comandos e opções com a tecla Tab.

Só mostra as linhas a pôr na configuração do terminal; nada é instalado. Sem TERMINAL, vale o que
você está usando.

Exemplos:
  carteira completar bash >> ~/.bashrc
  carteira completar zsh >> ~/.zshrc
  carteira completar fish > ~/.config/fish/completions/carteira.fish
  carteira completar powershell >> $PROFILE
"""
VARIABLE = "_CARTEIRA_COMPLETE"
"""Is set by those lines when they ask the program what could come next."""

SHELLS = ("bash", "zsh", "fish", "powershell")

Shell = Annotated[
    str | None,
    typer.Argument(
        metavar="[TERMINAL]",
        help="bash, zsh, fish ou powershell.",
        autocompletion=lambda: [*SHELLS],
    ),
]


def completar(
    shell: Shell = None,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Print the lines that the shell's configuration needs."""
    from typer._completion_shared import get_completion_script

    from carteira_cli.cli import values

    chosen = values.choice("TERMINAL", shell or _in_use(), SHELLS)
    script = get_completion_script(prog_name="carteira", complete_var=VARIABLE, shell=chosen)
    printing.result(script.strip())
    return Exit.DONE


def is_asked() -> bool:
    """Tell whether it is the shell that runs the program, to learn what could come next."""
    return VARIABLE in os.environ


def get_ready() -> None:
    """Let Typer know the shells, which it learns only where it offers options of its own."""
    from typer._completion_classes import completion_init

    completion_init()


def _in_use() -> str:
    """Name the shell of the user's system; Windows tells none."""
    return Path(os.environ.get("SHELL", "powershell")).name
