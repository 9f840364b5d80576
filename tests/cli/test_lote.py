"""`carteira lote`, from a folder of clients to their workbooks, the summary and the exit code."""

import io
import json
import os
import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from html import unescape
from multiprocessing import active_children
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from python_calamine import CalamineWorkbook

from carteira_cli.cli.app import main
from carteira_cli.cli.batch import processes
from carteira_cli.cli.batch.worker import FIGURES, Told
from carteira_cli.cli.running import Request
from carteira_cli.model.batch import Standing

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "carteira-lote-1.schema.json"
HEAD = "data;cliente;pedido;valor\n"
LEDGER = (HEAD + "05/01/2026;Padaria Aurora;1;100,00\n05/02/2026;Padaria Aurora;2;150,10\n", 25010)
SHOP = (HEAD + "10/02/2026;Bar do Porto;3;80,05\n11/03/2026;Rosa;4;0,10\n", 8015)
DAY = ("--data-base", "31/03/2026")
DAYS = {"28/02/2026": date(2026, 2, 28)}
OURS = b'{"schema": "carteira/1"}'


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


def lote(root: Path, *arguments: str) -> Outcome:
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["lote", str(root), *arguments])
    out.flush()
    return Outcome(code, out.buffer.getvalue().decode(), err.getvalue())


def fill(root: Path) -> Path:
    for name, text in {
        "Padaria Ação & Cia/jan 2026.csv": LEDGER[0],
        "Padaria Ação & Cia/fev 2026.csv": SHOP[0],
        "Ótica 100%/vendas.csv": LEDGER[0],
        "solta.csv": SHOP[0],
        "Falsa/vendas.xlsx": "%PDF-1.4 isto não é uma planilha",
        "Mal configurada/vendas.csv": SHOP[0],
        "Mal configurada/carteira.toml": "[leitura\n",
    }.items():
        path = root / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    (root / "Vazia").mkdir()
    return root


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome, Outcome]:
    """Run a batch twice; the process that starts first is killed, and its client tried again."""
    root = fill(tmp_path_factory.mktemp("lote") / "clientes")
    killer = threading.Thread(target=_kill_first)
    killer.start()
    first = lote(root, *DAY, "--processos", "2")
    killer.join()
    return root, first, lote(root, *DAY, "--processos", "1")


def _kill_first() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for child in active_children():
            os.kill(child.pid or 0, signal.SIGKILL)
            return
        time.sleep(0.001)


Work = Callable[[Any], Any]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Analyse in this process."""

    def one_by_one(work: Work, pieces: Sequence[Any], *_: Any) -> Iterator[tuple[int, Any]]:
        yield from ((at, work(piece)) for at, piece in enumerate(pieces))

    monkeypatch.setattr(processes, "share_out", one_by_one)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Add up the amounts instead of analysing, and note who would be analysed."""
    analysed: list[Request] = []

    def add_up(_: Work, pieces: Sequence[Request], *__: Any) -> Iterator[tuple[int, Told]]:
        for at, request in enumerate(pieces):
            analysed.append(request)
            Path(request.output or "").write_bytes(OURS)
            yield at, Told(sums(request), (request.output or "",), lasting=request.as_of != "hoje")

    monkeypatch.setattr(processes, "share_out", add_up)
    return analysed


def sums(request: Request) -> Standing:
    lines = [line for file in request.files for line in file.read_text("utf-8").splitlines()[1:]]
    cents = sum(int(line.rpartition(";")[2].replace(",", "")) for line in lines)
    as_of = DAYS.get(request.as_of or "", date(2026, 3, 31))
    unknown = dict.fromkeys((*FIGURES, "late_customers", "inactive_customers"))
    figures = {**unknown, "net_amount": cents / 100, "customers": 2}
    return Standing(as_of, figures, len(lines), len(lines), cents, cents)


def rows(root: Path, sheet: str) -> dict[str, dict[str, Any]]:
    book = CalamineWorkbook.from_path(root / "carteira-lote.xlsx")
    lines = book.get_sheet_by_name(sheet).to_python()
    head = next(at for at, line in enumerate(lines) if line[0] == "Carteira")
    names = [str(name) for name in lines[head]]
    return {str(line[0]): dict(zip(names, line, strict=True)) for line in lines[head + 1 :]}


def test_who_fails_is_named_and_stops_nobody(batch: tuple[Path, Outcome, Outcome]) -> None:
    root, first, _ = batch

    assert first.code == 1
    said = first.err.splitlines()
    assert [line for line in said if line.startswith("Falhou: ")] == [
        (
            "Falhou: Falsa: vendas.xlsx não é uma planilha: parece um PDF. "
            "Exporte as vendas como .xlsx ou .csv."
        ),
        (
            "Falhou: Mal configurada: Não consegui ler a configuração carteira.toml: erro de "
            "escrita na linha 1, coluna 9. Corrija o arquivo ou tire-o da pasta."
        ),
    ]
    assert "Vazia não tem planilha para ler: ficou de fora." in said
    assert said[-2:] == [
        f"Gravado em {root / 'carteira-lote.xlsx'}",
        "3 feitos, 2 falharam, 0 sem mudança",
    ]


def test_everybody_has_his_workbook_named_after_him(
    batch: tuple[Path, Outcome, Outcome],
) -> None:
    found = {path.relative_to(batch[0]).as_posix() for path in batch[0].rglob("*-carteira.xlsx")}

    assert found == {
        "Padaria Ação & Cia/Padaria Ação & Cia-carteira.xlsx",
        "Ótica 100%/Ótica 100%-carteira.xlsx",
        "solta-carteira.xlsx",
    }


def test_the_summary_leads_to_each_workbook_wherever_the_folder_lies(
    batch: tuple[Path, Outcome, Outcome],
) -> None:
    with ZipFile(batch[0] / "carteira-lote.xlsx") as package:
        relations = package.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    links = re.findall(r'Target="([^"]*)" TargetMode="External"', relations)
    ways = [unquote(unescape(link)).replace("\\", "/") for link in links]

    assert len(ways) == 3
    assert all((batch[0] / way).is_file() and not way.startswith("/") for way in ways)


def test_rows_and_reais_add_up_of_each_and_of_all(batch: tuple[Path, Outcome, Outcome]) -> None:
    root, first, _ = batch
    told = rows(root, "Conferência")

    assert {name: round(line["Valor usado"] * 100) for name, line in told.items()} == {
        "Padaria Ação & Cia": LEDGER[1] + SHOP[1],
        "Ótica 100%": LEDGER[1],
        "solta.csv": SHOP[1],
        "Total": 2 * LEDGER[1] + 2 * SHOP[1],
    }
    assert {name: line["Linhas encontradas"] for name, line in told.items()}["Total"] == 8
    assert "R$ 660,50" in first.out


def test_the_table_fits_80_columns_and_ends_in_a_total(
    batch: tuple[Path, Outcome, Outcome],
) -> None:
    lines = batch[1].out.splitlines()

    assert max(map(len, lines)) <= 80
    assert lines[-1].split()[0] == "Total"
    assert "R$ 660,50" in lines[-1]


def test_who_has_not_changed_is_not_analysed_again_and_keeps_his_row(
    batch: tuple[Path, Outcome, Outcome],
) -> None:
    root, _, second = batch
    told = rows(root, "Carteiras")

    assert second.err.splitlines()[-1] == "0 feitos, 2 falharam, 3 sem mudança"
    assert told["solta.csv"]["Situação"] == "Sem mudança"
    assert told["solta.csv"]["Faturamento líquido"] == 80.15
    assert told["Falsa"]["Situação"] == "Falhou"


def test_what_is_remembered_is_private_and_names_no_customer(
    batch: tuple[Path, Outcome, Outcome],
) -> None:
    memory = batch[0] / ".carteira-lote.json"

    assert memory.stat().st_mode & 0o777 == 0o600
    assert not {"Aurora", "Porto", "Rosa"} & set(memory.read_text(encoding="utf-8").split())


def some(tmp_path: Path, *names: str) -> Path:
    for name in names:
        path = tmp_path / name / "vendas.csv"
        path.parent.mkdir()
        path.write_text(SHOP[0], encoding="utf-8")
    return tmp_path


def test_a_change_of_anything_that_counts_is_analysed(tmp_path: Path, alone: list[Request]) -> None:
    root = some(tmp_path, "a")
    sales, workbook = root / "a" / "vendas.csv", root / "a" / "a-carteira.xlsx"

    def analysed(*arguments: str) -> int:
        alone.clear()
        assert lote(root, *arguments).code == 0
        return len(alone)

    assert [analysed(*DAY), analysed(*DAY)] == [1, 0]
    os.utime(sales, (0, 0))
    assert analysed(*DAY) == 0
    sales.write_text(SHOP[0] + "12/03/2026;Rosa;5;9,00\n", encoding="utf-8")
    assert [analysed(*DAY), analysed(*DAY)] == [1, 0]
    (root / "carteira.toml").write_text("[relatorio]\ntopo = 3\n", encoding="utf-8")
    assert [analysed(*DAY), analysed(*DAY)] == [1, 0]
    workbook.write_bytes(workbook.read_bytes() + b" ")
    assert analysed(*DAY) == 1
    workbook.unlink()
    assert analysed(*DAY) == 1
    assert analysed("--data-base", "30/03/2026") == 1
    assert analysed("--data-base", "30/03/2026", "--tudo") == 1


def test_what_goes_by_today_is_analysed_again_on_another_day(
    tmp_path: Path, alone: list[Request]
) -> None:
    root = some(tmp_path, "a")
    lote(root, "--data-base", "hoje")
    lote(root, "--data-base", "hoje")
    assert len(alone) == 1

    memory = root / ".carteira-lote.json"
    kept = json.loads(memory.read_text(encoding="utf-8"))
    kept["clients"]["a"]["made_on"] = "2026-01-01"
    memory.write_text(json.dumps(kept), encoding="utf-8")
    lote(root, "--data-base", "hoje")

    assert len(alone) == 2


def test_the_change_is_against_the_last_run_of_another_day(
    tmp_path: Path, alone: list[Request]
) -> None:
    root = some(tmp_path, "a")
    lote(root, "--data-base", "28/02/2026")
    (root / "a" / "vendas.csv").write_text(LEDGER[0], encoding="utf-8")
    lote(root, *DAY)
    lote(root, *DAY, "--tudo")
    told = rows(root, "O que mudou")["a"]

    assert (told["Faturamento antes"], told["Faturamento líquido"]) == (80.15, 250.1)
    assert told["Variação"] == 169.95
    assert len(alone) == 3


@pytest.mark.usefixtures("here")
def test_the_configuration_of_a_client_goes_before_that_of_the_folder(tmp_path: Path) -> None:
    root = some(tmp_path, "a", "b")
    (root / "carteira.toml").write_text('[leitura]\ndata_base = "31/03/2026"\n', encoding="utf-8")
    (root / "a" / "carteira.toml").write_text(
        '[leitura]\ndata_base = "28/02/2026"\n', encoding="utf-8"
    )
    told = json.loads(lote(root, "--json").out)

    assert [each["reference_date"] for each in told["clients"]] == ["2026-02-28", "2026-03-31"]


def test_the_document_keeps_to_its_schema(tmp_path: Path, alone: list[Request]) -> None:
    root = some(tmp_path, "a", "b")
    lote(root, "--data-base", "28/02/2026")
    (root / "a" / "vendas.csv").write_text(LEDGER[0], encoding="utf-8")
    (root / "c.csv").write_text(SHOP[0], encoding="utf-8")
    (root / "c.tsv").write_text(SHOP[0], encoding="utf-8")
    told = json.loads(lote(root, *DAY, "--json").out)
    schema = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))

    assert [error.message for error in schema.iter_errors(told)] == []
    assert told["outcome"] == {"done": 2, "doubtful": 0, "unchanged": 0, "failed": 2}
    assert told["totals"]["amount_used"] == 330.25
    assert [each["before"] is None for each in told["clients"]] == [False, False, True, True]
    assert len(alone) == 4


def test_quiet_says_nothing_when_all_is_well(tmp_path: Path, alone: list[Request]) -> None:
    root = some(tmp_path, "a")

    assert lote(root, *DAY, "-q") == Outcome(0, "", "")
    assert len(alone) == 1


@pytest.mark.usefixtures("here")
def test_a_batch_in_which_everybody_fails_has_its_summary_too(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"%PDF-1.4")
    outcome = lote(tmp_path, *DAY)

    assert outcome.code == 1
    assert outcome.err.splitlines()[-1] == "0 feitos, 1 falhou, 0 sem mudança"
    assert rows(tmp_path, "O que precisa de você")["a.xlsx"]["Situação"] == "Falhou"


@pytest.mark.usefixtures("here")
def test_too_many_unreadable_rows_are_told_and_are_no_failure(tmp_path: Path) -> None:
    root = some(tmp_path, "a")
    (root / "a" / "vendas.csv").write_text(SHOP[0] + "12/03/2026;Rosa;5;nove\n", encoding="utf-8")
    outcome = lote(root, *DAY, "-q")

    assert outcome.code == 1
    assert outcome.err.startswith("a: Atenção: 33,3 % das linhas não puderam ser lidas")
    assert outcome.err.endswith("1 feito, 0 falharam, 0 sem mudança\n")


def test_an_open_summary_costs_nobody_his_analysis(tmp_path: Path, alone: list[Request]) -> None:
    root = some(tmp_path, "a")
    lote(root, *DAY)
    (root / "a" / "vendas.csv").write_text(LEDGER[0], encoding="utf-8")
    lock = root / ".~lock.carteira-lote.xlsx#"
    lock.write_text("Ana,,,,", encoding="utf-8")
    outcome = lote(root, *DAY)

    assert outcome.code == 5
    assert "carteira-lote.xlsx está aberto por Ana em outro programa" in outcome.err
    lock.unlink()
    assert lote(root, *DAY).code == 0
    assert len(alone) == 2


def test_an_interrupted_batch_goes_on_where_it_was(
    tmp_path: Path, alone: list[Request], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, whole = some(tmp_path, "a", "b"), processes.share_out

    def interrupted(*given: Any) -> Iterator[tuple[int, Told]]:
        yield next(iter(whole(*given)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(processes, "share_out", interrupted)
        assert lote(root, *DAY).code == 130
    assert not (root / "carteira-lote.xlsx").exists()

    assert lote(root, *DAY).err.endswith("1 feito, 0 falharam, 1 sem mudança\n")
    assert [request.files[0].parent.name for request in alone] == ["a", "b"]


def test_the_totals_follow_the_filter_of_their_table(batch: tuple[Path, Outcome, Outcome]) -> None:
    with ZipFile(batch[0] / "carteira-lote.xlsx") as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "/sheet" in name]

    assert any("<f>SUBTOTAL(109,Conferência[Valor usado])</f><v>660.5</v>" in s for s in sheets)


def test_somebody_elses_summary_is_kept_and_stops_the_batch(
    tmp_path: Path, alone: list[Request]
) -> None:
    root = some(tmp_path, "a")
    (root / "carteira-lote.xlsx").write_bytes(b"minha")

    assert lote(root, *DAY).code == 5
    assert alone == []
    assert lote(root, *DAY, "--sobrescrever").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["nada"], 3, "nada não é uma pasta que se possa abrir."),
        (["vazia"], 3, "Não há planilha de nenhum cliente em vazia."),
        (["c", "--data-base", "ontem"], 2, "--data-base: escreva a data como"),
        (["c", "--tolerancia", "muito"], 2, "--tolerancia: escreva uma porcentagem"),
        (["c", "--formato", "pdf"], 2, "--formato: pdf não é uma das escolhas"),
        (["c", "--processos", "0"], 2, "--processos: 0 não é um número inteiro a partir de 1"),
        (["c", "-o", "c/resumo.csv"], 2, "--saida: o nome do resumo deve terminar em .xlsx"),
        (["c", "-o", "c/a/a-carteira.xlsx"], 2, "é a planilha de um dos clientes"),
        (["c", "-o", "nada/resumo.xlsx"], 5, "A pasta nada não existe"),
        (["c", "--config", "nada.toml"], 4, "nada.toml"),
    ],
)
def test_what_is_wrong_for_all_is_told_before_anybody_is_analysed(
    tmp_path: Path,
    alone: list[Request],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    sentence: str,
) -> None:
    for name in ("vazia", "c"):
        (tmp_path / name).mkdir()
    some(tmp_path / "c", "a")
    monkeypatch.chdir(tmp_path)
    outcome = lote(Path(arguments[0]), *arguments[1:])

    assert (outcome.code, outcome.out, alone) == (code, "", [])
    assert sentence in outcome.err.splitlines()[0]
    assert not list((tmp_path / "c").glob(".*"))
