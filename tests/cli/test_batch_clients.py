"""Who the clients of a folder are, and which of their files are read."""

from pathlib import Path

import pytest

from carteira_cli.cli.batch.clients import find, require
from carteira_cli.cli.batch.patterns import matches, natural
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError

OURS = b'{"schema": "carteira/1"}'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        "Loja 10/vendas.csv",
        "loja 2/vendas 2.csv",
        "loja 2/vendas 10.csv",
        "loja 2/Cadastro.xlsx",
        "loja 2/antigas/vendas 2024.csv",
        "loja 2/~$vendas 2.csv",
        "loja 2/.escondida.csv",
        "loja 2/vendas.csv.bak",
        "Ótica/VENDAS.CSV",
        "Sem nada/leia.txt",
        ".oculta/vendas.csv",
        "tabelas/.carteira",
        "tabelas/clientes.csv",
        "avulsa.ods",
        "nota.pdf",
        "carteira-lote.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.touch()
    (tmp_path / "avulsa-carteira.json").write_bytes(OURS)
    return tmp_path


def places(root: Path, *patterns: str) -> dict[str, list[str]]:
    found = find(root, patterns)
    return {
        each.place: [path.relative_to(each.folder).as_posix() for path in each.files]
        for each in found.clients
    }


def test_folders_and_loose_sheets_are_clients_in_the_order_a_person_would_give(root: Path) -> None:
    assert places(root) == {
        "avulsa.ods": ["avulsa.ods"],
        "loja 2": ["Cadastro.xlsx", "vendas 2.csv", "vendas 10.csv"],
        "Loja 10": ["vendas.csv"],
        "Ótica": ["VENDAS.CSV"],
    }
    assert find(root).empty == ("Sem nada",)


def test_patterns_choose_among_files_in_capitals_or_not_and_may_look_deeper(root: Path) -> None:
    assert places(root, "vendas*.csv") == {
        "loja 2": ["vendas 2.csv", "vendas 10.csv"],
        "Loja 10": ["vendas.csv"],
        "Ótica": ["VENDAS.CSV"],
    }
    assert places(root, "**/vendas 2*")["loja 2"] == ["antigas/vendas 2024.csv", "vendas 2.csv"]
    assert places(root, "*.txt", "*.ods") == {
        "avulsa.ods": ["avulsa.ods"],
        "Sem nada": ["leia.txt"],
    }


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("a.csv", "*.csv", True),
        ("x/a.csv", "*.csv", False),
        ("x/a.csv", "**/*.csv", True),
        ("a.csv", "**/*.csv", True),
        ("x/y/a.csv", "x/*.csv", False),
        ("../a.csv", "*/a.csv", True),
        ("JOAO\u0303.csv", "jo\u00e3*", False),
        ("JOA\u0303O.csv", "jo\u00e3o*", True),
    ],
)
def test_a_pattern_fits_part_by_part(path: str, pattern: str, fits: bool) -> None:
    assert matches(path.split("/"), [pattern]) is fits


def test_names_are_sorted_by_their_numbers_and_without_their_accents() -> None:
    names = ["Zé", "loja 10", "Ótica", "Loja 2", "óculos", "10", "9"]

    assert sorted(names, key=natural) == ["9", "10", "Loja 2", "loja 10", "óculos", "Ótica", "Zé"]


def test_a_workbook_is_named_after_its_folder_or_gone_on_with(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = {"antiga-carteira.xlsx"}
    monkeypatch.setattr(
        "carteira_cli.cli.batch.clients._is_our_workbook", lambda path: path.name in ours
    )
    (root / "loja 2" / "antiga-carteira.xlsx").touch()
    (root / "Loja 10" / "antiga-carteira.xlsx").touch()
    (root / "Loja 10" / "Loja 10-carteira.xlsx").touch()
    named = {each.place: each.workbook.name for each in find(root).clients}

    assert named["Ótica"] == "Ótica-carteira.xlsx"
    assert named["avulsa.ods"] == "avulsa-carteira.xlsx"
    assert named["loja 2"] == "antiga-carteira.xlsx"
    assert named["Loja 10"] == "Loja 10-carteira.xlsx"


def test_two_sheets_that_would_have_one_workbook_are_told(root: Path) -> None:
    (root / "AVULSA.csv").touch()
    rivals = {each.place: each.rival for each in find(root).clients}

    assert (rivals["avulsa.ods"], rivals["AVULSA.csv"]) == ("AVULSA.csv", "avulsa.ods")
    assert rivals["Ótica"] == ""


def test_a_folder_without_clients_is_told(tmp_path: Path) -> None:
    with pytest.raises(CarteiraError) as stop:
        require(tmp_path, None)

    assert stop.value.code is catalogue.BATCH_EMPTY
