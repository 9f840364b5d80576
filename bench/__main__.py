"""Measure the main job: ``python -m bench`` from the root of the repository.

Prints a Markdown table on stdout; progress goes to stderr. See docs/performance.md.
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import carteira_cli
from bench import machine, table
from bench.jobs import HELP, JOBS, Job
from bench.stopwatch import Run, measure

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
START, END = "<!-- figures -->", "<!-- end of figures -->"
PACKAGE = Path(carteira_cli.__file__).parent
HELP_RUNS = 5


def compare(job: Job, folder: Path, rounds: int, sides: tuple[str, ...]) -> dict[str, list[Run]]:
    """Run the sides in turn, so that a slow spell of the machine hits both."""
    runs: dict[str, list[Run]] = {"plain": [], "carteira": []}
    _warm(folder / job.input_name)
    for turn in range(rounds):
        for side in sides:
            with tempfile.TemporaryDirectory(dir=folder) as scratch:
                run = _one(job, folder, Path(scratch), side)
            runs[side].append(run)
            _say(f"{job.title}, {turn + 1} of {rounds}, {side}: {run}")
    return runs


def _warm(path: Path) -> None:
    """Bring a file into the page cache, so that the first run has no harder start."""
    with path.open("rb") as file:
        while file.read(2**20):
            pass


def _one(job: Job, folder: Path, scratch: Path, side: str) -> Run:
    command, kind = (job.plain, job.plain_output) if side == "plain" else (job.ours, job.output)
    output = scratch / f"result{kind}"
    said = output if kind == ".json" else scratch / "said.txt"
    run = measure(command(folder, output), said)
    if not output.stat().st_size:
        message = f"{side} wrote nothing: {job.title}"
        raise RuntimeError(message)
    return run


def check_agreement(job: Job, folder: Path) -> None:
    """Make sure that both sides find the same customers and the same money.

    Raises:
        RuntimeError: they do not; comparing their times would mean nothing.
    """
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        output = Path(scratch) / "result.json"
        measure(job.plain(folder, output), output)
        plain = [record["Valor"] for record in json.loads(output.read_bytes())]
        measure(job.ours(folder, output), output)
        summary = json.loads(output.read_bytes())["summary"]
    found = (summary["customers"], round(summary["identified_amount"], 2))
    if found != (len(plain), round(sum(plain), 2)):
        message = f"the two sides disagree: {found}, {(len(plain), round(sum(plain), 2))}"
        raise RuntimeError(message)


def report(folder: Path, rounds: int, sides: tuple[str, ...]) -> str:
    """Measure everything and lay it out."""
    load = os.getloadavg()[0]
    lines = list(table.HEAD)
    for job in JOBS:
        if job.plain_output == ".json" and "carteira" in sides:
            check_agreement(job, folder)
        runs = compare(job, folder, rounds, sides)
        lines += table.job_rows(job.title, runs["plain"], runs["carteira"])
    if "carteira" in sides:
        runs_of_help = [measure(HELP, folder / "help.txt") for _ in range(HELP_RUNS)]
        lines.append(table.help_row(runs_of_help))
    counted = f"Least / **median** / most; pairs of runs: {rounds}; load before: {load:.1f}."
    lines += ["", f"{counted} {machine.describe()}."]
    return "\n".join(lines)


def write_into(document: Path, figures: str) -> None:
    """Replace the figures of the document."""
    before, _, rest = document.read_text(encoding="utf-8").partition(START)
    _, _, after = rest.partition(END)
    text = f"{before}{START}\n\n{figures}\n\n{END}{after}"
    document.write_text(text, encoding="utf-8")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def main() -> None:
    """Make the inputs, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    cache = Path(tempfile.gettempdir()) / "carteira-bench"
    parser.add_argument("--folder", type=Path, default=cache, help="where the inputs are kept")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs per job")
    parser.add_argument("--plain-only", action="store_true", help="measure the plain script alone")
    parser.add_argument("--write", action="store_true", help="put the table into the document")
    arguments = parser.parse_args()
    # A child of its own: this process has to stay small, see stopwatch.measure.
    makes_data = [sys.executable, "-m", "bench.make_data", str(arguments.folder)]
    subprocess.run(makes_data, check=True)
    # As pip leaves an installed package; a copy of the sources may not be compiled yet.
    compileall.compile_dir(PACKAGE, quiet=1)
    sides = ("plain",) if arguments.plain_only else ("plain", "carteira")
    figures = report(arguments.folder, arguments.rounds, sides)
    sys.stdout.write(f"{figures}\n")
    if arguments.write:
        write_into(DOCUMENT, figures)


if __name__ == "__main__":
    main()
