"""Work shared out among processes; ``eval`` is the work, so that a piece says what happens."""

import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.cli.batch import processes
from carteira_cli.cli.batch.processes import Died, share_out

DIES = "__import__('os')._exit(7)"
IS_KILLED = "__import__('os').kill(__import__('os').getpid(), 9)"
SAYS_WHO = "(__import__('os').getpid(), __import__('time').monotonic())"


def done(pieces: list[str], several: int) -> dict[int, Any]:
    return dict(share_out(eval, pieces, several))


def test_who_dies_takes_only_his_own_piece_with_him() -> None:
    results = done(["1 + 1", DIES, "2 + 2", IS_KILLED, "3 + 3", "4 + 4"], 2)

    assert results == {0: 2, 1: Died(7), 2: 4, 3: Died(-9), 4: 6, 5: 8}


def test_no_more_processes_than_asked_for_and_a_fresh_one_after_some_pieces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "_PIECES", 2)
    alive = []
    pids = []
    for _, (pid, _) in share_out(eval, [SAYS_WHO] * 5, 1):
        alive.append(sum(child.pid == pid for child in active_children()))
        pids.append(pid)

    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 1]
    assert max(alive) <= 1


def test_whoever_stops_listening_ends_the_work_and_lets_it_clear_up(tmp_path: Path) -> None:
    begun, cleared = tmp_path / "begun", tmp_path / "cleared"
    work = (
        "import pathlib, time\n"
        f"try:\n pathlib.Path({str(begun)!r}).touch()\n time.sleep(60)\n"
        f"finally:\n pathlib.Path({str(cleared)!r}).touch()\n"
    )
    results = share_out(eval, ["0", f"exec({work!r})"], 2)
    next(results)
    while not begun.exists():
        time.sleep(0.01)

    results.close()

    assert cleared.exists()


def test_a_process_is_prepared_before_it_sees_a_piece() -> None:
    prepare = partial(exec, "import os; os.environ['READY'] = 'yes'")
    (result,) = share_out(eval, ["__import__('os').environ['READY']"], 1, prepare)

    assert result == (0, "yes")
