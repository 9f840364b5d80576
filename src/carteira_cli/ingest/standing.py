"""What a word says about its row, and whose words are being read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What a status word says about its row."""

    SALE = "sale"
    CANCELLED = "cancelled"
    NOT_YET = "not-yet-sold"
    NOT_A_SALE = "not-a-sale"
    RETURN = "return"
    UNKNOWN = "unknown"
    SILENT = "silent"


MEANINGS = {
    "venda": Standing.SALE,
    "cancelada": Standing.CANCELLED,
    "aberta": Standing.NOT_YET,
    "devolucao": Standing.RETURN,
    "nao-venda": Standing.NOT_A_SALE,
    "duvida": Standing.UNKNOWN,
    "nada": Standing.SILENT,
}
"""How data files call the standings; users know the first four."""


class StatusRole(StrEnum):
    """What a column of status words speaks of, in the order in which they are heard."""

    FLAG = "marca"
    CANCELLED_ON = "cancelada-em"
    PAYMENT = "pagamento"
    RETURN = "devolucao"
    ORDER = "pedido"
    SHIPPING = "envio"
    OPERATION = "operacao"


PRIORITY = tuple(StatusRole)

_PATTERN = re.compile(r"\*?[a-z0-9]+(?: [a-z0-9]+)*(?: ?\*)?")


@dataclass(frozen=True, slots=True)
class Words:
    """The own words of a system, tried in order: the first that fits speaks.

    A pattern is a whole word (``pago``), a beginning (``cancel*``) or a part (``*devolu*``), in
    the form that ``normalise`` gives; ``*`` fits all.
    """

    patterns: tuple[tuple[str, Standing], ...] = ()

    def standing(self, plain: str) -> Standing | None:
        """Return what a normalised word means, or None when nothing fits."""
        return next((means for pattern, means in self.patterns if _fits(pattern, plain)), None)


NO_WORDS = Words()


def is_pattern(text: str) -> bool:
    """Tell whether a text is a pattern that some normalised word can fit."""
    return text == "*" or _PATTERN.fullmatch(text) is not None


def words(meanings: Iterable[tuple[str, Iterable[str]]]) -> Words:
    """Make words of pairs of a meaning (a key of ``MEANINGS``) and its patterns."""
    return Words(
        tuple((pattern, MEANINGS[meaning]) for meaning, given in meanings for pattern in given)
    )


def _fits(pattern: str, plain: str) -> bool:
    core = pattern.strip("*")
    if pattern.startswith("*"):
        return core in plain
    return plain.startswith(core) if pattern.endswith("*") else plain == core


@dataclass(frozen=True, slots=True)
class StatusColumn:
    """A column that says what became of its rows: its role, position and own words."""

    role: StatusRole
    position: int
    words: Words = NO_WORDS


def by_priority(columns: Iterable[StatusColumn]) -> tuple[StatusColumn, ...]:
    """Sort columns by what is heard first: payment, return, order, shipping; then position."""
    return tuple(sorted(columns, key=lambda each: (PRIORITY.index(each.role), each.position)))
