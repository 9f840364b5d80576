"""Writes ``carteira.toml``: what was settled about the reading, over what the file said before."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from pathlib import Path
from typing import Any

from carteira_cli.model.options import ReadingOptions

_UNSAID = "auto"
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def content(path: Path | None) -> Mapping[str, Any]:
    """Give what a valid configuration says, section by section; nothing without one."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path else {}


def settled(before: Mapping[str, Any], options: ReadingOptions) -> Mapping[str, Any]:
    """Put what ``options`` settle about the reading over what was said before."""
    said = {
        "aba": options.sheet,
        "grao": options.grain,
        "datas": options.dates,
        "decimal": options.decimal,
        "colunas": options.columns,
        "status": options.status,
    }
    new = {key: value for key, value in said.items() if value and value != _UNSAID}
    reading = {**before.get("leitura", {}), **new}
    return {**before, "leitura": reading} if reading else before


def write(sections: Mapping[str, Any], head: str) -> str:
    """Write sections as TOML that reads back as the same, comments lost, below a ``head``."""
    return f"{head}\n" + "".join(_section((), sections))


def _section(path: tuple[str, ...], members: Mapping[str, Any]) -> Iterator[str]:
    """Write a section's own keys, then its sections; deeper than two, they stay on one line."""
    inner = {key: each for key, each in members.items() if _is_section(each, path)}
    own = [f"{_key(key)} = {_value(each)}\n" for key, each in members.items() if key not in inner]
    if path and (own or not inner):
        yield f"\n[{'.'.join(map(_key, path))}]\n"
    yield from own
    for key, each in inner.items():
        yield from _section((*path, key), each)


def _is_section(value: object, path: tuple[str, ...]) -> bool:
    return isinstance(value, Mapping) and len(path) < 2  # noqa: PLR2004  [section.part] at most


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return _within("{}", (f"{_key(key)} = {_value(each)}" for key, each in value.items()))
    if isinstance(value, list | tuple):
        return _within("[]", map(_value, value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _within(brackets: str, parts: Iterable[str]) -> str:
    return ", ".join(parts).join(brackets)


def _text(text: str) -> str:
    """Quote a text: TOML escapes as JSON does, and the delete character too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
