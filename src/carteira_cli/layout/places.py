"""Every finding, one row for each place where it was seen."""

from collections.abc import Iterable, Sequence
from itertools import chain

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.findings import Finding, Severity
from carteira_cli.model.tables import Source

SEVERITY = Column(
    "severity",
    "Gravidade",
    Kind.CATEGORY,
    "Quanto isto pesa na leitura dos números.",
    (
        Category(Severity.ERROR.value, "Erro", Tone.BAD, "Os números podem estar errados."),
        Category(Severity.WARNING.value, "Atenção", Tone.WATCH, "Confira: pode haver engano."),
        Category(Severity.INFO.value, "Aviso", Tone.INFO, "Só para saber."),
    ),
)
CODE = Column("code", "Código", Kind.IDENTIFIER, "Nome fixo deste tipo de pendência.")
MESSAGE = Column("message", "O que foi visto", Kind.TEXT, "O que há com a linha, em uma frase.")
HINT = Column("hint", "O que fazer", Kind.TEXT, "O que você pode fazer a respeito.")
FILE = Column("file", "Arquivo", Kind.TEXT, "Arquivo de origem.")
SHEET = Column("sheet", "Aba", Kind.TEXT, "Aba do arquivo de origem.")
ROW = Column("row", "Linha", Kind.COUNT, "Linha, como a planilha de origem a numera.")
COLUMN = Column("column", "Coluna", Kind.TEXT, "Coluna da planilha de origem.")
CELL = Column("cell", "Célula", Kind.IDENTIFIER, "A célula da aba de origem; ou a linha toda.")
VALUE = Column("value", "Conteúdo", Kind.TEXT, "O que estava escrito na célula.")
TIMES = Column("times", "Vezes", Kind.COUNT, "Em quantos lugares foi visto.")
PLACE = (CODE, SEVERITY, MESSAGE, HINT, FILE, SHEET, ROW, COLUMN, VALUE)
"""The columns of one place, in the order of the contract."""


def kinds(findings: Sequence[Finding], language: Language) -> pd.DataFrame:
    """Count the places of every kind of finding, the gravest and then the most frequent first.

    Columns: code, severity, message, hint, times.
    """
    words = ["code", "severity", "message", "hint"]
    said = _said(findings, language)[words].assign(times=_counts(findings))
    counted = said.groupby(words, sort=False, as_index=False)["times"].sum()
    gravity = counted["severity"].map({slug: i for i, slug in enumerate(SEVERITY.labels)})
    ranked: pd.DataFrame = counted.assign(gravity=gravity, rare=-counted["times"])
    ranked = ranked.sort_values(["gravity", "rare", "code", "message"])
    return ranked[[*words, "times"]]


def places(findings: Sequence[Finding], language: Language) -> pd.DataFrame:
    """Give one row per place of every finding, in the order they were found.

    Text columns and ``row`` (Int64), null where there is nothing to say; a finding about a
    whole column, sheet or file has one row without a row number.
    """
    said = _said(findings, language)
    frame = said.loc[said.index.repeat(_counts(findings))].reset_index(drop=True)
    rows = chain.from_iterable(finding.rows or (None,) for finding in findings)
    values = chain.from_iterable(
        finding.values or ("",) * finding.count  # noqa: PD011  a finding is no frame
        for finding in findings
    )
    frame = frame.assign(row=pd.array(list(rows), dtype="Int64"), value=_known(values))
    return frame[[column.name for column in PLACE]]


def cells(places: pd.DataFrame, sources: Sequence[Source]) -> "pd.Series[str]":
    """Say in which cell of its sheet each place is, or in which whole row; null in text files."""
    letters = {
        (source.file, source.sheet, header): letter
        for source in sources
        for header, letter in source.letters.items()
    }
    columns = zip(places["file"], places["sheet"], places["column"], strict=True)
    letter = pd.Series([letters.get(each) for each in columns], places.index, dtype="str")
    row = places["row"].astype("str").where(places["row"].notna() & places["sheet"].notna())
    return (letter + row).fillna(row + ":" + row)


def subject(message: str) -> str:
    """Give the first half of a message, before its colon: what it is about."""
    return message.partition(":")[0].rstrip(".")


def _counts(findings: Iterable[Finding]) -> list[int]:
    return [finding.count for finding in findings]


def _said(findings: Sequence[Finding], language: Language) -> pd.DataFrame:
    """Give one row per finding with its sentences filled and translated."""
    say = language.say
    columns: dict[str, Iterable[str]] = {
        "code": (each.code.slug for each in findings),
        "severity": (each.code.severity.value for each in findings),
        "message": (say(each.code.message, **each.details) for each in findings),
        "hint": (say(each.code.hint, **each.details) for each in findings),
        "file": (language.told(each.file) for each in findings),
        "sheet": (each.sheet for each in findings),
        "column": (each.column for each in findings),
    }
    return pd.DataFrame({name: _known(texts) for name, texts in columns.items()})


def _known(texts: Iterable[str]) -> "pd.Series[str]":
    """Make a text column in which an empty text is nothing known."""
    column = pd.Series(list(texts), dtype="str")
    return column.where(column != "")
