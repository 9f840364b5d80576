"""File names that every system, program and e-mail passes on unchanged."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from unicodedata import normalize

_LONGEST = 40
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""What Windows takes for a device, whatever its suffix."""


def slug(title: str) -> str:
    """Give a title in plain letters and hyphens, cut after a word: ``Situação`` → situacao."""
    plain = normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z0-9]+", plain)
    kept = "-".join(words)[: _LONGEST + 1]
    return kept if len(kept) <= _LONGEST else kept[:_LONGEST].rpartition("-")[0] or kept[:_LONGEST]


def stem(section: str, title: str) -> str:
    """Name a table after its section, and after its own title where that says more."""
    whole, part = slug(section) or "tabela", slug(title)
    return whole if not part or part.endswith(whole) else f"{whole}-{part}"


def distinct(stems: Iterable[str]) -> Iterator[str]:
    """Number the names that are taken already, by another file or by Windows."""
    taken = set(_RESERVED)
    for each in stems:
        numbered = (each if number == 1 else f"{each}-{number}" for number in count(1))
        name = next(name for name in numbered if name not in taken)
        taken.add(name)
        yield name
