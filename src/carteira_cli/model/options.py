"""What a user may say about how his files are to be read."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

Returns = Literal["liquidar", "ignorar", "erro"]
Grain = Literal["auto", "linha", "item", "pedido"]
DateOrder = Literal["auto", "dia-mes", "mes-dia"]
DecimalMark = Literal["auto", "virgula", "ponto"]
StatusMeaning = Literal["venda", "cancelada", "aberta", "devolucao"]

FIELD_NAMES = (
    "cliente",
    "codigo",
    "documento",
    "data",
    "valor",
    "quantidade",
    "preco",
    "desconto",
    "pedido",
    "produto",
    "categoria",
    "vendedor",
    "status",
    "tipo",
    "uf",
    "cidade",
    "email",
    "telefone",
    "canal",
    "ano",
    "mes",
    "loja",
    "serie",
    "sobrenome",
    "ddd",
    "reembolso",
)
"""Every field that a column can be assigned to by hand."""

ENGLISH_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "customer": "cliente",
        "code": "codigo",
        "document": "documento",
        "date": "data",
        "amount": "valor",
        "quantity": "quantidade",
        "price": "preco",
        "discount": "desconto",
        "order": "pedido",
        "product": "produto",
        "category": "categoria",
        "seller": "vendedor",
        "type": "tipo",
        "state": "uf",
        "city": "cidade",
        "phone": "telefone",
        "channel": "canal",
        "year": "ano",
        "month": "mes",
        "store": "loja",
        "surname": "sobrenome",
        "refund": "reembolso",
    }
)
"""The English names to which fields answer as well; the others are called the same."""

ENGLISH_RETURNS: Mapping[str, Returns] = MappingProxyType(
    {"net": "liquidar", "ignore": "ignorar", "error": "erro"}
)
"""The English names of what may be done with returns."""

THROWN_AWAY = "anonymous"
"""How names were replaced when nobody can ever replace them so again."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What pseudonyms are made with: a random key that no run keeps, or one of the user's own.

    ``kept`` says that the user keeps the key, so that his next run gives the same pseudonyms.
    """

    key: bytes = field(repr=False)
    kept: bool = False

    @property
    def mark(self) -> str:
        """Tell apart results whose pseudonyms are others, without telling the key."""
        if not self.kept:
            return THROWN_AWAY
        return "key:" + hmac.digest(self.key, b"carteira/mark", "sha256").hex()[:16]


NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Overrules of the detection; every default means "decide by evidence".

    ``sheet``: only this sheet. ``columns``: field name (as ``--coluna`` knows it) → header.
    ``returns``: net them, ignore them, or stop. ``as_of``: the reference date, or None for
    the automatic rule; ``last_sale`` and ``live`` force the newest sale or today.
    ``today``: the day of the run, read by the shell. ``ignore_zero``: leave zero orders out.
    ``status``: the user's own status words → venda, cancelada, aberta or devolucao.
    ``merge``: a customer's name, code or document → that of the one it is the same as.
    ``ignore_customers``: names or codes that are no customers (own shop, tests).
    ``counter``: names or codes under which sales to nobody in particular were entered.
    ``grain``: what one row is: a sale of its own (``linha``), an item that adds to its order
    (``item``), or a row that states its order's whole value (``pedido``).
    ``dates``: how ``03/04/2025`` is read; ``decimal``: the decimal mark of numbers in text.
    ``full_documents``: leave CPF and CNPJ unmasked in every output.
    ``password``: opens files that are locked; never shown.
    ``secret``: put pseudonyms made with it in the place of all personal data.
    """

    today: date
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=lambda: NO_COLUMNS)
    returns: Returns = "liquidar"
    as_of: date | Literal["hoje", "ultima"] | None = None
    as_of_origin: Literal["given", "config"] = "given"
    ignore_zero: bool = False
    status: Mapping[str, str] = field(default_factory=lambda: NO_COLUMNS)
    merge: Mapping[str, str] = field(default_factory=lambda: NO_COLUMNS)
    ignore_customers: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    grain: Grain = "auto"
    dates: DateOrder = "auto"
    decimal: DecimalMark = "auto"
    full_documents: bool = False
    password: str = field(default="", repr=False)
    secret: Secret | None = field(default=None, repr=False)
