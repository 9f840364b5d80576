"""Saves in processes of its own that are killed, cut short or crowded; prints what came of it.

It is run as a program, so that what forks is small and has one thread only.
"""

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from carteira_cli.cli.saving import save
from carteira_cli.model.findings import CarteiraError

KILLS, LONGEST_SECONDS = 200, 0.02
RUNS, SAVES = 4, 15
WORDS = (b"old ", b"new ")
LENGTH = 60_000


def child(work: Callable[[], None]) -> int:
    """Do some work in a new process; it ends with 0, with the code of a stop, or with 99."""
    process = os.fork()
    if process:
        return process
    try:
        work()
    except CarteiraError as error:
        os._exit(error.code.exit)
    except BaseException:  # noqa: BLE001  nothing may get out of a forked test
        os._exit(99)
    os._exit(0)


def files(target: Path) -> int:
    """Count what lies in the folder of a file."""
    return len([*target.parent.iterdir()])


def killed(target: Path) -> str:
    """Kill a process that saves without end, again and again, at any moment."""

    def forever() -> None:
        while True:
            for word in WORDS:
                save(target, word * LENGTH, overwrite=True)

    moments = random.Random(20261122)  # noqa: S311  moments, not secrets
    whole = {word * LENGTH for word in WORDS}
    save(target, WORDS[0] * LENGTH, overwrite=True)
    torn = 0
    for _ in range(KILLS):
        process = child(forever)
        time.sleep(moments.uniform(0, LONGEST_SECONDS))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        torn += target.read_bytes() not in whole
    left = files(target) > 1
    save(target, b"last", overwrite=True)
    return f"{torn} {left:d} {files(target)} {target.read_bytes().decode()}"


def crowded(target: Path) -> str:
    """Save the same file from several processes at once, and read it all the while."""

    def several(word: bytes) -> None:
        for _ in range(SAVES):
            save(target, word * LENGTH, overwrite=True)

    words = [b"run%d" % number for number in range(RUNS)]
    whole = {word * LENGTH for word in words}
    save(target, words[0] * LENGTH)
    waiting = {child(partial(several, word)) for word in words}
    ends, torn = [], 0
    while waiting:
        torn += target.read_bytes() not in whole
        process, status = os.waitpid(-1, os.WNOHANG)
        if process:
            waiting.remove(process)
            ends.append(os.waitstatus_to_exitcode(status))
    return f"{torn} {ends} {files(target)}"


def cut(target: Path) -> str:
    """Save more than the system lets a process write: the write itself ends half-way."""

    def too_much() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LENGTH, LENGTH))
        save(target, b"new " * LENGTH, overwrite=True)

    save(target, b"old")
    _, status = os.waitpid(child(too_much), 0)
    code = os.waitstatus_to_exitcode(status)
    return f"{code} {target.read_bytes().decode()} {files(target)}"


if __name__ == "__main__":
    works = {"killed": killed, "crowded": crowded, "cut": cut}
    sys.stdout.write(works[sys.argv[1]](Path(sys.argv[2])))
