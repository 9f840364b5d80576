"""How each sheet was understood: what it is, where its header stands, which column is what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Finding
from carteira_cli.model.options import FIELD_NAMES
from carteira_cli.model.report import Section, Table
from carteira_cli.model.tables import Source

_MARK = Column("mark", "", Kind.TEXT)
_TEXT = Column("text", "", Kind.TEXT)
_ROLES: Mapping[str, str] = {
    "sales": "Lista de vendas",
    "orders": "Pedidos: completam os itens",
    "items": "Itens dos pedidos",
    "returns": "Lista de devoluções",
    "customers": "Cadastro de clientes",
}
_IGNORED = "ignored"


def sections(
    sources: Sequence[Source], findings: Sequence[Finding], language: Language
) -> Iterator[Section]:
    """Give one section for each sheet that was read, and one for all that were not."""
    read = [source for source in sources if source.role != _IGNORED]
    for source in read:
        yield Section(
            "source",
            name(source.file, source.sheet, language),
            _lead(source, language),
            tables=tuple(_tables(source, language)),
        )
    unread = _reasons(sources, findings, language)
    if unread:
        told = _listing("ignored", unread, language)
        yield Section("ignored", language.say("O que não foi lido"), tables=(told,))


def name(file: str, sheet: str, language: Language) -> str:
    """Name a sheet by its file and, where it has one, its own name."""
    if not sheet:
        return language.told(file)
    return language.say("{file}, aba {sheet}", file=file, sheet=sheet)


def seen(source: Source, lead: str, language: Language) -> Section:
    """Show what a sheet that was refused looks like; ``lead`` says what is wrong with it."""
    title = name(source.file, source.sheet, language)
    return Section("source", title, lead, tables=tuple(_tables(source, language)))


def _lead(source: Source, language: Language) -> str:
    role = language.say(_ROLES.get(source.role, source.role))
    if source.header_row is None:
        return f"{role}."
    where = language.say(
        "{role}: cabeçalho na linha {header}, dados nas linhas {first} a {last}.",
        role=role,
        header=language.count(source.header_row),
        first=language.count(source.first_row or source.header_row + 1),
        last=language.count(source.last_row or source.header_row),
    )
    return where + (
        language.say(" Formato reconhecido: {layout}.", layout=source.layout)
        if source.layout
        else ""
    )


def _tables(source: Source, language: Language) -> Iterator[Table]:
    """List which column is what, the columns nobody reads, and what was decided."""
    columns = sorted((source.columns or {}).items(), key=_place)
    if columns:
        pairs = [(field, f"← «{header}»") for field, header in columns]
        yield _listing("columns", pairs, language, _unused(source, language))
    elif source.unread:
        headers = [("•", f"«{header}»") for header in source.unread]
        yield _listing("columns", headers, language)
    if source.decisions:
        decided = [("•", language.told(decision)) for decision in source.decisions]
        yield _listing("decisions", decided, language)


def _place(pair: tuple[str, str]) -> int:
    field = pair[0]
    return FIELD_NAMES.index(field) if field in FIELD_NAMES else len(FIELD_NAMES)


def _unused(source: Source, language: Language) -> str:
    if not source.unread:
        return ""
    headers = ", ".join(f"«{header}»" for header in source.unread)
    return language.say("Colunas sem uso: {headers}.", headers=headers)


def _reasons(
    sources: Iterable[Source], findings: Iterable[Finding], language: Language
) -> list[tuple[str, str]]:
    """Say of each sheet that was not read why; some are known only by a finding about them."""
    read = {(source.file, source.sheet) for source in sources if source.role != _IGNORED}
    left = [(source.file, source.sheet) for source in sources if source.role == _IGNORED]
    reasons = dict.fromkeys(left, language.say("Não é uma lista de vendas nem um cadastro."))
    for finding in findings:
        place = (finding.file, finding.sheet)
        if place not in read and not finding.rows and not finding.column:
            reasons[place] = language.say(finding.code.message, **finding.details)
    return [(name(*place, language), reason) for place, reason in reasons.items()]


def _listing(
    called: str, lines: Iterable[tuple[str, str]], language: Language, takeaway: str = ""
) -> Table:
    frame = pd.DataFrame(list(lines), columns=["mark", "text"])
    return table(language, called, (_MARK, _TEXT), frame, takeaway=takeaway)
