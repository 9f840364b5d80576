"""The whole workbook: one sheet per section, in memory, the same bytes for the same report."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryDirectory

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import quote_sheetname

from carteira_cli.model.marks import marks
from carteira_cli.model.report import Report
from carteira_cli.writers.workbook.filters import set_filters
from carteira_cli.writers.workbook.memory import keep
from carteira_cli.writers.workbook.ownership import MARK, PROPERTY
from carteira_cli.writers.workbook.paper import Paper, Roll
from carteira_cli.writers.workbook.printing import set_up_page
from carteira_cli.writers.workbook.sections import fill, is_streamed
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
    """Write ``report.book`` as an .xlsx package; nothing but the report decides a byte.

    Raises:
        OSError: the temporary folder has no room.
    """
    try:
        with TemporaryDirectory() as scratch:
            return _written(report, scratch)
    except FileCreateError as failure:
        refusal: OSError = failure.args[0]  # XlsxWriter wraps what the system said
        raise refusal from failure


def _written(report: Report, scratch: str) -> bytes:
    """Write with ``scratch`` as the folder for parts in the making; they hold the user's data."""
    stream = BytesIO()
    with Workbook(stream, {**_OPTIONS, "tmpdir": scratch}) as book:
        _describe(book, report)
        kit = _fill(book, report)
        keep(book, report.memory, kit.styles.get())
        _mark(book, [section.name for section in report.book] + [m.name for m in report.memory])
    return set_filters(stream.getvalue(), kit.filters)


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


def _fill(book: Workbook, report: Report) -> Kit:
    """Write all sheets, and give what they were made with."""
    kit = _kit(book, report)
    home = ""
    for section, name in zip(report.book, kit.sheets.values(), strict=True):
        paper = Roll if is_streamed(section) else Paper
        sheet = Sheet(book.add_worksheet(name, paper), name, kit)
        sheet.paper.hide_gridlines(_NO_GRIDLINES)
        set_up_page(sheet.paper, report.facts, kit.words)
        fill(sheet, section, report.facts, home)
        home = home or name
    return kit


def _mark(book: Workbook, sections: Sequence[str]) -> None:
    """Give every sheet the hidden name by which it is known again, whatever it is called then."""
    for mark, sheet in zip(marks(sections), book.worksheets(), strict=True):
        at_home = f"{quote_sheetname(sheet.get_name())}!$A$1"
        book.defined_names.append([mark, -1, at_home, True])  # define_name() hides none


def _kit(book: Workbook, report: Report) -> Kit:
    """Gather what all sheets share, before the first of them is written."""
    names = setting_names(report.book)
    beside = {sheet for _, sheet in report.beside}
    titles = sheet_names((section.title for section in report.book), beside)
    sheets = dict(zip((section.name for section in report.book), titles, strict=True))
    styles = Styles(book, report.language)
    return Kit(styles, Words(report), names, sheets, {name.lower() for name in names})
