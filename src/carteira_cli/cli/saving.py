"""The one saver: whatever happens, the old file or the new one is there, whole.

The content goes to a temporary file in the same folder, reaches the disk, and takes the
target's name in one step. Nothing that is not ours is replaced unless told.
"""

import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carteira_cli.cli.locking import BusyError, alone, opened_by
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Code, Place
from carteira_cli.model.phrases import Phrase

_PRIVATE = 0o600
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_REPLACE_SECONDS = 2.0 if sys.platform == "win32" else 0.0
_PAUSE_SECONDS = 0.1
_CODES = {
    errno.ENOENT: catalogue.OUTPUT_FOLDER_MISSING,
    errno.ENOTDIR: catalogue.OUTPUT_FOLDER_MISSING,
    errno.ENOSPC: catalogue.OUTPUT_NO_SPACE,
    errno.EDQUOT: catalogue.OUTPUT_NO_SPACE,
    errno.EFBIG: catalogue.OUTPUT_NO_SPACE,
    errno.EACCES: catalogue.OUTPUT_NO_PERMISSION,
    errno.EPERM: catalogue.OUTPUT_NO_PERMISSION,
    errno.EROFS: catalogue.OUTPUT_NO_PERMISSION,
}
_NO_FOLDER_SYNC = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES})


def nothing_is_ours(_path: Path) -> bool:
    """Take every existing file for somebody else's."""
    return False


def save(
    target: Path,
    content: bytes,
    *,
    overwrite: bool = False,
    is_ours: Callable[[Path], bool] = nothing_is_ours,
    inputs: Collection[Path] = (),
) -> Path:
    """Write ``content`` to ``target`` and give the file that was written, links resolved.

    A new file is readable by its owner only; an existing one keeps its mode and, where the
    system lets us, its owner. An existing file is replaced when ``is_ours`` knows it or
    ``overwrite`` says so, and never when it is one of the ``inputs``.

    Raises:
        CarteiraError: the file can't or must not be written; the old one is as it was.
    """
    place = Path(os.path.realpath(target))
    with explained(place):
        refuse_impossible(place, inputs)
        with alone(place) as undisturbed:
            if not overwrite:
                _refuse_foreign(place, is_ours)
            if undisturbed:
                _clear_stale(place)
            _replace(place, content)
    return place


def replace(target: Path, content: bytes, *, read: bytes, inputs: Collection[Path] = ()) -> Path:
    """Write over the very file that was read, links resolved, and only while it is the same.

    It is never one of the other ``inputs``.

    Raises:
        CarteiraError: it was changed since, is open elsewhere or can't be written; it is as it
            was.
    """
    place = Path(os.path.realpath(target))
    with explained(place):
        refuse_impossible(place, inputs)
        with alone(place) as undisturbed:
            if place.read_bytes() != read:
                raise stop(catalogue.IN_PLACE_CHANGED, place)
            if undisturbed:
                _clear_stale(place)
            _replace(place, content)
    return place


@contextmanager
def explained(place: Path) -> Iterator[None]:
    """Turn the system's refusals into a sentence and what to do about it."""
    try:
        yield
    except BusyError as error:
        raise stop(catalogue.OUTPUT_BUSY, place) from error
    except OSError as error:
        code = _CODES.get(error.errno or 0, catalogue.OUTPUT_FAILED)
        raise stop(code, place, number=error.errno) from error


def stop(code: Code, place: Path, **details: object) -> CarteiraError:
    """Give the error that stops a run because of this file or folder."""
    return CarteiraError(
        code, Place(file=str(place)), name=place.name, folder=place.parent, **details
    )


def refuse_impossible(place: Path, inputs: Collection[Path]) -> None:
    """Stop before anything is touched: an input, a folder, a file that somebody has open."""
    if any(_is_same(place, path) for path in inputs):
        raise stop(catalogue.OUTPUT_IS_INPUT, place)
    if not place.exists():
        return
    if not place.is_file():
        raise stop(catalogue.OUTPUT_NOT_A_FILE, place)
    if not os.access(place, os.W_OK):
        raise stop(catalogue.OUTPUT_NO_PERMISSION, place)
    owner = opened_by(place)
    if owner is not None:
        raise stop(catalogue.OUTPUT_OPEN, place, who=owner and Phrase(" por {owner}", owner=owner))


def _is_same(place: Path, path: Path) -> bool:
    """Compare the files themselves: names may differ by case, links or folders on the way."""
    both = place.exists() and path.exists()
    return place.samefile(path) if both else place == Path(os.path.realpath(path))


def _refuse_foreign(place: Path, is_ours: Callable[[Path], bool]) -> None:
    if place.exists() and not is_ours(place):
        raise stop(catalogue.OUTPUT_NOT_OURS, place)


def _clear_stale(place: Path) -> None:
    """Remove what a killed run left; with the lock in our hands nobody is still writing it.

    What can't be removed (it may be another user's) is no reason not to write.
    """
    ours = re.compile(rf"\.{re.escape(place.name)}\.carteira-[0-9a-f]{{8}}\.tmp")
    with suppress(OSError):
        for left in place.parent.iterdir():
            if ours.fullmatch(left.name) and not left.is_symlink() and left.is_file():
                left.unlink()


def _replace(place: Path, content: bytes) -> None:
    """Write beside the target, then take its name; on any failure only the temporary goes."""
    beside = place.with_name(f".{place.name}.carteira-{secrets.token_hex(4)}.tmp")
    try:
        _write(beside, content, place)
        _rename(beside, place)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    try:
        _sync_folder(place.parent)
    except OSError as error:
        raise stop(catalogue.OUTPUT_UNCONFIRMED, place, number=error.errno) from error


def _write(beside: Path, content: bytes, place: Path) -> None:
    """Write a file that didn't exist, all of it, down to the disk."""
    handle = os.open(beside, _NEW, _PRIVATE)
    with os.fdopen(handle, "wb") as file:
        if place.exists():
            _take_after(file.fileno(), place)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        if os.fstat(file.fileno()).st_size != len(content):
            raise OSError(errno.EIO, "written short", str(beside))


def _take_after(handle: int, place: Path) -> None:
    """Give the new file the owner and the mode of the one it replaces."""
    if sys.platform == "win32":
        return
    old = place.stat()
    with suppress(PermissionError):  # only root gives files away; then the file becomes ours
        os.fchown(handle, old.st_uid, old.st_gid)
    os.fchmod(handle, stat.S_IMODE(old.st_mode) & 0o777)


def _rename(beside: Path, place: Path) -> None:
    """Take the name; on Windows a reader may be in the way for a moment, or Excel for longer."""
    deadline = time.monotonic() + _REPLACE_SECONDS
    while True:
        try:
            beside.replace(place)
        except PermissionError as error:
            if not _REPLACE_SECONDS:
                raise
            if time.monotonic() > deadline:
                raise stop(catalogue.OUTPUT_OPEN, place, who="") from error
            time.sleep(_PAUSE_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where folders can be synced."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
