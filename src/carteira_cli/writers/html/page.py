"""The whole page: what it is of, the way to each section, the sections, how to go on."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from carteira_cli import __version__
from carteira_cli.locale.language import Language
from carteira_cli.model.report import Report, Section
from carteira_cli.writers.html.markup import Markup, document, element, joined, style
from carteira_cli.writers.html.sections import Targets, fill, is_shown

_STEPS = "steps"
_TONGUES = {"pt": "pt-BR", "en": "en"}
_SHEET = Path(__file__).with_name("page.css")
_SPACE = re.compile(r"\s*([{};,])\s*|/\*.*?\*/|\s+", re.DOTALL)


def write(report: Report) -> bytes:
    """Write the report as one page that no other file, address or program belongs to.

    It shows the sections of the book, after the first of them what is to be done today, and of
    long tables the beginning. The same report always gives the same bytes.
    """
    language = Language(report.language, report.document.get("currency", "BRL"))
    sections = _sections(report)
    targets = {
        section.name: (f"#parte-{number}", section.title)
        for number, section in zip(count(1), sections, strict=False)
    }
    body = [_top(report), _ways(targets, language), _main(sections, targets, language)]
    body.append(_bottom(language))
    return document(_TONGUES[report.language], _head(report), joined(body))


def _sections(report: Report) -> Sequence[Section]:
    """Choose the sections of the page; the first is the summary."""
    shown = [section for section in report.book if is_shown(section)]
    names = {section.name for section in shown}
    steps = [each for each in report.brief if each.name == _STEPS and each.name not in names]
    return [*shown[:1], *steps, *shown[1:]]


def _head(report: Report) -> Markup:
    """Say what the page is, and forbid it everything that it does not need."""
    sheet = _sheet()
    digest = b64encode(sha256(sheet.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    day = [text for _, text in report.facts[:1]]
    named = {
        "generator": f"carteira {__version__}",
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "referrer": "no-referrer",
        "robots": "noindex",
        "format-detection": "telephone=no",
    }
    return joined(
        [
            element("meta", charset="utf-8"),
            *(element("meta", name=name, content=content) for name, content in named.items()),
            element("meta", http_equiv="Content-Security-Policy", content=policy),
            element("title", " – ".join([report.title, *day])),
            style(sheet),
        ]
    )


@cache
def _sheet() -> str:
    """Give the style sheet without what only its readers need."""
    written = _SHEET.read_text(encoding="utf-8")
    return _SPACE.sub(
        lambda found: found[1] or (" " if found[0].isspace() else ""), written
    ).strip()


def _top(report: Report) -> Markup:
    facts = (
        element("div", element("dt", label), element("dd", fact)) for label, fact in report.facts
    )
    return element("header", element("h1", report.title), element("dl", *facts, class_="facts"))


def _ways(targets: Targets, language: Language) -> Markup:
    """Lead to each section."""
    links = (
        element("li", element("a", title, href=address)) for address, title in targets.values()
    )
    return element("nav", element("ul", *links, role="list"), aria_label=language.say("Seções"))


def _main(sections: Sequence[Section], targets: Targets, language: Language) -> Markup:
    return element("main", *(fill(section, targets, language) for section in sections))


def _bottom(language: Language) -> Markup:
    return element("footer", *(element("p", said) for said in _last_words(language)))


def _last_words(language: Language) -> Iterator[str]:
    yield language.say(
        "Esta página mostra o principal; todas as linhas e colunas estão na planilha de resultado."
    )
    yield language.say(
        "Ela pode trazer nomes e contatos de clientes: mande só a quem precisa deles."
    )
