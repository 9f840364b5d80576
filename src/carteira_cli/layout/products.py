"""What is sold and what sells together: pairs worth offering, and every product."""

from collections.abc import Iterator

import pandas as pd

from carteira_cli.layout.columns import TABLE_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.report import Chart, ChartKind, Section, Table

_BRIEF_PAIRS, _BOOK_PAIRS = 3, 20
_BRIEF_COLUMNS = ("product", "with", "confidence", "lift")
_CHARTED = 10
_MOST = 0.8


def brief(portfolio: Portfolio) -> Section | None:
    """Show the best pairs of products to sell together, if there are any."""
    pairs = _once_each(portfolio.analysis.tables["affinities"]).head(_BRIEF_PAIRS)
    if pairs.empty:
        return None
    columns = [TABLE_COLUMNS["affinities"][name] for name in _BRIEF_COLUMNS]
    table = portfolio.table("affinities", columns, pairs, takeaway=_pair_sentence(portfolio))
    return Section("affinities", portfolio.language.say("O que vender junto"), tables=(table,))


def book(portfolio: Portfolio) -> Section | None:
    """Show the pairs to sell together and then every product, where sales name their product."""
    products = portfolio.analysis.tables["products"]
    if products.empty:
        return None
    return Section(
        "products",
        portfolio.language.say("Produtos"),
        lead=" ".join(_leads(portfolio)),
        charts=tuple(_charts(portfolio, products)),
        tables=(*_pairs(portfolio), _products(portfolio, products)),
    )


def _once_each(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep the first of the two directions of each pair."""
    ends = pairs[["product", "with"]]
    lower, upper = ends.min(axis=1), ends.max(axis=1)
    return pairs[~pd.DataFrame({"lower": lower, "upper": upper}).duplicated()]


def _pairs(portfolio: Portfolio) -> Iterator[Table]:
    pairs = portfolio.analysis.tables["affinities"]
    if not pairs.empty:
        yield portfolio.table(
            "affinities",
            tuple(TABLE_COLUMNS["affinities"].values()),
            pairs.head(_BOOK_PAIRS),
            title=portfolio.language.say("O que vender junto"),
            takeaway=_pair_sentence(portfolio),
        )


def _pair_sentence(portfolio: Portfolio) -> str:
    """Say the best pair in words, and to how many customers there is something to offer."""
    language, pair = portfolio.language, portfolio.analysis.tables["affinities"].iloc[0]
    best = language.say(
        "{share} de quem compra {product} também compra {other}: {lift} vezes o normal.",
        share=portfolio.percent(pair["confidence"]),
        product=pair["product"],
        other=pair["with"],
        lift=language.number(pair["lift"]),
    )
    offered = int((portfolio.customers["suggestions"].map(len) > 0).sum())
    if not offered:
        return best
    return f"{best} " + language.plural(
        "Há o que oferecer a {n} cliente: veja a lista de clientes na planilha.",
        "Há o que oferecer a {n} clientes: veja a lista de clientes na planilha.",
        offered,
    )


def _products(portfolio: Portfolio, products: pd.DataFrame) -> Table:
    return portfolio.table(
        "products",
        tuple(TABLE_COLUMNS["products"].values()),
        products,
        title=portfolio.language.say("Todos os produtos, do que mais vende ao que menos vende"),
        takeaway=_products_sentence(portfolio, products),
        bars=("net_amount",),
    )


def _products_sentence(portfolio: Portfolio, products: pd.DataFrame) -> str:
    """Say how few products make most of the money, and what the first one weighs."""
    shares = products["share"].dropna()
    if shares.empty:
        return portfolio.language.say("Nenhum produto vendeu mais do que foi devolvido.")
    few = int((shares.cumsum().shift(fill_value=0) < _MOST).sum())
    return portfolio.language.plural(
        "{n} produto, {product}, faz {share} do valor.",
        "{n} produtos fazem 80 % do valor; o que mais vende, {product}, faz {share}.",
        few,
        product=products["product"].iloc[0],
        share=portfolio.percent(shares.iloc[0]),
    )


def _leads(portfolio: Portfolio) -> Iterator[str]:
    """Say what is not in the tables."""
    language, baskets = portfolio.language, portfolio.reading.baskets
    unnamed = int(baskets.loc[baskets["product"].isna(), "cents"].sum())
    if unnamed:
        amount = language.money(unnamed / 100)
        yield language.say("Vendas sem produto na planilha, fora desta lista: {n}.", n=amount)
    if portfolio.analysis.tables["affinities"].empty:
        yield language.say(
            "Nenhum par de produtos é comprado junto por clientes bastantes para dizer o que "
            "vender junto."
        )


def _charts(portfolio: Portfolio, products: pd.DataFrame) -> Iterator[Chart]:
    largest = products[products["net_amount"] > 0].head(_CHARTED)
    if len(largest) > 1:
        columns = [TABLE_COLUMNS["products"][name] for name in ("product", "net_amount")]
        told = _products_sentence(portfolio, products)
        yield Chart(
            "products",
            ChartKind.BARS,
            portfolio.language.say("Os produtos que mais vendem"),
            portfolio.table("largest_products", columns, largest, takeaway=told),
            "product",
            ("net_amount",),
            told,
        )
