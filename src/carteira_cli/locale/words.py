"""The sentences of one language, from its catalogue; light enough for every start."""

import gettext
from functools import lru_cache
from pathlib import Path

from carteira_cli.model.phrases import Phrase

LANGUAGES = ("pt", "en")
"""The languages that there are; Portuguese, that of the sources, needs no catalogue."""

_CATALOGUES = Path(__file__).parent


@lru_cache
def _catalogue(code: str) -> gettext.NullTranslations:
    """Load a catalogue, once.

    Raises:
        FileNotFoundError: there is none of this language.
    """
    return gettext.translation("carteira", _CATALOGUES, languages=[code], fallback=code == "pt")


class Words:
    """Translates Portuguese source texts and fills their ``{placeholders}``."""

    def __init__(self, code: str) -> None:
        self._catalogue = _catalogue(code)

    def say(self, text: str, /, **values: object) -> str:
        """Translate a source text, or make a phrase anew, and fill it."""
        if isinstance(text, Phrase):
            return self.say(text.source, **text.values)
        translated = self._catalogue.gettext(text) if text else ""
        return self._filled(translated, values)

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate the source text that fits the number, and fill it."""
        text = self._catalogue.ngettext(one, many, number)
        if text in {one, many}:  # texts of a table stand in the catalogue one by one
            text = self._catalogue.gettext(text)
        return self._filled(text, values)

    def _filled(self, text: str, values: dict[str, object]) -> str:
        told = {
            name: self.say(value) if isinstance(value, Phrase) else value
            for name, value in values.items()
        }
        return text.format(**told) if told else text
