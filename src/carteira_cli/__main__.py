"""The door from the operating system: ``carteira`` and ``python -m carteira_cli``."""

import gc
import os
import signal
import sys
from typing import NoReturn

try:
    from carteira_cli.cli.app import main
    from carteira_cli.model.findings import Exit
except KeyboardInterrupt:  # an impatient Ctrl-C
    os._exit(130)

__all__ = ["main", "run"]


def run() -> NoReturn:
    """Run the command line once and leave.

    One short run makes no garbage worth looking for, and the system takes its memory back at
    once, where Python would first take it apart piece by piece.
    """
    gc.disable()
    os._exit(_flushed(_interruptible()))


def _interruptible() -> int:
    """End as by Ctrl-C when the system ends us, so that nothing is left half-written."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)
    try:
        return main()
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def _flushed(code: int) -> int:
    """Give the exit code once everything said is out; a reader that left early has enough."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except BrokenPipeError:
        return code
    except OSError:
        return code or Exit.OUTPUT
    return code


if __name__ == "__main__":
    run()
