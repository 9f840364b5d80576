"""Help in the user's language, through the hooks that Typer's command classes leave open.

Commands and options have a Portuguese and an English name, and answer to both in either language;
the help shows those of its own language and lists the others below.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from carteira_cli.cli import speech
from carteira_cli.cli.options import known_language
from carteira_cli.cli.speech import say

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter
    from typer._click.formatting import HelpFormatter

HELP_NAMES = ("-h", "--ajuda", "--help")
_PANELS = ("Leitura", "Resultado", "Opções")
_OTHER_OPTIONS = "As opções também atendem em inglês: {names}."
_OTHER_COMMANDS = "Os comandos também atendem em inglês: {names}."

Rows = Sequence[tuple[str, str]]


class SpokenCommand(TyperCommand):
    """A command whose help and usage line are in the user's language."""

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """Give the help option its own words."""
        return _help_option(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002  one line, as it is
        """Give the first line, as the completion of the shell shows it."""
        return _about(self)

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write ``Uso: carteira analisar [OPÇÕES] ARQUIVO...``."""
        arguments = [p for p in self.get_params(ctx) if isinstance(p, TyperArgument)]
        pieces = [say("[OPÇÕES]"), *map(_argument, arguments)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say("Uso: "))

    def format_help_text(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002
        """Write what the command does, with examples."""
        _write_text(self.help, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the arguments and one list of options per panel."""
        _write_parameters(self.get_params(ctx), formatter)


class SpokenGroup(TyperGroup):
    """The program itself: lists its commands, and guesses what a wrong one was meant to be."""

    english: ClassVar[Mapping[str, str]] = {}
    """The English name of each command."""

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """Give the help option its own words."""
        return _help_option(super().get_help_option(ctx))

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Let the language stand before the command: it is being spoken already."""
        return super().parse_args(ctx, _behind_language(args))

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002  the same everywhere
        """Give the names of the commands in the user's language."""
        return [self._spoken(name) for name in self.commands]

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002
        """Find a command by its Portuguese or its English name."""
        return self.commands.get(self._portuguese(cmd_name))

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write ``Uso: carteira COMANDO [OPÇÕES]``."""
        formatter.write_usage(ctx.command_path, say("COMANDO [OPÇÕES]"), prefix=say("Uso: "))

    def format_help_text(self, ctx: "Context", formatter: "HelpFormatter") -> None:  # noqa: ARG002
        """Write what the program does."""
        _write_text(self.help, formatter)

    def format_options(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """Write the commands, then the options."""
        rows = [(self._spoken(name), _about(each)) for name, each in self.commands.items()]
        with formatter.section(say("Comandos")):
            formatter.write_dl(rows)
        others = self.english.values() if speech.is_source() else self.english
        _write_names(_OTHER_COMMANDS, others, formatter)
        _write_parameters(self.get_params(ctx), formatter)

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> tuple[str | None, "Command | None", list[str]]:
        """Find the command; say in the user's language when there is none of that name."""
        name = self._portuguese(args[0])
        if name not in self.commands:
            raise typer.BadParameter(self._no_such_command(args[0]), ctx=ctx)
        return self._spoken(name), self.commands[name], args[1:]

    def _portuguese(self, name: str) -> str:
        return next((own for own, english in self.english.items() if english == name), name)

    def _spoken(self, name: str) -> str:
        return name if speech.is_source() else self.english.get(name, name)

    def _no_such_command(self, name: str) -> str:
        names = [*self.commands, *self.english.values()]
        nearest = get_close_matches(name, names, n=1)
        if nearest:
            meant = self._spoken(self._portuguese(nearest[0]))
            text = "não existe o comando {name}; você quis dizer {nearest}?"
            return say(text, name=name, nearest=meant)
        if Path(name).suffix:
            return say(
                "falta o comando antes do arquivo; tente carteira analisar {file}", file=name
            )
        known = ", ".join(map(self._spoken, self.commands))
        return say("não existe o comando {name}; os comandos são {known}", name=name, known=known)

    def spoken(self, written: str) -> str:
        """Give the name of an option or argument in the user's language."""
        commands: Iterable[Command] = [self, *self.commands.values()]
        options = (each for command in commands for each in command.params)
        known = (each for each in options if isinstance(each, TyperOption) and written in each.opts)
        return next((_long(each)[0] for each in known), say(written))


def _behind_language(words: list[str]) -> list[str]:
    name, assigned, value = words[0].partition("=") if words else ("", "", "")
    if name not in speech.NAMES or not (assigned or words[1:]):
        return words
    known_language(value if assigned else words[1])
    return words[1:] if assigned else words[2:]


def _help_option(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = "Mostra esta ajuda e sai."
        option.opts = list(HELP_NAMES)
        option.default = False  # from None, Typer would load pydantic to make it one
    return option


def _argument(argument: TyperArgument) -> str:
    name = say(argument.metavar or argument.name)
    return name if argument.required else f"[{name.strip('[]')}]"


def _about(command: "Command") -> str:
    return say(command.help or "").partition("\n")[0]


def _write_text(text: str | None, formatter: "HelpFormatter") -> None:
    for paragraph in say(text or "").split("\n\n"):
        formatter.write_paragraph()
        with formatter.indentation():
            _write_paragraph(paragraph, formatter)


def _write_paragraph(paragraph: str, formatter: "HelpFormatter") -> None:
    """Wrap a paragraph; examples, which are indented, stay line by line as they are."""
    if "\n  " in paragraph:
        formatter.write(textwrap.indent(paragraph, " " * formatter.current_indent) + "\n")
    else:
        formatter.write_text(paragraph)


def _write_parameters(parameters: Iterable["Parameter"], formatter: "HelpFormatter") -> None:
    shown = list(parameters)
    arguments = [(_argument(p), say(p.help or "")) for p in shown if isinstance(p, TyperArgument)]
    options = [p for p in shown if isinstance(p, TyperOption) and not p.hidden]
    panels = {name: [p for p in options if _panel(p) == name] for name in _PANELS}
    _write_list(say("Argumentos"), arguments, formatter)
    for name, members in panels.items():
        _write_list(say(name), [(_names(p), say(p.help or "")) for p in members], formatter)
    others = [name for option in options for name in _long(option)[1:]]
    _write_names(_OTHER_OPTIONS, others, formatter)


def _write_list(title: str, rows: Rows, formatter: "HelpFormatter") -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows, col_max=26)


def _write_names(text: str, names: Iterable[str], formatter: "HelpFormatter") -> None:
    listed = ", ".join(names)
    if listed:
        # Not formatter.write_text, which would break --full-documents at its hyphens.
        told = say(text, names=listed)
        lines = textwrap.wrap(told, formatter.width, break_on_hyphens=False)
        formatter.write_paragraph()
        formatter.write("\n".join(lines) + "\n")


def _panel(option: TyperOption) -> str:
    return option.rich_help_panel or _PANELS[-1]


def _names(option: TyperOption) -> str:
    short = [name for name in option.opts if not name.startswith("--")]
    names = ", ".join([*short, *_long(option)[:1]])
    return names if option.is_flag else f"{names} {say(option.metavar or '')}"


def _long(option: TyperOption) -> list[str]:
    """Give the option's long names, that of the user's language first."""
    names = [name for name in option.opts if name.startswith("--")]
    return names if speech.is_source() else names[::-1]
