"""Which rows are sales: status words, kinds of operation, returns."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.cells import codes, words
from carteira_cli.ingest.synonyms import normalise


class Standing(StrEnum):
    """What a status word says about its row."""

    SALE = "sale"
    CANCELLED = "cancelled"
    NOT_YET = "not-yet-sold"
    NOT_A_SALE = "not-a-sale"
    RETURN = "return"
    UNKNOWN = "unknown"


_CANCELLED = re.compile(
    r"^(?:cancel|devolvid|devolucao|reembols|refund|estorn|recus|negad|denegad|inutiliz|rejeit"
    r"|chargeback|contestad|mediacao|expirad|nao aprovad|exclu|perdid|abandonad|unpaid|nao pag"
    r"|returned|voided)"
)
_NOT_YET = re.compile(
    r"^(?:em aberto|abert|pendent|aguardando|waiting|a pagar|orcamento|proposta|em digitacao"
    r"|rascunho|previst|a vencer|vencid|pedido de venda|draft|pending|quote|cotacao)"
)
_SALE = re.compile(
    r"^(?:atendid|conclu|finaliz|entreg|enviad|a enviar|em transito|faturad|pag[oa]?\b|quitad"
    r"|recebid|liquidad|conciliad|aprovad|autoriz|confirmad|complet|verificad|em andamento"
    r"|paid|fulfilled|shipped|invoiced|handling|delivered|processing|ativ[oa]\b|ok\b|normal"
    r"|vend|emitid|parcialmente|partially|arquivad|efetivad|valid)"
)
_RETURN = re.compile(r"^(?:devol|dev\b|estorno|refund|return|reembols|nota de credito|chargeback)")
_GIFT = re.compile(
    r"\b(?:bonific\w*|brindes?|amostras?|remessa|demonstracao|transferencia|comodato|consignacao"
    r"|conserto)\b"
)
_RETURN_ENDINGS = (
    *("201", "202", "203", "204", "208", "209", "211", "410", "411"),
    *("553", "660", "661", "662", "918", "919"),
)
_RETURN_CFOPS = frozenset(f"{first}{rest}" for first in "123" for rest in _RETURN_ENDINGS)
_CFOP = re.compile(r"^(\d) ?(\d{3})\b")
_REMITTANCE = re.compile(r"^[567](?:9(?:0[1-9]|1\d|2[0135])|15[1-6]|20[1-9]|210)$")


def of_status(word: str) -> Standing:
    """Tell what one status word means; a word nobody knows leaves the row a sale, noted."""
    plain = normalise(word)
    for pattern, standing in (
        (_CANCELLED, Standing.CANCELLED),
        (_NOT_YET, Standing.NOT_YET),
        (_SALE, Standing.SALE),
    ):
        if pattern.search(plain):
            return standing
    return Standing.UNKNOWN


def of_operation(word: str) -> Standing:
    """Tell what a kind of operation or a CFOP means; most are plain sales."""
    plain = normalise(word)
    if cfop := _CFOP.match(plain):
        return _of_cfop("".join(cfop.groups()))
    if _RETURN.search(plain) or plain in ("entrada", "d"):
        return Standing.RETURN
    return Standing.NOT_A_SALE if _GIFT.search(plain) else Standing.SALE


def _of_cfop(cfop: str) -> Standing:
    if cfop in _RETURN_CFOPS or cfop[0] in "123":
        return Standing.RETURN
    return Standing.NOT_A_SALE if _REMITTANCE.match(cfop) else Standing.SALE


_OWN = {
    "venda": Standing.SALE,
    "cancelada": Standing.CANCELLED,
    "aberta": Standing.NOT_YET,
    "devolucao": Standing.RETURN,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A column of words judged: ``codes`` points into ``standings``, -1 where blank."""

    codes: npt.NDArray[np.int64]
    standings: tuple[Standing, ...]

    def are(self, standing: Standing) -> npt.NDArray[np.bool_]:
        """Mark the rows of one standing; a blank cell says nothing against a sale."""
        matching = [number for number, each in enumerate(self.standings) if each is standing]
        return np.isin(self.codes, matching) if matching else np.zeros(len(self.codes), dtype=bool)


def statuses(text: pd.Series, own: Mapping[str, str]) -> Judged:
    """Judge a column of status words, each distinct word once.

    ``own`` maps the user's words to ``venda``, ``cancelada``, ``aberta`` or ``devolucao``.
    """
    meant = {normalise(word): _OWN[meaning] for word, meaning in own.items()}
    return _judge(text, lambda word: meant.get(normalise(word)) or of_status(word))


def operations(text: pd.Series) -> Judged:
    """Judge a column of kinds of operation, each distinct word once."""
    return _judge(text, of_operation)


def _judge(text: pd.Series, judge: Callable[[str], Standing]) -> Judged:
    return Judged(codes(text), tuple(judge(word) for word in words(text)))
