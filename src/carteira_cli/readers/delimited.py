"""Delimited text: encoding and delimiter by evidence, every cell kept as its text."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.tables import RawTable, Rows

_DELIMITERS = ";,\t|"
_DELIMITER_NAMES = {";": "ponto e vírgula", ",": "vírgula", "\t": "tabulação", "|": "barra |"}
_SAMPLE_LINES = 200
_LARGEST_CELL = 10_000_000
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


def read(name: str, content: bytes) -> tuple[RawTable, ...]:
    """Read delimited text as one table of text cells.

    Raises:
        CarteiraError: the text can't be split into cells.
    """
    text, encoding = _decode(content)
    try:
        return (_table(name, text, encoding),)
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace").encode()
        return (_table(name, text, "Windows-1252 (Latin-1)"),)


def _decode(content: bytes) -> tuple[bytes, str]:
    """Bring text with a byte order mark to UTF-8; other text is taken for UTF-8 until it fails."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace").encode(), "UTF-16"
    return content, "UTF-8"


def _table(name: str, text: bytes, encoding: str) -> RawTable:
    delimiter = _delimiter(text)
    cells, rows = _cells(name, text, delimiter)
    about = (f"Texto em {encoding}, separado por {_DELIMITER_NAMES[delimiter]}.",)
    return RawTable(name, "", cells, rows, delimiter, about)


def _sample(text: bytes) -> list[str]:
    head = text[: 400 * _SAMPLE_LINES * 4].decode("utf-8-sig", errors="replace").splitlines()
    return [line for line in head[:_SAMPLE_LINES] if line.strip()]


def _delimiter(text: bytes) -> str:
    """Choose the delimiter that splits most lines into the same number of cells."""
    sample = _sample(text)
    return max(_DELIMITERS, key=lambda delimiter: _consistency(sample, delimiter))


def _consistency(lines: list[str], delimiter: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    if not widths:
        return (0, 0)
    width, lines_alike = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (lines_alike, width)


def _cells(name: str, text: bytes, delimiter: str) -> tuple[pd.DataFrame, Rows]:
    regular = _regular(text, delimiter)
    if regular is not None:
        return regular
    return _ragged(name, text, delimiter)


def _regular(text: bytes, delimiter: str) -> tuple[pd.DataFrame, Rows] | None:
    """Read text whose lines all have the same number of cells, in C++; else None."""
    quoted = b'"' in text
    width = len(next(csv.reader([_sample(text)[0]], delimiter=delimiter)))
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
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=delimiter)
    try:
        lines = [_Line(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        reason = f"a linha {reader.line_num} não pôde ser separada em células"
        raise CarteiraError(
            catalogue.UNREADABLE,
            Place(file=name, row=reader.line_num),
            name=name,
            reason=reason,
        ) from error
    columns = zip_longest(*(line.cells for line in lines), fillvalue="")
    cells = pd.DataFrame({number: [*column] for number, column in enumerate(columns)}, dtype=_TEXT)
    ends = np.fromiter((line.end for line in lines), dtype=np.int64, count=len(lines))
    starts = np.concatenate(([0], ends[:-1])) + 1
    return cells, starts
