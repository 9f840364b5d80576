"""Which sheets hold sales, which the register, and which neither."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from carteira_cli.ingest import header as headers
from carteira_cli.ingest.header import PEOPLE, Header
from carteira_cli.ingest.shape import flatten
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.guesses import guess
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import RawTable

_RETURNS = re.compile(r"\b(?:devol\w*|estornos?|returns?|refunds?)\b")
_ALSO_SALES = re.compile(r"\b(?:vend\w*|pedid\w*|fatur\w*|sales|orders)\b")
_DETAILS = ("cidade", "uf", "vendedor", "categoria", "status")


class Role(StrEnum):
    """What a sheet is for."""

    SALES = "sales"
    ORDERS = "orders"
    ITEMS = "items"
    RETURNS = "returns"
    CUSTOMERS = "customers"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A raw table with its role, and its header when it has one.

    ``decisions`` and ``findings`` say how the table was brought into shape.
    """

    table: RawTable
    role: Role
    header: Header | None
    decisions: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def known_header(self) -> Header:
        """The header of a sheet that has a role, and so a header."""
        if self.header is None:
            msg = f"sheet with role {self.role} and no header"
            raise AssertionError(msg)
        return self.header


def classify(
    tables: Sequence[RawTable], options: ReadingOptions
) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """Give every sheet its role, as far as it can be told from the sheet alone.

    Raises:
        CarteiraError: the sheet or column asked for is not there.
    """
    chosen = _chosen(tables, options.sheet)
    seen = tuple(_sheet(table, options) for table in chosen)
    _require_named_columns(seen, options)
    return _without_copies(seen)


def ignored(sheets: tuple[Sheet, ...]) -> tuple[Finding, ...]:
    """Say which sheets are not read.

    Raises:
        CarteiraError: no sheet is a list of sales.
    """
    if not any(sheet.role is Role.SALES for sheet in sheets):
        raise _no_sales_table(sheets)
    return tuple(
        Finding(catalogue.IGNORED_SHEET, sheet.table.file, sheet.table.sheet)
        for sheet in sheets
        if sheet.role is Role.IGNORED
    )


def _chosen(tables: Sequence[RawTable], wanted: str) -> Sequence[RawTable]:
    if not wanted:
        return tables
    matching = [table for table in tables if table.sheet.casefold() == wanted.casefold()]
    if matching:
        return matching
    raise CarteiraError(
        catalogue.SHEET_NOT_FOUND,
        Place(tables[0].file),
        sheet=wanted,
        name=tables[0].file,
        sheets=", ".join(table.sheet for table in tables),
        guess=guess(wanted, [table.sheet for table in tables]),
    )


def _require_named_columns(sheets: tuple[Sheet, ...], options: ReadingOptions) -> None:
    names = {name for sheet in sheets if sheet.header for name in sheet.header.names if name}
    known = {normalise(name) for name in names}
    for wanted in options.columns.values():
        if normalise(wanted) not in known:
            raise CarteiraError(
                catalogue.COLUMN_NOT_FOUND,
                Place(sheets[0].table.file),
                header=wanted,
                name=sheets[0].table.file,
                headers=", ".join(sorted(names)),
                guess=guess(wanted, sorted(names)),
            )


def _sheet(table: RawTable, options: ReadingOptions) -> Sheet:
    header = headers.find(table, options.columns)
    if header is None:
        return Sheet(table, Role.IGNORED, None)
    shaped = flatten(table, header, partial(headers.find, wanted=options.columns))
    role = _role(shaped.table, shaped.header)
    return Sheet(shaped.table, role, shaped.header, shaped.decisions, shaped.findings)


_ROLE_OF_KIND = {"cadastro": Role.CUSTOMERS, "itens": Role.IGNORED}


def _role(table: RawTable, header: Header) -> Role:
    if header.layout and header.layout.kind in _ROLE_OF_KIND:
        return _ROLE_OF_KIND[header.layout.kind]
    fields = header.fields.keys()
    if has_value(header) and _holds_returns(table):
        return Role.RETURNS if "data" in fields or "pedido" in fields else Role.IGNORED
    if not any(field in fields for field in PEOPLE):
        return Role.IGNORED
    if "data" in fields and has_value(header):
        return Role.SALES
    described = sum(field in fields for field in (*PEOPLE, *_DETAILS))
    is_register = described > 1 and not has_value(header) and "pedido" not in fields
    return Role.CUSTOMERS if is_register else Role.IGNORED


def _holds_returns(table: RawTable) -> bool:
    """Tell by its name whether a sheet holds returns only: the sheet's, else the file's."""
    name = normalise(table.sheet or Path(table.file).stem)
    return bool(_RETURNS.search(name)) and not _ALSO_SALES.search(name)


def has_value(header: Header) -> bool:
    """Tell whether a header gives each row a value: a total, or quantity and price."""
    return "valor" in header.fields or {"quantidade", "preco"} <= header.fields.keys()


def _without_copies(
    sheets: tuple[Sheet, ...],
) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    kept: list[Sheet] = []
    findings: list[Finding] = []
    for sheet in sheets:
        twin = next((other for other in kept if sheet.table.cells.equals(other.table.cells)), None)
        if twin is None:
            kept.append(sheet)
        else:
            place = (sheet.table.file, sheet.table.sheet)
            findings.append(Finding(catalogue.IDENTICAL_SHEETS, *place))
    return tuple(kept), tuple(findings)


def _no_sales_table(sheets: tuple[Sheet, ...]) -> CarteiraError:
    """Say what the likeliest sheet lacks."""
    if any(sheet.role is Role.RETURNS for sheet in sheets):
        table = sheets[0].table
        return CarteiraError(catalogue.NO_SALES, Place(table.file, table.sheet), name=table.file)
    register = next((sheet for sheet in sheets if sheet.role is Role.CUSTOMERS), None)
    if register is not None:
        place = Place(register.table.file, register.table.sheet)
        return CarteiraError(catalogue.ONLY_A_REGISTER, place, name=register.table.file)
    best = max(sheets, key=lambda sheet: len(sheet.header.fields) if sheet.header else 0)
    missing = _missing(best.header)
    return CarteiraError(
        catalogue.NO_SALES_TABLE,
        Place(best.table.file, best.table.sheet),
        name=best.table.file,
        missing=_listed([word for word, _ in missing]),
        example=missing[0][1],
    )


def _listed(words: list[Phrase]) -> Phrase:
    """Name one to three things: ``a data da venda, o valor e o cliente``."""
    texts = ("{first}", "{first} e {second}", "{first}, {second} e {third}")
    return Phrase(
        texts[len(words) - 1], **dict(zip(("first", "second", "third"), words, strict=False))
    )


def _missing(header: Header | None) -> list[tuple[Phrase, str]]:
    fields = header.fields.keys() if header else set()
    needs = (
        (Phrase("a data da venda"), 'data="Emissão"', "data" in fields),
        (Phrase("o valor"), 'valor="Total"', header is not None and has_value(header)),
        (Phrase("o cliente"), 'cliente="Nome"', any(field in fields for field in PEOPLE)),
    )
    return [(word, example) for word, example, there in needs if not there]
