"""`carteira analisar --na-planilha`: into the very file, which is kept beside it."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.cli import grafting, saving
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError
from carteira_cli.writers.graft import graft
from carteira_cli.writers.package import faults
from tests.writers.books import opened, report
from tests.writers.graft import donors
from tests.writers.graft.hosts import book, parts

Carteira = Callable[..., Any]
FOUR = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
AS_OF = ("--data-base", "28/02/2026")

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def fill(made: Any, sheet: Any) -> None:
    """Some of what a graft must leave alone, beside sales of which every row counts."""
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "=Vendas!$C$2:$C$4"})
    sheet.insert_chart("J2", chart)
    sheet.write_comment("B2", "Cliente antigo")
    made.add_worksheet("Painel").write("A1", "Metas")
    made.define_name("DataBase", "=Vendas!$A$2")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "vendas.xlsx"
    path.write_bytes(book(fill))
    return path


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def backup(own: Path) -> Path:
    return own.with_name("vendas.xlsx.bak")


def document(outcome: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(outcome.out)
    del found["sources"]
    return found


def test_our_sheets_go_into_the_file_and_it_is_kept_beside(carteira: Carteira, own: Path) -> None:
    before = own.read_bytes()
    outcome = carteira("analisar", own, "--na-planilha", *AS_OF)

    assert outcome.code == 0
    assert "Padaria Aurora" in outcome.out
    assert f"Gravado em {own}: " in outcome.err
    assert "nenhuma outra parte do seu arquivo foi alterada (" in outcome.err
    assert f"O arquivo de antes está em {backup(own)}" in outcome.err
    assert files(own.parent) == {"vendas.xlsx", "vendas.xlsx.bak"}
    assert backup(own).read_bytes() == before
    old, new = parts(before), parts(own.read_bytes())
    assert {n: new[n] for n in old if n not in FOUR} == {n: old[n] for n in old if n not in FOUR}
    assert {"Vendas", "Painel", "Resumo", "Clientes"} <= set(opened(own).sheetnames)


def test_a_second_run_reads_the_same_figures_and_changes_nothing(
    carteira: Carteira, own: Path
) -> None:
    first = carteira("analisar", own, "--in-place", "--json", *AS_OF)
    grafted = own.read_bytes()
    second = carteira("analisar", own, "--na-planilha", "--json", *AS_OF)

    assert document(second) == document(first)
    assert own.read_bytes() == grafted
    assert "já estava em dia" in second.err


def put(own: Path, amount: float = 330.0) -> list[str]:
    """Graft a small report, without reading and measuring anything."""
    return grafting.save(
        grafting.Host(own, own.read_bytes()), report(donors.summary(amount), donors.settings())
    )


def stopped(own: Path) -> CarteiraError:
    with pytest.raises(CarteiraError) as stop:
        put(own)
    return stop.value


def test_the_oldest_file_is_never_lost(own: Path) -> None:
    states = [own.read_bytes()]
    for amount in (1.0, 2.0, 3.0):
        put(own, amount)
        states.append(own.read_bytes())

    assert len(set(states)) == 4
    assert backup(own).read_bytes() == states[2]
    assert own.with_name("vendas.xlsx.original.bak").read_bytes() == states[0]


def test_a_file_of_the_users_that_is_called_like_the_copy_is_not_lost(own: Path) -> None:
    backup(own).write_bytes(b"mine")
    put(own)

    assert own.with_name("vendas.xlsx.original.bak").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["vendas.xlsx", "outra.xlsx"], "um arquivo só"),
        (["-"], "um arquivo só"),
        (["vendas.xlsx", "-o", "x.xlsx"], "--saida"),
    ],
)
def test_it_needs_one_file_and_no_other_place(
    carteira: Carteira, own: Path, arguments: list[str], word: str
) -> None:
    (own.parent / "outra.xlsx").write_bytes(own.read_bytes())
    before = own.read_bytes()
    outcome = carteira("analisar", *arguments, "--na-planilha")

    assert (outcome.code, own.read_bytes()) == (2, before)
    assert word in outcome.err


def test_a_register_beside_it_is_only_read(carteira: Carteira, own: Path) -> None:
    register = own.with_name("cadastro.csv")
    register.write_text("Cliente;Cidade\nPadaria Aurora;Santos\n", encoding="utf-8")
    outcome = carteira("analisar", own, "--clientes", register, "--na-planilha", "-q")

    assert outcome.code == 0
    assert "Resumo" in opened(own).sheetnames


def test_other_formats_are_written_beside_when_asked_for(carteira: Carteira, own: Path) -> None:
    carteira("analisar", own, "--na-planilha", "--formato", "json", "-q")

    assert files(own.parent) == {"vendas.xlsx", "vendas.xlsx.bak", "vendas-carteira.json"}


def test_what_can_not_be_written_into_is_refused_before_it_is_read(
    carteira: Carteira, sales: Path
) -> None:
    before = sales.read_bytes()
    outcome = carteira("analisar", sales, "--na-planilha")

    assert outcome.code == 5
    assert "sem --na-planilha" in outcome.err
    assert (outcome.out, files(sales.parent), sales.read_bytes()) == ("", {"vendas.csv"}, before)


def test_a_file_that_changed_meanwhile_stays_as_it_is(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(file: grafting.Host) -> Path:
        own.write_bytes(b"changed")
        return backup(file.path)

    monkeypatch.setattr(grafting, "_keep", meanwhile)

    assert stopped(own).code is catalogue.IN_PLACE_CHANGED
    assert own.read_bytes() == b"changed"


def test_a_file_that_is_open_elsewhere_stays_as_it_is(own: Path) -> None:
    before = own.read_bytes()
    own.with_name("~$vendas.xlsx").write_bytes(b"\x03Ana")

    assert stopped(own).code is catalogue.OUTPUT_OPEN
    assert own.read_bytes() == before


def test_a_result_that_excel_would_repair_is_not_written(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(before: bytes, donor: bytes) -> bytes:
        return graft(before, donor).replace(b"xl/theme/theme1.xml", b"xl/theme/themeX.xml")

    before = own.read_bytes()
    monkeypatch.setattr("carteira_cli.writers.graft.graft", broken)
    monkeypatch.setattr("carteira_cli.writers.graft.prove", lambda *_: None)

    assert stopped(own).code is catalogue.IN_PLACE_UNSOUND
    assert (own.read_bytes(), files(own.parent)) == (before, {"vendas.xlsx"})


def test_a_fault_that_the_file_had_before_does_not_stop_it(own: Path) -> None:
    own.write_bytes(own.read_bytes().replace(b"xl/theme/theme1.xml", b"xl/theme/themeX.xml"))
    assert faults(own.read_bytes())

    put(own)

    assert "Resumo" in opened(own).sheetnames


def test_a_crash_while_replacing_leaves_the_file_and_its_copy(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = saving._rename

    def crash(beside: Path, place: Path) -> None:
        if place == own:
            raise OSError(errno.ENOSPC, "no space")
        rename(beside, place)

    before = own.read_bytes()
    monkeypatch.setattr(saving, "_rename", crash)

    assert stopped(own).code is catalogue.OUTPUT_NO_SPACE
    assert own.read_bytes() == backup(own).read_bytes() == before
    assert files(own.parent) == {"vendas.xlsx", "vendas.xlsx.bak"}


def test_a_link_stays_and_the_copy_lies_beside_the_file_itself(
    carteira: Carteira, own: Path
) -> None:
    folder = own.parent / "atalhos"
    folder.mkdir()
    link = folder / "atalho.xlsx"
    link.symlink_to(own)
    carteira("analisar", link, "--na-planilha", "-q", *AS_OF)

    assert link.is_symlink()
    assert backup(own).exists()
    assert "Resumo" in opened(own).sheetnames
