"""How the portfolio moves: month by month, and the customers of each month in those after."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from carteira_cli.layout import goals
from carteira_cli.layout.columns import TABLE_COLUMNS
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.report import Chart, ChartKind, Section, Table

_BRIEF_MONTHS, _BOOK_MONTHS = 6, 12
_MOST_MONTHS_AFTER = 12
_TOLD_MONTHS_AFTER = (12, 6, 3)
_BRIEF = ("month", "net_amount", "buyers", "new", "recovered", "lost", "active_end")
_OF_SALES = {"month", "orders", "net_amount", "note"}
_OF_CUSTOMERS = _OF_SALES | {"buyers", "new", "returning"}
_NOTE = Column("note", "Observação", Kind.TEXT, "Diz se o mês ainda não terminou.")


def brief(portfolio: Portfolio) -> Section:
    """List the last months: what was sold, who came, came back and left."""
    title, frame = portfolio.language.say("Mês a mês"), _months(portfolio)
    if frame.empty:
        return Section("evolution", title, portfolio.language.say("Sem vendas."))
    shown = frame.tail(_BRIEF_MONTHS)
    table = portfolio.table(
        "months",
        [_written_out(column) for column in _columns(portfolio, _BRIEF)],
        shown.assign(month=_names(portfolio, shown)),
        takeaway=_moved(portfolio, shown),
    )
    return Section("evolution", title, tables=(table,))


def book(portfolio: Portfolio) -> Section:
    """List every month below a chart of its sales, after the goals, if there are any."""
    title, frame = portfolio.language.say("Evolução"), _months(portfolio)
    if frame.empty:
        nothing = portfolio.language.say("Sem vendas.")
        return Section("evolution", title, nothing, tables=goals.tables(portfolio))
    names = [name for name in TABLE_COLUMNS["months"] if name != "partial"]
    shown = [_as_month(column) for column in _columns(portfolio, names)]
    columns = [*shown, *([_NOTE] if frame["partial"].any() else [])]
    running = portfolio.language.say("em curso")
    note = pd.Series(running, frame.index, dtype="str").where(frame["partial"])
    aims = goals.tables(portfolio)
    table = portfolio.table(
        "months",
        columns,
        frame.assign(note=note),
        title=portfolio.language.say("Mês a mês") if aims else "",
        takeaway=_all_told(portfolio, frame.tail(_BOOK_MONTHS)),
        bars=("net_amount",),
    )
    return Section("evolution", title, charts=(chart(portfolio),), tables=(*aims, table))


def chart(portfolio: Portfolio) -> Chart:
    """Draw what was sold in each month."""
    frame, months = _months(portfolio), TABLE_COLUMNS["months"]
    columns = (_written_out(months["month"]), months["net_amount"])
    named, best = frame.assign(month=_names(portfolio, frame)), _best(portfolio, frame)
    return Chart(
        "months",
        ChartKind.COLUMNS,
        _chart_title(portfolio, frame),
        portfolio.table("sold", columns, named, takeaway=best),
        "month",
        ("net_amount",),
        best,
    )


def _chart_title(portfolio: Portfolio, frame: pd.DataFrame) -> str:
    """Say in the title that the last column may still grow."""
    if not frame["partial"].iloc[-1]:
        return portfolio.language.say("Valor líquido por mês")
    month = portfolio.language.month(frame["month"].iloc[-1])
    return portfolio.language.say("Valor líquido por mês ({month} em curso)", month=month)


def cohorts(portfolio: Portfolio) -> Section:
    """Show which part of each month's new customers bought in the months after."""
    language, frame = portfolio.language, portfolio.analysis.tables["cohorts"]
    title = language.say("Coortes")
    if frame.empty:
        return Section("cohorts", title, language.say("Sem clientes identificados."))
    lead = language.say(
        "Cada linha reúne quem comprou pela primeira vez no mesmo mês; +1 é a parte deles que "
        "comprou no mês seguinte, +2 dois meses depois, e assim por diante. Vazio: o mês ainda "
        "não terminou. As primeiras linhas incluem quem já era cliente antes de a planilha "
        "começar."
    )
    return Section("cohorts", title, lead, tables=(_matrix(portfolio, frame),))


def _months(portfolio: Portfolio) -> pd.DataFrame:
    return portfolio.analysis.tables["months"]


def _columns(portfolio: Portfolio, names: Sequence[str]) -> list[Column]:
    """Leave out what can't be known: of nobody, and of customers without a rhythm."""
    known = _OF_SALES if portfolio.buyers.empty else _OF_CUSTOMERS
    whole = portfolio.figure("active_customers") is not None
    return [TABLE_COLUMNS["months"][name] for name in names if whole or name in known]


def _as_month(column: Column) -> Column:
    """Show a month as one, not as its first day."""
    return replace(column, kind=Kind.MONTH) if column.name in {"month", "cohort"} else column


def _written_out(column: Column) -> Column:
    """Show a month by its name, not by its first day."""
    return replace(column, kind=Kind.TEXT) if column.name == "month" else column


def _names(portfolio: Portfolio, frame: pd.DataFrame) -> "pd.Series[str]":
    return frame["month"].map(portfolio.language.month).astype("str")


def _moved(portfolio: Portfolio, shown: pd.DataFrame) -> str:
    """Say who came, came back and left in these months, and which is not over."""
    language = portfolio.language
    if portfolio.buyers.empty:
        return language.say("Nenhuma venda tem cliente: não dá para dizer quem entrou e quem saiu.")
    period = language.plural("Em {n} mês", "Nos últimos {n} meses", len(shown))
    new = int(shown["new"].sum())
    came = (
        language.plural("entrou {n} cliente novo", "entraram {n} clientes novos", new)
        if new
        else language.say("não entrou cliente novo")
    )
    if portfolio.figure("active_customers") is None:
        told = language.say(
            "{period}: {came}; ainda não há ritmo de compra para dizer quem parou.",
            period=period,
            came=came,
        )
    else:
        told = language.say(
            "{period}: {came}, {events}; {left} em {day}.",
            period=period,
            came=came,
            events=_events(portfolio, shown),
            left=_left(portfolio, int(shown["active_end"].iloc[-1])),
            day=language.day(portfolio.analysis.reference_date),
        )
    return f"{told} {_running(portfolio, shown)}".strip()


def _events(portfolio: Portfolio, shown: pd.DataFrame) -> str:
    """Say how many came back and how many were lost."""
    language = portfolio.language
    recovered, lost = int(shown["recovered"].sum()), int(shown["lost"].sum())
    back = (
        language.plural("voltou {n}", "voltaram {n}", recovered)
        if recovered
        else language.say("ninguém voltou")
    )
    gone = (
        language.plural("{n} deixou de comprar", "{n} deixaram de comprar", lost)
        if lost
        else language.say("ninguém deixou de comprar")
    )
    return language.say("{back} e {gone}", back=back, gone=gone)


def _left(portfolio: Portfolio, customers: int) -> str:
    """Say how many have not stopped buying: the headline figure leaves out the late."""
    if not customers:
        return portfolio.language.say("não fica nenhum cliente")
    return portfolio.language.plural(
        "fica {n} cliente, contando os atrasados,",
        "ficam {n} clientes, contando os atrasados,",
        customers,
    )


def _running(portfolio: Portfolio, shown: pd.DataFrame) -> str:
    """Name the month that is not over, if it is among these."""
    if not shown["partial"].iloc[-1]:
        return ""
    month = portfolio.language.month(shown["month"].iloc[-1])
    return portfolio.language.say("{month} ainda está em curso.", month=month)


def _all_told(portfolio: Portfolio, shown: pd.DataFrame) -> str:
    """Say what moved, and which part of the customers leaves and stays."""
    language = portfolio.language
    churn, retention = (portfolio.figure(name) for name in ("churn_rate", "retention_12m"))
    sentences = [_moved(portfolio, shown)]
    if churn is not None:
        share = language.share(churn, 1)
        sentences.append(
            language.say("A cada mês, {share} dos clientes deixam de comprar.", share=share)
        )
    if retention is not None:
        sentences.append(
            language.say(
                "De quem comprou no ano anterior, {share} comprou de novo neste.",
                share=portfolio.percent(retention),
            )
        )
    return " ".join(sentences)


def _best(portfolio: Portfolio, frame: pd.DataFrame) -> str:
    """Name the best complete month and say what a month brings on average."""
    language, complete = portfolio.language, frame[~frame["partial"]]
    if complete.empty:
        return language.say("Ainda não há mês completo.")
    best = complete.iloc[complete["net_amount"].argmax()]
    return language.say(
        "O melhor mês foi {month}, com {amount}; a média dos meses completos é {mean}.",
        month=language.month(best["month"]),
        amount=language.money(best["net_amount"], cents=False),
        mean=language.money(complete["net_amount"].mean(), cents=False),
    )


def _matrix(portfolio: Portfolio, frame: pd.DataFrame) -> Table:
    """One row per cohort, one column per month after; empty where not observed."""
    declared = TABLE_COLUMNS["cohorts"]
    near = frame[frame["months_after"] <= _MOST_MONTHS_AFTER]
    wide = near.pivot(  # noqa: PD010  no two values share a cell: nothing to aggregate
        index=["cohort", "size"], columns="months_after", values="retention"
    )
    after = {number: f"+{number}" for number in wide.columns if number}
    cohort = _as_month(declared["cohort"])
    columns = [cohort, declared["size"], *map(_after, after.values())]
    return portfolio.table(
        "cohorts",
        columns,
        wide.rename(columns=after).reset_index(),
        takeaway=_stayed(portfolio, frame),
        bars=("size",),
        heat=tuple(after.values()),
    )


def _after(name: str) -> Column:
    about = "Parte deles que comprou nesse mês, contado a partir do mês da primeira compra."
    return Column(name, name, Kind.SHARE, about)


def _stayed(portfolio: Portfolio, frame: pd.DataFrame) -> str:
    """Say which part of all new customers bought in the next month, and long after."""
    language, means = portfolio.language, _means(frame)
    if 1 not in means:
        return language.say(
            "Ainda não há mês completo depois da primeira compra: não dá para dizer quem volta."
        )
    soon = language.say(
        "De todos os clientes novos, {share} comprou também no mês seguinte",
        share=portfolio.percent(means[1]),
    )
    late = next((number for number in _TOLD_MONTHS_AFTER if number in means), None)
    if late is None:
        return f"{soon}."
    return language.say(
        "{soon}; dos que já completaram {n} meses, {share} comprou no último deles.",
        soon=soon,
        share=portfolio.percent(means[late]),
        n=late,
    )


def _means(frame: pd.DataFrame) -> "pd.Series[float]":
    """Retention by months after, over the cohorts observed so long, weighted by size."""
    sums = frame.groupby("months_after")[["buyers", "size"]].sum()
    return sums["buyers"] / sums["size"]
