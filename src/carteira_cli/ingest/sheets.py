"""Which sheets hold sales, which the register, and which neither."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from carteira_cli.ingest import header as headers
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.tables import RawTable

_PEOPLE = ("cliente", "codigo", "documento", "email", "telefone")
_DETAILS = ("cidade", "uf", "vendedor", "categoria", "status")


class Role(StrEnum):
    """What a sheet is for."""

    SALES = "sales"
    CUSTOMERS = "customers"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A raw table with its role, and its header when it has one."""

    table: RawTable
    role: Role
    header: Header | None

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
    """Give every sheet its role.

    Raises:
        CarteiraError: the sheet or column asked for is not there, or no sheet is a list
            of sales.
    """
    chosen = _chosen(tables, options.sheet)
    seen = tuple(_sheet(table, options) for table in chosen)
    _require_named_columns(seen, options)
    single, findings = _without_copies(seen)
    if not any(sheet.role is Role.SALES for sheet in single):
        raise _no_sales_table(single)
    ignored = tuple(
        Finding(catalogue.IGNORED_SHEET, sheet.table.file, sheet.table.sheet)
        for sheet in single
        if sheet.role is Role.IGNORED
    )
    return single, (*findings, *ignored)


def _chosen(tables: Sequence[RawTable], wanted: str) -> Sequence[RawTable]:
    matching = [table for table in tables if table.sheet.casefold() == wanted.casefold()]
    if not wanted or matching:
        return matching or tables
    raise CarteiraError(
        catalogue.SHEET_NOT_FOUND,
        Place(tables[0].file),
        sheet=wanted,
        name=tables[0].file,
        sheets=", ".join(table.sheet for table in tables),
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
            )


def _sheet(table: RawTable, options: ReadingOptions) -> Sheet:
    header = headers.find(table, options.columns)
    return Sheet(table, _role(header), header)


def _role(header: Header | None) -> Role:
    if header is None:
        return Role.IGNORED
    fields = header.fields.keys()
    if not any(field in fields for field in _PEOPLE):
        return Role.IGNORED
    if "data" in fields and has_value(header):
        return Role.SALES
    described = sum(field in fields for field in (*_PEOPLE, *_DETAILS))
    return Role.CUSTOMERS if described > 1 and not has_value(header) else Role.IGNORED


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
    best = max(sheets, key=lambda sheet: len(sheet.header.fields) if sheet.header else 0)
    missing = _missing(best.header)
    return CarteiraError(
        catalogue.NO_SALES_TABLE,
        Place(best.table.file, best.table.sheet),
        name=best.table.file,
        missing=_listed([word for word, _ in missing]),
        example=missing[0][1],
    )


def _listed(words: list[str]) -> str:
    return " e ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _missing(header: Header | None) -> list[tuple[str, str]]:
    fields = header.fields.keys() if header else set()
    needs = (
        ("a data da venda", 'data="Emissão"', "data" in fields),
        ("o valor", 'valor="Total"', header is not None and has_value(header)),
        ("o cliente", 'cliente="Nome"', any(field in fields for field in _PEOPLE)),
    )
    return [(word, example) for word, example, there in needs if not there]
