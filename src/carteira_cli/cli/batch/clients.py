"""Who the clients of a folder are: each sub-folder with sheets in it, each sheet beside them."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from carteira_cli.cli import saving_folder
from carteira_cli.cli.batch.patterns import go_deeper, matches, natural
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.writers import FILE_FORMATS

SUMMARY = "carteira-lote.xlsx"
_SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv")
_ANY_SHEET = tuple(f"*{suffix}" for suffix in _SHEETS)
_NEVER = ("~$", ".")
_BACKUP = ".bak"
_ENDING = "-carteira.xlsx"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One client: his place below the root, the files to read, the workbook to write.

    ``rival`` is the place of another whose workbook would be the same file.
    """

    place: str
    folder: Path
    files: tuple[Path, ...]
    workbook: Path
    rival: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The clients in natural order, and the folders in which there was nothing to read."""

    clients: tuple[Candidate, ...]
    empty: tuple[str, ...]


def require_folder(root: Path) -> None:
    """Make sure that there is a folder to look in.

    Raises:
        CarteiraError: there is none, or it can't be opened.
    """
    try:
        next(root.iterdir(), None)
    except OSError as error:
        place = Place(file=str(root))
        raise CarteiraError(catalogue.BATCH_NO_FOLDER, place, name=root) from error


def require(root: Path, patterns: Sequence[str] | None) -> Found:
    """Look for clients, and insist that there is one.

    Raises:
        CarteiraError: there is none.
    """
    found = find(root, patterns)
    if not found.clients:
        raise CarteiraError(catalogue.BATCH_EMPTY, Place(file=str(root)), name=root)
    return found


def find(root: Path, patterns: Sequence[str] | None = None) -> Found:
    """Look for clients in a folder.

    ``patterns`` choose the files: of a sub-folder by their path in it, of those directly in the
    root by their name. Without any, every sheet counts that lies directly in a sub-folder or in
    the root. Hidden files, lock files, backups and our own results are never read.

    Raises:
        OSError: the folder can't be listed.
    """
    inside = sorted(root.iterdir(), key=lambda path: natural(path.name))
    folders = [path for path in inside if path.is_dir() and _is_somebodys(path)]
    clients = [_in_folder(folder, patterns) for folder in folders]
    alone = [_alone(path) for path in _files(root, patterns) if path.parent == root]
    empty = tuple(client.place for client in clients if not client.files)
    found = (client for client in (*clients, *alone) if client.files)
    return Found(_rivals(sorted(found, key=lambda client: natural(client.place))), empty)


def _is_somebodys(folder: Path) -> bool:
    """Leave out hidden folders, and those that hold the tables that we wrote."""
    return not folder.name.startswith(_NEVER) and not (folder / saving_folder.LIST).exists()


def _in_folder(folder: Path, patterns: Sequence[str] | None) -> Candidate:
    return Candidate(folder.name, folder, tuple(_files(folder, patterns)), _workbook(folder))


def _alone(file: Path) -> Candidate:
    return Candidate(file.name, file.parent, (file,), file.with_name(file.stem + _ENDING))


def _workbook(folder: Path) -> Path:
    """Name the workbook after the folder, for the files in it change their names by month.

    Where exactly one workbook of ours lies there already, under whatever name, it is gone on
    with: its owner's notes are in it, and a folder may be renamed.
    """
    named = folder / f"{folder.name}{_ENDING}"
    ours = [
        path
        for path in folder.glob("*.xlsx")
        if path.name != SUMMARY and not path.name.startswith(_NEVER) and _is_our_workbook(path)
    ]
    return ours[0] if len(ours) == 1 and not named.exists() else named


def _files(folder: Path, patterns: Sequence[str] | None) -> Iterator[Path]:
    """Give the files to read, in natural order."""
    wanted = patterns or _ANY_SHEET
    found = _below(folder) if go_deeper(wanted) else folder.iterdir()
    paths = sorted(found, key=lambda path: [natural(part) for part in path.parts])
    for path in paths:
        if matches(path.relative_to(folder).parts, wanted) and _is_input(path):
            yield path


def _below(folder: Path) -> Iterator[Path]:
    """Walk the folders below one, hidden ones and our own left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if _is_somebodys(Path(place, name))]
        yield from (Path(place, name) for name in names)


def _is_input(path: Path) -> bool:
    name = path.name
    if name.startswith(_NEVER) or name.casefold().endswith(_BACKUP) or name == SUMMARY:
        return False
    return path.is_file() and not _is_ours(path)


def _is_ours(path: Path) -> bool:
    knowing: list[Callable[[Path], bool]] = [form.is_ours for form in FILE_FORMATS.values()]
    return saving_folder.is_ours(path) or any(is_ours(path) for is_ours in knowing)


def _is_our_workbook(path: Path) -> bool:
    return path.is_file() and FILE_FORMATS["xlsx"].is_ours(path)


def _rivals(clients: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Mark those whose workbooks would overwrite each other: ``loja.csv`` and ``loja.xlsx``."""
    taken = Counter(_key(client.workbook) for client in clients)
    return tuple(
        client if taken[_key(client.workbook)] == 1 else _with_rival(client, clients)
        for client in clients
    )


def _with_rival(client: Candidate, clients: Sequence[Candidate]) -> Candidate:
    rival = next(
        other.place
        for other in clients
        if other is not client and _key(other.workbook) == _key(client.workbook)
    )
    return Candidate(client.place, client.folder, client.files, client.workbook, rival)


def _key(path: Path) -> tuple[Path, str]:
    """Take names for one that differ in capitals only, as Windows and macOS do."""
    return path.parent, path.name.casefold()
