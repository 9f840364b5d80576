"""``--log``: one line for each run, for whoever looks after a machine that runs by itself.

A line holds when, what command, how it ended, how long it took, how many rows, and which files:
never anything that stands in those files. Its keys are for programs and are never translated.
"""

import errno
import json
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from carteira_cli.cli import printing, speech
from carteira_cli.cli.failures import failure
from carteira_cli.model.findings import Exit

if TYPE_CHECKING:
    from carteira_cli.model.tables import Reconciliation

_PRIVATE = 0o600
_NO_FOLDER = "Atenção: a pasta de {file} não existe; a execução não foi registrada."
_NO_PERMISSION = "Atenção: sem permissão para gravar {file}; a execução não foi registrada."
_NO_SPACE = "Atenção: não há espaço em disco para {file}; a execução não foi registrada."
_NO_LOG = "Atenção: {file} não é um registro deste programa; a execução não foi registrada."
_REFUSED = "Atenção: o sistema não deixou gravar {file} (erro {number}); nada foi registrado."
_REFUSALS = {
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EACCES: _NO_PERMISSION,
    errno.EPERM: _NO_PERMISSION,
    errno.EROFS: _NO_PERMISSION,
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.EEXIST: _NO_LOG,
    errno.EISDIR: _NO_LOG,
}
_STANDARD_INPUT = "-"
_OUR_LINE = re.compile(rb"\d{4}-\d\d-\d\dT\S+ carteira \w+ exit=\d")
_ENOUGH = 200
# A pipe that nobody reads must not keep a run from ending.
_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)


@dataclass(slots=True)
class Entry:
    """What the line will say of one run."""

    files: Sequence[str | Path]
    exit: Exit = Exit.DONE
    rows: dict[str, int] = field(default_factory=dict)

    def count(self, found: "Reconciliation") -> None:
        """Note how many rows were used, and how many set aside."""
        self.rows = {
            "rows_used": found.rows_used,
            "rows_set_aside": found.rows - found.rows_used,
        }


@contextmanager
def kept(path: str | None, command: str, files: Iterable[str | Path]) -> Iterator[Entry]:
    """Append a line about what is done inside to a file, however it ends.

    A log that can't be written is a warning, and the run is none the worse for it.
    """
    entry, begun = Entry(tuple(files)), time.monotonic()
    try:
        yield entry
    except BaseException as error:
        entry.exit = _exit_of(error)
        raise
    finally:
        if path:
            _append(Path(path), _line(entry, command, time.monotonic() - begun))


def _exit_of(error: BaseException) -> Exit:
    """Give the exit code that the program will end with."""
    return failure(error).exit if isinstance(error, Exception) else Exit.INTERRUPTED


def _line(entry: Entry, command: str, seconds: float) -> bytes:
    now = datetime.now().astimezone().isoformat(timespec="seconds")  # noqa: TID251  the shell's clock
    figures = {"exit": int(entry.exit), "seconds": f"{seconds:.1f}", **entry.rows}
    told = " ".join(f"{key}={value}" for key, value in figures.items())
    return f"{now} carteira {command} {told} files={_quoted(entry.files)}\n".encode()


def _quoted(names: Sequence[str | Path]) -> str:
    """Write names as JSON, on one line whatever they hold."""
    here = Path.cwd()
    whole = [str(name) if str(name) == _STANDARD_INPUT else str(here / name) for name in names]
    written = json.dumps(whole, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in written)


def _append(path: Path, line: bytes) -> None:
    try:
        handle = os.open(path, _APPEND, _PRIVATE)
        try:
            _write(handle, line)
        finally:
            os.close(handle)
    except OSError as error:
        text = _REFUSALS.get(error.errno or 0, _REFUSED)
        printing.notice(speech.say(text, file=path, number=error.errno))


def _write(handle: int, line: bytes) -> None:
    """Append in one go, so that runs at the same time don't mix their lines; never to a stranger.

    Raises:
        OSError: it can't be written, or the file is no log of ours.
    """
    if stat.S_ISREG(os.fstat(handle).st_mode):
        begun = os.pread(handle, _ENOUGH, 0)
        if begun and not _OUR_LINE.match(begun):
            raise OSError(errno.EEXIST, os.strerror(errno.EEXIST))
    os.write(handle, line)
