"""The facts on top of every output: the reference date first, then period, files and rows."""

from collections.abc import Iterator
from datetime import date

from carteira_cli.layout import places
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.model.findings import Severity
from carteira_cli.model.options import THROWN_AWAY

_SOURCES_NAMED = 3


def facts(portfolio: Portfolio) -> tuple[tuple[str, str], ...]:
    """Say as of when, over which period, from which files and rows the figures are."""
    return tuple(_facts(portfolio))


def _facts(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    language = portfolio.language
    analysis = portfolio.analysis
    origin = analysis.reference_date_origin
    yield reference_date(analysis.reference_date, origin, language)
    if portfolio.figure("first_sale") is not None:
        yield language.say("Período"), _period(portfolio)
    files = _files(portfolio)
    if files:
        label = language.say("Arquivo") if len(files) == 1 else language.say("Arquivos")
        yield label, portfolio.names(files, _SOURCES_NAMED)
    yield language.say("Linhas usadas"), _rows(portfolio)
    if portfolio.reading.disguise:
        yield language.say("Nomes"), _disguise(portfolio)
    for text in _alarms(portfolio):
        yield language.say("Atenção"), text


def _disguise(portfolio: Portfolio) -> str:
    """Say what stands in the place of names: with a key that is kept, they can be found again."""
    if portfolio.reading.disguise == THROWN_AWAY:
        return portfolio.language.say(
            "anônimos: no lugar deles, pseudônimos que mudam a cada execução"
        )
    return portfolio.language.say(
        "pseudonimizados: quem tem a chave chega aos mesmos pseudônimos, e a lei ainda os trata "
        "como dados pessoais"
    )


def _alarms(portfolio: Portfolio) -> list[str]:
    """Say on top what may make the figures wrong, so that it can't pass unnoticed."""
    kinds = places.kinds(portfolio.analysis.findings, portfolio.language)
    grave = kinds[kinds["severity"] == Severity.ERROR.value]
    return [
        f"{message} {hint}" for message, hint in zip(grave["message"], grave["hint"], strict=True)
    ]


def reference_date(day: date, origin: str, language: Language) -> tuple[str, str]:
    """Say as of when the figures are, and who chose that day."""
    origins = {
        "given": language.say("escolhida"),
        "config": language.say("escolhida na configuração"),
        "today": language.say("hoje"),
        "last_sale": language.say("última venda"),
    }
    return language.say("Data-base"), f"{language.day(day)} ({origins[origin]})"


def _period(portfolio: Portfolio) -> str:
    language = portfolio.language
    first, last = (language.day(portfolio.figure(name)) for name in ("first_sale", "last_sale"))
    return first if first == last else language.say("{first} a {last}", first=first, last=last)


def _files(portfolio: Portfolio) -> list[str]:
    """Name each file that was used, once, with its sheets."""
    sheets: dict[str, list[str]] = {}
    told = portfolio.language.told
    for source in portfolio.reading.sources:
        if source.role != "ignored":
            sheets.setdefault(told(source.file), []).extend([source.sheet] if source.sheet else [])
    return [f"{file} ({', '.join(names)})" if names else file for file, names in sheets.items()]


def _rows(portfolio: Portfolio) -> str:
    language, found = portfolio.language, portfolio.reading.reconciliation
    used, rows = language.count(found.rows_used), language.count(found.rows)
    return language.say("{used} de {rows}", used=used, rows=rows)
