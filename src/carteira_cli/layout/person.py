"""One customer on one page of the terminal: who he is, how he stands and why, what to do next."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pandas as pd

from carteira_cli.ingest import documents
from carteira_cli.ingest.cells import TEXT
from carteira_cli.layout import card, facts, follow_up, forecast, reconciliation
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.held import Held, document, held
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.metric import Analysis
from carteira_cli.model.report import Figure, Report, Section, Table
from carteira_cli.model.tables import RawTable, Reading

_MONTHS, _PURCHASES, _PRODUCTS, _NAMED = 12, 5, 8, 3

_MONTH = Column("month", "Mês", Kind.MONTH, "O mês das compras.")
_NET = Column("net_amount", "Valor líquido", Kind.MONEY, "Compras menos devoluções do mês.")
_DATE = Column("date", "Data", Kind.DATE, "Dia da compra.")
_ORDER = Column("order_id", "Pedido", Kind.IDENTIFIER, "Número do pedido ou da nota.")
_BOUGHT = Column("products", "Produtos", Kind.TEXT, "O que foi comprado.")
_AMOUNT = Column("amount", "Valor", Kind.MONEY, "Valor; devoluções são negativas.")
_PRODUCT = TABLE_COLUMNS["products"]["product"]
_ORDERS = Column("orders", "Pedidos", Kind.COUNT, "Pedidos dele com o produto.")
_PART = Column("part", "Parte", Kind.SHARE, "Parte do que ele gastou.")
_MARKER, _TEXT = Column("step", "", Kind.COUNT), Column("text", "", Kind.TEXT)
_PANELS = dict(card.PANELS)
_UNLESS_ZERO = {"estimated_lost_amount", "amount_at_risk", "amount_at_stake", "overdue_amount"}
_FORECAST = ("p_alive", "expected_orders_12m", "expected_amount_12m")


class _Person:
    """One customer of a portfolio, and the words to speak of him."""

    def __init__(self, portfolio: Portfolio, customer_id: str, his: Held) -> None:
        self.portfolio = portfolio
        self.language: Language = portfolio.language
        self.say = portfolio.language.say
        self.one = portfolio.customers.loc[[customer_id]]
        self.his = his
        self._known = self.one.iloc[0].to_dict()

    def __getitem__(self, name: str) -> Any:
        """Give what is known of him in a column, None where nothing is."""
        value = self._known.get(name)
        unknown = value is None or value == () or value != value  # noqa: PLR0124  NaN, NaT
        return None if unknown else value

    @property
    def bought(self) -> bool:
        """Tell whether he ever bought; who has only returns did not."""
        return self["last_purchase"] is not None

    def days(self, name: str) -> str:
        return self.language.plural("{n} dia", "{n} dias", round(self[name]))

    def day(self, name: str) -> str:
        return self.language.day(self[name])

    def figures(self, names: Sequence[str]) -> tuple[Figure, ...]:
        """Give what is known of these columns."""
        return tuple(
            Figure(
                self.language.column(CUSTOMER_COLUMNS[name]),
                self[name],
                tone=CUSTOMER_COLUMNS[name].tones.get(self[name], Tone.NEUTRAL),
            )
            for name in names
            if self[name] is not None and (self[name] or name not in _UNLESS_ZERO)
        )


def person(
    reading: Reading,
    analysis: Analysis,
    customer_id: str,
    tables: Sequence[RawTable],
    language: Language,
    *,
    full_documents: bool = False,
) -> Report:
    """Lay out the page of one customer, and the document of all that is held of him.

    ``reading`` kept its trail and masked no document; ``tables`` are the files as they were read.
    """
    portfolio = Portfolio(reading, analysis, language)
    one = _Person(portfolio, customer_id, held(reading, customer_id))
    sections = (make(one) for make in _SECTIONS)
    return Report(
        language=language.code,
        title=one["customer"],
        facts=tuple(_facts(one, full_documents=full_documents)),
        brief=tuple(section for section in sections if section is not None),
        book=(),
        document=document(portfolio, customer_id, one.his, tables),
        labels={},
    )


def _facts(one: _Person, *, full_documents: bool) -> Iterator[tuple[str, str]]:
    """Say as of when, who he is, and how he is reached."""
    analysis, say = one.portfolio.analysis, one.say
    yield facts.reference_date(
        analysis.reference_date, analysis.reference_date_origin, one.language
    )
    yield say("Código"), one["customer_id"]
    if one["document"]:
        number = one["document"] if full_documents else _masked(one["document"])
        yield say(CUSTOMER_COLUMNS["document"].label), number
    reached = [one[name] for name in ("phone", "email") if one[name]]
    yield say("Contato"), " · ".join(reached) or say("nem telefone nem e-mail nos arquivos")
    town = " / ".join(one[name] for name in ("city", "state") if one[name])
    if town:
        yield say(CUSTOMER_COLUMNS["city"].label), town
    if one["seller"]:
        yield say(CUSTOMER_COLUMNS["seller"].label), one["seller"]


def _masked(document: str) -> str:
    (hidden,) = documents.mask(documents.clean(pd.Series([document], dtype=TEXT)))
    return str(hidden)


def _standing(one: _Person) -> Section:
    """Say how he stands against his rhythm, and why."""
    names = _PANELS["Como está"]
    return Section("standing", one.say("Como está"), " ".join(_why(one)), one.figures(names))


def _why(one: _Person) -> Iterator[str]:
    if not one.bought:
        yield _never(one)
        return
    yield _last(one)
    yield _rhythm(one)
    if one["next_expected"] is not None:
        yield _next(one)


def _last(one: _Person) -> str:
    day = one.day("last_purchase")
    if not one["days_since_last"]:
        return one.say("A última compra foi em {day}, na própria data-base.", day=day)
    return one.say(
        "A última compra foi em {day}, há {days}.", day=day, days=one.days("days_since_last")
    )


def _never(one: _Person) -> str:
    if one["net_amount"] is None:
        return one.say("Está no cadastro e nunca comprou: não há ritmo nem previsão.")
    return one.say("Só há devoluções dele neste período: não há ritmo nem previsão.")


def _rhythm(one: _Person) -> str:
    """Say every how many days he buys, or that this can't be known."""
    if one["cycle_days"] is None:
        return one.say(
            "Não dá para saber o ritmo: ninguém na carteira comprou em dois dias diferentes."
        )
    if one["cycle_origin"] == "own":
        return one.say("Costuma comprar a cada {days}.", days=one.days("cycle_days"))
    return one.language.plural(
        "Comprou em {n} dia só, pouco para ter ritmo próprio: vale o comum na carteira, {cycle}.",
        "Comprou em {n} dias, pouco para ter ritmo próprio: vale o comum na carteira, {cycle}.",
        int(one["purchase_days"]),
        cycle=one.days("cycle_days"),
    )


def _next(one: _Person) -> str:
    today = pd.Timestamp(one.portfolio.analysis.reference_date)
    late = (today - one["next_expected"]).days
    if late <= 0:
        return one.say("A próxima é esperada em {day}.", day=one.day("next_expected"))
    return one.language.plural(
        "A próxima era esperada em {day}: passou {n} dia.",
        "A próxima era esperada em {day}: passaram {n} dias.",
        late,
        day=one.day("next_expected"),
    )


def _amounts(one: _Person) -> Section | None:
    if one["net_amount"] is None:
        return None
    figures = one.figures(
        ("net_amount", "share", "orders", "average_ticket", "trend", "trend_change")
    )
    return Section("amounts", one.say("Quanto compra"), _place(one), figures)


def _place(one: _Person) -> str:
    """Say which place he has among all."""
    if one["rank"] is None or one["share"] is None:
        return ""
    return one.language.plural(
        "É o único cliente.",
        "É o {rank}º de {n} clientes; dele vêm {share} do valor.",
        len(one.portfolio.buyers),
        rank=one.language.count(one["rank"]),
        share=one.portfolio.percent(one["share"]),
    )


def _history(one: _Person) -> Section | None:
    """Set the last months under each other, from the first in which he bought."""
    if one["net_amount"] is None:
        return None
    columns, amounts = card.monthly(one.portfolio, one.one)
    title, recent = one.say("Mês a mês"), columns[-_MONTHS:]
    frame = pd.DataFrame(
        {
            "month": pd.to_datetime([column.name.removeprefix("month_") for column in recent]),
            "net_amount": [amounts[column.name][0] for column in recent],
        }
    )
    told = frame[frame["net_amount"].notna().cummax()].fillna({"net_amount": 0.0})
    if told.empty:
        return Section("history", title, one.say("Nenhuma compra nos últimos 12 meses."))
    table = one.portfolio.table(
        "history", (_MONTH, _NET), told, takeaway=_earlier(one, frame), bars=("net_amount",)
    )
    return Section("history", title, tables=(table,))


def _earlier(one: _Person, shown: pd.DataFrame) -> str:
    """Say what the months before those shown come to, so that the months add up."""
    before = round(one["net_amount"] - shown["net_amount"].sum(), 2)
    if not before:
        return one.say("Antes disso, nada.")
    return one.say("Antes disso: {amount}.", amount=one.language.money(before))


def _purchases(one: _Person) -> Section | None:
    """List his last purchases, one line for each order."""
    used = one.his.lines[one.his.lines["set_aside"].isna()]
    if used.empty:
        return None
    told = used.astype({"order_id": object, "product": object})
    by_order = told.groupby(["date", told["order_id"].fillna("")], sort=False)
    orders = by_order.agg(
        order_id=("order_id", "first"), products=("product", _products), cents=("cents", "sum")
    )
    last = orders.reset_index("date").iloc[::-1].sort_values("date", ascending=False, kind="stable")
    last = last.assign(amount=last["cents"] / 100).head(_PURCHASES)
    columns = [_DATE, _ORDER, _BOUGHT, _AMOUNT]
    columns = [column for column in columns if last[column.name].notna().any()]
    table = one.portfolio.table("purchases", columns, last)
    return Section("purchases", one.say("Últimas compras"), tables=(table,))


def _products(named: "pd.Series[Any]") -> str | None:
    """Name the first products of an order, and how many more there are."""
    distinct = [*dict.fromkeys(named.dropna())]
    more = len(distinct) - _NAMED
    shown = ", ".join(distinct[:_NAMED])
    return (f"{shown} +{more}" if more > 0 else shown) or None


def _basket(one: _Person) -> Section | None:
    """List the products on which he spends most."""
    if not one.bought:
        return None
    title, spent = one.say("O que mais compra"), card.spending(one.portfolio, one.one)
    if spent.empty:
        return Section("basket", title, one.say("As vendas dele não dizem o produto."))
    most = spent.assign(part=spent["cents"] / spent["whole"], net_amount=spent["cents"] / 100)
    columns = (_PRODUCT, _ORDERS, TABLE_COLUMNS["products"]["net_amount"], _PART)
    table = one.portfolio.table(
        "basket", columns, most.head(_PRODUCTS), takeaway=_left_out(one, len(most)), bars=("part",)
    )
    return Section("basket", title, tables=(table,))


def _left_out(one: _Person, products: int) -> str:
    if products <= _PRODUCTS:
        return ""
    return one.language.plural("E mais {n} produto.", "E mais {n} produtos.", products - _PRODUCTS)


def _offers(one: _Person) -> Section | None:
    """Say what he could buy, and from what that is concluded."""
    if not one.bought or one.portfolio.analysis.tables["products"].empty:
        return None
    title = one.say("O que oferecer")
    if one["suggestions"] is None:
        return Section("offers", title, _nothing_to_offer(one))
    texts = [_offer(one, product) for product in one["suggestions"]]
    return Section("offers", title, tables=(_listing(one, "offers", texts),))


def _nothing_to_offer(one: _Person) -> str:
    if one.portfolio.analysis.tables["affinities"].empty:
        return one.say(
            "Nada a sugerir: nenhum par de produtos é comprado junto por clientes bastantes."
        )
    return one.say("Nada a sugerir: o que se compra junto do que ele compra, ele já leva.")


def _offer(one: _Person, product: str) -> str:
    pairs = one.portfolio.analysis.tables["affinities"]
    his = card.spending(one.portfolio, one.one)["product"].astype(object)
    leading = pairs[(pairs["with"] == product) & pairs["product"].isin(his)]
    if leading.empty:
        return one.say("{product}: quem compra o mesmo que ele costuma levar.", product=product)
    surest = leading.sort_values(["confidence", "product"], ascending=[False, True]).iloc[0]
    return one.say(
        "{product}: {share} de quem compra {his}, como ele, também leva.",
        product=product,
        share=one.portfolio.percent(surest["confidence"]),
        his=surest["product"],
    )


def _step(one: _Person) -> Section:
    """Say what to do next, why, until when, and how to begin."""
    (why,) = follow_up.reasons(one.one, one.language)
    names = ("action", "due", "priority", "amount_at_stake", "estimated_lost_amount")
    (message,) = follow_up.messages(one.one, one.portfolio)
    tables = () if pd.isna(message) else (_message(one, message),)
    lead = one.say("Nada a sugerir por ora.") if pd.isna(why) else why
    return Section("step", one.say("Próximo passo"), lead, one.figures(names), tables=tables)


def _message(one: _Person, message: str) -> Table:
    title = one.say(follow_up.MESSAGE.label)
    frame = pd.DataFrame({"step": [""], "text": [message]})
    return one.portfolio.table("message", (_TEXT,), frame, title=title)


def _listing(one: _Person, name: str, texts: Sequence[str]) -> Table:
    frame = pd.DataFrame({"step": range(1, len(texts) + 1), "text": [*texts]})
    return one.portfolio.table(name, (_MARKER, _TEXT), frame)


def _coming(one: _Person) -> Section | None:
    """Say what is expected of him, or why nothing can be."""
    if not one.bought:
        return None
    title, record = one.say("Próximos 12 meses"), one.portfolio.analysis.records["prediction"]
    if not record["available"]:
        return None if record["reason"] == "off" else forecast.unknown(one.portfolio, title)
    figures = one.figures((*_FORECAST, "amount_at_risk"))
    return Section("forecast", title, figures=figures)


def _left_aside(one: _Person) -> Section | None:
    """Say which of his rows are in no figure."""
    reasons = reconciliation.reasons(one.his.found, one.language)
    if reasons.frame.empty:
        return None
    return Section("set_aside", one.say("Linhas dele fora das contas"), tables=(reasons,))


_SECTIONS: tuple[Callable[[_Person], Section | None], ...] = (
    _standing,
    _step,
    _amounts,
    _history,
    _purchases,
    _basket,
    _offers,
    _coming,
    _left_aside,
)
"""The sections of the page, in order; one that has nothing to say of him is left out."""
