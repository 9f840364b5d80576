"""Tables of an HTML page, which many systems export under the name of a spreadsheet."""

from collections.abc import Iterator
from html.parser import HTMLParser

import numpy as np
import pandas as pd

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import characters, limits

_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
_MOST_SPANNED = 1000
_MOST_DIGITS = 9
_TOO_MANY = Phrase("as tabelas dele têm células demais")
_CELLS = {"td", "th"}
_BREAKS = {"br", "p", "div", "li"}
_UNSEEN = {"script", "style"}

Attributes = list[tuple[str, str | None]]


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read every table of a page that holds anything; its rows are numbered from its first.

    A cell that spans others fills the first of them only, as it does in a spreadsheet.

    Raises:
        CarteiraError: there is no table, or there are far too many cells.
    """
    text, encoding = characters.decoded(content)
    page = _Page(name)
    page.feed("".join(_without_declarations(text)))
    page.close()
    filled = [table.rows for table in page.finished() if any(map(any, table.rows))]
    if sum(len(rows) * max(map(len, rows)) for rows in filled) > limits.MOST_CELLS:
        raise limits.too_large(name, _TOO_MANY)
    if not filled:
        raise CarteiraError(catalogue.EMPTY_FILE, Place(file=name), name=name)
    about = (Phrase("Página HTML em {encoding}.", encoding=encoding),)
    titles = ["", *(f"Tabela {number}" for number in range(1, len(filled) + 1))]
    titles = titles[:1] if len(filled) == 1 else titles[1:]
    return tuple(
        _raw_table(name, title, rows, about) for title, rows in zip(titles, filled, strict=True)
    )


def _raw_table(name: str, title: str, rows: list[list[str]], about: tuple[str, ...]) -> RawTable:
    width = max(map(len, rows))
    whole = [row + [""] * (width - len(row)) for row in rows]
    columns = {number: [*column] for number, column in enumerate(zip(*whole, strict=True))}
    numbers = np.arange(1, len(rows) + 1, dtype=np.int64)
    return RawTable(name, title, pd.DataFrame(columns, dtype=_TEXT), numbers, about=about)


def _without_declarations(text: str) -> Iterator[str]:
    """Leave out comments and declarations, which pages made for Excel are full of."""
    at = 0
    while (start := text.find("<!", at)) >= 0:
        yield text[at:start]
        closing = "-->" if text.startswith("<!--", start) else ">"
        end = text.find(closing, start)
        if end < 0:
            return
        at = end + len(closing)
    yield text[at:]


class _Table:
    """The rows of one table while its tags come in."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._covered: dict[int, int] = {}
        self._text: list[str] | None = None
        self._spans = (1, 1)

    def open_row(self) -> None:
        self.close_row()
        self.rows.append([])

    def open_cell(self, columns: int, rows: int) -> int:
        """Begin a cell and give how many cells the row gains."""
        self.close_cell()
        if not self.rows:
            self.rows.append([])
        before = len(self.rows[-1])
        self._skip_covered()
        self._text = []
        self._spans = columns, rows
        return len(self.rows[-1]) - before + columns

    def add(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def close_cell(self) -> None:
        if self._text is None:
            return
        row = self.rows[-1]
        columns, rows = self._spans
        for column in range(len(row), len(row) + columns) if rows > 1 else ():
            self._covered[column] = rows - 1
        row += [" ".join("".join(self._text).split()), *[""] * (columns - 1)]
        self._text = None

    def close_row(self) -> None:
        """End the row; cells that hang into it from above are used up."""
        self.close_cell()
        width = len(self.rows[-1]) if self.rows else 0
        for column in [each for each in self._covered if each >= width]:
            self._use_up(column)

    def _skip_covered(self) -> None:
        row = self.rows[-1]
        while len(row) in self._covered:
            self._use_up(len(row))
            row.append("")

    def _use_up(self, column: int) -> None:
        self._covered[column] -= 1
        if not self._covered[column]:
            del self._covered[column]


class _Page(HTMLParser):
    """Collects tables; one inside another is a table of its own. Sloppy pages close little."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cells = 0
        self._unseen = False

    def finished(self) -> list[_Table]:
        for table in self._open:
            table.close_row()
        return self._tables

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self._unseen = tag in _UNSEEN
        if tag == "table":
            self._tables.append(_Table())
            self._open.append(self._tables[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].open_row()
        elif tag in _CELLS:
            self._open_cell(dict(attrs))
        elif tag in _BREAKS:
            self._open[-1].add(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False
        if not self._open:
            return
        if tag == "table":
            self._open.pop().close_row()
        elif tag == "tr":
            self._open[-1].close_row()
        elif tag in _CELLS:
            self._open[-1].close_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            self._open[-1].add(data)

    def _open_cell(self, attributes: dict[str, str | None]) -> None:
        columns = _span(attributes.get("colspan"))
        self._cells += self._open[-1].open_cell(columns, _span(attributes.get("rowspan")))
        width = len(self._open[-1].rows[-1]) + columns
        if self._cells > limits.MOST_CELLS or width > limits.MOST_COLUMNS:
            raise limits.too_large(self._name, _TOO_MANY)


def _span(said: str | None) -> int:
    text = (said or "").strip()
    return (
        min(max(int(text), 1), _MOST_SPANNED)
        if text.isdecimal() and len(text) <= _MOST_DIGITS
        else 1
    )
