"""``--alerta``: the figures that somebody wants to be told of, and how they stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import typer

from carteira_cli.cli import speech

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carteira_cli.config import Alert
    from carteira_cli.pipeline import Run

OPTION = "--alerta"
_SHARE_PLACES = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the alerts say: a sentence for each that was hit, or of which nothing is known."""

    hits: tuple[str, ...]
    unknown: tuple[str, ...]


def chosen(written: Iterable[str] | None, configured: Iterable[str] = ()) -> "list[Alert]":
    """Understand the alerts of the command line, and those of the configuration with them.

    Raises:
        typer.BadParameter: one can't be understood.
    """
    return [_understood(each) for each in dict.fromkeys((*configured, *(written or ())))]


def _understood(written: str) -> "Alert":
    from carteira_cli.config import parse_alert

    try:
        return parse_alert(written)
    except ValueError as error:
        raise typer.BadParameter(speech.say(error.args[0]), param_hint=OPTION) from error


def judge(alerts: "Iterable[Alert]", run: "Run") -> Verdict:
    """Hold every alert against the figures of a run.

    One whose figure can't be known is not hit: a shop too young for a forecast would be alarmed
    every day. It is told all the same, for nobody is watching what he believes to be watched.
    """
    known = figures(run)
    hits, unknown = [], []
    for alert in alerts:
        value, compared = _standing(alert, known)
        if value is None or compared is None:
            unknown.append(_unknown(alert))
        elif alert.is_hit(compared):
            hits.append(_hit(alert, value, compared))
    return Verdict(tuple(hits), tuple(unknown))


def figures(run: "Run") -> "Mapping[str, float]":
    """Give every number that can be watched and is known, by its slug."""
    return {slug: float(value) for slug, value in _all(run) if value is not None and value == value}  # noqa: PLR0124  NaN


def _all(run: "Run") -> Iterator[tuple[str, Any]]:
    """Give the summary without its days, the customers of each status, those that changed."""
    from carteira_cli.config.alerts import CHANGE_FIGURES, STATUS_FIGURES, WATCHED

    for each in WATCHED:
        yield each.slug, run.analysis.summary.get(each.slug)
    status = run.analysis.tables["status"].set_index("status")["customers"]
    for slug, name in STATUS_FIGURES.items():
        yield slug, status.get(name, 0)
    changes = run.report.document["changes"]
    for slug, event in CHANGE_FIGURES.items():
        yield slug, changes[event]["customers"] if changes else None


def _standing(alert: "Alert", known: "Mapping[str, float]") -> tuple[float | None, float | None]:
    """Give the figure of an alert, and the number that its limit is compared with."""
    value = known.get(alert.figure.slug)
    if not alert.relative:
        return value, value
    whole = known.get(alert.figure.whole, 0)
    return value, value / whole if value is not None and whole > 0 else None


def _unknown(alert: "Alert") -> str:
    language = speech.language()
    return language.say(
        "Atenção: o alerta {alert} não foi conferido: com estes dados não dá para saber {figure}.",
        alert=alert.written,
        figure=language.say(alert.figure.column.label),
    )


def _hit(alert: "Alert", value: float, compared: float) -> str:
    """Say in one sentence which limit was passed, and by what."""
    language = speech.language()
    told: dict[str, Any] = {
        "alert": alert.written,
        "figure": language.say(alert.figure.column.label),
        "value": language.value(alert.figure.column.kind, value),
    }
    if not alert.relative:
        return language.say("O alerta {alert} disparou ({figure}: {value}).", **told)
    return language.say(
        "O alerta {alert} disparou ({figure}: {value}, {share} de {whole}).",
        share=language.share(compared, _SHARE_PLACES),
        whole=language.say(_label(alert.figure.whole)),
        **told,
    )


def _label(slug: str) -> str:
    from carteira_cli.layout.columns import SUMMARY_COLUMNS

    return SUMMARY_COLUMNS[slug].label
