"""The top of lists that are too long to be worked in as a whole, for the first sheet."""

from collections.abc import Iterator

from carteira_cli.layout import follow_up
from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.report import LARGE_TABLE, Table

_SHOWN = 20
_LARGEST = (
    "customer",
    "abc_class",
    "net_amount",
    "share",
    "cumulative_share",
    "orders",
    "average_ticket",
    "last_purchase",
)
_NEXT = ("customer", "priority", "amount_at_stake", "due", "action", "phone")
"""No living column: without those it is computed from, its word would contradict the sheets."""


def tops(portfolio: Portfolio) -> Iterator[Table]:
    """Give the largest customers and the next to contact, where the lists of all are too long."""
    if len(portfolio.customers) <= LARGE_TABLE:
        return
    largest, waiting = portfolio.buyers, follow_up.listed(portfolio.customers)
    say = portfolio.language.say
    for name, names, frame, title in (
        ("top_customers", _LARGEST, largest, say("Os {n} maiores clientes", n=_SHOWN)),
        ("top_follow_up", _NEXT, waiting, say("Os {n} primeiros a procurar", n=_SHOWN)),
    ):
        columns = [CUSTOMER_COLUMNS[each] for each in names if frame[each].notna().any()]
        if columns:
            yield portfolio.table(name, columns, frame.head(_SHOWN), title=title)
