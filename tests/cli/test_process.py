"""The program as a process of its own: pipes, poor terminals, colour."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "carteira_cli", "analisar"]


def environment(**changes: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    return kept | changes


def run(sales: Path, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, sales], capture_output=True, check=False, env=environment(**changes)
    )


def test_a_terminal_that_knows_only_ascii_gets_a_report(sales: Path) -> None:
    outcome = run(sales, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0", TERM="")

    assert outcome.returncode == 0
    assert b"Padaria Aurora" in outcome.stdout
    assert outcome.stdout.isascii()


@pytest.mark.parametrize(
    ("changes", "coloured"), [({}, False), ({"FORCE_COLOR": "1"}, True)], ids=["pipe", "forced"]
)
def test_a_pipe_gets_colour_only_when_asked(
    sales: Path, changes: dict[str, str], *, coloured: bool
) -> None:
    assert (b"\x1b[" in run(sales, **changes).stdout) is coloured


def test_the_width_of_the_terminal_is_kept(sales: Path) -> None:
    outcome = run(sales, COLUMNS="50", PYTHONUTF8="1")

    assert max(map(len, outcome.stdout.decode().splitlines())) <= 50


@pytest.mark.parametrize("extra", [[], ["--json"]], ids=["report", "json"])
def test_a_reader_that_leaves_early_is_no_error(sales: Path, extra: list[str]) -> None:
    with subprocess.Popen(
        [*COMMAND, sales, *extra], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        process.wait()

    assert process.returncode == 0
    assert b"Traceback" not in told
    assert b"Exception" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("extra", [[], ["--json"]], ids=["report", "json"])
def test_a_full_disk_behind_the_output_is_said_and_tells_by_the_exit_code(
    sales: Path, extra: list[str]
) -> None:
    with Path("/dev/full").open("wb") as full:
        outcome = subprocess.run(
            [*COMMAND, sales, *extra],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(PYTHONUTF8="1"),
        )

    assert outcome.returncode == 5
    assert "Não há espaço em disco" in outcome.stderr.decode()


def test_an_exit_code_survives_a_closed_error_stream(sales: Path) -> None:
    command = ["sh", "-c", '"$0" -m carteira_cli analisar nada.csv 2>&-', sys.executable]

    assert subprocess.run(command, check=False, cwd=sales.parent).returncode == 3
