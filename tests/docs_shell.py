"""A shell for command lines of the documents: real bash, and ``carteira`` within this process.

Starting the program anew for each line would take minutes. So the ``carteira`` that bash finds is
a few lines that hand their arguments, folder and streams to this process, which runs the command.
"""

import gc
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

from carteira_cli.cli.app import main

_STREAMS = 3
_MESSAGE_BYTES = 65_536
_SECONDS = 0.02
_ENTER = b"\n" * 50
"""Whoever sits there answers every question as it is suggested."""

_STAND_IN = """\
#!/bin/sh
exec "{python}" -IS "{script}" "$@"
"""
_SCRIPT = """\
import json, os, socket, sys
wire = socket.socket(socket.AF_UNIX)
wire.connect({address!r})
asked = json.dumps([os.getcwd(), *sys.argv[1:]]).encode()
socket.send_fds(wire, [asked], [0, 1, 2])
sys.exit(int(wire.recv(8)))
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


class Shell:
    """Runs lines in a folder; ``carteira`` in them is ours."""

    def __init__(self, wire: socket.socket, programs: Path, world: Path, folder: Path) -> None:
        self._wire = wire
        self._world = world
        self._folder = folder
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        home = {"HOME": str(folder), "PROFILE": str(folder / "profile.ps1")}
        self._environment = {**os.environ, "PATH": path, **home}

    def renew(self, files: Mapping[str, str] = MappingProxyType({})) -> None:
        """Put everything back as it was, and write some files beside it."""
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._world, self._folder)
        for name, text in files.items():
            (self._folder / name).write_text(text, encoding="utf-8")

    def run(self, line: str) -> Outcome:
        """Run one line to its end."""
        with ExitStack() as stack:
            given, out, err = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            given.write(_ENTER)
            given.seek(0)
            process = subprocess.Popen(
                ["bash", "-o", "pipefail", "-c", line],
                cwd=self._folder,
                env=self._environment,
                stdin=given,
                stdout=out,
                stderr=err,
            )
            while process.poll() is None:
                with suppress(TimeoutError):
                    _answer(self._wire.accept()[0])
            return Outcome(process.returncode, _text(out), _text(err))


@contextmanager
def opened(world: Path, folder: Path) -> Iterator[Shell]:
    """Open a shell in a folder that will be like another."""
    with tempfile.TemporaryDirectory() as place, socket.socket(socket.AF_UNIX) as wire:
        address, script, program = (Path(place, name) for name in ("wire", "ask.py", "carteira"))
        wire.bind(str(address))
        wire.listen()
        wire.settimeout(_SECONDS)
        script.write_text(_SCRIPT.format(address=str(address)), encoding="utf-8")
        program.write_text(_STAND_IN.format(python=sys.executable, script=script), encoding="utf-8")
        program.chmod(0o700)
        yield Shell(wire, Path(place), world, folder)


def _answer(asking: socket.socket) -> None:
    """Run the command that somebody asks for, on his streams, and tell him its exit code."""
    with asking:
        message, descriptors, _, _ = socket.recv_fds(asking, _MESSAGE_BYTES, _STREAMS)
        folder, *words = json.loads(message)
        asking.sendall(str(_code(folder, words, descriptors)).encode())


def _code(folder: str, words: list[str], descriptors: list[int]) -> int:
    with ExitStack() as stack:
        modes = ("r", "w", "w")
        given, out, err = (
            stack.enter_context(os.fdopen(each, mode, encoding="utf-8"))
            for each, mode in zip(descriptors, modes, strict=True)
        )
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(sys, "stdin", given)
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        stack.enter_context(chdir(folder))
        gc.disable()  # as the program does; what lives here meanwhile is not its garbage
        stack.callback(gc.enable)
        return main(words)


def _text(file: "io.BufferedRandom") -> str:
    file.seek(0)
    return file.read().decode()
