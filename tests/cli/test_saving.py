"""Whatever happens while saving, the old file or the new one is there, whole."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.cli import locking, saving
from carteira_cli.cli.saving import save
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Code, Exit

OLD, NEW = b"old " * 1000, b"new " * 2000


def ours(path: Path) -> bool:
    return path.read_bytes()[:3] in {b"old", b"new"}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "vendas-carteira.xlsx"
    path.write_bytes(OLD)
    return path


def stopped(target: Path, content: bytes = NEW, **options: Any) -> CarteiraError:
    with pytest.raises(CarteiraError) as stop:
        save(target, content, **{"is_ours": ours, **options})
    return stop.value


def sentence(error: CarteiraError) -> str:
    return error.code.message.format(**error.details)


def test_a_new_file_is_its_owners_only(tmp_path: Path) -> None:
    written = save(tmp_path / "a.xlsx", NEW)

    assert written.read_bytes() == NEW
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [written]


@pytest.mark.parametrize("mode", [0o644, 0o660])
def test_an_existing_file_keeps_its_mode(target: Path, mode: int) -> None:
    target.chmod(mode)

    save(target, NEW, is_ours=ours)

    assert target.read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_an_existing_file_keeps_its_owner(target: Path) -> None:
    os.chown(target, 1234, 2345)

    save(target, NEW, is_ours=ours)

    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 2345)


def test_a_link_stays_and_the_file_it_leads_to_is_replaced(target: Path) -> None:
    link = target.with_name("atalho.xlsx")
    link.symlink_to(target.name)

    assert save(link, NEW, is_ours=ours) == target
    assert link.is_symlink()
    assert target.read_bytes() == NEW


def test_a_foreign_file_is_replaced_only_when_told(target: Path) -> None:
    target.write_bytes(b"do cliente")

    assert stopped(target).code is catalogue.OUTPUT_NOT_OURS
    assert target.read_bytes() == b"do cliente"
    assert save(target, NEW, is_ours=ours, overwrite=True).read_bytes() == NEW


def test_without_a_way_to_tell_every_file_is_foreign(target: Path) -> None:
    with pytest.raises(CarteiraError) as stop:
        save(target, NEW)

    assert stop.value.code is catalogue.OUTPUT_NOT_OURS


def test_an_input_is_never_replaced(target: Path) -> None:
    error = stopped(target, overwrite=True, inputs=[target])

    assert error.code is catalogue.OUTPUT_IS_INPUT
    assert target.read_bytes() == OLD


@pytest.mark.parametrize("make", [Path.hardlink_to, Path.symlink_to])
def test_an_input_is_never_replaced_by_another_of_its_names(
    target: Path, make: Callable[[Path, Path], None]
) -> None:
    make(target.with_name("outro.xlsx"), target)

    error = stopped(target.with_name("outro.xlsx"), overwrite=True, inputs=[target])

    assert error.code is catalogue.OUTPUT_IS_INPUT
    assert target.read_bytes() == OLD


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    error = stopped(tmp_path / "não" / "há.xlsx")

    assert error.code is catalogue.OUTPUT_FOLDER_MISSING
    assert str(tmp_path / "não") in sentence(error)


def test_a_file_in_the_place_of_the_folder_is_said(target: Path) -> None:
    assert stopped(target / "a.xlsx").code is catalogue.OUTPUT_FOLDER_MISSING


def test_a_folder_is_no_place_to_write(tmp_path: Path) -> None:
    assert stopped(tmp_path, overwrite=True).code is catalogue.OUTPUT_NOT_A_FILE


def test_a_protected_file_is_left_alone(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert stopped(target).code is catalogue.OUTPUT_NO_PERMISSION
    assert target.read_bytes() == OLD


EXCEL = b"\x0dJos\xe9 da Silva".ljust(165)
LIBREOFFICE = "José da Silva,jose,caixa-2,22.11.2026 10:00,file:///home/jose;".encode()


@pytest.mark.parametrize(
    ("name", "content", "who"),
    [
        ("~$vendas-carteira.xlsx", EXCEL, " por José da Silva "),
        ("~$vendas-carteira.xlsx", b"", " aberto em "),
        (".~lock.vendas-carteira.xlsx#", LIBREOFFICE, " por José da Silva (caixa-2) "),
        (".~lock.vendas-carteira.xlsx#", b",jose,caixa-2,;", " por jose (caixa-2) "),
        (".~lock.vendas-carteira.xlsx#", b"", " aberto em "),
    ],
)
def test_a_file_that_somebody_has_open_is_left_alone(
    target: Path, name: str, content: bytes, who: str
) -> None:
    target.with_name(name).write_bytes(content)

    error = stopped(target, overwrite=True)
    assert error.code is catalogue.OUTPUT_OPEN
    assert who in sentence(error)
    assert target.read_bytes() == OLD


def test_a_lock_without_its_file_means_nothing(tmp_path: Path) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(EXCEL)

    assert save(tmp_path / "a.xlsx", NEW).read_bytes() == NEW


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, catalogue.OUTPUT_NO_SPACE),
        (errno.EDQUOT, catalogue.OUTPUT_NO_SPACE),
        (errno.EACCES, catalogue.OUTPUT_NO_PERMISSION),
        (errno.EROFS, catalogue.OUTPUT_NO_PERMISSION),
        (errno.EIO, catalogue.OUTPUT_FAILED),
    ],
)
@pytest.mark.parametrize("call", ["open", "fdopen", "fchmod", "fsync", "fstat", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, code: Code
) -> None:
    with monkeypatch.context() as faults:
        faults.setattr(os, call, failing(number))
        error = stopped(target)

    assert (error.code, error.code.exit) == (code, Exit.OUTPUT)
    assert sentence(error)
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_the_old_file(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.fdopen
    full = lambda _, mode: opened(os.open("/dev/full", os.O_WRONLY), mode)  # noqa: E731
    monkeypatch.setattr(os, "fdopen", full)

    assert stopped(target).code is catalogue.OUTPUT_NO_SPACE
    assert target.read_bytes() == OLD


def test_an_interruption_leaves_the_old_file_and_nothing_else(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as faults:
        faults.setattr(os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save(target, NEW, is_ours=ours)

    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_a_folder_that_knows_no_sync_is_no_failure(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "folder")
        sync(handle)

    monkeypatch.setattr(os, "fsync", only_files)

    assert save(target, NEW, is_ours=ours).read_bytes() == NEW


def test_what_a_killed_run_left_is_cleared_and_nothing_else(target: Path) -> None:
    stale = target.with_name(".vendas-carteira.xlsx.carteira-0123abcd.tmp")
    others = [
        target.with_name(name)
        for name in (
            ".outro.xlsx.carteira-0123abcd.tmp",
            ".vendas-carteira.xlsx.carteira-notes.tmp",
            "vendas-carteira.xlsx.carteira-0123abcd.tmp",
        )
    ]
    for path in (stale, *others):
        path.write_bytes(b"x")

    save(target, NEW, is_ours=ours)

    assert set(target.parent.iterdir()) == {target, *others}


@pytest.fixture
def other_run(target: Path) -> Iterator[None]:
    """Another run that has the lock of the target, and keeps it."""
    script = (
        "import sys, time; from pathlib import Path\n"
        "from carteira_cli.cli.locking import alone\n"
        "with alone(Path(sys.argv[1])):\n"
        "    print('locked', flush=True); time.sleep(60)\n"
    )
    command = [sys.executable, "-c", script, str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        assert run.stdout
        run.stdout.readline()
        yield
        run.kill()


@pytest.mark.usefixtures("other_run")
def test_two_runs_never_write_one_file_at_once(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_WAIT_SECONDS", 0.2)

    assert stopped(target).code is catalogue.OUTPUT_BUSY
    assert target.read_bytes() == OLD


def test_the_lock_of_a_killed_run_is_no_obstacle(target: Path) -> None:
    target.with_name(".vendas-carteira.xlsx.carteira.lock").touch()

    assert save(target, NEW, is_ours=ours).read_bytes() == NEW
    assert list(target.parent.iterdir()) == [target]


def test_a_lock_file_taken_away_while_we_waited_for_it_locks_nothing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = target.with_name(".vendas-carteira.xlsx.carteira.lock")
    others = iter([name.unlink])
    monkeypatch.setattr(locking, "_seize", lambda _: next(others, lambda: None)())

    with locking.alone(target):
        assert name.exists()


def test_a_folder_that_knows_no_locks_is_no_obstacle(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "_seize", failing(errno.ENOLCK))

    assert save(target, NEW, is_ours=ours).read_bytes() == NEW


def test_a_reader_in_the_way_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals = os.replace, iter([True, True])

    def late(*paths: Any) -> None:
        if next(refusals, False):
            raise PermissionError(errno.EACCES, "in use")
        replace(*paths)

    monkeypatch.setattr(saving, "_REPLACE_SECONDS", 2.0)
    monkeypatch.setattr(saving, "_PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(os, "replace", late)

    assert save(target, NEW, is_ours=ours).read_bytes() == NEW


def test_a_reader_in_the_way_for_long_is_told_to_close_it(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_REPLACE_SECONDS", 0.05)
    monkeypatch.setattr(saving, "_PAUSE_SECONDS", 0.01)
    with monkeypatch.context() as faults:
        faults.setattr(os, "replace", failing(errno.EACCES))
        error = stopped(target)

    assert error.code is catalogue.OUTPUT_OPEN
    assert list(target.parent.iterdir()) == [target]
