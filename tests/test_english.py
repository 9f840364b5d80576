"""A whole run in English: no text of ours is left in Portuguese in any output."""

import csv
import gettext
import io
import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from carteira_cli.cli.app import main

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "src/carteira_cli/locale/en/LC_MESSAGES/carteira.mo"
FEWEST_LETTERS = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the example, analysed in English into every format."""
    folder = tmp_path_factory.mktemp("english")
    lines = (ROOT / "examples/vendas.csv").read_text(encoding="utf-8-sig").splitlines()
    (folder / "sales.csv").write_text("\n".join([*lines[:3], *lines[-700:]]), encoding="utf-8")
    goals = "[metas]\nnet_amount = 1000000\n[negocio]\nmargem = 0.3\n"
    (folder / "carteira.toml").write_text(goals, encoding="utf-8")
    formats = [word for name in ("xlsx", "json", "html", "csv") for word in ("--format", name)]
    registered = ("--customers", str(ROOT / "examples/clientes.csv"), "--by", "seller")
    sales = str(folder / "sales.csv")
    assert main(["--lang", "en", "analyze", sales, *registered, *formats, "-q"]) in {0, 1}
    return folder


@pytest.fixture(scope="module")
def portuguese() -> frozenset[str]:
    """Every text of ours that reads otherwise in English."""
    with CATALOGUE.open("rb") as file:
        words: Any = vars(gettext.GNUTranslations(file))["_catalog"]
    texts = ((key[0] if isinstance(key, tuple) else key, told) for key, told in words.items())
    return frozenset(text for text, told in texts if text != told and len(text) >= FEWEST_LETTERS)


SENTENCE = re.compile(
    r"\b(que|não|com|para|pelo|pela|dos|das|uma|foi|são|ser|está|mais|sem|quem|cada|até|desde)\b"
)


OWN = frozenset(
    cell
    for name in ("vendas", "clientes")
    for line in (ROOT / f"examples/{name}.csv").read_text(encoding="utf-8-sig").splitlines()
    for cell in line.split(";")
)
"""What stands in the user's own files, his headers with it."""


def left(texts: Iterable[str], portuguese: frozenset[str]) -> set[str]:
    """Give the texts that are Portuguese ones of ours, or sentences of that language."""
    said = {text.strip() for text in texts} - OWN
    return {text for text in said if text in portuguese or len(SENTENCE.findall(text)) > 1}


def test_no_portuguese_is_left_in_the_workbook(folder: Path, portuguese: frozenset[str]) -> None:
    book = load_workbook(folder / "sales-carteira.xlsx")
    cells = (
        str(cell.value)
        for sheet in book
        if sheet.sheet_state == "visible"
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    )

    assert "Summary" in book.sheetnames
    assert left([*book.sheetnames, *cells], portuguese) == set()


def test_no_portuguese_is_left_on_the_page(folder: Path, portuguese: frozenset[str]) -> None:
    class Texts(HTMLParser):
        found: list[str] = []  # noqa: RUF012  one page, one parser

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    page = Texts()
    page.feed((folder / "sales-carteira.html").read_text(encoding="utf-8"))

    assert len(page.found) > 500
    assert left(page.found, portuguese) == set()


def test_no_portuguese_is_left_in_the_document(folder: Path, portuguese: frozenset[str]) -> None:
    document = json.loads((folder / "sales-carteira.json").read_text(encoding="utf-8"))
    found = [*(each["message"] for each in document["findings"])]
    found += [text for each in document["findings"] if (text := each["hint"])]
    found += [text for each in document["sources"] for text in each["decisions"]]
    found += [text for each in document["follow_up"] if (text := each["reason"])]

    assert len(found) > 20
    assert left(found, portuguese) == set()


def test_no_portuguese_is_left_in_the_folder(folder: Path, portuguese: frozenset[str]) -> None:
    files = sorted((folder / "sales-carteira").iterdir())
    cells: list[str] = []
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as text:
            cells += [cell for row in csv.reader(text, delimiter=";") for cell in row]

    assert len(files) > 5
    assert left([*(file.stem for file in files), *cells], portuguese) == set()


def test_what_is_piped_in_has_an_english_name(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    text = "data;cliente;valor\n05/01/2026;Ana;1.003,20\n13/02/2026;Ana;x\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    capfd.readouterr()
    main(["diagnose", "-", "--lang", "en", "--json"])
    told = json.loads(capfd.readouterr().out)

    assert told["sources"][0]["file"] == "standard input"
    assert "decimal comma" in " ".join(told["sources"][0]["decisions"])
    assert {each["file"] for each in told["findings"]} == {"standard input"}


def test_no_portuguese_is_left_on_the_terminal(
    folder: Path, portuguese: frozenset[str], capfd: pytest.CaptureFixture[str]
) -> None:
    capfd.readouterr()
    main(
        [
            "analyze",
            str(folder / "sales.csv"),
            "--lang",
            "en",
            "-v",
            "--output",
            str(folder / "x.json"),
        ]
    )
    told = capfd.readouterr()

    lines = [part for line in (told.out + told.err).splitlines() for part in line.split("  ")]
    assert len(lines) > 50
    assert left(lines, portuguese) == set()
