"""What was seen in files that can't be used: every sheet, its best header, its columns."""

from collections.abc import Iterator, Sequence

from carteira_cli.ingest import header as headers
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.synonyms import SYNONYMS, normalise
from carteira_cli.locale.language import Language
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.tables import RawTable, Source

_SEARCHED_ROWS = 40


def look(tables: Sequence[RawTable], options: ReadingOptions) -> tuple[Source, ...]:
    """Describe every sheet as far as it is understood, none with a role.

    A sheet where nothing looks like a header tells the texts of its first filled row, as
    columns that nobody reads.
    """
    return tuple(_source(table, headers.find(table, options.columns)) for table in tables)


def lead(source: Source, error: CarteiraError, language: Language) -> str:
    """Say what a sheet looks like, and what the likeliest one lacks."""
    if source.header_row is None:
        if not source.unread:
            return language.say("Está vazia.")
        return language.say("Nenhuma linha parece um cabeçalho. A primeira preenchida:")
    where = language.say("Cabeçalho na linha {n}.", n=language.count(source.header_row))
    missing = error.details.get("missing")
    if not missing or (source.file, source.sheet) != (error.place.file, error.place.sheet):
        return where
    lacks = language.say("Não achei {missing}.", missing=missing)
    return " ".join([where, lacks, *_misnamed(source, language)])


def _misnamed(source: Source, language: Language) -> Iterator[str]:
    """Name the columns that are called like what is missing, and hold something else."""
    for field, sentence in (
        ("data", "O que está em «{header}» não são datas."),
        ("valor", "O que está em «{header}» não são valores."),
    ):
        for header in source.unread:
            if field not in (source.columns or {}) and normalise(header) in SYNONYMS[field]:
                yield language.say(sentence, header=header)


def _source(table: RawTable, header: Header | None) -> Source:
    if header is None:
        return Source(table.file, table.sheet, "ignored", unread=_first_row(table))
    rows = table.rows
    used = set(header.fields.values())
    others = (name for place, name in enumerate(header.names) if name and place not in used)
    return Source(
        table.file,
        table.sheet,
        "ignored",
        header_row=int(rows[header.index]),
        first_row=int(rows[min(header.index + 1, len(rows) - 1)]),
        last_row=int(rows[-1]),
        columns={field: header.name(field) for field in header.fields},
        unread=tuple(others),
    )


def _first_row(table: RawTable) -> tuple[str, ...]:
    """Give the texts of the first row with anything in it."""
    head = table.cells.head(_SEARCHED_ROWS).astype(object)
    texts = head.where(head.notna(), "").map(lambda cell: str(cell).strip())
    first = texts[(texts != "").any(axis=1)].head(1)
    return tuple(text for text in first.to_numpy().ravel().tolist() if text)
