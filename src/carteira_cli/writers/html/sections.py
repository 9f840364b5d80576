"""A section of the report as one part of the page: figures, charts, tables."""

from collections.abc import Iterator, Mapping, Sequence

from carteira_cli.locale.language import Language
from carteira_cli.model.report import Section, Setting
from carteira_cli.writers.html.charts import figure
from carteira_cli.writers.html.figures import cards
from carteira_cli.writers.html.markup import Markup, element, joined, sentence
from carteira_cli.writers.html.tables import place
from carteira_cli.writers.html.words import told

Targets = Mapping[str, tuple[str, str]]
"""Where each section of the page is: its address and its title, by its name."""

_TITLES = ("Parâmetro", "Valor", "O que é")


def is_shown(section: Section) -> bool:
    """Tell whether a page can show a section: a card that looks customers up needs a workbook."""
    return not section.hidden and section.card is None


def fill(section: Section, targets: Targets, language: Language) -> Markup:
    """Give a whole section, in the order of the workbook's sheets."""
    address, title = targets[section.name]
    parts = [element("h2", title), *_lead(section), cards(section.figures, targets, language)]
    parts += [_settings(section.settings, language), _charts(section, language)]
    if section.further:
        parts.append(element("h3", language.say("Outros números")))
        parts.append(cards(section.further, targets, language))
    alone = len(section.tables) == 1
    parts += [place(table, language, title, alone=alone) for table in section.tables]
    return element("section", *parts, id=address.removeprefix("#"))


def _lead(section: Section) -> Iterator[Markup]:
    if section.lead:
        yield element("p", sentence(section.lead), class_="lead")


def _charts(section: Section, language: Language) -> Markup:
    if not section.charts:
        return Markup()
    drawn = (figure(chart, language) for chart in section.charts)
    return element("div", *drawn, class_="charts" if len(section.charts) > 1 else "chart")


def _settings(settings: Sequence[Setting], language: Language) -> Markup:
    """Set the values that the analysis went by in a table, with what they are."""
    if not settings:
        return Markup()
    head = element("tr", *(element("th", language.say(each), scope="col") for each in _TITLES))
    rows = joined(_setting(setting, language) for setting in settings)
    caption = element("caption", language.say("Parâmetros em uso"))
    table = element("table", caption, element("thead", head), element("tbody", rows))
    return element("div", table, class_="box")


def _setting(setting: Setting, language: Language) -> Markup:
    value = told(setting.column, setting.value, language)
    return element(
        "tr",
        element("th", setting.label, scope="row"),
        element("td", value, class_="line"),
        element("td", setting.about, class_="prose"),
    )
