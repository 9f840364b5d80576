"""`--log`: a line for each run, however it ends, and never what stands in the files."""

import errno
import json
import os
import re
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from carteira_cli import pipeline
from carteira_cli.cli import journal
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError

Carteira = Callable[..., Any]

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d carteira analisar exit=(?P<exit>\d+) "
    r"seconds=\d+\.\d (rows_used=(?P<used>\d+) rows_set_aside=(?P<aside>\d+) )?"
    r"files=(?P<files>.*)\n"
)


def line(log: Path) -> re.Match[str]:
    *_, last = log.read_text(encoding="utf-8").splitlines(keepends=True)
    match = LINE.fullmatch(last)
    assert match is not None, last
    return match


def raising(error: BaseException) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def test_every_run_adds_one_line_that_holds_no_customer(carteira: Carteira, sales: Path) -> None:
    with sales.open("a", encoding="utf-8") as more:
        more.write("06/03/2026;Ana Souza 123.456.789-09;5;quarenta\n")
    log = sales.with_name("carteira.log")

    codes = [
        carteira("analisar", sales, "-q", "--json", "--log", log).code,
        carteira("analisar", sales, "-q", "--json", "--log", log, "--tolerancia", "50%").code,
        carteira("analisar", "nada.csv", "-q", "--log", log).code,
    ]

    told = log.read_text(encoding="utf-8")
    assert [int(each["exit"]) for each in LINE.finditer(told)] == codes == [1, 0, 3]
    assert [each["used"] for each in LINE.finditer(told)] == ["4", "4", None]
    assert [each["aside"] for each in LINE.finditer(told)] == ["1", "1", None]
    assert json.loads(line(log)["files"]) == [str(sales.with_name("nada.csv"))]
    assert not re.search("Aurora|Porto|Ana|456|quarenta", told)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("Ana Souza"),
        KeyboardInterrupt(),
        OSError(errno.ENOSPC, "Ana Souza"),
        CarteiraError(catalogue.EMPTY_FILE, name="Ana Souza"),
    ],
    ids=["bug", "interrupted", "full", "refused"],
)
def test_the_line_has_the_exit_code_of_the_program(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(pipeline, "run", raising(error))
    log = sales.with_name("carteira.log")

    outcome = carteira("analisar", sales, "-q", "--log", log)

    assert int(line(log)["exit"]) == outcome.code != 0
    assert "Ana" not in log.read_text(encoding="utf-8")


def test_a_wrong_option_is_in_the_log_too(carteira: Carteira, sales: Path) -> None:
    log = sales.with_name("carteira.log")

    assert carteira("analisar", sales, "--topo", "0", "--log", log).code == 2
    assert line(log)["exit"] == "2"


def test_a_file_that_is_no_log_is_left_alone_and_the_run_goes_on(
    carteira: Carteira, sales: Path
) -> None:
    before = sales.read_bytes()

    outcome = carteira("analisar", sales, "-q", "--json", "--log", sales)

    assert outcome.code == 0
    assert sales.read_bytes() == before
    assert outcome.err == (
        f"Atenção: {sales} não é um registro deste programa; a execução não foi registrada.\n"
    )


@pytest.mark.parametrize(
    ("where", "sentence"),
    [("não/há.log", "a pasta de não/há.log não existe"), (".", ". não é um registro")],
)
def test_a_log_that_cannot_be_written_is_a_warning(
    carteira: Carteira, sales: Path, where: str, sentence: str
) -> None:
    outcome = carteira("analisar", sales, "-q", "--json", "--log", where)

    assert outcome.code == 0
    assert outcome.err.startswith(f"Atenção: {sentence}")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EIO])
def test_whatever_the_system_refuses_the_sentence_is_ours(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
) -> None:
    monkeypatch.setattr(os, "write", raising(OSError(number, "english")))

    with journal.kept(str(tmp_path / "a.log"), "analisar", []):
        pass

    told = capsys.readouterr().err
    assert told.startswith("Atenção: ")
    assert "english" not in told


def test_a_pipe_that_nobody_empties_holds_nobody_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "tubo")
    full = os.open(tmp_path / "tubo", os.O_RDWR | os.O_NONBLOCK)
    with suppress(BlockingIOError):
        while True:
            os.write(full, b"x" * 4096)

    with journal.kept(str(tmp_path / "tubo"), "analisar", []):
        pass

    os.close(full)
    assert capsys.readouterr().err.startswith("Atenção: o sistema não deixou gravar")


def test_names_of_files_never_break_the_line(tmp_path: Path) -> None:
    log, name = tmp_path / "a.log", 'são "João"\n2026 \x1b[31m\u202e\u2028.csv'

    with journal.kept(str(log), "analisar", [name, "-", "\udcff"]):
        pass

    named, *others = json.loads(line(log)["files"])
    assert named.endswith(f"/{name}")
    assert others[0] == "-"
    assert log.read_text(encoding="utf-8").isprintable() is False  # its end of line
    assert log.read_text(encoding="utf-8").rstrip("\n").isprintable()


def test_lines_are_added_and_never_replace_others(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    log.touch(0o644)
    for _ in range(3):
        with journal.kept(str(log), "analisar", []):
            pass

    assert len(log.read_text(encoding="utf-8").splitlines()) == 3
    assert stat.S_IMODE(log.stat().st_mode) == 0o644
