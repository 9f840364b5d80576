"""Who else is at a file: another run of ours, Excel or LibreOffice."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_WAIT_SECONDS = 10.0
_PAUSE_SECONDS = 0.05
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
_NO_LOCKS_HERE = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP})

if sys.platform == "win32":
    import msvcrt

    def _seize(lock: int) -> None:
        msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(lock: int) -> None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


class BusyError(Exception):
    """Another run of ours has been writing the same file for longer than it ever takes."""


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Keep other runs of ours away from a file; the kernel ends the lock should we crash.

    Yields whether there is a lock: some network folders know none.

    Raises:
        BusyError: another run didn't finish within ten seconds.
        OSError: the folder is missing, or closed to us.
    """
    name = path.with_name(f".{path.name}.carteira.lock")
    lock, held = _wait(name)
    try:
        yield held
    finally:
        _leave(lock, name)


def _wait(name: Path) -> tuple[int, bool]:
    """Give the open lock file, and whether it is locked or the folder knows no locks."""
    deadline = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < deadline:
        lock = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        held = _try(lock, name)
        if held is not None:
            return lock, held
        os.close(lock)
        time.sleep(_PAUSE_SECONDS)
    raise BusyError


def _try(lock: int, name: Path) -> bool | None:
    """Lock at once or not at all: True, None when it is taken, False where there are no locks."""
    try:
        _seize(lock)
    except OSError as error:
        if error.errno in _TAKEN:
            return None
        if error.errno in _NO_LOCKS_HERE:
            return False
        os.close(lock)
        raise
    try:
        return True if _is_still(lock, name) else None
    except OSError:
        _leave(lock, name)
        raise


def _leave(lock: int, name: Path) -> None:
    """Take the lock file away and let go of it."""
    with suppress(OSError):  # Windows lets nobody remove an open file: there it stays, empty
        name.unlink()
    with suppress(OSError):  # it holds nothing that could be lost
        os.close(lock)


def _is_still(lock: int, name: Path) -> bool:
    """Tell whether the lock is on the file of that name, not on one that was just removed."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock), name.stat())
    return False


def opened_by(path: Path) -> str | None:
    """Say who has a file open in Excel or LibreOffice, as far as their own lock files tell.

    None when nobody has it; an empty text when somebody has and left no name.
    """
    for name, owner in (
        (f"~${path.name}", _excel_owner),
        (f".~lock.{path.name}#", _libreoffice_owner),
    ):
        lock = path.with_name(name)
        if lock.exists():
            return _read(lock, owner)
    return None


def _read(lock: Path, owner: Callable[[bytes], str]) -> str:
    try:
        return owner(lock.read_bytes())
    except OSError:  # Excel keeps its lock file to itself on Windows
        return ""


def _excel_owner(content: bytes) -> str:
    """Read the owner file of Excel: how long the name is, and the name in the old code page."""
    length = content[0] if content else 0
    return content[1 : 1 + length].decode("cp1252", "ignore").strip("\0 ")


def _libreoffice_owner(content: bytes) -> str:
    """Read the lock file of LibreOffice: ``name,login,computer,time,profile;``."""
    name, login, computer, *_ = [*content.decode("utf-8", "ignore").split(","), "", "", ""]
    who = name.strip() or login.strip()
    return f"{who} ({computer.strip()})" if who and computer.strip() else who
