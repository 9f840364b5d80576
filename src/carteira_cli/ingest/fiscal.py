"""What the tax codes of Brazilian documents say about their rows: CFOP, NF-e and NFC-e.

The lists are in ``fiscal.toml``. The endings of customer returns were checked against published
CFOP tables; what is no sale, and the status codes, are general knowledge of the tax rules.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from carteira_cli.ingest import data_files
from carteira_cli.ingest.standing import MEANINGS, Standing, StatusRole, Words, words

# No document carries a code that ends in 00: those are headings, or some system's own codes.
_CFOP = re.compile(r"^([123567]) ?((?!\d00)\d{3})\b")
_SALE_BY_NAME = re.compile(r"^(?!.*\b(?:devol|anula|retorno|entrada)).*\bvenda")
_INCOMING = "123"


@dataclass(frozen=True, slots=True)
class Cfop:
    """The last three digits of operation codes, by what they mean."""

    returned: frozenset[str]
    not_sold: frozenset[str]
    doubtful: frozenset[str]
    billed_ahead: frozenset[str]
    shipped_later: frozenset[str]


@lru_cache(maxsize=1)
def cfop_lists() -> Cfop:
    """Load the lists of operation codes."""
    lists = data_files.load(__package__, "fiscal.toml")["cfop"]
    return Cfop(**{name: _expanded(ranges) for name, ranges in lists.items()})


def _expanded(ranges: Iterable[str]) -> frozenset[str]:
    ends = (each.partition("-") for each in ranges)
    return frozenset(
        f"{number:03}"
        for first, _, last in ends
        for number in range(int(first), int(last or first) + 1)
    )


@lru_cache(maxsize=1)
def codes_by_header() -> dict[str, tuple[StatusRole, Words]]:
    """Return the codes whose meaning hangs on their header: its role and its words."""
    given = data_files.load(__package__, "fiscal.toml")["codes"]
    return {
        header: (
            StatusRole(each["role"]),
            words((meaning, each[meaning]) for meaning in MEANINGS if meaning in each),
        )
        for each in given
        for header in each["headers"]
    }


def cfop_of(plain: str) -> str:
    """Return the CFOP that a normalised text starts with, empty when it starts with none.

    A code that would be incoming and is called a sale (``1101 venda``) is some system's own.
    """
    found = _CFOP.match(plain)
    if found is None or (found[1] in _INCOMING and _SALE_BY_NAME.search(plain)):
        return ""
    return "".join(found.groups())


def of_cfop(cfop: str) -> Standing:
    """Tell what one operation code means; an unknown outgoing one is a plain sale."""
    lists, kind = cfop_lists(), cfop[1:]
    if cfop[0] in _INCOMING:
        return Standing.RETURN if kind in lists.returned else Standing.NOT_A_SALE
    if kind in lists.doubtful:
        return Standing.UNKNOWN
    return Standing.NOT_A_SALE if kind in lists.not_sold else Standing.SALE


def shipments_of_bills(cfops: Sequence[str]) -> frozenset[str]:
    """Return the codes of later shipments, where a list bills the same goods ahead."""
    lists = cfop_lists()
    if not any(cfop[1:] in lists.billed_ahead for cfop in cfops):
        return frozenset()
    return frozenset(cfop for cfop in cfops if cfop[1:] in lists.shipped_later)
