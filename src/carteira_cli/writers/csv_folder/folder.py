"""The whole folder: a CSV file for each table of the book, and one that says what they are."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column
from carteira_cli.model.report import Figure, Report, Section, Setting, Table
from carteira_cli.writers.csv_folder.names import distinct, stem
from carteira_cli.writers.csv_folder.texts import guarded
from carteira_cli.writers.csv_folder.values import text, texts, typed

README = "LEIA-ME.txt"

_ENCODING = "utf-8-sig"
"""With a byte order mark, by which Excel knows the accents."""

_ROWS_AT_ONCE = 5_000
_FIGURES = ("Número", "Valor", "O que diz")
_SETTINGS = ("Parâmetro", "Valor", "O que é")
_HOW = """\
Cada arquivo abre no Excel com dois cliques: separado por ponto e vírgula, com vírgula decimal e \
datas dd/mm/aaaa.
Valores em R$ vêm sem o símbolo; participações são frações: 0,123 é 12,3 %.
Um apóstrofo (') no começo de um texto não faz parte dele: impede que o Excel o leia como fórmula, \
número ou data, e guarda os zeros e os dígitos dos códigos.
Cada execução substitui estes arquivos. Se você mudar um deles, a próxima não grava: para \
trabalhar neles, salve com outro nome."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One file to be: where it is from, its header, and its rows as they are written."""

    section: str
    title: str
    about: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


def write(report: Report) -> Mapping[str, bytes]:
    """Write every table, card and setting of ``report.book``, by file name; and what they are.

    Lines end in CRLF and hold one row each; the same report always gives the same bytes.
    """
    language = Language(report.language)
    parts = [part for section in report.book for part in _parts(section, language)]
    names = distinct(stem(part.section, part.title) for part in parts)
    files, lines = {}, []
    for name, part in zip(names, parts, strict=True):
        file = f"{name}.csv"
        files[file], rows = _file(part)
        lines.append(_line(file, part, rows, language))
    return {README: _readme(report, lines, language), **files}


def _parts(section: Section, language: Language) -> Iterator[_Part]:
    figures = (*section.figures, *section.further)
    if figures:
        yield _listed(section, _FIGURES, map(_figure, figures), language)
    if section.settings:
        yield _listed(section, _SETTINGS, map(_setting, section.settings), language)
    for table in section.tables:
        header = [guarded(column.label) for column in table.columns]
        about = table.takeaway or section.lead
        yield _Part(section.title, table.title, about, header, _rows(table))


def _listed(
    section: Section, header: Sequence[str], rows: Iterable[Sequence[str]], language: Language
) -> _Part:
    return _Part(section.title, "", section.lead, [language.say(each) for each in header], rows)


def _figure(figure: Figure) -> Sequence[str]:
    return _line_of(figure.column.label, figure.column, figure.value, figure.sentence)


def _setting(setting: Setting) -> Sequence[str]:
    return _line_of(setting.label, setting.column, setting.value, setting.about)


def _line_of(label: str, column: Column, value: object, about: str) -> Sequence[str]:
    return guarded(label), text(column, value), guarded(about)


def _rows(table: Table) -> Iterator[Sequence[str]]:
    """Write some rows at a time: the texts of all would fill the memory."""
    for start in range(0, len(table.frame), _ROWS_AT_ONCE):
        part = table.frame.iloc[start : start + _ROWS_AT_ONCE]
        cells = (_cells(table, column, part[column.name]) for column in table.columns)
        yield from zip(*cells, strict=True)


def _cells(table: Table, column: Column, values: "pd.Series[Any]") -> list[str]:
    own = table.own is not None and column.name in table.own.columns
    return typed(values) if own else texts(column, values)


def _file(part: _Part) -> tuple[bytes, int]:
    """Give the content of a file and how many rows it has below the header."""
    written, rows = StringIO(newline=""), 0
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(part.header)
    for rows, row in enumerate(part.rows, 1):  # noqa: B007  counted for the caller
        lines.writerow(row)
    return written.getvalue().encode(_ENCODING), rows


def _line(file: str, part: _Part, rows: int, language: Language) -> str:
    title = f"{part.section}: {part.title}" if part.title else part.section
    counted = language.plural("{n} linha", "{n} linhas", rows)
    return " ".join(f"{file} – {title} ({counted}). {part.about}".split())


def _readme(report: Report, files: Sequence[str], language: Language) -> bytes:
    """Say as of when and from what the figures are, what lies here, and how it is written."""
    facts = [" ".join(f"{label}: {fact}".split()) for label, fact in report.facts]
    blocks = (
        [report.title, *facts],
        [language.say("O que há nesta pasta:"), *files],
        [language.say("Como está escrito:"), *language.say(_HOW).split("\n")],
    )
    whole = "\r\n\r\n".join("\r\n".join(block) for block in blocks) + "\r\n"
    return whole.encode(_ENCODING, "replace")
