"""Saves several files in a folder of their own, and knows them again.

A hidden list in the folder names each file that we wrote and what was in it (SHA-256). What isn't
on it, or has changed since, is somebody else's: it is neither replaced nor removed unasked.
"""

import os
import re
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path

from carteira_cli.cli import saving
from carteira_cli.cli.locking import alone
from carteira_cli.model import catalogue

LIST = ".carteira"

_TITLE = "carteira/1"
_ENTRY = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<name>[^/\\]+)")
_PASSING = re.compile(r"\..+\.carteira(\.lock|-[0-9a-f]{8}\.tmp)")
_PRIVATE = 0o700

_Entries = frozenset[tuple[str, str]]


def save(
    target: Path,
    files: Mapping[str, bytes],
    *,
    overwrite: bool = False,
    inputs: Collection[Path] = (),
) -> Path:
    """Write ``files`` into the folder ``target`` and give that folder, links resolved.

    Each file is replaced in one step; those of an earlier run that are no longer among them go.
    Before any of that, the list holds the old files and the new ones: whenever we are
    interrupted, all of them are known as ours.

    Raises:
        CarteiraError: a file can't or must not be written. Refusals come before anything is
            touched.
    """
    place = Path(os.path.realpath(target))
    new = frozenset((name, sha256(content).hexdigest()) for name, content in files.items())
    with saving.explained(place):
        if place.exists() and not place.is_dir():
            raise saving.stop(catalogue.OUTPUT_NOT_A_FOLDER, place)
        with alone(place):
            old = _listed(place)
            _refuse(place, files, old, inputs, overwrite=overwrite)
            place.mkdir(_PRIVATE, exist_ok=True)
            _list(place, old | new)
            for name, content in files.items():
                saving.save(place / name, content, overwrite=True, inputs=inputs)
            _clear(place, old, new)
            _list(place, new)
    return place


def is_ours(path: Path) -> bool:
    """Tell whether a file lies on the list of its folder."""
    return any(name == path.name for name, _ in _listed(path.parent))


def _listed(folder: Path) -> _Entries:
    """Read names and digests; a folder without a list of ours has none."""
    try:
        title, *lines = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return frozenset()
    entries = map(_ENTRY.fullmatch, lines) if title == _TITLE else ()
    return frozenset((entry["name"], entry["digest"]) for entry in entries if entry)


def _list(folder: Path, entries: _Entries) -> None:
    lines = [_TITLE, *(f"{digest}  {name}" for name, digest in sorted(entries))]
    content = "".join(f"{line}\n" for line in lines).encode()
    saving.save(folder / LIST, content, overwrite=True)


def _refuse(
    place: Path,
    names: Collection[str],
    old: _Entries,
    inputs: Collection[Path],
    *,
    overwrite: bool,
) -> None:
    """Stop while everything is as it was."""
    if not overwrite and not old and _holds_something(place):
        raise saving.stop(catalogue.OUTPUT_NOT_OURS, place)
    for name in names:
        file = place / name
        saving.refuse_impossible(Path(os.path.realpath(file)), inputs)
        if not overwrite and file.exists() and not _is_as_listed(file, old):
            known = any(name == listed for listed, _ in old)
            raise saving.stop(
                catalogue.OUTPUT_CHANGED if known else catalogue.OUTPUT_NOT_OURS, file
            )


def _holds_something(place: Path) -> bool:
    """Tell whether anything lies in a folder but what an interrupted run of ours left."""
    return place.exists() and any(not _PASSING.fullmatch(each.name) for each in place.iterdir())


def _is_as_listed(file: Path, entries: _Entries) -> bool:
    return (file.name, sha256(file.read_bytes()).hexdigest()) in entries


def _clear(place: Path, old: _Entries, new: _Entries) -> None:
    """Remove what an earlier run wrote and this one did not, unless somebody changed it."""
    for name in {name for name, _ in old} - {name for name, _ in new}:
        file = place / name
        if file.is_file() and not file.is_symlink() and _is_as_listed(file, old):
            file.unlink()
