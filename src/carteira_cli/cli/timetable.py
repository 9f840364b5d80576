"""A command and a time, as cron, systemd and the Windows Task Scheduler want them written."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType

import typer

from carteira_cli.cli.speech import say

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:h]([0-5]\d)")
_PLAIN = re.compile(r"[\w@+=:,./-]+", re.ASCII)
_EVERY = frozenset({"todos", "every"})
_WEEK: Mapping[str, int] = MappingProxyType(
    {
        "domingo": 0,
        "segunda": 1,
        "terca": 2,
        "quarta": 3,
        "quinta": 4,
        "sexta": 5,
        "sabado": 6,
        "sunday": 0,
        "monday": 1,
        "tuesday": 2,
        "wednesday": 3,
        "thursday": 4,
        "friday": 5,
        "saturday": 6,
    }
)
_ENGLISH = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
_LAST_SURE_DAY = 28
_TASK = "Carteira"
_LONGEST_TASK = 261


@dataclass(frozen=True, slots=True)
class Days:
    """Every day, or one of the week (0 is Sunday), or one of the month."""

    of_week: int | None = None
    of_month: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The hour and minute, and the days."""

    clock: tuple[int, int]
    days: Days


def clock(option: str, written: str) -> tuple[int, int]:
    """Take an hour of the day: ``06:00``.

    Raises:
        typer.BadParameter: it is none.
    """
    match = _CLOCK.fullmatch(written.strip())
    if match is None:
        message = say("{time} não é uma hora do dia; escreva, por exemplo, 06:00", time=written)
        raise typer.BadParameter(message, param_hint=option)
    return int(match[1]), int(match[2])


def days(option: str, written: str) -> Days:
    """Take ``todos``, a day of the week or one that every month has.

    Raises:
        typer.BadParameter: it is none of them.
    """
    word = written.strip().casefold().removesuffix("-feira").replace("ç", "c").replace("á", "a")
    if word in _EVERY:
        return Days()
    if word in _WEEK:
        return Days(of_week=_WEEK[word])
    if word.isascii() and word.isdigit() and 1 <= int(word) <= _LAST_SURE_DAY:
        return Days(of_month=int(word))
    nearest = get_close_matches(word, [*_WEEK, *_EVERY], n=1)
    if nearest:
        text = "{day} não é um dia; você quis dizer {nearest}?"
        message = say(text, day=written, nearest=nearest[0])
    else:
        text = "{day} não é um dia; diga todos, um dia da semana ou um dia do mês, de 1 a 28"
        message = say(text, day=written)
    raise typer.BadParameter(message, param_hint=option)


def crontab(when: When, command: Sequence[str]) -> str:
    """Write a line of a crontab: quoted for the shell, and ``%``, a line's end there, escaped."""
    hour, minute = when.clock
    week = "*" if when.days.of_week is None else when.days.of_week
    month = when.days.of_month or "*"
    # A backslash of a name right before its % must not pass for the one that escapes it.
    line = shlex.join(command).replace("\\%", "\\''%").replace("%", "\\%")
    return f"{minute} {hour} {month} * {week} {line}"


def service(command: Sequence[str], folder: Path) -> str:
    """Write a systemd service that makes one run."""
    lines = (
        "[Unit]",
        f"Description={say('Carteira de clientes')}",
        "",
        "[Service]",
        "Type=oneshot",
        f"WorkingDirectory={_percents(str(folder))}",
        f"ExecStart={' '.join(map(_systemd, _startable(command)))}",
        "UMask=0077",
        "Nice=10",
    )
    return "\n".join(lines)


def _startable(command: Sequence[str]) -> Sequence[str]:
    """Name first a program that systemd takes: it refuses some signs there, and unescapes none."""
    return command if _PLAIN.fullmatch(command[0]) else ("/usr/bin/env", *command)


def timer(when: When) -> str:
    """Write the timer of the service; a machine that was off makes the run when it is on again."""
    lines = (
        "[Unit]",
        f"Description={say('Carteira de clientes')}",
        "",
        "[Timer]",
        f"OnCalendar={calendar(when)}",
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    )
    return "\n".join(lines)


def calendar(when: When) -> str:
    """Write the time as systemd's OnCalendar does: ``Mon *-*-* 06:00:00``."""
    hour, minute = when.clock
    week = "" if when.days.of_week is None else f"{_ENGLISH[when.days.of_week]} "
    month = f"{when.days.of_month:02d}" if when.days.of_month else "*"
    return f"{week}*-*-{month} {hour:02d}:{minute:02d}:00"


def fits(command: Sequence[str]) -> bool:
    """Tell whether a task of Windows takes a command as it is."""
    return len(_windows_line(command)) <= _LONGEST_TASK


def schtasks(when: When, command: Sequence[str]) -> str:
    """Write the command that makes a task of Windows; its ``/TR`` is a command line in quotes."""
    hour, minute = when.clock
    line = " ".join(
        (
            f'schtasks /Create /TN "{_TASK}"',
            _frequency(when.days),
            f"/ST {hour:02d}:{minute:02d}",
            f"/TR {_windows(_windows_line(command))}",
        )
    )
    return _shielded(line)


def script(command: Sequence[str], folder: Path) -> str:
    """Write a file of commands of Windows that makes the run."""
    lines = (
        "@echo off",
        "chcp 65001 >nul",
        f"cd /d {_shielded(_windows(str(folder)))}".replace("%", "%%"),
        _shielded(_windows_line(command)).replace("%", "%%"),
    )
    return "\n".join(lines)


def _windows_line(words: Sequence[str]) -> str:
    return " ".join(map(_windows, words))


def _windows(word: str) -> str:
    """Quote a word as the programs of Windows take their command lines apart.

    A backslash counts as itself, but for those before a quotation mark.
    """
    if re.fullmatch(r"[\w@+=:,./\\-]+", word):
        return word
    escaped = re.sub(r'(\\*)"', r'\1\1\\"', word)
    end = len(escaped) - len(escaped.rstrip("\\"))
    return f'"{escaped}{escaped[len(escaped) - end :]}"'


def _shielded(line: str) -> str:
    """Keep the shell of Windows, to which every quotation mark is one, from obeying a sign."""
    quoted, told = False, []
    for each in line:
        quoted ^= each == '"'
        told.append(f"^{each}" if each in "&|<>^" and not quoted else each)
    return "".join(told)


def _frequency(days: Days) -> str:
    if days.of_week is not None:
        return f"/SC WEEKLY /D {_ENGLISH[days.of_week].upper()}"
    return f"/SC MONTHLY /D {days.of_month}" if days.of_month else "/SC DAILY"


def _systemd(word: str) -> str:
    """Quote a word for ExecStart, where ``%`` and ``$`` stand for something else."""
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{_percents(escaped).replace("$", "$$")}"'


def _percents(text: str) -> str:
    return text.replace("%", "%%")
