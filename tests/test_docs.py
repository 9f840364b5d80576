"""What the documents say to type works, what they name is there, and where they lead as well."""

import json
import re
import shlex
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import typer

from carteira_cli.cli.app import COMMANDS, NAME, app
from carteira_cli.cli.help import SpokenGroup
from tests import docs_shell, docs_text, docs_world

DOCUMENTS = docs_text.documents()
WITH_COMMANDS = [each for each in DOCUMENTS if docs_text.commands(each)]
TUTORIAL = docs_text.ROOT / "docs" / "tutorial.md"
TYPED_IN = {"sh", "powershell", "console", "bat"}
"""Languages of blocks that hold lines to type."""

PROGRAM = cast("SpokenGroup", typer.main.get_command(app))
OPTIONS = {
    name: {word for each in command.params for word in each.opts}
    for name, command in PROGRAM.commands.items()
}
"""The options of every command, by its Portuguese name."""

OWN = {name: name for name, *_ in COMMANDS} | {english: name for name, english, *_ in COMMANDS}
"""The Portuguese name of every command, by either name."""

EVERYWHERE = {"-h", "--ajuda", "--help", "--versao", "--version", "--idioma", "--lang"}

bash = pytest.mark.skipif(sys.platform == "win32", reason="the lines are for a shell of Unix")


def name(document: Path) -> str:
    return document.relative_to(docs_text.ROOT).as_posix()


def runnable() -> Iterator[Any]:
    """Give one document of all that say to type the same."""
    same = {tuple(line.text for line in docs_text.commands(each)): each for each in WITH_COMMANDS}
    for lines, document in same.items():
        needs_jq = any("jq " in line for line in lines)
        yield pytest.param(document, id=name(document), marks=[pytest.mark.jq] if needs_jq else [])


@pytest.fixture(autouse=True)
def no_damaged_workbook() -> None:
    """Leave the soundness of workbooks to the tests of those."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "world"
    folder.mkdir()
    docs_world.build(folder)
    return folder


@pytest.fixture
def shell(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[docs_shell.Shell]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("carteira_cli.cli.batch.processes.share_out", within_this_process)
    monkeypatch.setattr("carteira_cli.example.build", docs_world.small)
    monkeypatch.setattr("carteira_cli.cli.asking.possible", lambda: True)
    with docs_shell.opened(world, tmp_path / "world") as opened:
        yield opened


def within_this_process(work: Any, pieces: Iterable[Any], *_: object) -> Iterator[tuple[int, Any]]:
    """Stand in for the processes of ``carteira lote``, which have tests of their own."""
    yield from enumerate(map(work, pieces))


@bash
@pytest.mark.parametrize("document", [*runnable()])
def test_every_command_line_runs_as_promised(document: Path, shell: docs_shell.Shell) -> None:
    alternatives = document.parent.name == "comandos"
    failures = []
    shell.renew(docs_text.files(document))
    for line in docs_text.commands(document):
        outcome = shell.run(line.text)
        if outcome.code not in line.codes:
            failures.append(f"{name(document)}:{line.number}: {line.text}: {outcome}")
        if alternatives:
            shell.renew()

    assert failures == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_commands_and_options_that_are_named_exist(document: Path) -> None:
    assert [words for words in mentioned(document) if not is_known(words)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    assert [place for place in docs_text.links(document) if not leads(document, place)] == []


@pytest.mark.parametrize("document", [each for each in DOCUMENTS if "docs" in each.parts], ids=name)
def test_every_document_can_be_reached_from_the_entrance(document: Path) -> None:
    assert document in reachable(docs_text.ROOT / "docs" / "README.md")


def test_every_picture_is_shown_somewhere() -> None:
    shown = {target(each, place)[0] for each in DOCUMENTS for place in docs_text.links(each)}

    assert {*(docs_text.ROOT / "docs" / "pictures").iterdir()} <= shown


def test_the_amounts_of_the_tutorial_are_those_of_the_example() -> None:
    told = re.findall(r"R\$ ([\d.]+(?:,\d\d)?)", TUTORIAL.read_text(encoding="utf-8"))
    amounts = [float(text.replace(".", "").replace(",", ".")) for text in told]
    example = json.loads((docs_world.EXAMPLES / "vendas.json").read_text(encoding="utf-8"))
    known = {*numbers(example)}

    assert amounts
    assert [each for each in amounts if not {each} & {*known, *map(round, known)}] == []


def numbers(value: Any) -> Iterator[float]:
    """Give every number in a document."""
    if isinstance(value, float | int):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers(each)


def mentioned(document: Path) -> Iterator[list[str]]:
    """Give the command lines that a document names, word by word, and its options."""
    typed = (
        text.removeprefix("$ ").strip()
        for block in docs_text.blocks(document)
        if block.language in TYPED_IN
        for _, text in block.lines
    )
    for text in (*typed, *docs_text.inline(document)):
        for piece in text.split("|"):
            if piece.strip().startswith((f"{NAME} ", "--")):
                yield shlex.split(piece, comments=True)


def is_known(words: list[str]) -> bool:
    """Tell whether a command line names what there is: a command and options of it."""
    _, *rest = words if words[0] == NAME else ("", *words)
    given = [word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"]
    if rest and rest[0].isupper():
        return True
    if words[0] != NAME or rest[0].startswith("-"):
        return {*given} <= EVERYWHERE.union(*OPTIONS.values())
    own = OWN.get(rest[0], "")
    passed_on = OPTIONS["analisar"] if own == "agendar" else set()
    return bool(own) and {*given} <= EVERYWHERE | OPTIONS[own] | passed_on


def leads(document: Path, place: str) -> bool:
    """Tell whether a link leads to a file that is there, and to a heading of it."""
    if place.startswith(("https://", "http://")):
        return True
    file, anchor = target(document, place)
    return file.exists() and (not anchor or anchor in docs_text.anchors(file))


def target(document: Path, place: str) -> tuple[Path, str]:
    file, _, anchor = place.partition("#")
    return (document.parent / file).resolve() if file else document, anchor


def reachable(entrance: Path) -> set[Path]:
    """Give the documents that links lead to, over any number of steps."""
    found, due = {entrance}, [entrance]
    while due:
        each = due.pop()
        nearby = {target(each, place)[0] for place in docs_text.links(each)} & {*DOCUMENTS}
        due.extend(nearby - found)
        found |= nearby
    return found
