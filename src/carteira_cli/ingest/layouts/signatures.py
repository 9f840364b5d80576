"""How the tables of known systems are recognised by their headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from carteira_cli.ingest.layouts.defects import LayoutError, require_known
from carteira_cli.ingest.layouts.layout import squeezed

_KEYS = {"signatures", "absent"}
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Signature:
    """The headers (squeezed) that prove a table: any of ``signatures``, none of ``absent``."""

    slug: str
    signatures: tuple[frozenset[str], ...]
    absent: frozenset[str]

    def proof(self, headers: frozenset[str]) -> int:
        """Return how many headers of a table prove this layout, 0 when they do not."""
        if headers & self.absent:
            return 0
        return max((len(each) for each in self.signatures if each <= headers), default=0)


def checked(declared: Mapping[str, Mapping[str, Any]]) -> tuple[Signature, ...]:
    """Check declared signatures, one by one and against each other.

    Raises:
        LayoutError: an entry has unknown keys, a list of fewer than two headers, or headers
            that are all in another's signature too.
    """
    read = tuple(_signature(slug, entry) for slug, entry in declared.items())
    lists = [(each, headers) for each in read for headers in each.signatures]
    for (one, mine), (other, theirs) in permutations(lists, 2):
        if one is not other and mine <= theirs and not one.absent & theirs:
            raise LayoutError(one.slug, f"its signature is also in that of «{other.slug}»")
    return read


def _signature(slug: str, entry: Mapping[str, Any]) -> Signature:
    require_known(slug, "keys", entry, _KEYS)
    return Signature(
        slug,
        tuple(_headers(slug, headers) for headers in entry["signatures"]),
        frozenset(map(squeezed, entry.get("absent", ()))),
    )


def _headers(slug: str, headers: Sequence[str]) -> frozenset[str]:
    signature = frozenset(map(squeezed, headers))
    if len(signature) < _FEWEST or "" in signature:
        raise LayoutError(slug, f"signature {list(headers)} needs two headers at least")
    return signature
