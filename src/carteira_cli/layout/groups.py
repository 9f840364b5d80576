"""The portfolio in groups: by status and by segment, what each means and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from carteira_cli.layout import breakdowns
from carteira_cli.layout.columns import TABLE_COLUMNS
from carteira_cli.layout.concentration import base
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind, Section, Table

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "champions": "Agradeça, atenda primeiro e peça indicações.",
        "loyal": "Mostre novidades e dê vantagem a quem compra sempre.",
        "potential_loyalists": "Convide a voltar logo, com algo para a próxima compra.",
        "new": "Dê boas-vindas e ofereça a segunda compra.",
        "promising": "Mantenha contato: uma boa oferta traz a próxima compra.",
        "need_attention": "Ligue e pergunte o que está faltando, antes que se afastem.",
        "about_to_sleep": "Mande uma oferta com prazo para voltar.",
        "cant_lose": "O dono liga em pessoa e descobre o que houve.",
        "at_risk": "Ligue com um bom motivo para voltar a comprar.",
        "hibernating": "Campanha geral, de baixo custo; não gaste visita com eles.",
        "others": "Veja caso a caso.",
    }
)
"""What to do with each segment, Portuguese source texts."""

_ABOUT = Column("about", "O que significa", Kind.TEXT, "Quem são os clientes deste segmento.")
_ACTION = Column("action", "O que fazer", Kind.TEXT, "O próximo passo com este segmento.")
_BRIEF_SEGMENT = ("segment", "customers", "net_amount", "share")
_BOOK_SEGMENT = (*_BRIEF_SEGMENT, "orders", "average_ticket", "median_days_since_last")


def brief(portfolio: Portfolio) -> Section:
    """Show how many customers and how much revenue are in each status and segment."""
    title = portfolio.language.say("Como está a carteira")
    if portfolio.buyers.empty:
        return Section("groups", title, portfolio.language.say("Sem clientes identificados."))
    return Section("groups", title, tables=(status_table(portfolio), _short_segments(portfolio)))


def book(portfolio: Portfolio) -> Section:
    """Show every segment with what it means and what to do, and the groups that differ most."""
    title = portfolio.language.say("Segmentos")
    if portfolio.buyers.empty:
        return Section("segments", title, portfolio.language.say("Sem clientes identificados."))
    tables = (
        _segments(portfolio),
        status_table(portfolio),
        _classes(portfolio),
        *breakdowns.personas(portfolio),
    )
    return Section("segments", title, tables=tables)


def status_table(portfolio: Portfolio) -> Table:
    """Count customers and revenue by status."""
    return portfolio.table(
        "status",
        tuple(TABLE_COLUMNS["status"].values()),
        portfolio.analysis.tables["status"],
        title=portfolio.language.say("Por situação"),
        takeaway=_status_sentence(portfolio),
        bars=("customers",),
    )


def status_chart(portfolio: Portfolio) -> Chart:
    """Draw the number of customers in each status."""
    table = status_table(portfolio)
    title = portfolio.language.say("Clientes por situação")
    return Chart(
        "status", ChartKind.COLUMNS, title, table, "status", ("customers",), table.takeaway
    )


def segments_chart(portfolio: Portfolio) -> Chart:
    """Draw the revenue of each segment."""
    table = _short_segments(portfolio)
    title = portfolio.language.say("Valor por segmento")
    return Chart(
        "segments", ChartKind.BARS, title, table, "segment", ("net_amount",), table.takeaway
    )


def _status_sentence(portfolio: Portfolio) -> str:
    share = portfolio.buyers.groupby("status")["share"].sum()
    if share.empty:
        return portfolio.language.say("Ainda não há ritmo de compra para dizer quem está em dia.")
    on_time = share.reindex(["active", "new"]).sum()
    behind = share.reindex(["late", "inactive"]).sum()
    return portfolio.language.say(
        "{on_time} do {revenue} vem de quem está em dia; {behind}, de quem atrasou ou parou.",
        on_time=portfolio.percent(on_time),
        behind=portfolio.percent(behind),
        revenue=base(portfolio),
    )


def _short_segments(portfolio: Portfolio) -> Table:
    columns = [TABLE_COLUMNS["segments"][name] for name in _BRIEF_SEGMENT]
    return portfolio.table(
        "segments",
        columns,
        portfolio.analysis.tables["segments"],
        title=portfolio.language.say("Por segmento"),
        takeaway=_segments_sentence(portfolio),
        bars=("net_amount",),
    )


def _segments(portfolio: Portfolio) -> Table:
    """The segments with their meaning and the action beside their figures."""
    declared = TABLE_COLUMNS["segments"]
    frame = portfolio.analysis.tables["segments"]
    abouts = {category.slug: category.about for category in declared["segment"].categories}
    words = {
        name: [portfolio.language.say(texts.get(slug, "")) for slug in frame["segment"]]
        for name, texts in (("about", abouts), ("action", ACTIONS))
    }
    figures = (declared[name] for name in _BOOK_SEGMENT)
    return portfolio.table(
        "segments",
        (*figures, _ABOUT, _ACTION),
        frame.assign(**words),
        title=portfolio.language.say("Por segmento"),
        takeaway=_segments_sentence(portfolio),
        bars=("net_amount",),
    )


def _classes(portfolio: Portfolio) -> Table:
    return portfolio.table(
        "abc",
        tuple(TABLE_COLUMNS["abc"].values()),
        portfolio.analysis.tables["abc"],
        title=portfolio.language.say("Por classe ABC"),
        takeaway=_classes_sentence(portfolio),
        bars=("net_amount",),
    )


def _classes_sentence(portfolio: Portfolio) -> str:
    """Say how many customers of class A there are and what they bring."""
    shares = portfolio.buyers.loc[portfolio.buyers["abc_class"] == "A", "share"]
    if shares.empty:
        return portfolio.language.say("Nenhum cliente comprou mais do que devolveu.")
    return portfolio.language.plural(
        "{n} cliente A traz {share} do {revenue}.",
        "{n} clientes A trazem {share} do {revenue}.",
        len(shares),
        share=portfolio.percent(shares.sum()),
        revenue=base(portfolio),
    )


def _segments_sentence(portfolio: Portfolio) -> str:
    """Name the segments to win back first, else the one that brings most."""
    column = portfolio.language.column(TABLE_COLUMNS["segments"]["segment"])
    frame = portfolio.analysis.tables["segments"]
    lost = frame[frame["segment"].map(column.tones) == Tone.BAD]
    if lost.empty or portfolio.figure("active_customers") is None:
        return _largest_segment(portfolio, frame)
    return portfolio.language.plural(
        "Procure primeiro {segments}: {n} cliente, que já comprou {amount}.",
        "Procure primeiro {segments}: {n} clientes, que já compraram {amount}.",
        int(lost["customers"].sum()),
        segments=portfolio.names([f"“{column.labels[slug]}”" for slug in lost["segment"]]),
        amount=portfolio.language.money(lost["net_amount"].sum(), cents=False),
    )


def _largest_segment(portfolio: Portfolio, frame: pd.DataFrame) -> str:
    largest = frame.sort_values("net_amount", ascending=False, kind="stable").iloc[0]
    return portfolio.language.say(
        "O segmento que mais traz é “{segment}”: {share} do {revenue}.",
        segment=portfolio.language.say(largest["label"]),
        share=portfolio.percent(largest["share"]),
        revenue=base(portfolio),
    )
