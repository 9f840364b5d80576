"""Results without anybody in them: no output holds a name, and every figure is the same."""

import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from carteira_cli.cli.app import main

PEOPLE = (
    ("Padaria Aurora", "111.444.777-35", "aurora@padaria.com.br", "(11) 98888-7777", "Ana Prado"),
    ("Bar do Porto", "11.222.333/0001-81", "contato@bardoporto.com", "(11) 3333-4444", "Ana Prado"),
    ("Joana Teixeira", "529.982.247-25", "", "", "Rui Lobo"),
    ("Joana Teixera", "", "joana@uol.com.br", "", "Rui Lobo"),
)
PERSONAL = {text for person in PEOPLE for text in person if text} | {
    text.translate(str.maketrans("", "", "./-")) for _, text, *_ in PEOPLE if text
}
HEADER = "data;cliente;cpf;e-mail;telefone;vendedor;pedido;valor;produto;cidade;observação"
IDENTITY = {"customer_id", "customer", "document", "email", "phone", "seller"}


def table() -> str:
    rows = [HEADER]
    for number in range(24):
        name, document, email, phone, seller = PEOPLE[number % 4 if number % 5 else 0]
        day = f"{1 + number:02d}/{1 + number % 10:02d}/2025"
        product = "Bolo da Joana Teixeira" if number % 3 else "Pão"
        told = f"{document};{email};{phone};{seller}"
        amount = "abc da Joana" if number == 7 else f"{100 + number * 7},{number:02d}"
        spelled = name.upper() if number % 6 == 5 else name
        rows.append(f"{day};{spelled};{told};P{number};{amount};{product};Campinas;ligar p/ {name}")
    return "\r\n".join(rows) + "\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("anonimo")
    (where / "vendas.csv").write_text(table(), encoding="utf-8")
    (where / "carteira.toml").write_text('[prediction]\nmodel = "off"\n', encoding="utf-8")
    return where


def shown(capfd: Any, *arguments: str | Path) -> str:
    capfd.readouterr()
    code = main([str(argument) for argument in arguments])
    captured = capfd.readouterr()
    assert code == 0, captured.err
    return str(captured.out + captured.err)


def told(path: Path) -> Iterator[str]:
    """Every text that a file holds, of a package each part."""
    content = path.read_bytes()
    if content[:2] != b"PK":
        yield content.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        yield from (package.read(name).decode("utf-8", "replace") for name in package.namelist())


def leaks(text: str) -> set[str]:
    plain = text.casefold()
    return {each for each in PERSONAL if each.casefold() in plain}


def figures(value: Any) -> Any:
    """Leave out who it is, and where he stands among equals."""
    if isinstance(value, dict):
        return {key: figures(each) for key, each in value.items() if key not in IDENTITY}
    if isinstance(value, list):
        return [figures(each) for each in value]
    return value


def test_no_output_names_anybody(folder: Path, capfd: Any) -> None:
    names = ("xlsx", "json", "html", "csv")
    formats = [word for name in names for word in ("--formato", name)]
    terminal = shown(capfd, "analisar", folder / "vendas.csv", "--anonimizar", *formats)
    files = [path for path in folder.rglob("*carteira-anonima*") if path.is_file()]
    files += [*(folder / "vendas-carteira-anonima").iterdir()]

    assert len(files) > len(names)
    assert "Cliente " in terminal
    assert leaks(terminal) == set()
    assert {path.name: leaks(text) for path in files for text in told(path) if leaks(text)} == {}


def test_the_figures_are_those_of_the_named_portfolio(folder: Path, capfd: Any) -> None:
    common = ("analisar", folder / "vendas.csv", "--json", "-q", "--por", "vendedor")
    named = json.loads(shown(capfd, *common))
    nobody = json.loads(shown(capfd, *common, "--anonimizar"))
    findings = ([each["code"] for each in one.pop("findings")] for one in (named, nobody))
    groups = (
        [figures({**g, "value": g["value"] is None}) for g in one.pop("breakdowns")["seller"]]
        for one in (named, nobody)
    )
    products = ([len(one.pop("products"))] for one in (named, nobody))
    for one in (named, nobody):
        one.pop("affinities")
        for customer in one["customers"]:
            customer.pop("suggestions")

    assert named["summary"]["customers"] == 4
    for pair in (findings, groups, products):
        assert next(pair) == next(pair)
    assert figures(nobody) == figures(named)


def test_a_key_gives_the_same_pseudonyms_again_and_none_gives_others(
    folder: Path, capfd: Any
) -> None:
    def names(*more: str | Path) -> list[str]:
        text = shown(capfd, "analisar", folder / "vendas.csv", "--json", "--anonimizar", *more)
        return [each["customer"] for each in json.loads(text[text.index("{") :])["customers"]]

    key = folder / "chave.txt"
    first = names("--chave", key)

    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert names("--chave", key) == first
    assert not {*first} & {*names()}


@pytest.mark.parametrize(
    ("content", "mode", "reason"),
    [
        ("0123456789abcdef" * 4, 0o644, "outras pessoas"),
        ("xy12", 0o600, "curta"),
        ("aaaa" * 20, 0o600, "repetida"),
    ],
)
def test_a_key_that_is_no_secret_is_refused(
    folder: Path, tmp_path: Path, capfd: Any, content: str, mode: int, reason: str
) -> None:
    key = tmp_path / "chave"
    key.write_text(content, encoding="utf-8")
    key.chmod(mode)
    code = main(["analisar", str(folder / "vendas.csv"), "--anonimizar", "--chave", str(key)])

    err = capfd.readouterr().err
    assert code == 3
    assert reason in err
    assert content not in err


@pytest.mark.parametrize(
    "more", [["--na-planilha"], ["--documentos-completos"]], ids=lambda more: str(more[0])
)
def test_what_can_not_be_anonymous_is_refused(folder: Path, capfd: Any, more: list[str]) -> None:
    assert main(["analisar", str(folder / "vendas.csv"), "--anonimizar", *more]) == 2
    assert "não combina" in capfd.readouterr().err


def test_names_and_pseudonyms_never_meet_in_one_workbook(
    carteira: Callable[..., Any], sales: Path
) -> None:
    target = sales.with_name("vendas-carteira.xlsx")
    assert carteira("analisar", sales, "-q").code == 0
    named = target.read_bytes()

    over = carteira("analisar", sales, "--anonimizar", "-o", target)
    assert over.code == 5
    assert "outros nomes" in over.err
    assert target.read_bytes() == named
    assert carteira("analisar", sales, "--anonimizar", "-q").code == 0
    assert carteira("analisar", sales, "--anonimizar", "-q").code == 0


def test_what_the_owner_typed_is_neither_carried_over_nor_lost_unasked(
    carteira: Callable[..., Any], sales: Path
) -> None:
    target = sales.with_name("vendas-carteira-anonima.xlsx")
    carteira("analisar", sales, "--anonimizar", "-q")
    book = load_workbook(target)
    sheet = book["Follow-up"]
    cell = next(cell for row in sheet for cell in row if cell.value == "Anotações")
    sheet.cell(cell.row + 1, cell.column, "é o seu João")
    book.save(target)

    refused = carteira("analisar", sales, "--anonimizar")
    assert refused.code == 5
    assert "anotações" in refused.err
    assert carteira("analisar", sales, "--anonimizar", "--sobrescrever", "-q").code == 0
    assert not any("João" in text for text in told(target))


def with_a_sheet_of_the_owners(content: bytes) -> bytes:
    """Add a sheet as Excel does, whose one cell shows the first of the texts that all share."""
    main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    added = {
        "xl/workbook.xml": ("</sheets>", '<sheet name="Minha" sheetId="99" r:id="rId99"/>'),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{office}/worksheet" Target="worksheets/minha.xml"/>',
        ),
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/xl/worksheets/minha.xml" ContentType="{kind}"/>',
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            end, more = added.get(name, ("", ""))
            text = old.read(name)
            new.writestr(name, text.replace(end.encode(), (more + end).encode()) if end else text)
        cell = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
        sheet = f'<worksheet xmlns="{main_space}"><sheetData>{cell}</sheetData></worksheet>'
        new.writestr("xl/worksheets/minha.xml", sheet)
    return out.getvalue()


def test_names_that_left_a_workbook_leave_its_shared_texts_too(
    carteira: Callable[..., Any], sales: Path
) -> None:
    target = sales.with_name("vendas-carteira.xlsx")
    carteira("analisar", sales, "-q")
    target.write_bytes(with_a_sheet_of_the_owners(target.read_bytes()))
    shown = load_workbook(target)["Minha"]["A1"].value
    assert any("Bar do Porto" in text for text in told(target) if "<sst" in text)
    left = sales.read_text(encoding="utf-8").replace("Bar do Porto", "Outro Bar")
    sales.write_text(left, encoding="utf-8")

    assert carteira("analisar", sales, "-q").code == 0
    texts = "".join(told(target))
    assert "Bar do Porto" not in texts
    assert "Outro Bar" in texts
    assert shown
    assert load_workbook(target)["Minha"]["A1"].value == shown


def test_a_copy_keeps_container_encoding_and_cells_and_is_not_replaced_unasked(
    carteira: Callable[..., Any], tmp_path: Path
) -> None:
    text = tmp_path / "v.csv"
    text.write_bytes("Data;Cliente;Valor\r\n05/01/2026;José Lima;10,50\r\n".encode("cp1252"))
    first = carteira("anonimizar", text)
    copy = (tmp_path / "v-anonimo.csv").read_bytes().decode("cp1252")

    assert first.code == 0
    assert "Cliente: 1 nome trocado" in first.out
    assert re.fullmatch(r"Data;Cliente;Valor\r\n05/01/2026;[A-Z][a-z]+ [A-Z][a-z]+;10,50\r\n", copy)
    assert carteira("anonimizar", text).code == 5
    assert carteira("anonimizar", text, "--sobrescrever", "-q").code == 0


def test_the_copy_of_a_workbook_is_a_fresh_one(
    carteira: Callable[..., Any], tmp_path: Path
) -> None:
    book = Workbook()
    book.properties.creator = "Maria Dona"
    sheet = book.create_sheet("Vendas", 0)
    sheet.append(["Relatório da Maria Dona"])
    sheet.append([])
    sheet.append(["Data", "Cliente", "Valor"])
    sheet.append([date(2026, 1, 5), "Ana Lima", 10.5])
    sheet["C4"].comment = Comment("é da Ana Lima", "Maria Dona")
    book.save(tmp_path / "v.xlsx")

    assert carteira("anonimizar", tmp_path / "v.xlsx").code == 0
    copy = tmp_path / "v-anonimo.xlsx"
    cells = load_workbook(copy)["Vendas"]
    assert (cells["A4"].value, cells["C4"].value) == (datetime(2026, 1, 5), 10.5)
    assert [cell.value for cell in cells[3]] == ["Data", "Cliente", "Valor"]
    assert str(cells["A1"].value).startswith("Relatório da ")
    assert not any(name in text for name in ("Maria Dona", "Ana Lima") for text in told(copy))


BROKEN = (
    ("analisar", "{folder}/vendas.csv", "--aba", "Nenhuma"),
    ("analisar", "{folder}/vendas.csv", "--coluna", "valor=Nada"),
    ("analisar", "{folder}/vendas.csv", "--por", "nada"),
    ("analisar", "{folder}/vendas.csv", "--devolucoes", "erro", "-q"),
    ("analisar", "{folder}/vendas.csv", "-o", "{folder}/vendas.csv"),
    ("analisar", "{folder}/vendas.csv", "-o", "{folder}/nada/x.json", "--tolerancia", "0%"),
    ("analisar", "{folder}/vendas.csv", "-v", "--json"),
    ("diagnosticar", "{folder}/vendas.csv", "--json"),
    ("configurar", "{folder}/vendas.csv", "--sim", "-o", "{folder}/c.toml"),
    ("anonimizar", "{folder}/vendas.csv", "-o", "{folder}/copia.csv"),
)


@pytest.mark.parametrize("arguments", BROKEN, ids=lambda words: " ".join(words[1:]))
def test_what_is_told_beside_the_result_names_nobody(
    folder: Path, capfd: Any, arguments: tuple[str, ...]
) -> None:
    log = folder / "registro.log"
    logged = ("--log", str(log)) if arguments[0] == "analisar" else ()
    main([*(word.format(folder=folder) for word in arguments), *logged])

    assert leaks(capfd.readouterr().err) == set()
    assert log.exists() == bool(logged)
    assert leaks(log.read_text(encoding="utf-8") if logged else "") == set()
    log.unlink(missing_ok=True)


def test_a_defect_of_ours_tells_nothing_of_the_data(
    folder: Path, capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError(" ".join(sorted(PERSONAL)))

    monkeypatch.setattr("carteira_cli.analysis.analyse", broken)

    assert main(["analisar", str(folder / "vendas.csv")]) == 70
    assert leaks(capfd.readouterr().err) == set()


def test_documents_are_masked_unless_asked_for_and_properties_name_no_user(
    folder: Path, capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "fulano-de-tal")
    out = folder / "mascarada.xlsx"
    terminal = shown(capfd, "analisar", folder / "vendas.csv", "-o", out)
    documents = {text for _, text, *_ in PEOPLE if text}

    texts = [terminal, *told(out)]
    assert not any(document in text for document in documents for text in texts)
    assert any("***.444.777-**" in text for text in texts)
    assert not any("fulano-de-tal" in text for text in texts)
