"""Delimited text: encoding and delimiter by evidence, every cell kept as its text."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.tables import RawTable, Rows
from carteira_cli.readers import characters, limits, wrapped

_DELIMITERS = ";,\t|"
_DELIMITER_NAMES = {
    ";": Phrase("ponto e vírgula"),
    ",": Phrase("vírgula"),
    "\t": Phrase("tabulação"),
    "|": Phrase("barra |"),
}
_SAMPLE_LINES = 200
_LARGEST_CELL = 10_000_000
_BLOWN_UP = 4
_SEPARATOR_LINE = re.compile(rb"(?:\xef\xbb\xbf)?\"?sep=([;,\t|])\"?[;,\t ]*\r?\n", re.IGNORECASE)
_TWICE = Phrase("Acentos gravados duas vezes (Ã§ no lugar de ç) foram consertados.")
_WRAPPED = Phrase("Cada linha estava dentro de uma só célula e foi separada de novo.")
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read delimited text as one table of text cells.

    Raises:
        CarteiraError: the text can't be split into cells, or into far too many.
    """
    csv.field_size_limit(_LARGEST_CELL)
    text, encoding = characters.narrowed(content)
    try:
        return (_table(name, text, encoding),)
    except UnicodeDecodeError:
        text, encoding = characters.from_code_page(content)
        return (_table(name, text, encoding),)


def _table(name: str, text: bytes, encoding: str) -> RawTable:
    text, was_twice = characters.mended(text)
    text, told = _without_separator_line(text)
    outer = "" if told else wrapped.outer_delimiter(_sample(name, text))
    unwrapped = wrapped.unwrap(text, outer) if outer else None
    text = unwrapped.text if unwrapped else text
    delimiter = told or _delimiter(_sample(name, text))
    cells, rows = _cells(name, text, delimiter)
    if unwrapped:
        rows = unwrapped.lines[rows - 1]
    elif told:
        rows = rows + 1
    about = [
        Phrase(
            "Texto em {encoding}, separado por {delimiter}.",
            encoding=encoding,
            delimiter=_DELIMITER_NAMES[delimiter],
        )
    ]
    about += [_TWICE] * was_twice + [_WRAPPED] * bool(outer)
    return RawTable(name, "", cells, rows, delimiter, tuple(about))


def _without_separator_line(text: bytes) -> tuple[bytes, str]:
    """Take off a first line such as ``sep=;``, which is meant for Excel, and obey it."""
    line = _SEPARATOR_LINE.match(text)
    return (text[line.end() :], line[1].decode()) if line else (text, "")


def _sample(name: str, text: bytes) -> list[str]:
    """Give the first lines that hold anything.

    Raises:
        CarteiraError: there is none.
    """
    head = text[: 400 * _SAMPLE_LINES * 4].decode("utf-8-sig", errors="replace").splitlines()
    lines = [line for line in head[:_SAMPLE_LINES] if line.strip()]
    if not lines:
        lines = [line for line in text.decode("utf-8-sig").splitlines() if line.strip()]
    if not lines:
        raise CarteiraError(catalogue.EMPTY_FILE, Place(file=name), name=name)
    return lines[:_SAMPLE_LINES]


def _delimiter(sample: list[str]) -> str:
    """Choose the delimiter that splits most lines into the same number of cells."""
    return max(_DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter))


def _consistency(lines: list[str], delimiter: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, lines_alike = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (lines_alike, width)


def _cells(name: str, text: bytes, delimiter: str) -> tuple[pd.DataFrame, Rows]:
    regular = _regular(name, text, delimiter)
    if regular is not None:
        return regular
    return _ragged(name, text, delimiter)


def _regular(name: str, text: bytes, delimiter: str) -> tuple[pd.DataFrame, Rows] | None:
    """Read text whose lines all have the same number of cells, in C++; else None."""
    quoted = b'"' in text
    width = len(next(csv.reader([_sample(name, text)[0]], delimiter=delimiter)))
    if width > limits.MOST_COLUMNS:
        raise limits.too_large(
            name, Phrase("a primeira linha tem {columns} colunas", columns=width)
        )
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text),
            read_options=arrow_csv.ReadOptions(column_names=[str(i) for i in range(width)]),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if quoted else False,
                newlines_in_values=quoted,
                ignore_empty_lines=False,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={str(i): pa.large_string() for i in range(width)},
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid as error:
        if "invalid UTF8" in str(error):
            text.decode()
        return None
    cells = table.to_pandas(types_mapper=lambda _: _TEXT)
    cells.columns = pd.RangeIndex(width)
    return cells, _line_numbers(cells, text, quoted=quoted)


def _line_numbers(cells: pd.DataFrame, text: bytes, *, quoted: bool) -> Rows:
    """Number each row by the line it starts on; a quoted cell may span several lines."""
    plain = np.arange(1, len(cells) + 1, dtype=np.int64)
    if not quoted or text.count(b"\n") <= len(cells):
        return plain
    extra = sum(cells[column].str.count("\n").to_numpy(dtype=np.int64) for column in cells)
    return plain + np.concatenate(([0], np.cumsum(extra)[:-1]))


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a row of ragged text ends, and its cells."""

    end: int
    cells: list[str]


def _ragged(name: str, text: bytes, delimiter: str) -> tuple[pd.DataFrame, Rows]:
    reader = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    try:
        lines = [_Line(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        reason = Phrase("a linha {row} não pôde ser separada em células", row=reader.line_num)
        raise CarteiraError(
            catalogue.UNREADABLE,
            Place(file=name, row=reader.line_num),
            name=name,
            reason=reason,
        ) from error
    _refuse_explosion(name, lines)
    columns = zip_longest(*(line.cells for line in lines), fillvalue="")
    cells = pd.DataFrame({number: [*column] for number, column in enumerate(columns)}, dtype=_TEXT)
    ends = np.fromiter((line.end for line in lines), dtype=np.int64, count=len(lines))
    starts = np.concatenate(([0], ends[:-1])) + 1
    return cells, starts


def _refuse_explosion(name: str, lines: list[_Line]) -> None:
    """Stop where one endless line would make all the others as long."""
    widths = [len(line.cells) for line in lines]
    width = max(widths, default=0)
    cells = width * len(lines)
    if width > limits.MOST_COLUMNS or (
        cells > limits.MOST_CELLS and cells > _BLOWN_UP * sum(widths)
    ):
        line = widths.index(width)
        start = lines[line - 1].end + 1 if line else 1
        raise limits.too_large(
            name, Phrase("a linha {row} tem {columns} colunas", row=start, columns=width)
        )
