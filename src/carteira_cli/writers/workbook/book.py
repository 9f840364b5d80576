"""The whole workbook: one sheet per section, in memory, the same bytes for the same report."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from carteira_cli.model.report import Report
from carteira_cli.writers.workbook.ownership import MARK, PROPERTY
from carteira_cli.writers.workbook.paper import Paper
from carteira_cli.writers.workbook.printing import set_up_page
from carteira_cli.writers.workbook.sections import fill
from carteira_cli.writers.workbook.settings import setting_names
from carteira_cli.writers.workbook.sheet import Kit, Sheet
from carteira_cli.writers.workbook.styles import FONT, Styles
from carteira_cli.writers.workbook.texts import one_line, sheet_names
from carteira_cli.writers.workbook.wording import Words

_OPTIONS = {
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_future_functions": True,
    "default_format_properties": dict(FONT),
}
_CREATED = datetime(2000, 1, 1)
"""A fixed day, so that the same report gives the same bytes."""

_NO_GRIDLINES = 2


def write(report: Report) -> bytes:
    """Write ``report.book`` as an .xlsx package; nothing but the report decides a byte."""
    stream = BytesIO()
    with Workbook(stream, {**_OPTIONS}) as book:
        _describe(book, report)
        _fill(book, report)
    return stream.getvalue()


def _describe(book: Workbook, report: Report) -> None:
    """Set the document's properties: no name of a person, and our mark."""
    facts = "; ".join(f"{label}: {text}" for label, text in report.facts)
    book.set_properties(
        {
            "title": one_line(report.title),
            "author": "carteira",
            "comments": one_line(facts),
            "created": _CREATED,
        }
    )
    book.set_custom_property(PROPERTY, MARK, "text")


def _fill(book: Workbook, report: Report) -> None:
    kit = _kit(book, report)
    home = ""
    for section, name in zip(report.book, kit.sheets.values(), strict=True):
        sheet = Sheet(book.add_worksheet(name, Paper), name, kit)
        sheet.paper.hide_gridlines(_NO_GRIDLINES)
        set_up_page(sheet.paper, report.facts, kit.words)
        fill(sheet, section, report.facts, home)
        home = home or name


def _kit(book: Workbook, report: Report) -> Kit:
    """Gather what all sheets share, before the first of them is written."""
    names = setting_names(report.book)
    titles = sheet_names(section.title for section in report.book)
    sheets = dict(zip((section.name for section in report.book), titles, strict=True))
    styles = Styles(book, report.language)
    return Kit(styles, Words(report), names, sheets, {name.lower() for name in names})
