"""The summary of a batch: one row per client, what is added up, and who needs a look."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from carteira_cli import __version__
from carteira_cli.layout import batch_table
from carteira_cli.layout.columns import SUMMARY_COLUMNS
from carteira_cli.layout.tables import table
from carteira_cli.locale.language import Language
from carteira_cli.model.batch import Client, Situation
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind, Figure, Report, Section, Table

SCHEMA = "carteira-lote/1"
_BRIEF = ("client", "situation", "customers", "net_amount", "amount_at_risk")
_NO_FIGURES = ("client", "situation")
_CHARTED = 15
_UNSAFE = set(" %#?:\"<>[]`^{}|\\&'")
_FAILED = Column("failed", "Falharam", Kind.COUNT, "Carteiras que não puderam ser analisadas.")


def report(clients: Sequence[Client], folder: str, language: Language) -> Report:
    """Lay the clients out, in the order given.

    The same clients always give the same report.
    """
    rows = batch_table.frame(clients)
    return Report(
        language=language.code,
        title=language.say("Lote de carteiras"),
        facts=tuple(_facts(clients, folder, language)),
        brief=tuple(_brief(rows, language)),
        book=tuple(_book(clients, rows, language)),
        document=document(clients, rows, language),
        labels={},
    )


def outcome(clients: Sequence[Client], language: Language) -> str:
    """Count what came of the clients: ``57 feitos, 3 falharam, 0 sem mudança``."""
    counts = {each: sum(client.situation is each for client in clients) for each in Situation}
    done = counts[Situation.DONE] + counts[Situation.DOUBTFUL]
    return language.say(
        "{done}, {failed}, {unchanged}",
        done=language.plural("{n} feito", "{n} feitos", done),
        failed=language.plural("{n} falhou", "{n} falharam", counts[Situation.FAILED]),
        unchanged=language.plural(
            "{n} sem mudança", "{n} sem mudança", counts[Situation.UNCHANGED]
        ),
    )


def _facts(clients: Sequence[Client], folder: str, language: Language) -> Iterator[tuple[str, str]]:
    days = sorted({each.standing.reference_date for each in clients if each.standing})
    if days:
        ends = [language.day(day) for day in (days[0], days[-1])]
        several = language.say("{first} a {last}", first=ends[0], last=ends[1])
        yield language.say("Data-base"), ends[0] if len(days) == 1 else several
    yield language.say("Pasta"), folder
    yield language.say("Resultado"), outcome(clients, language)


def _brief(rows: pd.DataFrame, language: Language) -> Iterator[Section]:
    """Show the whole in a block, and everybody in a line; reasons are told beside the report."""
    figures = tuple(_figures(rows, language))
    if figures:
        yield Section("summary", language.say("Em números"), figures=figures)
    known = rows["net_amount"].notna().any()
    names = _BRIEF if known else _NO_FIGURES
    columns = [column for column in batch_table.COLUMNS if column.name in names]
    yield Section("clients", language.say("Carteiras"), tables=(_rows(rows, columns, language),))


def _book(clients: Sequence[Client], rows: pd.DataFrame, language: Language) -> Iterator[Section]:
    yield Section(
        "summary",
        language.say("Resumo"),
        figures=tuple(_figures(rows, language, "clients")),
        charts=tuple(_charts(rows, language)),
    )
    columns = batch_table.worth_showing(rows)
    bars = tuple(column.name for column in columns if column.name == "net_amount")
    look = {"bars": bars, "lines": 1, "links": _links(clients, rows.index)}
    everybody = _rows(rows, columns, language, **look)
    yield Section("clients", language.say("Carteiras"), tables=(everybody,))
    yield from _attention(rows, language)
    yield from _changes(clients, rows, language)
    yield from _reading(clients, rows, language)


def _changes(
    clients: Sequence[Client], rows: pd.DataFrame, language: Language
) -> Iterator[Section]:
    """Set then beside now, for those of whom an earlier day is known; most gained first."""
    known = rows[rows["compared_with"].notna()]
    if known.empty:
        return
    known = known.sort_values(
        ["net_amount_change", "client"], ascending=[False, True], na_position="last"
    )
    look = {"links": _links(clients, known.index)}
    yield Section(
        "changes",
        language.say("O que mudou"),
        tables=(_rows(known, batch_table.CHANGES, language, **look),),
    )


def _reading(
    clients: Sequence[Client], rows: pd.DataFrame, language: Language
) -> Iterator[Section]:
    """Show that rows and reais found are those used and those set aside, of each and of all."""
    read = rows[rows["rows"].notna()]
    if read.empty:
        return
    columns = (batch_table.CLIENT, *batch_table.READING, *batch_table.FINDINGS)
    sums = batch_table.totals(read, columns)
    told = language.say(
        "{rows} linhas e {amount} encontrados = {used} linhas e {amount_used} usados + {aside} "
        "linhas e {amount_aside} deixados de fora.",
        rows=language.count(sums["rows"]),
        amount=language.money(sums["amount_found"]),
        used=language.count(sums["rows_used"]),
        amount_used=language.money(sums["amount_used"]),
        aside=language.count(sums["rows_set_aside"]),
        amount_aside=language.money(sums["amount_set_aside"]),
    )
    listed = _rows(read, columns, language, takeaway=told, links=_links(clients, read.index))
    yield Section("reading", language.say("Conferência"), tables=(listed,))


def _rows(rows: pd.DataFrame, columns: Sequence[Column], language: Language, **look: Any) -> Table:
    return table(
        language, "clients", columns, rows, totals=batch_table.totals(rows, columns), **look
    )


def _links(clients: Sequence[Client], which: pd.Index) -> Mapping[str, "pd.Series[str]"]:
    """Lead from each name to its workbook, by the way from the summary to it."""
    found = [address(clients[at].workbook) or None for at in which]
    return {batch_table.CLIENT.name: pd.Series(found, dtype="str")}


def address(path: str) -> str:
    """Write a path from the summary as a link: nothing in a name is taken for a part of one."""
    drive, rest = (path[:2], path[2:]) if path[1:3] == ":/" else ("", path)
    written = "".join(f"%{ord(each):02X}" if each in _UNSAFE else each for each in rest)
    return f"file:///{drive}{written}" if drive else written


def _attention(rows: pd.DataFrame, language: Language) -> Iterator[Section]:
    """List who failed or has an alert, with the reason and what to do."""
    waiting = rows[rows["reason"] != ""]
    if waiting.empty:
        return
    columns = (
        batch_table.CLIENT,
        batch_table.SITUATION,
        batch_table.REASON,
        batch_table.HINT,
    )
    chosen = batch_table.without_blanks(waiting, columns)
    listed = table(language, "attention", chosen, waiting)
    yield Section("attention", language.say("O que precisa de você"), tables=(listed,))


def _figures(rows: pd.DataFrame, language: Language, section: str = "") -> Iterator[Figure]:
    """Add up what belongs to the whole; each with its sentence where there is room for one."""
    sums = batch_table.totals(rows, batch_table.FIGURES)
    told = _sentences(rows, sums, language) if section else {}
    for name in ("net_amount", "customers", "active_customers", "amount_at_risk"):
        if name in sums:
            column = language.column(SUMMARY_COLUMNS[name])
            yield Figure(column, sums[name], told.get(name, ""), section=section)
    if "estimated_lost_amount" in sums:
        column = language.column(SUMMARY_COLUMNS["estimated_lost_amount"])
        sentence = told.get("estimated_lost_amount", "")
        yield Figure(column, sums["estimated_lost_amount"], sentence, section=section)
    failed = int((rows["situation"] == Situation.FAILED).sum())
    if failed:
        sentence = language.say("Não entram nas somas.") if section else ""
        yield Figure(language.column(_FAILED), failed, sentence, Tone.BAD, section)


def _sentences(
    rows: pd.DataFrame, sums: Mapping[str, float], language: Language
) -> Mapping[str, str]:
    read = int(rows["rows"].notna().sum())
    whole = language.plural("De {n} carteira.", "De {n} carteiras.", read)
    return {
        "net_amount": _growth(sums, language) or whole,
        "customers": whole,
        "active_customers": _active(sums, language),
        "amount_at_risk": language.say("Soma do que pode não se repetir em cada carteira."),
        "estimated_lost_amount": language.say("Soma do que deixou de ser comprado."),
    }


def _growth(sums: Mapping[str, float], language: Language) -> str:
    """Say how the whole moved, where there is something to compare with."""
    change = sums.get("net_amount_change")
    if change is None:
        return ""
    return language.say(
        "Desde a última análise de outro dia: {change}.",
        change=("+" if change >= 0 else "") + language.money(change),
    )


def _active(sums: Mapping[str, float], language: Language) -> str:
    everybody, active = sums.get("customers"), sums.get("active_customers")
    if not everybody or active is None:
        return ""
    share = language.share(active / everybody)
    return language.say("Isso é {share} dos clientes.", share=share)


def _charts(rows: pd.DataFrame, language: Language) -> Iterator[Chart]:
    """Draw the largest portfolios, where there are several."""
    largest = rows[rows["net_amount"].astype(float) > 0].sort_values(
        ["net_amount", "client"], ascending=[False, True]
    )
    if len(largest) > 1:
        columns = (batch_table.CLIENT, SUMMARY_COLUMNS["net_amount"])
        first = largest.iloc[0]
        yield Chart(
            "clients",
            ChartKind.BARS,
            language.say("Faturamento por carteira"),
            table(language, "clients_chart", columns, largest.head(_CHARTED)),
            "client",
            ("net_amount",),
            language.say(
                "A maior carteira é {client}: {amount}.",
                client=first["client"],
                amount=language.money(first["net_amount"]),
            ),
        )


def document(
    clients: Sequence[Client], rows: pd.DataFrame, language: Language
) -> Mapping[str, Any]:
    """Give the batch as JSON values."""
    situations = {each.value: int((rows["situation"] == each).sum()) for each in Situation}
    added = (*batch_table.FIGURES, *batch_table.READING)
    return {
        "schema": SCHEMA,
        "generator": {"name": "carteira-cli", "version": __version__},
        "currency": language.currency,
        "outcome": situations,
        "totals": dict(batch_table.totals(rows, added)),
        "clients": [_record(client) for client in clients],
    }


def _record(client: Client) -> Mapping[str, Any]:
    standing, before = client.standing, client.before
    return {
        "client": client.place,
        "situation": client.situation.value,
        "workbook": client.workbook or None,
        "reason": client.reason or None,
        "hint": client.hint or None,
        "alerts": list(client.alerts),
        "reference_date": standing.reference_date if standing else None,
        "summary": dict(standing.figures) if standing else None,
        "before": {"reference_date": before.reference_date, **before.figures} if before else None,
        "reading": batch_table.reading(standing) if standing else None,
        "errors": standing.errors if standing else None,
        "warnings": standing.warnings if standing else None,
    }
