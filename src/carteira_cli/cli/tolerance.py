"""How many rows could not be read, and whether that is still tolerable.

Rows that are understood and rightly left out (totals, repeated headers and orders,
cancelled orders, gifts, sales after the reference date) are no reason to doubt a result.
Rows that could not be understood are.
"""

from carteira_cli.cli import speech
from carteira_cli.model import catalogue
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import Reconciliation

UNREAD = frozenset(
    code.slug
    for code in (
        catalogue.FUTURE_DATE,
        catalogue.INVALID_AMOUNT,
        catalogue.INVALID_DATE,
        catalogue.MINORITY_DATE,
        catalogue.MISSING_AMOUNT,
        catalogue.MISSING_DATE,
    )
)
"""The reasons that say a row was not understood."""


def unread_share(found: Reconciliation) -> float:
    """Give the share of rows that could not be understood, 0..1, of the rows used and those."""
    unread = sum(reason.rows for reason in found.set_aside if reason.code in UNREAD)
    return unread / max(1, found.rows_used + unread)


def doubt(found: Reconciliation, limit: float, where: Phrase) -> str | None:
    """Say so, and ``where`` the rows are listed, when too many could not be understood."""
    share = unread_share(found)
    if share <= limit:
        return None
    language = speech.language()
    return language.say(
        "Atenção: {share} das linhas não puderam ser lidas (o limite é {limit}). Veja quais e por "
        "quê {where}.",
        share=language.share(share, 1),
        limit=language.share(limit, 1),
        where=where,
    )
