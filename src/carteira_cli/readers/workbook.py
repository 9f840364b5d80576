"""Spreadsheets in a zip package (.xlsx, .xlsm, .xlsb, .ods): measured first, then read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Code, Finding, Place
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import archive, calamine_sheets, limits, own_sheets
from carteira_cli.readers.archive import Archive
from carteira_cli.readers.extents import (
    office_binary,
    office_package,
    office_xml,
    open_document,
    shared_texts,
)
from carteira_cli.readers.extents.office_xml import Walked
from carteira_cli.readers.extents.reach import Budget

_OPEN_DOCUMENT = "content.xml"
_BINARY_WORKBOOK = "xl/workbook.bin"
_KINDS = {_OPEN_DOCUMENT, _BINARY_WORKBOOK, "xl/workbook.xml"}
_MANIFEST = "META-INF/manifest.xml"
_UNMEASURABLE = (
    office_xml.UnusualError,
    office_binary.BrokenRecordError,
    open_document.UnfoldingError,
    shared_texts.FalseCountError,
)


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read every visible worksheet that holds anything and was not written by this program.

    Raises:
        CarteiraError: the package is damaged, protected or hostile, or has no visible cell.
    """
    package = archive.open_archive(name, content)
    kinds = _KINDS & {part.replace("\\", "/").casefold() for part in package.parts}
    if len(kinds) != 1:
        raise limits.damaged(name, Phrase("não se sabe que tipo de planilha é"))
    try:
        walked = _survey(package, is_office=kinds != {_OPEN_DOCUMENT})
    except _UNMEASURABLE as error:
        raise limits.damaged(name) from error
    is_binary = kinds == {_BINARY_WORKBOOK}
    ours = own_sheets.titles(package)
    tables = calamine_sheets.tables(name, package.content, is_binary=is_binary, ours=ours)
    return tuple(_noted(table, walked.get(table.sheet, Walked())) for table in tables)


def _survey(package: Archive, *, is_office: bool) -> Mapping[str, Walked]:
    """Measure the package; give what each sheet turned out to hold, where that is told.

    Raises:
        CarteiraError: it is protected, or reading it would take too much memory.
    """
    if is_office:
        return office_package.survey(package)
    if b"encryption-data" in package.whole(_MANIFEST):
        place = Place(file=package.name)
        raise CarteiraError(catalogue.PASSWORD_UNKNOWN, place, name=package.name)
    budget = Budget(package.name)
    if _OPEN_DOCUMENT not in package.parts:
        raise limits.damaged(package.name)
    for table in open_document.walk(package.pieces(_OPEN_DOCUMENT)):
        budget.spend(table.reach, table.text)
    return {}


def _noted(table: RawTable, walked: Walked) -> RawTable:
    """Note the formulas that came as empty cells, and the rows that their user does not see."""
    noted = (
        (catalogue.FORMULA_WITHOUT_RESULT, walked.uncalculated),
        (catalogue.HIDDEN_ROWS, sorted({*walked.hidden} & {*table.rows.tolist()})),
    )
    notes = [_finding(code, table, rows) for code, rows in noted if rows]
    return replace(table, findings=(*table.findings, *notes)) if notes else table


def _finding(code: Code, table: RawTable, rows: Sequence[int]) -> Finding:
    once = tuple(dict.fromkeys(rows))
    return Finding(code, table.file, table.sheet, "", once, ("",) * len(once))
