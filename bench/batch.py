"""Measure a batch: ``python -m bench.batch`` from the root of the repository.

Sixty clients, three of them broken, by ``lote`` with one process, with two, and by ``analisar`` one
client after the other, in turn. Prints wall times, their ratios pair by pair, and the most memory
that all processes of a run held together. Needs Linux: memory is read from /proc.
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import carteira_cli
from bench import machine, make_data

_COMMAND = [sys.executable, "-m", "carteira_cli"]
_DAY = ["--data-base", "ultima"]
_BROKEN = 3
_LEFT = ("*-carteira.xlsx", "carteira-lote.xlsx", ".carteira-lote.json")
_SAMPLE_SECONDS = 0.1
_KIBIBYTES = 1024
SIDES = ("2 processes", "1 process", "one after the other")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the wall, and the most MiB that all processes held at once."""

    wall: float
    memory: float


def make_clients(root: Path, clients: int) -> None:
    """Make a folder of clients of different sizes, from 300 to 8 000 sales; the last are broken."""
    for number in range(1, clients + 1):
        folder = root / f"Cliente {number:02}"
        folder.mkdir(parents=True, exist_ok=True)
        if number > clients - _BROKEN:
            _break(folder, number)
        else:
            size = 300 + 7_700 * (number * 37 % clients) // clients
            make_data.write_csv(folder / "vendas.csv", make_data.rows(size, size // 20))


def _break(folder: Path, number: int) -> None:
    """Leave a file that is no sheet, an empty one, or a configuration that can't be read."""
    if number % _BROKEN == 0:
        (folder / "vendas.xlsx").write_bytes(b"%PDF-1.7 no sheet at all")
    elif number % _BROKEN == 1:
        (folder / "vendas.csv").write_bytes(b"")
    else:
        make_data.write_csv(folder / "vendas.csv", make_data.rows(300, 15))
        (folder / "carteira.toml").write_text("[leitura\n", encoding="utf-8")


def timed(commands: Iterable[list[str]], output: Path) -> Run:
    """Run commands one after the other, and watch what they and their children hold."""
    start, most = time.perf_counter(), 0.0
    with output.open("wb") as said, output.with_suffix(".err").open("wb") as complaints:
        for command in commands:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=complaints,
                start_new_session=True,
            )
            while process.poll() is None:
                most = max(most, held(process.pid))
                time.sleep(_SAMPLE_SECONDS)
    return Run(time.perf_counter() - start, most)


def held(session: int) -> float:
    """Add up what the processes of a session hold, in MiB; what they share is counted once."""
    members = (each for each in Path("/proc").iterdir() if each.name.isdigit())
    return sum(_share(each) for each in members if _session(each) == session)


def _session(process: Path) -> int:
    with suppress(OSError):  # it may have ended since it was listed
        return int((process / "stat").read_text().rpartition(")")[2].split()[3])
    return 0


def _share(process: Path) -> float:
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / _KIBIBYTES
    return 0.0


def commands(root: Path, side: str) -> list[list[str]]:
    """Give the command lines of one side."""
    if side != SIDES[-1]:
        processes = side.split(maxsplit=1)[0]
        return [[*_COMMAND, "lote", str(root), *_DAY, "--processos", processes, "--json"]]
    folders = sorted(path for path in root.iterdir() if path.is_dir())
    return [
        [*_COMMAND, "analisar", *map(str, sorted(folder.glob("vendas.*"))), *_DAY, "-q"]
        for folder in folders
    ]


def clear(root: Path) -> None:
    """Take away what an earlier run wrote, so that nobody finds his work done."""
    for pattern in _LEFT:
        for path in root.rglob(pattern):
            path.unlink()


def check(root: Path, side: str, output: Path, clients: int) -> object:
    """Make sure that all but the broken ones are done and these are named; give the figures.

    Raises:
        RuntimeError: something else came of it; its time would mean nothing.
    """
    written = len(list(root.glob("*/*-carteira.xlsx")))
    figures: object = None
    named = _BROKEN
    if side != SIDES[-1]:
        document = json.loads(output.read_bytes())
        figures = document["totals"]
        named = output.with_suffix(".err").read_text(encoding="utf-8").count("Falhou: ")
    if (written, named) != (clients - _BROKEN, _BROKEN):
        message = f"{side}: {written} workbooks, {named} named"
        raise RuntimeError(message)
    return figures


def measure(root: Path, clients: int, rounds: int) -> dict[str, list[Run]]:
    """Run the sides in turn, so that a slow spell of the machine hits all of them.

    Raises:
        RuntimeError: the number of processes makes a difference to the figures.
    """
    runs: dict[str, list[Run]] = {side: [] for side in SIDES}
    found = []
    for turn in range(rounds):
        for side in SIDES:
            clear(root)
            output = root.parent / "said.json"
            runs[side].append(timed(commands(root, side), output))
            found.append(check(root, side, output, clients))
            sys.stderr.write(f"{turn + 1} of {rounds}, {side}: {runs[side][-1]}\n")
    known = [figures for figures in found if figures is not None]
    if any(figures != known[0] for figures in known):
        message = "the figures depend on the number of processes"
        raise RuntimeError(message)
    return runs


def report(runs: dict[str, list[Run]], clients: int) -> str:
    """Lay the times, the memory and the ratios out as a Markdown table."""
    lines = [
        "| side | wall, s | most memory of all processes, MiB | 2 processes ÷ it, pair by pair |",
        "|---|---|---|---|",
    ]
    for side, taken in runs.items():
        ratios = [ours.wall / it.wall for ours, it in zip(runs[SIDES[0]], taken, strict=True)]
        lines.append(
            f"| {side} | {_spread([run.wall for run in taken], 1)} "
            f"| {_spread([run.memory for run in taken], 0)} "
            f"| {', '.join(f'{ratio:.2f}' for ratio in ratios)} (median **{median(ratios):.2f}**) |"
        )
    counted = f"{clients} clients, {_BROKEN} of them broken; least / **median** / most."
    return "\n".join([*lines, "", f"{counted} {machine.describe()}."])


def _spread(values: list[float], places: int) -> str:
    least, middle, most = min(values), median(values), max(values)
    return f"{least:.{places}f} / **{middle:.{places}f}** / {most:.{places}f}"


def main() -> None:
    """Make the clients, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.batch", description=__doc__)
    parser.add_argument("--clients", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    compileall.compile_dir(Path(carteira_cli.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "clientes"
        make_clients(root, arguments.clients)
        load = os.getloadavg()[0]
        runs = measure(root, arguments.clients, arguments.rounds)
    sys.stdout.write(f"{report(runs, arguments.clients)} Load before: {load:.1f}.\n")


if __name__ == "__main__":
    main()
