"""The tables of known systems, as data.

``signatures.toml`` tells whose table a header belongs to; ``systems/`` holds one small file for
each table, which says what its columns are and what a row stands for.
"""

from collections.abc import Sequence
from functools import cache

from carteira_cli.ingest import data_files
from carteira_cli.ingest.layouts import entries, signatures
from carteira_cli.ingest.layouts.layout import Layout, squeezed
from carteira_cli.ingest.layouts.signatures import Signature

__all__ = ["Layout", "known", "recognise"]


def recognise(names: Sequence[str]) -> Layout | None:
    """Return the layout that a header belongs to, or None; the fullest proof wins.

    ``names`` are the header texts by position.
    """
    headers = frozenset(map(squeezed, names))
    best = max(_signatures(), key=lambda each: each.proof(headers))
    return _layout(best) if best.proof(headers) else None


def known() -> tuple[Layout, ...]:
    """Return every known layout, in the order of the data file."""
    return tuple(map(_layout, _signatures()))


@cache
def _signatures() -> tuple[Signature, ...]:
    return signatures.checked(data_files.load(__package__, "signatures.toml"))


@cache
def _layout(signature: Signature) -> Layout:
    entry = data_files.load(__package__, f"systems/{signature.slug}.toml")
    return entries.layout(signature.slug, entry)
