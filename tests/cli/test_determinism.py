"""The same input and reference date give the same bytes, wherever and however a run is made."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from carteira_cli.writers import FILE_FORMATS, FOLDER_FORMATS

EXAMPLE = Path(__file__).parents[2] / "examples" / "vendas.csv"
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "America/Sao_Paulo", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
    {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C", "OMP_NUM_THREADS": "4"},
)


def a_part() -> bytes:
    """Give each eighth order of the example: years of sales, and customers enough to foresee."""
    title, *lines = EXAMPLE.read_bytes().splitlines(keepends=True)
    return b"".join([title, *(line for line in lines if int(line.split(b";")[0]) % 8 == 0)])


def everything(folder: Path, changes: dict[str, str], umask: int) -> dict[str, bytes]:
    """Run once in a folder of its own; give what was shown and each file that was written."""
    folder.mkdir()
    (folder / EXAMPLE.name).write_bytes(a_part())
    formats = [word for name in (*FILE_FORMATS, *FOLDER_FORMATS) for word in ("--formato", name)]
    command = [sys.executable, "-m", "carteira_cli", "analisar", EXAMPLE.name, *formats]
    done = subprocess.run(
        [*command, "--data-base", "2025-12-31", "--alerta", "clientes>0"],
        cwd=folder,
        umask=umask,
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", **changes},
    )
    assert done.returncode == 10, done.stderr
    written = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {**written, "shown": done.stdout, "told": done.stderr.replace(bytes(folder), b"")}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    where = tmp_path_factory.mktemp("twice")
    folders = (where / "um", where / "outro lugar" / "ã")
    folders[1].parent.mkdir()
    return [
        everything(folder, changes, umask)
        for folder, changes, umask in zip(folders, PLACES, (0o022, 0o077), strict=True)
    ]


def test_two_runs_write_and_show_the_same_bytes(twice: list[dict[str, bytes]]) -> None:
    one, other = twice

    assert {name for name in one if one[name] != other.get(name)} == set()
    assert set(one) == set(other)


def test_every_format_was_written(twice: list[dict[str, bytes]]) -> None:
    suffixes = {form.suffix for form in FILE_FORMATS.values()} | {"", ".csv"}

    assert {Path(name).suffix for name in twice[0]} >= suffixes
