"""The canonical tables between reading and measuring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import NO_DETAILS, Finding

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class RawTable:
    """The untouched grid of one sheet, titles and header included.

    ``cells`` has integer column labels 0..n-1 (position is a column's identity) and holds
    native cells: either object columns (float, str, datetime, date, bool, None) or text
    columns (dtype ``str``) where the container knows only text. ``rows`` is the number of
    each grid row as the spreadsheet or text editor shows it. ``about`` says how the
    container was understood, in Portuguese; ``delimiter`` is empty for workbooks.
    """

    file: str
    sheet: str
    cells: pd.DataFrame
    rows: Rows
    delimiter: str = ""
    about: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


SALES = (
    Column("source", "Origem", Kind.COUNT, "Posição da origem na lista de fontes."),
    Column("row", "Linha", Kind.COUNT, "Linha da planilha de origem."),
    Column("date", "Data", Kind.DATE, "Dia da venda."),
    Column("order_id", "Pedido", Kind.IDENTIFIER, "Número do pedido ou da nota."),
    Column("customer_id", "Cliente", Kind.IDENTIFIER, "Cliente; vazio quando não identificado."),
    Column("cents", "Centavos", Kind.COUNT, "Valor em centavos; devoluções são negativas."),
    Column("is_return", "Devolução", Kind.COUNT, "Verdadeiro quando a linha é uma devolução."),
    Column("product", "Produto", Kind.TEXT, "Produto, quando a origem o traz."),
    Column("quantity", "Quantidade", Kind.NUMBER, "Quantidade, quando a origem a traz."),
    Column("category", "Categoria", Kind.TEXT, "Categoria do produto."),
    Column("seller", "Vendedor", Kind.TEXT, "Vendedor da venda."),
    Column("channel", "Canal", Kind.TEXT, "Canal da venda."),
)
"""One row per used sale row. ``date`` datetime64[s] at midnight, ``cents`` int64,
``is_return`` bool; ``order_id`` and ``customer_id`` text, null when absent."""

CUSTOMERS = (
    Column("customer_id", "Código", Kind.IDENTIFIER, "Identificação do cliente nesta carteira."),
    Column("customer", "Cliente", Kind.TEXT, "Nome do cliente."),
    Column("document", "CPF/CNPJ", Kind.IDENTIFIER, "CPF ou CNPJ, mascarado."),
    Column("email", "E-mail", Kind.TEXT, "E-mail do cliente."),
    Column("phone", "Telefone", Kind.IDENTIFIER, "Telefone do cliente."),
    Column("city", "Cidade", Kind.TEXT, "Cidade do cliente."),
    Column("state", "UF", Kind.TEXT, "Estado do cliente."),
    Column("seller", "Vendedor", Kind.TEXT, "Vendedor que atende o cliente."),
)
"""One row per customer or prospect, indexed by ``customer_id``; null where not known."""

PURCHASE_DAYS = (
    Column("customer_id", "Cliente", Kind.IDENTIFIER, "Cliente; vazio quando não identificado."),
    Column("date", "Data", Kind.DATE, "Dia da compra ou da devolução."),
    Column("orders", "Pedidos", Kind.COUNT, "Pedidos do dia; 0 quando só houve devolução."),
    Column("sold_cents", "Vendido", Kind.COUNT, "Vendas do dia, em centavos."),
    Column("returned_cents", "Devolvido", Kind.COUNT, "Devoluções do dia, centavos negativos."),
)
"""The collapsed sales: one row per customer and day, sorted by both. An order counts whole on
its first day. ``orders`` > 0 marks a purchase day."""


BASKETS = (
    Column("customer_id", "Cliente", Kind.IDENTIFIER, "Cliente; vazio quando não identificado."),
    Column("product", "Produto", Kind.TEXT, "Produto, como a origem o chama."),
    Column("orders", "Pedidos", Kind.COUNT, "Pedidos em que o produto aparece."),
    Column("cents", "Centavos", Kind.COUNT, "Vendas menos devoluções do produto, em centavos."),
)
"""Who bought what: one row per customer and product, null for sales that name none, so that the
centavos are those of all sales. Empty where no sale names its product."""

SPLIT = (
    Column("customer_id", "Cliente", Kind.IDENTIFIER, "Cliente; vazio quando não identificado."),
    Column("value", "Valor", Kind.TEXT, "O que a venda diz neste campo; vazio quando não diz."),
    Column("orders", "Pedidos", Kind.COUNT, "Pedidos com esse valor; 0 quando só há devolução."),
    Column("cents", "Centavos", Kind.COUNT, "Vendas menos devoluções, em centavos."),
)
"""Sales by what they say in one field (``category``, ``channel``, ``seller``): one row per customer
and value, null for sales that don't say, so that the centavos are those of all sales."""

MEASURES = (
    Column(
        "nps",
        "Nota NPS",
        Kind.NUMBER,
        "De 0 a 10, quanto o cliente recomendaria a empresa, como está no cadastro.",
    ),
    Column(
        "csat",
        "Nota de satisfação",
        Kind.NUMBER,
        "A nota de satisfação (CSAT) que o cliente deu, como está no cadastro.",
    ),
    Column(
        "overdue_amount",
        "Valor em atraso",
        Kind.MONEY,
        "Quanto o cliente deve de títulos já vencidos, como está no cadastro.",
    ),
)
"""What a register can measure: floats, null where not said. A frame has only those it measures."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows left out for one reason, and the money in them (centavos)."""

    code: str
    rows: int
    cents: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Rows and centavos found = used + set aside, exactly."""

    rows: int
    cents: int
    rows_used: int
    cents_used: int
    set_aside: tuple[SetAside, ...] = ()

    def __post_init__(self) -> None:
        """Refuse figures that do not add up; a wrong total must never pass unnoticed."""
        rows = self.rows_used + sum(reason.rows for reason in self.set_aside)
        cents = self.cents_used + sum(reason.cents for reason in self.set_aside)
        if (rows, cents) != (self.rows, self.cents):
            msg = f"reconciliation broken: {self.rows} rows, {self.cents} cents, {self!r}"
            raise AssertionError(msg)


@dataclass(frozen=True, slots=True)
class Source:
    """How one sheet was understood, for the report's ``sources``.

    ``columns``: field → header text. ``unread``: the header texts of all other columns.
    ``letters``: header text → the letter of its column in the sheet as it is, for headers that
    stand there once.
    """

    file: str
    sheet: str
    role: str
    layout: str = ""
    header_row: int | None = None
    first_row: int | None = None
    last_row: int | None = None
    columns: Mapping[str, str] | None = None
    decisions: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    letters: Mapping[str, str] = field(default_factory=lambda: NO_DETAILS)


@dataclass(frozen=True, slots=True)
class Trail:
    """Where every customer stands in the files: kept on request only, for it is as long as they.

    ``lines`` is every row of the sales sheets, used or not: the columns of SALES, ``set_aside``
    (the slug of why it is in no figure, null for a used row) and ``name``, ``code`` and
    ``document`` as they are written. ``entries`` is every row of the registers: customer_id, source
    (its position among the registers), row, name, code, document. Who is no customer of the
    portfolio has a null customer_id.
    """

    lines: pd.DataFrame
    entries: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood from the input: one honest portfolio and what was doubted.

    ``days`` holds PURCHASE_DAYS of identified customers, ``unidentified`` the same columns
    with null customers; ``customers`` is CUSTOMERS with buyers and prospects.
    ``details`` is what the register says beyond CUSTOMERS, for break-downs: text columns
    indexed by ``customer_id``, ``category`` and the others by their header.
    ``measures`` is MEASURES, those that the register has, indexed by ``customer_id``.
    ``baskets`` is BASKETS; ``splits`` holds a SPLIT for each field that the sales fill (sellers
    only when no register says whose customer is whose).
    ``unidentified_rows`` counts the sale rows behind ``unidentified``. ``trail`` is there only when
    it was asked for.
    ``disguise`` is empty where names are those of the files, else the ``mark`` of the ``Secret``
    that the pseudonyms in their place were made with.
    """

    sales: pd.DataFrame
    days: pd.DataFrame
    unidentified: pd.DataFrame
    unidentified_rows: int
    customers: pd.DataFrame
    reference_date: date
    reference_date_origin: str
    sources: tuple[Source, ...]
    reconciliation: Reconciliation
    findings: tuple[Finding, ...] = ()
    details: pd.DataFrame = field(default_factory=pd.DataFrame)
    measures: pd.DataFrame = field(default_factory=pd.DataFrame)
    baskets: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=[column.name for column in BASKETS])
    )
    splits: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    trail: Trail | None = None
    disguise: str = ""
