"""The saver under faults: the old file or the new one, whole, whatever the system refuses."""

import errno
import io
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.cli import locking, saving, saving_folder
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit

# An interruption right after a file was opened leaves it to the end of the process.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")

OLD, NEW = b"old " * 100, b"new " * 200
FILES_OLD = {"a.csv": b"old a", "b.csv": b"old b"}
FILES_NEW = {"a.csv": b"new a", "c.csv": b"new c"}
CALLS = (
    "access",
    "chmod",
    "close",
    "fchmod",
    "fchown",
    "fdopen",
    "fstat",
    "fsync",
    "listdir",
    "lstat",
    "mkdir",
    "open",
    "replace",
    "scandir",
    "stat",
    "unlink",
)
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EINTR]


_fstat = os.fstat


@dataclass
class Faults:
    """Fails at the ``at``-th system call, before it does anything or right after it did.

    A file that fails to close is closed all the same, as Linux does it. What an interruption left
    open (and locked) is closed at the end: in life, the process would have ended.
    """

    at: int
    error: BaseException
    after: bool = False
    calls: list[str] = field(default_factory=list)
    opened: list[tuple[int, int]] = field(default_factory=list)

    def around(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **options: Any) -> Any:
            self.calls.append(name)
            hit = len(self.calls) == self.at
            if hit and not self.after and "close" not in name:
                raise self.error
            result = real(*words, **options)
            if name == "open":
                self.opened.append((result, _fstat(result).st_ino))
            if hit:
                raise self.error
            return result

        return call

    def clear(self) -> None:
        """Close what was left open."""
        for handle, number in self.opened:
            with suppress(OSError):
                if _fstat(handle).st_ino == number:
                    os.close(handle)

    @property
    def failed(self) -> str:
        """The call that failed, empty when there were fewer."""
        return self.calls[self.at - 1] if len(self.calls) >= self.at else ""

    def begin(self, patch: pytest.MonkeyPatch) -> None:
        faulty = type("Faulty", (io.FileIO,), {})
        for name in ("write", "close"):
            setattr(faulty, name, self.around(f"file {name}", getattr(io.FileIO, name)))

        def opened(handle: int, mode: str) -> io.BufferedWriter:
            return io.BufferedWriter(faulty(handle, mode))

        patch.setattr(os, "fdopen", opened)
        patch.setattr(locking, "_seize", self.around("lock", locking._seize))
        for name in CALLS:
            patch.setattr(os, name, self.around(name, getattr(os, name)))


def trials(
    patch: pytest.MonkeyPatch, error: BaseException, work: Callable[[], Any], *, after: bool = False
) -> Iterator[tuple[Faults, BaseException | None]]:
    """Fail at the first call, then at the second, and so on until there are no more."""
    patch.setattr(locking, "_WAIT_SECONDS", 0.2)
    patch.setattr(os, "fsync", lambda _: None)  # the disk's own pace proves nothing here
    for at in range(1, 1000):
        faults, ended = Faults(at, error, after=after), None
        with patch.context() as patched:
            faults.begin(patched)
            try:
                work()
            except (CarteiraError, KeyboardInterrupt) as stop:
                ended = stop.with_traceback(None)
        faults.clear()
        yield faults, ended
        if not faults.failed:
            return
    pytest.fail("the work has no end")


def told(ended: BaseException | None) -> None:
    """Hold a stop to being a sentence of the right kind."""
    if isinstance(ended, CarteiraError):
        assert ended.code.exit is Exit.OUTPUT
        assert ended.code.message.format(**ended.details)


def failures() -> list[Any]:
    refusals: list[tuple[BaseException, bool]] = [
        (OSError(number, os.strerror(number)), False) for number in ERRORS
    ]
    interruptions: list[tuple[BaseException, bool]] = [
        (KeyboardInterrupt(), False),
        (KeyboardInterrupt(), True),
    ]
    names = [*map(errno.errorcode.get, ERRORS), "interrupted-before", "interrupted-after"]
    return [
        pytest.param(error, after, id=str(name))
        for (error, after), name in zip(refusals + interruptions, names, strict=True)
    ]


@pytest.mark.parametrize(("error", "after"), failures())
@pytest.mark.parametrize("existing", [True, False], ids=["over a file", "new"])
def test_a_file_is_old_or_new_whichever_call_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    after: bool,
    existing: bool,
) -> None:
    target = tmp_path / "a.xlsx"
    seen = set()
    if existing:
        target.write_bytes(OLD)
    before = OLD if existing else None
    stale = tmp_path / ".a.xlsx.carteira-0123abcd.tmp"
    stale.write_bytes(b"x")

    for faults, ended in trials(
        monkeypatch, error, lambda: saving.save(target, NEW, overwrite=True), after=after
    ):
        seen.add(faults.failed)
        found = target.read_bytes() if target.exists() else None
        assert found in {before, NEW}, faults.failed
        assert ended is not None or found == NEW, faults.failed
        told(ended)
        if isinstance(ended, CarteiraError) and found != before:
            assert ended.code is catalogue.OUTPUT_UNCONFIRMED, faults.failed
        left = {*tmp_path.iterdir()} - {target}
        saving.save(target, NEW, overwrite=True)
        assert [*tmp_path.iterdir()] == [target], faults.failed
        assert len(left) <= 2, left
        stale.write_bytes(b"x")
        target.write_bytes(OLD)
        before = OLD

    assert seen >= {
        "open",
        "lock",
        "file write",
        "file close",
        "fsync",
        "replace",
        "unlink",
        "stat",
    }


@pytest.mark.parametrize(("error", "after"), failures())
def test_the_very_file_that_was_read_is_old_or_new_whichever_call_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(OLD)

    for faults, ended in trials(
        monkeypatch, error, lambda: saving.replace(target, NEW, read=OLD), after=after
    ):
        assert target.read_bytes() in {OLD, NEW}, faults.failed
        assert ended is not None or target.read_bytes() == NEW, faults.failed
        told(ended)
        target.write_bytes(OLD)


@pytest.mark.parametrize(("error", "after"), failures()[1::5])
def test_every_file_of_a_folder_is_old_or_new_and_the_next_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, after: bool
) -> None:
    folder = tmp_path / "pasta"
    saving_folder.save(folder, FILES_OLD)

    for faults, ended in trials(
        monkeypatch, error, lambda: saving_folder.save(folder, FILES_NEW), after=after
    ):
        for path in folder.iterdir():
            known = {FILES_OLD.get(path.name), FILES_NEW.get(path.name)}
            hidden = path.name.startswith(".")
            assert hidden or path.read_bytes() in known, faults.failed
        told(ended)
        saving_folder.save(folder, FILES_NEW)
        names = {path.name for path in folder.iterdir()}
        assert names == {*FILES_NEW, saving_folder.LIST}, faults.failed
        assert [*tmp_path.iterdir()] == [folder], faults.failed
        saving_folder.save(folder, FILES_OLD)


def test_the_content_is_on_the_disk_before_it_takes_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, os.replace

    def synced(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        steps.append(f"{kind} synced")
        sync(handle)

    def renamed(*paths: Any) -> None:
        steps.append("renamed")
        replace(*paths)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", renamed)
    saving.save(tmp_path / "a.xlsx", NEW)

    assert steps == ["file synced", "renamed", "folder synced"]


def test_a_new_name_that_the_disk_did_not_confirm_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "folder")

    monkeypatch.setattr(saving, "_sync_folder", fail)

    with pytest.raises(CarteiraError, match="output-unconfirmed"):
        saving.save(tmp_path / "a.xlsx", NEW)

    assert (tmp_path / "a.xlsx").read_bytes() == NEW


def test_what_another_user_left_and_we_cannot_remove_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / ".a.xlsx.carteira-0123abcd.tmp"
    stale.write_bytes(b"x")
    unlink = Path.unlink

    def theirs(path: Path, **options: Any) -> None:
        if path == stale:
            raise PermissionError(errno.EPERM, "sticky")
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", theirs)

    assert saving.save(tmp_path / "a.xlsx", NEW).read_bytes() == NEW


def outcome(what: str, target: Path) -> str:
    """Give what the small program of this name says."""
    script = Path(__file__).with_name("killing.py")
    command = [sys.executable, str(script), what, str(target)]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=120)
    return done.stdout.strip()


forks = pytest.mark.skipif(sys.platform == "win32", reason="processes can't be forked")


@forks
def test_killed_200_times_at_any_moment_the_file_is_always_whole(tmp_path: Path) -> None:
    torn, left, files, last = outcome("killed", tmp_path / "a.xlsx").split()

    assert (torn, files, last) == ("0", "1", "last")
    assert left in {"0", "1"}


@forks
def test_four_runs_at_once_all_succeed_and_every_reader_sees_a_whole_file(tmp_path: Path) -> None:
    assert outcome("crowded", tmp_path / "a.xlsx") == "0 [0, 0, 0, 0] 1"


@forks
def test_a_write_that_the_system_cuts_short_leaves_the_old_file(tmp_path: Path) -> None:
    assert outcome("cut", tmp_path / "a.xlsx") == "5 old 1"
