"""Which rows are sales: status words, kinds of operation, returns, flags."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import data_files, fiscal
from carteira_cli.ingest.cells import codes, spread, words
from carteira_cli.ingest.standing import (
    MEANINGS,
    NO_WORDS,
    PRIORITY,
    Standing,
    StatusColumn,
    StatusRole,
    Words,
    by_priority,
)
from carteira_cli.ingest.synonyms import normalise

_CANCELLED = re.compile(
    r"^(?:cancel(?!amento (?:recus|neg|rejeit))|devolvid|devolucao|em devolucao|reembols|refund"
    r"|estorn|recus|negad|denegad|inutiliz|rejeit|chargeback|contestad|mediacao|expirad"
    r"|nao aprovad|exclu|perdid|abandonad|unpaid|nao pag|returned|voided"
    r"|failed|malsucedid)"
)
_NOT_YET = re.compile(
    r"^(?:em aberto|abert|pendent|aguardando|waiting|a pagar|orcamento|proposta|em digitacao"
    r"|rascunho|previst|a vencer|vencid|pedido de venda|draft|pending|quote|cotacao"
    r"|pagamento pendente|pagamento em|payment pending|boleto impresso|boleto emitido"
    r"|a receber|atrasad|em atraso)"
)
_SALE = re.compile(
    r"^(?:atendid|conclu|finaliz|entreg|enviad|a enviar|em transito|faturad|pag[oa]?\b|quitad"
    r"|recebid|liquidad|conciliad|aprovad|autoriz|confirmad|complet|verificad|em andamento"
    r"|paid|fulfilled|shipped|invoiced|handling|delivered|process|ativ[oa]\b|ok\b|normal"
    r"|vend|emitid|parcialmente|partially|arquivad|efetivad|valid|pagamento aprovado"
    r"|payment approved|ready for handling|preparando|pronto para|to ship"
    r"|nao (?:cancelad|devolvid|estornad)|cancelamento (?:recus|neg|rejeit))"
)
_RETURN = re.compile(r"^(?:devol|dev\b|estorno|refund|return|reembols|nota de credito|chargeback)")
_GIFT = re.compile(
    r"\b(?:bonific\w*|brindes?|amostras?|remessa|demonstracao|transferencia|comodato|consignacao"
    r"|conserto)\b"
)
_RETURN_REFUSED = re.compile(
    r"^(?:nenhum|sem |nao|no$|n a$)|\b(?:recusad|negad|rejeitad|cancelad|cancelled|canceled|declin)"
)
_RETURN_PARTIAL = re.compile(r"\bparcial|\bpartial")
_RETURN_DONE = re.compile(
    r"\b(?:aprovad|conclu|finaliz|reembolsad|devolvid|estornad|refunded|returned|complet|aceit)"
)
_SENT_BACK = re.compile(r"^(?:devolvid|devolucao|returned|em devolucao|retornad)")
_DAY = re.compile(r"^\d{1,4} \d{1,2} \d{1,4}\b")

_YES = ("s", "sim", "y", "yes", "true", "verdadeiro", "1", "x")
_NO = ("n", "nao", "no", "false", "falso", "0")
_ANSWERED = 0.8

UNPAID_COUNTS = Words(
    tuple(
        (word, Standing.SALE)
        for word in ("em aberto*", "aberto*", "a vencer*", "vencid*", "pendente*", "a receber*")
    )
)
"""Among receivables, a sale that waits for its money is a sale."""


def of_status(word: str) -> Standing:
    """Tell what one status word means; a word nobody knows leaves the row a sale, noted."""
    return _of_status(normalise(word))


def _of_status(plain: str) -> Standing:
    for pattern, standing in (
        (_CANCELLED, Standing.CANCELLED),
        (_NOT_YET, Standing.NOT_YET),
        (_SALE, Standing.SALE),
    ):
        if pattern.match(plain):
            return standing
    return Standing.UNKNOWN


def of_operation(word: str) -> Standing:
    """Tell what a kind of operation or a CFOP means; most are plain sales."""
    return _of_operation(normalise(word))


def _of_operation(plain: str) -> Standing:
    if cfop := fiscal.cfop_of(plain):
        return fiscal.of_cfop(cfop)
    if _RETURN.search(plain) or plain in ("entrada", "d"):
        return Standing.RETURN
    return Standing.NOT_A_SALE if _GIFT.search(plain) else Standing.SALE


@dataclass(frozen=True, slots=True)
class Judged:
    """A column of words judged: ``codes`` points into ``standings``, -1 where blank."""

    codes: npt.NDArray[np.int64]
    standings: tuple[Standing, ...]

    def are(self, standing: Standing) -> npt.NDArray[np.bool_]:
        """Mark the rows of one standing; a blank cell says nothing against a sale."""
        matching = [number for number, each in enumerate(self.standings) if each is standing]
        return np.isin(self.codes, matching) if matching else np.zeros(len(self.codes), dtype=bool)


@dataclass(frozen=True, slots=True)
class Combined(Judged):
    """Several columns judged together; ``deciders`` runs along ``standings``.

    A decider is a position in the columns that were judged.
    """

    deciders: tuple[int, ...]

    def decided_by(self, column: int) -> npt.NDArray[np.bool_]:
        """Mark the rows whose standing one column decided."""
        return np.isin(self.codes, [n for n, each in enumerate(self.deciders) if each == column])


class StatusText(NamedTuple):
    """The cells of one status column (categorical text), and how to hear them."""

    role: StatusRole
    header: str
    text: pd.Series
    words: Words = NO_WORDS


def statuses(text: pd.Series, own: Mapping[str, str]) -> Judged:
    """Judge a column of status words, each distinct word once.

    ``own`` maps the user's words to ``venda``, ``cancelada``, ``aberta`` or ``devolucao``.
    """
    return _heard(StatusText(StatusRole.ORDER, "", text), _meant(own))


def operations(text: pd.Series) -> Judged:
    """Judge a column of kinds of operation, each distinct word once."""
    return _heard(StatusText(StatusRole.OPERATION, "", text), {})


def columns(
    names: Sequence[str], fields: Mapping[str, int], *, receivables: bool = False
) -> tuple[StatusColumn, ...]:
    """Find the columns that say what became of their rows, by their headers alone.

    ``fields`` adds the columns taken for ``status`` and ``tipo``, whatever they are called.
    Among ``receivables`` what is still unpaid was sold all the same.
    """
    known = roles_by_header()
    found = {
        position: known[normalise(name)]
        for position, name in enumerate(names)
        if normalise(name) in known
    }
    for field, role in (("status", StatusRole.ORDER), ("tipo", StatusRole.OPERATION)):
        if field in fields:
            found.setdefault(fields[field], (role, NO_WORDS))
    unpaid = UNPAID_COUNTS if receivables else NO_WORDS
    waiting = (StatusRole.PAYMENT, StatusRole.ORDER)
    return by_priority(
        StatusColumn(role, position, unpaid if role in waiting and not said.patterns else said)
        for position, (role, said) in found.items()
    )


@lru_cache(maxsize=1)
def roles_by_header() -> Mapping[str, tuple[StatusRole, Words]]:
    """Return the role of each known status header, and the words that its role alone gives."""
    data = data_files.load(__package__, "status.toml")
    roles = {
        header: (StatusRole(role), NO_WORDS)
        for role, headers in data["roles"].items()
        for header in headers
    }
    flags = {
        header: (StatusRole.FLAG, answers(flag["yes"], flag["no"]))
        for flag in data["flag"]
        for header in flag["headers"]
    }
    return {**roles, **flags, **fiscal.codes_by_header()}


def answers(yes: str, no: str) -> Words:
    """Make words of what a yes and a no mean (keys of ``MEANINGS``)."""
    given = ((word, MEANINGS[yes]) for word in _YES), ((word, MEANINGS[no]) for word in _NO)
    return Words(tuple(pair for pairs in given for pair in pairs))


def judge(given: Sequence[StatusText], own: Mapping[str, str]) -> Combined:
    """Judge rows by all their status columns together, each distinct word once.

    One column that calls a row cancelled is enough. Then the payment decides between sold and
    not yet, and the order only where there is no payment; a shipping column is heard only when
    it says that the goods came back. ``own`` holds the user's words, which go first.

    Raises:
        ValueError: there is no column to judge by.
    """
    if not given:
        msg = "judge needs at least one column"
        raise ValueError(msg)
    meant = _meant(own)
    order = sorted(range(len(given)), key=lambda number: PRIORITY.index(given[number].role))
    heard = [_numbered(_heard(given[number], meant)) for number in order]
    combinations, seen = pd.factorize(_key(heard))
    roles = [given[number].role for number in order]
    verdicts = [
        _decide([*zip(roles, _standings_of(key, len(roles)), strict=True)]) for key in seen.tolist()
    ]
    return Combined(
        combinations.astype(np.int64),
        tuple(standing for standing, _ in verdicts),
        tuple(order[decider] if decider >= 0 else -1 for _, decider in verdicts),
    )


_STANDINGS = tuple(Standing)
_HEARD_FIRST = (
    Standing.CANCELLED,
    Standing.NOT_YET,
    Standing.NOT_A_SALE,
    Standing.RETURN,
    Standing.UNKNOWN,
    Standing.SALE,
)


def _meant(own: Mapping[str, str]) -> dict[str, Standing]:
    return {normalise(word): MEANINGS[meaning] for word, meaning in own.items()}


def _numbered(judged: Judged) -> npt.NDArray[np.int64]:
    numbers = np.array([_STANDINGS.index(each) for each in judged.standings], dtype=np.int64)
    return spread(numbers, _STANDINGS.index(Standing.SILENT), judged.codes)


def _key(heard: list[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    key = np.zeros(len(heard[0]), dtype=np.int64)
    for numbers in heard:
        key = key * len(_STANDINGS) + numbers
    return key


def _standings_of(key: int, count: int) -> list[Standing]:
    digits = [key // len(_STANDINGS) ** place % len(_STANDINGS) for place in range(count)]
    return [_STANDINGS[digit] for digit in reversed(digits)]


def _decide(said: list[tuple[StatusRole, Standing]]) -> tuple[Standing, int]:
    """Return what columns say together, and which of them decides (-1 when none speaks)."""
    paid = (StatusRole.PAYMENT, Standing.SALE) in said
    for wanted in _HEARD_FIRST:
        for number, (role, standing) in enumerate(said):
            overruled = paid and role is StatusRole.ORDER and standing in _OVERRULED_BY_PAYMENT
            if standing is wanted and not overruled:
                return standing, number
    return Standing.SILENT, -1


_OVERRULED_BY_PAYMENT = (Standing.NOT_YET, Standing.UNKNOWN)


def _heard(column: StatusText, meant: Mapping[str, Standing]) -> Judged:
    """Hear one column: the user's words first, then its own, then what its role makes of them."""
    plain = [normalise(word) for word in words(column.text)]
    standings = [_standing(column, word, meant) for word in plain]
    if column.role is StatusRole.FLAG and not _answered(standings):
        standings = [Standing.SILENT] * len(standings)
    if column.role is StatusRole.OPERATION:
        standings = _without_shipments(plain, standings)
    return Judged(codes(column.text), tuple(standings))


def _standing(column: StatusText, word: str, meant: Mapping[str, Standing]) -> Standing:
    said = meant.get(word) or column.words.standing(word)
    return said or _BY_ROLE[column.role](word, column.words)


def _answered(standings: list[Standing]) -> bool:
    """Refuse a flag that holds something else, such as amounts."""
    answered = sum(standing is not Standing.UNKNOWN for standing in standings)
    return answered >= _ANSWERED * len(standings)


def _without_shipments(plain: list[str], standings: list[Standing]) -> list[Standing]:
    """Leave out later shipments of what the same list bills ahead."""
    cfops = [fiscal.cfop_of(word) for word in plain]
    shipments = fiscal.shipments_of_bills([cfop for cfop in cfops if cfop])
    return [
        Standing.NOT_A_SALE if cfop in shipments else standing
        for cfop, standing in zip(cfops, standings, strict=True)
    ]


def _of_flag(word: str, flag: Words) -> Standing:
    """A day is a yes: the day on which it was cancelled."""
    return (flag.standing("sim") if _DAY.match(word) else None) or Standing.UNKNOWN


def _of_return(word: str) -> Standing:
    """A return that was refused or withdrawn says nothing; one that is under way is a doubt."""
    if _RETURN_PARTIAL.search(word):
        return Standing.UNKNOWN
    if _RETURN_REFUSED.search(word):
        return Standing.SILENT
    return Standing.CANCELLED if _RETURN_DONE.search(word) else Standing.UNKNOWN


def _of_shipping(word: str) -> Standing:
    return Standing.CANCELLED if _SENT_BACK.search(word) else Standing.SILENT


def _alone(judge_word: Callable[[str], Standing]) -> Callable[[str, Words], Standing]:
    return lambda word, _: judge_word(word)


_BY_ROLE: Mapping[StatusRole, Callable[[str, Words], Standing]] = {
    StatusRole.FLAG: _of_flag,
    StatusRole.CANCELLED_ON: lambda _word, _words: Standing.CANCELLED,
    StatusRole.PAYMENT: _alone(_of_status),
    StatusRole.RETURN: _alone(_of_return),
    StatusRole.ORDER: _alone(_of_status),
    StatusRole.SHIPPING: _alone(_of_shipping),
    StatusRole.OPERATION: _alone(_of_operation),
}
