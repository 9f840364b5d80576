"""The orders behind the purchases, and all that goes on around them in a real export."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from carteira_cli.example.draws import Draws
from carteira_cli.example.products import PRODUCTS, Product, repertoire
from carteira_cli.example.register import Customer
from carteira_cli.example.trading_days import FIRST_DAY, LAST_DAY, next_trading_day, trading_day

FIRST_NUMBER = 20_001
COUNTER = "CONSUMIDOR FINAL"
_COUNTER_SALES = 260
_OPEN_ORDERS = 6
_ITEMS = (1, 2, 3, 4)
_ITEM_WEIGHTS = (50, 28, 15, 7)
_CHANNELS = ("Vendedor", "WhatsApp", "Portal")
_COUNTER_CHANNEL = "Balcão"
_SOLD, _RETURNED, _GIVEN = "Venda", "Devolução de venda", "Bonificação"
_INVOICED, _CANCELLED, _OPEN = "Faturado", "Cancelado", "Em aberto"
_DIFFERENT_SPELLING, _CANCELLED_SHARE, _RETURNED_SHARE, _GIVEN_SHARE = 0.35, 0.015, 0.012, 0.004


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an order; the quantity of a return is negative, the price never."""

    product: Product
    quantity: int
    price: int

    @property
    def cents(self) -> int:
        """What the line is worth, in centavos."""
        return self.quantity * self.price


@dataclass(frozen=True, slots=True)
class Order:
    """One document of the export; without a customer it is a sale over the counter."""

    day: date
    items: tuple[Item, ...]
    channel: str
    customer: Customer | None = None
    other_spelling: bool = False
    operation: str = _SOLD
    status: str = _INVOICED

    @property
    def buyer(self) -> tuple[str, str, str, str]:
        """Code, name, document and seller as this document states them."""
        if self.customer is None:
            return "", COUNTER, "", ""
        seller = self.customer.city.seller
        if self.other_spelling:
            return "", self.customer.spelling, "", seller
        return self.customer.code, self.customer.trade_name, self.customer.document, seller


def orders(entries: list[Customer], draws: Draws) -> list[Order]:
    """Draw every document of the period, by day."""
    found = [order for entry in entries for order in _orders_of(entry, draws)]
    found += [_over_the_counter(draws) for _ in range(_COUNTER_SALES)]
    found += _still_open(entries, draws)
    return sorted(found, key=lambda order: order.day)


def _orders_of(customer: Customer, draws: Draws) -> Iterator[Order]:
    wanted = repertoire(customer.branch, draws)
    channel = draws.weighted(_CHANNELS, (6, 3, 2))
    for purchase in customer.purchases:
        items = _items(wanted, purchase.day, purchase.cents, draws)
        other = bool(customer.spelling) and draws.chance(_DIFFERENT_SPELLING)
        order = Order(purchase.day, items, channel, customer, other)
        yield order
        yield from _mishaps(order, draws)


def _mishaps(order: Order, draws: Draws) -> Iterator[Order]:
    """Now and then an order was typed twice, came back in part, or carried a gift."""
    item = order.items[0]
    if draws.chance(_CANCELLED_SHARE):
        yield replace(order, status=_CANCELLED)
    if draws.chance(_RETURNED_SHARE):
        back = replace(item, quantity=-draws.whole(1, item.quantity))
        day = next_trading_day(order.day + timedelta(days=draws.whole(2, 9)))
        yield replace(order, day=day, items=(back,), operation=_RETURNED)
    if draws.chance(_GIVEN_SHARE):
        yield replace(order, items=(replace(item, quantity=1),), operation=_GIVEN)


def _items(wanted: list[Product], day: date, cents: int, draws: Draws) -> tuple[Item, ...]:
    """Spread the money over one to four of the wanted products, in whole boxes."""
    count = draws.weighted(_ITEMS, _ITEM_WEIGHTS)
    chosen = draws.several(wanted, range(2 * len(wanted), 0, -2), count)
    part = cents / len(chosen)
    return tuple(_item(product, day, part * draws.between(0.6, 1.4)) for product in chosen)


def _item(product: Product, day: date, cents: float) -> Item:
    price = product.price(day)
    return Item(product, max(1, int(cents / price + 0.5)), price)


def _over_the_counter(draws: Draws) -> Order:
    days = (LAST_DAY - FIRST_DAY).days
    day = trading_day(FIRST_DAY + timedelta(days=draws.whole(0, days)), draws)
    product = draws.pick(PRODUCTS)
    item = Item(product, draws.whole(1, 3), product.price(day))
    return Order(day, (item,), _COUNTER_CHANNEL)


def _still_open(entries: list[Customer], draws: Draws) -> Iterator[Order]:
    """Orders of the last day that are not invoiced yet."""
    steady = [entry for entry in entries if entry.story == "steady"]
    for entry in steady[:_OPEN_ORDERS]:
        items = _items(repertoire(entry.branch, draws), LAST_DAY, 120_000, draws)
        yield Order(LAST_DAY, items, _CHANNELS[0], entry, status=_OPEN)


def frame(found: list[Order]) -> pd.DataFrame:
    """Lay the documents out as an ERP exports them, numbered by day, one row per item."""
    numbered = enumerate(found, start=FIRST_NUMBER)
    rows = [_row(number, order, item) for number, order in numbered for item in order.items]
    table = pd.DataFrame(rows, columns=list(HEADERS)).astype(HEADERS)
    return table.assign(**{name: table[name] / 100 for name in ("Preço unitário", "Valor total")})


HEADERS = {
    "Número do pedido": "int64",
    "Data": "datetime64[s]",
    "Código do cliente": "str",
    "Cliente": "str",
    "CNPJ/CPF": "str",
    "Produto": "str",
    "Categoria": "str",
    "Quantidade": "int64",
    "Preço unitário": "int64",
    "Valor total": "int64",
    "Vendedor": "str",
    "Canal": "str",
    "Tipo de operação": "str",
    "Situação": "str",
}
"""The headers of the sales export, with the types their values are built in."""


def _row(number: int, order: Order, item: Item) -> tuple[object, ...]:
    code, name, document, seller = order.buyer
    return (
        number,
        order.day,
        code,
        name,
        document,
        item.product.name,
        item.product.category,
        item.quantity,
        item.price,
        item.cents,
        seller,
        order.channel,
        order.operation,
        order.status,
    )
