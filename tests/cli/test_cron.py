"""A run that nobody watches: silent when all is well, one line when it is not, always ended."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from carteira_cli import __main__ as door

Carteira = Callable[..., Any]


@pytest.mark.parametrize(
    ("arguments", "code", "parts"),
    [
        ("nada.csv -q", 3, ["Não encontrei o arquivo nada.csv", "O que fazer:"]),
        ("vendas.csv --topo 0 --silencioso", 2, ["--topo: 0 não é", "Veja como usar:"]),
        ("vendas.csv --quiet --saidaa x", 2, ["não existe a opção --saidaa"]),
        ("vendas.csv -q -o não/há.json", 5, ["A pasta ", "Onde: ", "O que fazer:"]),
        ("vendas.csv -q --config errada.toml", 4, ["[rfm] bin: esta chave não existe"]),
        ("vendas.csv -q --json --por lua", 2, ["Não há como separar a carteira por lua"]),
    ],
)
def test_a_failure_is_one_line_that_says_what_and_where(
    carteira: Carteira, sales: Path, arguments: str, code: int, parts: list[str]
) -> None:
    sales.with_name("errada.toml").write_text("[rfm]\nbin = 5\n[leitra]", encoding="utf-8")

    outcome = carteira("analisar", *arguments.split())

    assert (outcome.code, outcome.out) == (code, "")
    assert outcome.err.startswith("Erro: ")
    assert outcome.err.count("\n") == 1
    assert all(part in outcome.err for part in parts)


def test_a_bug_is_one_line_too(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carteira_cli.pipeline.run", None)

    outcome = carteira("analisar", sales, "-q")

    assert outcome.code == 70
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("extra", "shown", "lines"),
    [([], "Padaria Aurora", 4), (["--json"], '"carteira/1"', 4), (["-q"], "", 2)],
    ids=["report", "json", "quiet"],
)
def test_a_result_that_cannot_be_written_is_shown_all_the_same(
    carteira: Carteira, sales: Path, extra: list[str], shown: str, lines: int
) -> None:
    target = sales.with_name("não") / "há.json"

    outcome = carteira("analisar", sales, "-o", target, "--alerta", "clientes>0", *extra)

    assert outcome.code == 5
    assert shown in outcome.out
    assert bool(outcome.out) == bool(shown)
    assert outcome.err.startswith("O alerta clientes>0 disparou (Clientes: 2).\nErro: A pasta ")
    assert outcome.err.count("\n") == lines


def test_in_a_read_only_folder_the_report_is_shown_and_the_code_is_5(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def read_only(path: Any, flags: int, *mode: int, **options: Any) -> int:
        here = Path(os.fspath(path)).resolve().parent == sales.parent
        if here and flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system")
        return opened(path, flags, *mode, **options)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", read_only)
        outcome = carteira("analisar", sales, "-o", "a.json", "--log", "carteira.log")

    assert outcome.code == 5
    assert "Padaria Aurora" in outcome.out
    assert "Sem permissão para gravar a.json" in outcome.err
    assert "Atenção: sem permissão para gravar carteira.log" in outcome.err


@pytest.fixture
def signals() -> Iterator[None]:
    """The signals as a new process has them, and afterwards as they were."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, signal.SIG_DFL) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def ending(number: signal.Signals) -> Callable[[], int]:
    """A program that the system ends in the midst of its work."""

    def main() -> int:
        os.kill(os.getpid(), number)
        return 0

    return main


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_run_that_the_system_ends_is_an_interrupted_one(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setattr(door, "main", ending(number))

    assert door._interruptible() == 130


@pytest.mark.usefixtures("signals")
def test_who_asked_for_a_hangup_to_be_ignored_has_it_ignored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    monkeypatch.setattr(door, "main", ending(signal.SIGHUP))

    assert door._interruptible() == 0


def test_with_an_empty_environment_and_closed_streams_it_runs_and_speaks_portuguese(
    sales: Path,
) -> None:
    bare = {"PATH": os.defpath, **{k: v for k, v in os.environ.items() if k == "PYTHONPATH"}}
    command = '"$0" -m carteira_cli analisar vendas.csv -q --json --alerta "churn>=0%" <&- >&-'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable],
        cwd=sales.parent,
        env=bare,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 10
    assert "disparou (Perda de clientes por mês: 0,0 %)" in done.stderr.decode()
