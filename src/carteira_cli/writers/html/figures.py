"""Headline figures as cards: the figure, one sentence, and the way to the rows behind it."""

from collections.abc import Mapping, Sequence

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Tone
from carteira_cli.model.report import Figure
from carteira_cli.writers.html.markup import Markup, element, sentence
from carteira_cli.writers.html.words import TONES, told


def cards(
    figures: Sequence[Figure], targets: Mapping[str, tuple[str, str]], language: Language
) -> Markup:
    """Give the figures as a list of cards; ``targets`` are address and title of each section."""
    if not figures:
        return Markup()
    items = (_card(figure, targets.get(figure.section), language) for figure in figures)
    return element("ul", *items, class_="cards", role="list")


def _card(figure: Figure, target: tuple[str, str] | None, language: Language) -> Markup:
    parts = [
        element("span", figure.column.label, class_="label"),
        element("strong", told(figure.column, figure.value, language), class_="value"),
    ]
    if figure.tone in TONES:
        tone = language.say(TONES[figure.tone])
        parts.append(element("span", tone, class_=f"tone {figure.tone}"))
    if figure.sentence:
        parts.append(element("p", sentence(figure.sentence)))
    if target:
        address, title = target
        said = language.say("Ver {section}", section=title)
        parts.append(element("a", said, class_="more", href=address))
    edge = f"card {figure.tone}" if figure.tone is not Tone.NEUTRAL else "card"
    return element("li", *parts, class_=edge)
