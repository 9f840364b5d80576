"""What is sold, what sells together, and what to offer to whom.

A customer *has* a product when he bought it at least once, returned or not. Products go together
by customer, not by order: of the customers who have ``product``, how many also have ``with``.
All counts are of identified customers who bought at least one named product.

* support = customers with both ÷ all those customers
* confidence = customers with both ÷ customers with ``product``
* lift = confidence ÷ share of all those customers who have ``with``; 1 is mere chance

Source: Agrawal, Imielinski and Swami (1993); lift: Brin, Motwani, Ullman and Tsur (1997).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.catalogue import PRODUCT_AMOUNTS, PRODUCTS_NOT_COMPARED
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Finding
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase

PROVIDES = (
    Column(
        "suggestions",
        "O que oferecer",
        Kind.LIST,
        "Até três produtos que ele nunca comprou e que quem compra o mesmo que ele costuma "
        "comprar, o mais provável primeiro.",
        rules=("basket.least_customers", "basket.least_lift", "basket.most_suggestions"),
    ),
)
PRODUCTS = (
    Column("product", "Produto", Kind.TEXT, "O produto, como aparece mais vezes na planilha."),
    Column("customers", "Clientes", Kind.COUNT, "Clientes que já compraram o produto."),
    Column("orders", "Pedidos", Kind.COUNT, "Pedidos com o produto, com e sem cliente."),
    Column("net_amount", "Valor líquido", Kind.MONEY, "Vendas menos devoluções do produto."),
    Column(
        "share",
        "Participação",
        Kind.SHARE,
        "Valor líquido do produto ÷ soma dos valores líquidos positivos de todos os produtos.",
    ),
)
AFFINITIES = (
    Column("product", "Quem compra", Kind.TEXT, "O produto que o cliente já compra."),
    Column("with", "Também compra", Kind.TEXT, "O produto que costuma ir junto."),
    Column(
        "support",
        "Clientes com os dois",
        Kind.SHARE,
        "Parte dos clientes que já compraram os dois produtos.",
        source="Agrawal, Imieliński e Swami (1993)",
        rules=("basket.least_customers",),
    ),
    Column(
        "confidence",
        "Dos que compram o primeiro",
        Kind.SHARE,
        "Dos clientes que compram o primeiro produto, a parte que também compra o segundo.",
        source="Agrawal, Imieliński e Swami (1993)",
    ),
    Column(
        "lift",
        "Vezes o normal",
        Kind.NUMBER,
        "Quantas vezes mais o segundo produto é comprado por quem compra o primeiro do que pelos "
        "clientes em geral: 1 é acaso, 2 é o dobro.",
        source="Brin, Motwani, Ullman e Tsur (1997)",
        rules=("basket.least_lift",),
    ),
)

Whole = npt.NDArray[np.int64]
Share = npt.NDArray[np.float64]

_BLOCK = 16_384
_NO_NAME = np.array([None], dtype=object)
_DOUBTFUL_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Rules:
    """When two products go together, and how much of it is told.

    Two products go together when at least ``least_customers`` have both and the lift is above
    ``least_lift``. Only the ``most_products`` products with most customers are compared. The
    table lists at most ``most_affinities``, those that most customers have beyond chance; a
    customer gets at most ``most_suggestions``, out of all of them.
    """

    least_customers: int = 5
    least_lift: float = 1.2
    most_products: int = 1000
    most_affinities: int = 1000
    most_suggestions: int = 3

    def __post_init__(self) -> None:
        """Refuse limits that leave nothing to compare; the sentence is shown to the user."""
        limits = (self.least_customers, self.most_products, self.most_affinities)
        if min(*limits, self.most_suggestions) < 1:
            msg = Phrase("os limites de [basket] devem ser pelo menos 1")
            raise ValueError(msg)
        if self.least_lift < 1:
            msg = Phrase("least_lift deve ser pelo menos 1")
            raise ValueError(msg)


@dataclass(frozen=True)
class _Holdings:
    """Who has what: ``places`` (ascending) have ``products``, numbers below ``len(names)``.

    The numbers follow the alphabet of ``names``; ``everybody`` counts the customers who have
    anything, compared or not.
    """

    places: Whole
    products: Whole
    names: npt.NDArray[np.object_]
    everybody: int

    @cached_property
    def customers(self) -> Whole:
        """How many customers have each product."""
        return np.bincount(self.products, minlength=len(self.names)).astype(np.int64)

    def only(self, chosen: Whole) -> "_Holdings":
        """Keep some products only, given by their numbers, ascending."""
        number = np.full(len(self.names), -1)
        number[chosen] = np.arange(len(chosen))
        kept = number[self.products] >= 0
        places, products = self.places[kept], number[self.products[kept]]
        return _Holdings(places, products, self.names[chosen], self.everybody)

    def together(self) -> Whole:
        """Count, for each pair of products, the customers who have both."""
        from scipy.sparse import csr_array  # noqa: PLC0415  start-up cost

        rows = np.append(0, np.cumsum(np.bincount(self.places)))
        ones = np.ones(len(self.places), dtype=np.int32)
        size = (len(rows) - 1, len(self.names))
        having = csr_array((ones, self.products, rows), shape=size)
        joint: Whole = (having.T.tocsr() @ having).toarray().astype(np.int64)
        return joint


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Products that go together: arrays of one row per direction, the surest first."""

    product: Whole
    other: Whole
    support: Share
    confidence: Share
    lift: Share
    beyond_chance: Whole


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Add up the products, find those that go together, and suggest what is missing."""
    numbers, names = _numbered(inputs.baskets["product"])
    holdings = _holdings(inputs.baskets, numbers, names)
    comparable = np.flatnonzero(holdings.customers >= rules.least_customers)
    compared = holdings.only(_most_bought(comparable, holdings.customers, rules.most_products))
    pairs = _pairs(compared, rules)
    offered = _offered(compared, pairs, len(inputs.customers), rules.most_suggestions)
    suggestions = pd.Series(_named(offered, compared.names), inputs.customers.index, dtype=object)
    return Outcome(
        customers=pd.DataFrame({"suggestions": suggestions}),
        tables={
            "products": _products(inputs.baskets, numbers, holdings),
            "affinities": _affinities(pairs, compared.names, rules.most_affinities),
        },
        findings=(
            *_limited(len(comparable), rules.most_products),
            *_doubtful(inputs.baskets, numbers),
        ),
    )


def _numbered(products: pd.Series) -> tuple[Whole, npt.NDArray[np.object_]]:
    """Number the products of the rows by the alphabet, -1 for none."""
    known = products.astype("category").cat
    names = known.categories.to_numpy(dtype=object)
    order = np.argsort(names)
    return np.append(np.argsort(order), -1)[known.codes], names[order]


def _holdings(baskets: pd.DataFrame, numbers: Whole, names: npt.NDArray[np.object_]) -> _Holdings:
    """Keep who bought what: customers only, named products only, no mere returns."""
    places = baskets["place"].to_numpy(dtype=np.int64)
    has = (places >= 0) & (numbers >= 0) & (baskets["orders"].to_numpy(dtype=np.int64) > 0)
    keys = np.sort(places[has] * len(names) + numbers[has], kind="stable")  # mostly sorted
    places, products = np.divmod(keys, max(len(names), 1))
    everybody = int(np.count_nonzero(np.diff(places))) + min(1, len(places))
    return _Holdings(places, products, names, everybody)


def _most_bought(products: Whole, customers: Whole, most: int) -> Whole:
    """Choose the products with most customers, ties by name; in the order of the alphabet."""
    order = np.lexsort((products, -customers[products]))
    return np.sort(products[order[:most]])


def _pairs(holdings: _Holdings, rules: Rules) -> _Pairs:
    """Find the products that go together, by confidence, then lift, then name."""
    joint = holdings.together() if len(holdings.names) > 1 else np.zeros((1, 1), dtype=np.int64)
    np.fill_diagonal(joint, 0)
    having, everybody = holdings.customers, holdings.everybody
    by_chance = np.multiply.outer(having, having)
    lifted = joint * everybody / np.maximum(by_chance, 1) > rules.least_lift
    product, other = np.nonzero((joint >= rules.least_customers) & lifted)
    both, chance = joint[product, other], by_chance[product, other]
    confidence, lift = both / having[product], both * everybody / chance
    order = np.lexsort((product, other, -lift, -confidence))
    return _Pairs(
        product[order],
        other[order],
        both[order] / max(everybody, 1),
        confidence[order],
        lift[order],
        (both * everybody - chance)[order],
    )


def _offered(holdings: _Holdings, pairs: _Pairs, customers: int, most: int) -> Whole:
    """Choose up to ``most`` products for each customer, -1 where there is nothing to offer.

    Customers are taken in blocks, so that who has what fits in memory as a plain table.
    """
    offered = np.full((customers, most), -1)
    if len(pairs.product):
        lists = _Lists.of(pairs, len(holdings.names))
        for start in range(0, customers, _BLOCK):
            end = min(start + _BLOCK, customers)
            first, last = np.searchsorted(holdings.places, [start, end])
            rows, products = holdings.places[first:last] - start, holdings.products[first:last]
            offered[start:end] = lists.best(rows, products, end - start, most)
    return offered


@dataclass(frozen=True, slots=True)
class _Lists:
    """For each product, the pairs that it begins, the surest first.

    The list of a product is ``pair[start:end]``: positions in ``_Pairs``, and so ranks.
    ``other`` is the other product of each pair.
    """

    pair: Whole
    start: Whole
    end: Whole
    other: Whole

    @classmethod
    def of(cls, pairs: _Pairs, products: int) -> "_Lists":
        """Sort pairs into lists by their first product."""
        pair = np.argsort(pairs.product, kind="stable")
        ends = np.cumsum(np.bincount(pairs.product, minlength=products))
        return cls(pair, np.append(0, ends[:-1]), ends, pairs.other)

    def best(self, rows: Whole, products: Whole, customers: int, most: int) -> Whole:
        """Choose the surest products that each customer (row) lacks, best first, -1 for none.

        All his products point at the first of their list that he lacks; the surest of these is
        offered, and from then on counts as his.
        """
        has = np.zeros((customers, len(self.start)), dtype=bool)
        has[rows, products] = True
        cursor, end = self.start[products], self.end[products]
        chosen = np.full((customers, most), -1)
        for turn in range(most):
            self._pass_over(cursor, end, rows, has)
            live = cursor < end
            surest = np.full(customers, len(self.pair))
            np.minimum.at(surest, rows[live], self.pair[cursor[live]])
            found = np.flatnonzero(surest < len(self.pair))
            chosen[found, turn] = self.other[surest[found]]
            has[found, chosen[found, turn]] = True
        return chosen

    def _pass_over(self, cursor: Whole, end: Whole, rows: Whole, has: npt.NDArray[Any]) -> None:
        """Move every cursor on while it points at something that the customer has."""
        moving = np.flatnonzero(cursor < end)
        while len(moving):
            moving = moving[has[rows[moving], self.other[self.pair[cursor[moving]]]]]
            cursor[moving] += 1
            moving = moving[cursor[moving] < end[moving]]


def _named(offered: Whole, names: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Turn the products offered to each customer into a tuple of names."""
    which = np.zeros(len(offered), dtype=np.int64)
    for column in offered.T:
        which = pd.factorize(which * (len(names) + 1) + column)[0]
    distinct = np.empty(int(which.max(initial=-1)) + 1, dtype=np.int64)
    distinct[which] = np.arange(len(which))
    shown = np.append(names, _NO_NAME)[offered[distinct]].tolist()
    tuples = (tuple(name for name in each if name is not None) for each in shown)
    return np.fromiter(tuples, dtype=object, count=len(shown))[which]


def _products(baskets: pd.DataFrame, numbers: Whole, holdings: _Holdings) -> pd.DataFrame:
    """Add up each product, the one that sells most first, ties by name."""
    named = numbers >= 0
    size = len(holdings.names)
    frame = pd.DataFrame(
        {
            "product": pd.Series(holdings.names, dtype="str"),
            "customers": holdings.customers,
            "orders": _summed(numbers[named], baskets["orders"][named], size),
            "cents": _summed(numbers[named], baskets["cents"][named], size),
        }
    )
    frame = frame[np.bincount(numbers[named], minlength=size) > 0]
    frame = frame.sort_values(["cents", "product"], ascending=[False, True], ignore_index=True)
    positive = frame["cents"].where(frame["cents"] > 0)
    frame = frame.assign(net_amount=frame["cents"] / 100, share=positive / positive.sum())
    return frame[[column.name for column in PRODUCTS]]


def _summed(numbers: Whole, values: pd.Series, size: int) -> Whole:
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, numbers, values.to_numpy(dtype=np.int64))
    return total


def _affinities(pairs: _Pairs, names: npt.NDArray[np.object_], most: int) -> pd.DataFrame:
    """List the pairs that most customers have beyond what chance would give."""
    order = np.lexsort((pairs.other, pairs.product, -pairs.confidence, -pairs.beyond_chance))
    order = order[:most]
    return pd.DataFrame(
        {
            "product": pd.Series(names[pairs.product[order]], dtype="str"),
            "with": pd.Series(names[pairs.other[order]], dtype="str"),
            "support": pairs.support[order],
            "confidence": pairs.confidence[order],
            "lift": pairs.lift[order],
        }
    )


def _limited(products: int, most: int) -> tuple[Finding, ...]:
    details = {"compared": most, "products": products}
    return (Finding(PRODUCTS_NOT_COMPARED, details=details),) if products > most else ()


def _doubtful(baskets: pd.DataFrame, numbers: Whole) -> tuple[Finding, ...]:
    """Say so when products are often worth nothing: their orders' totals stand elsewhere."""
    bought = (numbers >= 0) & (baskets["orders"].to_numpy(dtype=np.int64) > 0)
    worthless = bought & (baskets["cents"].to_numpy(dtype=np.int64) == 0)
    if not bought.any() or worthless.sum() < _DOUBTFUL_SHARE * bought.sum():
        return ()
    percent = round(100 * int(worthless.sum()) / int(bought.sum()))
    return (Finding(PRODUCT_AMOUNTS, details={"percent": percent}),)


METRIC = Metric(
    "basket",
    Rules,
    compute,
    provides=PROVIDES,
    tables={"products": PRODUCTS, "affinities": AFFINITIES},
)
