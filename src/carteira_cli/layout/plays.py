"""The rules of the follow-up in words: what is done, with whom, until when."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from carteira_cli.layout.columns import CUSTOMER_COLUMNS
from carteira_cli.locale.language import Language
from carteira_cli.metrics.follow_up import ACTION, Play, Rules
from carteira_cli.model.phrases import Phrase

_LISTS = ("status", "trend", "abc_class", "segment")
_DUE: Mapping[str, str] = MappingProxyType(
    {
        "today": "na data-base",
        "before_next": "{n} dias antes da próxima compra esperada",
        "in_week": "em 7 dias",
        "in_month": "em 30 dias",
        "none": "sem prazo",
    }
)


def name(play: Play, language: Language) -> str:
    """Give the word that stands for the action of a rule; the user's own is its own word."""
    return language.say(ACTION.labels.get(play.action, "")) or play.action


def when(play: Play, language: Language) -> str:
    """Say for whom a rule is."""
    return "; ".join(_conditions(play, language)) or language.say("todos os demais")


def until(play: Play, rules: Rules, language: Language) -> str:
    """Say until when its action is due."""
    return language.say(_DUE[play.due], n=language.count(rules.days_before))


def _conditions(play: Play, language: Language) -> Iterator[str]:
    for column in (CUSTOMER_COLUMNS[each] for each in _LISTS):
        wanted = [
            language.say(column.labels.get(slug, _NO_STATUS if slug == "unknown" else "")) or slug
            for slug in getattr(play, column.name)
        ]
        if wanted:
            words = language.say(" ou ").join(wanted)
            yield f"{language.say(column.label)}: {words}"
    if play.expected_within is not None:
        days = language.count(play.expected_within)
        yield language.say("próxima compra esperada em até {n} dias", n=days)
    if play.contact is not None:
        yield language.say("com telefone ou e-mail" if play.contact else "sem telefone nem e-mail")
    if play.suggestions:
        yield language.say("com produtos a sugerir")


_NO_STATUS = Phrase("desconhecida")
