"""Help in Portuguese, through the hooks that Typer's command classes leave open."""

import textwrap
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter

HELP_NAMES = ("-h", "--ajuda", "--help")
_PANELS = ("Leitura", "Resultado", "Opções")
_ENGLISH = "As opções também atendem em inglês: "

Rows = Sequence[tuple[str, str]]


class PortugueseCommand(TyperCommand):
    """A command whose help and usage line are in Portuguese."""

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """Give the help option its Portuguese words."""
        return _help_option(super().get_help_option(ctx))

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write ``Uso: carteira analisar [OPÇÕES] ARQUIVO...``."""
        arguments = [p for p in self.get_params(ctx) if isinstance(p, TyperArgument)]
        pieces = ["[OPÇÕES]", *map(_argument, arguments)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Uso: ")

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the arguments and one list of options per panel."""
        _write_parameters(self.get_params(ctx), formatter)


class PortugueseGroup(TyperGroup):
    """The program itself: lists its commands, and guesses what a wrong one was meant to be."""

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """Give the help option its Portuguese words."""
        return _help_option(super().get_help_option(ctx))

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write ``Uso: carteira COMANDO [OPÇÕES]``."""
        formatter.write_usage(ctx.command_path, "COMANDO [OPÇÕES]", prefix="Uso: ")

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the commands, then the options."""
        with formatter.section("Comandos"):
            formatter.write_dl([(name, _about(command)) for name, command in self.commands.items()])
        _write_parameters(self.get_params(ctx), formatter)

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> tuple[str | None, "Command | None", list[str]]:
        """Find the command; say in Portuguese when there is none of that name."""
        if args[0] not in self.commands:
            raise typer.BadParameter(_no_such_command(args[0], self.commands), ctx=ctx)
        return super().resolve_command(ctx, args)


def _help_option(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "Mostra esta ajuda e sai."
        option.opts = list(HELP_NAMES)
        option.default = False  # from None, Typer would load pydantic to make it one
    return option


def _argument(argument: TyperArgument) -> str:
    name = f"{argument.metavar or argument.name}"
    return name if argument.required else f"[{name}]"


def _about(command: "Command") -> str:
    return (command.help or "").partition("\n")[0]


def _write_parameters(parameters: Iterable["Parameter"], formatter: "HelpFormatter") -> None:
    shown = list(parameters)
    arguments = [(_argument(p), p.help or "") for p in shown if isinstance(p, TyperArgument)]
    options = [p for p in shown if isinstance(p, TyperOption) and not p.hidden]
    panels = {name: [p for p in options if _panel(p) == name] for name in _PANELS}
    _write_list("Argumentos", arguments, formatter)
    for name, members in panels.items():
        _write_list(name, [(_names(p), p.help or "") for p in members], formatter)
    _write_english_names(options, formatter)


def _write_list(title: str, rows: Rows, formatter: "HelpFormatter") -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows, col_max=26)


def _write_english_names(options: Iterable[TyperOption], formatter: "HelpFormatter") -> None:
    names = [name for option in options for name in _long(option)[1:]]
    if names:
        text = _ENGLISH + ", ".join(names) + "."
        # Not formatter.write_text, which would break --full-documents at its hyphens.
        lines = textwrap.wrap(text, formatter.width, break_on_hyphens=False)
        formatter.write_paragraph()
        formatter.write("\n".join(lines) + "\n")


def _panel(option: TyperOption) -> str:
    return option.rich_help_panel or _PANELS[-1]


def _names(option: TyperOption) -> str:
    short = [name for name in option.opts if not name.startswith("--")]
    names = ", ".join([*short, *_long(option)[:1]])
    return names if option.is_flag else f"{names} {option.metavar}"


def _long(option: TyperOption) -> list[str]:
    return [name for name in option.opts if name.startswith("--")]


def _no_such_command(name: str, commands: Iterable[str]) -> str:
    nearest = get_close_matches(name, list(commands), n=1)
    if nearest:
        return f"não existe o comando {name}; você quis dizer {nearest[0]}?"
    if Path(name).suffix:
        return f"falta o comando antes do arquivo; tente carteira analisar {name}"
    return f"não existe o comando {name}; os comandos são {', '.join(commands)}"
