"""Work shared out among processes: one that dies takes only its own piece with it.

A pool of the standard library breaks as a whole when one process dies, and can't say whose work
it was. Here every process has a pipe of its own, and so at any time one piece that is known.
"""

import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, NoReturn

Work = Callable[[Any], Any]
Prepare = Callable[[], None] | None

_PIECES = 20
"""After so many pieces a process makes room for a fresh one, and what it held goes with it."""

_GRACE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Died:
    """The result of a piece whose process died: its exit code, a signal's number below zero."""

    code: int | None


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, the place of the piece it has, and how many it had."""

    process: SpawnProcess
    pipe: "Connection[Any, Any]"
    at: int = -1
    pieces: int = 0

    def take(self, at: int, piece: object) -> None:
        """Hand it a piece; that it has died already shows when the result is awaited."""
        self.at, self.pieces = at, self.pieces + 1
        with suppress(OSError):
            self.pipe.send(piece)

    def result(self) -> Any:
        """Give the result of its piece, or Died."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            self.process.join()
            return Died(self.process.exitcode)

    def dismiss(self) -> None:
        """Let it go when it has nothing left to do: a closed pipe is the end of its work."""
        self.pipe.close()

    def stop(self) -> None:
        """Wait for its end after it was told to leave; who takes too long is ended at once."""
        self.process.join(_GRACE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share_out(
    work: Work, pieces: Sequence[Any], processes: int, prepare: Prepare = None
) -> Generator[tuple[int, Any]]:
    """Do ``work`` on every piece, so many at once, and give place and result as they come.

    A new process first calls ``prepare``, before it even looks at a piece.
    ``work``, pieces and results travel between processes, so they are small and can be pickled.
    The result of a piece whose process dies is Died. Whoever stops listening, stops the work.
    """
    waiting = deque(enumerate(pieces))
    idle: list[_Worker] = []
    busy: list[_Worker] = []
    try:
        while waiting or busy:
            while waiting and len(busy) < processes:
                worker = idle.pop() if idle else _hire(work, prepare)
                busy.append(worker)
                worker.take(*waiting.popleft())
            for worker in _ready(busy):
                busy.remove(worker)
                at, result = worker.at, worker.result()
                if isinstance(result, Died) or worker.pieces >= _PIECES:
                    worker.dismiss()
                else:
                    idle.append(worker)
                yield at, result
    finally:
        for worker in busy:
            worker.process.terminate()
        for worker in busy:
            worker.stop()
        for worker in idle:
            worker.dismiss()


def _ready(busy: Sequence[_Worker]) -> list[_Worker]:
    """Wait for processes that have a result or are gone."""
    pipes = wait([worker.pipe for worker in busy])
    return [worker for worker in busy if worker.pipe in pipes]


def _hire(work: Work, prepare: Prepare) -> _Worker:
    """Start a process from scratch: a fork would inherit locks held by other libraries' threads."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, work, prepare), daemon=True)
    with _uninterrupted():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let a new process inherit that Ctrl+C is not for it: its parent decides what ends."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: "Connection[Any, Any]", work: Work, prepare: Prepare) -> NoReturn:
    """Work on one piece after the other, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    if prepare:
        prepare()
    while True:
        try:
            piece = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)  # no more work; the system takes the memory back sooner than Python would
        result = work(piece)
        try:
            pipe.send(result)
        except OSError:
            os._exit(0)  # nobody wants the result any more


def _leave(*_: object) -> NoReturn:
    """Leave as if by an exception, so that what is half-written is cleared up."""
    sys.exit(1)
