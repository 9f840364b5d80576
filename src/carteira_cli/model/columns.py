"""A column is described once, beside the code that fills it; every output looks it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value is; each writer owns a table from Kind to its format.

    A LIST cell is a tuple of texts, empty where there is none; a MONTH is its first day.
    """

    TEXT = "text"
    IDENTIFIER = "identifier"
    COUNT = "count"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    MONTH = "month"
    DAYS = "days"
    SCORE = "score"
    CATEGORY = "category"
    LIST = "list"


class Tone(StrEnum):
    """How good or bad a value is; each writer owns a table from Tone to its colour."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    NEUTRAL = "neutral"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Category:
    """One value that a category column can take; ``rules`` as in Column."""

    slug: str
    label: str
    tone: Tone = Tone.NEUTRAL
    about: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A named figure: what it is called, what it means, how it is shown.

    ``label`` and ``about`` are Portuguese source texts, translated by the layout.
    ``formula`` recomputes the value in a spreadsheet, in the file format's own English
    function names, with ``[slug]`` for another column of the same row and bare names for
    the settings (``DataBase``); empty where the value is fixed.
    ``source`` names the book or paper that a formula is from. ``rules`` names the rules that
    decide the value, as ``metric.field``: their values in force are shown beside the meaning.
    """

    name: str
    label: str
    kind: Kind
    about: str = ""
    categories: tuple[Category, ...] = ()
    formula: str = ""
    source: str = ""
    rules: tuple[str, ...] = ()

    @property
    def labels(self) -> Mapping[str, str]:
        """The shown word for each slug of a category column."""
        return {category.slug: category.label for category in self.categories}

    @property
    def tones(self) -> Mapping[str, Tone]:
        """The tone of each slug of a category column."""
        return {category.slug: category.tone for category in self.categories}
