from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from carteira_cli.cli.app import main

SALES = """\
data;cliente;pedido;valor
05/01/2026;Padaria Aurora;1;100,00
05/02/2026;Padaria Aurora;2;150,00
10/02/2026;Bar do Porto;3;80,00
05/03/2026;Padaria Aurora;4;120,00
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def carteira(capfd: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    def run(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def sales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "vendas.csv"
    path.write_text(SALES, encoding="utf-8")
    return path
