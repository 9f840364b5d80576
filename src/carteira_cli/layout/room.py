"""What the workbook's sheets have no room for: said once, where sheets are made."""

from collections.abc import Iterator, Sequence

from carteira_cli.locale.language import Language
from carteira_cli.model.catalogue import ROWS_BEYOND_SHEET
from carteira_cli.model.findings import Finding
from carteira_cli.model.report import SHEET_TABLE_ROWS, Section


def outgrown(book: Sequence[Section], language: Language) -> Iterator[Finding]:
    """Give a finding for each table that its sheet can't show whole."""
    for section in book:
        for table in section.tables:
            rows = len(table.frame)
            if rows > SHEET_TABLE_ROWS:
                told = {"sheet": section.title, "rows": language.count(rows)}
                shown = language.count(SHEET_TABLE_ROWS)
                yield Finding(ROWS_BEYOND_SHEET, details={**told, "shown": shown})
