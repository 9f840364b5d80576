"""Runs a program to its end and says what it took."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds on the wall, CPU seconds, and peak memory in MiB.

    CPU seconds cover the process and the children it waited for; peak memory is that of the
    largest single process among them.
    """

    wall: float
    cpu: float
    memory: float


def measure(command: list[str], stdout: Path) -> Run:
    """Run a command as a process of its own.

    The caller should be small itself: on Linux a child's peak starts at its parent's size.

    Raises:
        RuntimeError: the command did not end with exit code 0.
    """
    complaints = stdout.with_suffix(".stderr")
    with stdout.open("wb") as out, complaints.open("wb") as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = complaints.read_text(encoding="utf-8", errors="replace")
        message = f"exit code {process.returncode}: {' '.join(command)}\n{said}"
        raise RuntimeError(message)
    memory = usage.ru_maxrss * _MAXRSS_UNIT / 2**20
    return Run(wall, usage.ru_utime + usage.ru_stime, memory)
