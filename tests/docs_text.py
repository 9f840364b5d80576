"""What the documents hold: command lines, words in backticks, links, headings, pictures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

_FENCE = re.compile(r"^```(\w*)$")
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[`*]")
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")
_FILE = re.compile(r"^# ([\w/ -]+\.\w+)$")
_CODE = re.compile(r"# código (\d+)")


@dataclass(frozen=True)
class Block:
    """Code between two fences: its language, and its lines with the number of each."""

    language: str
    lines: tuple[tuple[int, str], ...]

    def file(self) -> str:
        """Give the name of the file that this is to be, told in its first line; else nothing."""
        name = _FILE.match(self.lines[0][1]) if self.lines else None
        return name[1] if name else ""

    def text(self) -> str:
        """Give the lines as one text."""
        return "".join(f"{text}\n" for _, text in self.lines)


@dataclass(frozen=True)
class Line:
    """A command line to run, and the exit codes that the document allows."""

    number: int
    text: str
    codes: tuple[int, ...]


def documents() -> list[Path]:
    """Give every document that users read."""
    return [ROOT / "README.md", ROOT / "LEIAME.md", *sorted((ROOT / "docs").rglob("*.md"))]


def commands(document: Path) -> list[Line]:
    """Give the lines that somebody is told to type: ``$ carteira …`` in a console block."""
    typed = (
        (number, text.removeprefix("$ "))
        for block in blocks(document)
        if block.language == "console"
        for number, text in block.lines
        if text.startswith("$ ")
    )
    return [Line(number, text, _promised(text)) for number, text in typed]


def files(document: Path) -> dict[str, str]:
    """Give the files that somebody is told to write, by their names."""
    return {block.file(): block.text() for block in blocks(document) if block.file()}


def blocks(document: Path) -> Iterator[Block]:
    """Give the code between fences."""
    language, lines = "", list[tuple[int, str]]()
    inside = False
    for number, text in enumerate(_read(document), 1):
        fence = _FENCE.match(text)
        if fence and inside:
            yield Block(language, tuple(lines))
        if fence:
            inside, language, lines = not inside, fence[1], []
        else:
            lines.append((number, text))
    assert not inside, f"{document}: a fence is left open"


def inline(document: Path) -> list[str]:
    """Give the words in backticks."""
    return [word for line in _prose(document) for word in _INLINE.findall(line)]


def links(document: Path) -> list[str]:
    """Give the places that links and pictures lead to, outside code."""
    lines = (_INLINE.sub("", line) for line in _prose(document))
    return [place for line in lines for place in _LINK.findall(line)]


@cache
def anchors(document: Path) -> set[str]:
    """Give the anchors that GitHub makes of the headings."""
    found = (_HEADING.match(line) for line in _prose(document))
    titles = (_MARKUP.sub(r"\1", each[1]) for each in found if each)
    return {_NOT_IN_ANCHORS.sub("", each.lower()).replace(" ", "-") for each in titles}


def _prose(document: Path) -> list[str]:
    """Give the lines outside fences."""
    kept, inside = list[str](), False
    for line in _read(document):
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            kept.append(line)
    return kept


def _promised(text: str) -> tuple[int, ...]:
    """Give the code noted behind a line; where none is, an alert may fire or not."""
    found = _CODE.search(text)
    if found:
        return (int(found[1]),)
    return (0, 10) if "--alerta" in text else (0,)


@cache
def _read(document: Path) -> list[str]:
    return document.read_text(encoding="utf-8").splitlines()
