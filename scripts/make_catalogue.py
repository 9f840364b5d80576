"""Keeps the English catalogue: finds every text of the sources, and compiles what is translated.

    python scripts/make_catalogue.py          add new texts, drop old ones, compile
    python scripts/make_catalogue.py --check  fail if that would change anything, or texts wait

A text is found where it is said (``say``, ``plural``, ``Phrase``), and, in the packages that hold
texts as data (columns, findings, options), by looking like one: words, not names.
"""

import ast
import inspect
import io
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from carteira_cli.ingest import layouts

PACKAGE = Path(__file__).parents[1] / "src" / "carteira_cli"
FOLDER = PACKAGE / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "carteira.po", FOLDER / "carteira.mo"

_SAID = {"say": 1, "plural": 2, "Phrase": 1}
_SAID_BY_NAME = ("metavar", "param_hint")
_HOLD_TEXTS = (
    "cli",
    "comparison.py",
    "config",
    "layout",
    "metrics",
    "model",
    "writers/csv_folder",
    "writers/workbook/wording.py",
)
_LOOKS_LIKE_TEXT = re.compile(r"[^\W\d_]{2,}.*\s|\s.*[^\W\d_]{2,}|[^\x00-\x7f]|^[A-Z][a-z]+$")
_HAS_LETTERS = re.compile(r"[^\W\d_]{2}")
_NO_TEXT = re.compile(r"[a-z]*\[.*\]$|[\\^=(<].*|.*\(\?[P:].*|.*::.*| \w+ ", re.DOTALL)
_NO_TEXT_CALLS = ("compile", "cast", "TypeVar", "find", "findall", "iter", "findtext", "search")

Text = str | tuple[str, str]


def found(path: Path) -> Iterator[Text]:
    """Give the texts of one source file; those with a plural as pairs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = _named(tree)
    pairs = [pair for call in calls if (pair := _pair(call))]
    yield from pairs
    told = {text for pair in pairs for text in pair}
    said = {text for call in calls for text in _said(call, named)}
    yield from said - told
    if path.relative_to(PACKAGE).as_posix().startswith(_HOLD_TEXTS):
        yield from {*_held(tree)} - told - said


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _strings(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value:
            yield each.value


def _pair(call: ast.Call) -> tuple[str, str] | None:
    if _name(call) != "plural" or len(call.args) < _SAID["plural"]:
        return None
    one, many = ([*_strings(argument)] for argument in call.args[:2])
    return (one[0], many[0]) if len(one) == len(many) == 1 else None


def _named(tree: ast.Module) -> Mapping[str, list[str]]:
    """Give the texts that a name in the file may stand for."""
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).extend(_constants(node.value))
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            names = (each.id for each in node.targets[0].elts if isinstance(each, ast.Name))
            for name in names:
                named.setdefault(name, []).extend(_constants(node.value))
    return named


def _constants(value: ast.AST) -> Iterator[str]:
    """Give the texts of a value that is made of texts alone."""
    if isinstance(value, ast.Constant | ast.Tuple | ast.IfExp | ast.Dict):
        yield from _strings(value)


def _said(call: ast.Call, named: Mapping[str, list[str]]) -> Iterator[str]:
    by_name = [each.value for each in call.keywords if each.arg in _SAID_BY_NAME]
    for argument in (*call.args[: _SAID.get(_name(call), 0)], *by_name):
        yield from filter(_HAS_LETTERS.search, _strings(argument))
        names = [each.id for each in ast.walk(argument) if isinstance(each, ast.Name)]
        yield from (text for name in names for text in named.get(name, ()) if _is_text(text))


def _held(tree: ast.Module) -> Iterator[str]:
    """Give the constants that read like text and stand where text may stand."""
    elsewhere = {id(each) for node in ast.walk(tree) for part in _no_text(node) for each in part}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = inspect.cleandoc(node.value) if node.value.endswith("\n") else node.value
            if id(node) not in elsewhere and _is_text(text):
                yield text


def _is_text(text: str) -> bool:
    looks = _HAS_LETTERS.search(text) and _LOOKS_LIKE_TEXT.search(text)
    return bool(looks) and not _NO_TEXT.match(text)


def _no_text(node: ast.AST) -> Iterator[Iterable[ast.AST]]:
    """Give the parts of a node whose strings nobody reads: docstrings, annotations, patterns."""
    if isinstance(node, ast.JoinedStr):
        yield ast.walk(node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield [node.value]
    if isinstance(node, ast.Call) and _name(node) in _NO_TEXT_CALLS:
        yield ast.walk(node)
    annotation = getattr(node, "annotation", None) or getattr(node, "returns", None)
    if isinstance(annotation, ast.Constant | ast.BinOp):
        yield ast.walk(annotation)


def wanted() -> Catalog:
    """Gather the texts of all sources, with the files that say them."""
    texts: dict[Text, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in found(path):
            texts.setdefault(text, set()).add(path.relative_to(PACKAGE).as_posix())
    for layout in layouts.known():
        for told in (layout.title, layout.about):
            texts.setdefault(told, set()).add("ingest/layouts")
    with_plural = {text for pair in texts if isinstance(pair, tuple) for text in pair}
    catalogue = Catalog(locale="en", domain="carteira", fuzzy=False)
    for text, files in sorted(texts.items(), key=lambda item: (min(item[1]), str(item[0]))):
        if text not in with_plural:
            catalogue.add(text, locations=[(file, 1) for file in sorted(files)])
    return catalogue


def translated(catalogue: Catalog, before: Catalog) -> Catalog:
    """Fill a catalogue with the translations that there are."""
    for message in _messages(catalogue):
        known = before.get(message.id)
        if known is not None and known.pluralizable == message.pluralizable:
            message.string = known.string
    return catalogue


def problems(catalogue: Catalog) -> Iterator[str]:
    """Say what is not translated, or loses or invents a placeholder."""
    for message in _messages(catalogue):
        ids, strings = _forms(message.id), _forms(message.string)
        if not all(strings):
            yield f"not translated: {ids[-1]!r}"
        elif any(_placeholders(string) - {"n"} - _placeholders(ids[-1]) for string in strings):
            yield f"unknown placeholder: {strings!r}"
        elif _placeholders(ids[-1]) - _placeholders(strings[-1]):
            yield f"lost placeholder: {strings!r}"


def _forms(text: Any) -> tuple[str, ...]:
    """Give the text, or its singular and plural."""
    return tuple(text) if isinstance(text, tuple | list) else (text or "",)


def _placeholders(text: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name}
    except ValueError:  # braces that are no placeholders, in a text that is never filled
        return set()


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _po(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_po(written, catalogue, width=100, include_lineno=False, omit_header=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not _CHANGES_DAILY.match(line)).encode()


_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_CHANGES_DAILY = re.compile(r'"(POT-Creation-Date|PO-Revision-Date|Generated-By|.*-Translator)')


def _mo(catalogue: Catalog) -> bytes:
    """Compile, always to the same bytes: the header would tell the minute."""
    catalogue.creation_date = catalogue.revision_date = _ANY_DAY
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def current() -> tuple[bytes, bytes, list[str]]:
    """Give the .po and .mo files as they should be, and what is to be looked at."""
    before = read_po(io.BytesIO(PO.read_bytes()), locale="en") if PO.exists() else Catalog("en")
    catalogue = translated(wanted(), before)
    po = _po(catalogue)
    return po, _mo(read_po(io.BytesIO(po), locale="en")), [*problems(catalogue)]


def complaints() -> list[str]:
    """Say what is not translated, and which files are not current."""
    po, mo, waiting = current()
    stale = [file.name for file, content in ((PO, po), (MO, mo)) if _read(file) != content]
    return [*waiting, *(f"not current: {name}" for name in stale)]


def main(arguments: list[str]) -> int:
    """Bring the catalogue up to date, or only say whether it is."""
    if "--check" in arguments:
        found = complaints()
        print(*found, sep="\n", end="\n" if found else "")
        return bool(found)
    po, mo, waiting = current()
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    MO.write_bytes(mo)
    print(f"{po.count(b'msgid ') - 1} texts, {len(waiting)} to be looked at")
    return 0


def _read(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
