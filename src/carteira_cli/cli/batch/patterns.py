"""Patterns and order of file names, alike on every system and as people think of them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

_ANY_DEPTH = "**"
_DIGITS = re.compile(r"(\d+)")


def matches(path: Sequence[str], patterns: Iterable[str]) -> bool:
    """Tell whether a path, given as the names of its parts, fits one of the patterns."""
    parts = [_plain(part) for part in path]
    return any(_fits(parts, _plain(pattern).split("/")) for pattern in patterns)


def go_deeper(patterns: Iterable[str]) -> bool:
    """Tell whether a pattern speaks of folders, too."""
    return any("/" in pattern for pattern in patterns)


def natural(name: str) -> tuple[object, ...]:
    """Give what names are sorted by as a person would: ``loja 2`` before ``Loja 10``."""
    decomposed = unicodedata.normalize("NFKD", name.strip()).casefold()
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    pieces = _DIGITS.split(bare)  # texts and digits by turns, so that like is compared with like
    return (*(int(piece) if at % 2 else piece for at, piece in enumerate(pieces)), name)


def _plain(text: str) -> str:
    """Write a name in one way: systems differ in capitals and in how they spell an accent."""
    return unicodedata.normalize("NFC", text).casefold()


def _fits(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    if not pattern:
        return not parts
    head, *rest = pattern
    if head == _ANY_DEPTH:
        return any(_fits(parts[at:], rest) for at in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], head) and _fits(parts[1:], rest)
