"""One language: translated sentences, and numbers, money and dates as it writes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from babel import dates, numbers

from carteira_cli.locale.words import Words
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.phrases import Phrase

_TERRITORIES = {"pt": "pt_BR", "en": "en_US"}


@lru_cache(maxsize=4096)
def _whole_number(value: int, territory: str) -> str:
    """Write a whole number; reports say the same few many times over."""
    return numbers.format_decimal(value, locale=territory)


@dataclass(frozen=True, slots=True)
class Language:
    """Translates the Portuguese source texts and formats values for sentences."""

    code: str = "pt"
    currency: str = "BRL"
    _words: Words = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Load the catalogue of the language, once."""
        object.__setattr__(self, "_words", Words(self.code))

    @property
    def territory(self) -> str:
        """The locale that numbers and dates follow."""
        return _TERRITORIES[self.code]

    def say(self, text: str, /, **values: object) -> str:
        """Translate a source text and fill its ``{placeholders}``; phrases among them as well."""
        return self._words.say(text, **values)

    def told(self, text: str) -> str:
        """Say a phrase; any other text is the user's own, and stays as it is."""
        return self.say(text) if isinstance(text, Phrase) else text

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate the source text that fits ``n``, shown as ``{n}``, and fill it."""
        return self._words.plural(one, many, n, n=self.count(n), **values)

    def count(self, value: float) -> str:
        """Write a whole number: ``8.000``."""
        return _whole_number(round(value), self.territory)

    def number(self, value: float, places: int = 1) -> str:
        """Write a number with a fixed number of places: ``1,5``."""
        pattern = "#,##0." + "0" * places if places else "#,##0"
        return numbers.format_decimal(value, format=pattern, locale=self.territory)

    def money(self, value: float, *, cents: bool = True) -> str:
        """Write reais: ``R$ 1.234,56``, or ``R$ 1.235`` without centavos."""
        pattern = "¤ #,##0.00;-¤ #,##0.00" if cents else "¤ #,##0;-¤ #,##0"
        written = numbers.format_currency(
            value, self.currency, format=pattern, locale=self.territory, currency_digits=False
        )
        return written.replace("\xa0", " ")

    def compact(self, value: float) -> str:
        """Write a number with few characters, as on an axis: ``250 mil``, ``1,25 mi``."""
        written = numbers.format_compact_decimal(value, locale=self.territory, fraction_digits=2)
        return written.replace("\xa0", " ")

    @property
    def symbol(self) -> str:
        """The sign of the currency: ``R$``."""
        return numbers.get_currency_symbol(self.currency, locale=self.territory)

    def share(self, value: float, places: int = 0) -> str:
        """Write a share of one as a percentage: ``80 %`` in Portuguese."""
        gap = " " if self.code == "pt" else ""
        return self.number(value * 100, places) + gap + "%"

    def day(self, value: date) -> str:
        """Write a day: ``22/11/2026``."""
        pattern = "dd/MM/yyyy" if self.code == "pt" else "yyyy-MM-dd"
        return dates.format_date(value, pattern, locale=self.territory)

    def month(self, value: date) -> str:
        """Write a month: ``11/2026``."""
        pattern = "MM/yyyy" if self.code == "pt" else "yyyy-MM"
        return dates.format_date(value, pattern, locale=self.territory)

    def value(self, kind: Kind, value: Any) -> str:
        """Write any value as its kind wants it; an unknown one and an empty list are a dash."""
        if value is None or value == () or value != value:  # noqa: PLR0124  NaN, NaT
            return "–"
        writers: Mapping[Kind, Callable[[Any], str]] = {
            Kind.COUNT: self.count,
            Kind.DAYS: self.count,
            Kind.SCORE: self.count,
            Kind.NUMBER: self.number,
            Kind.MONEY: self.money,
            Kind.SHARE: lambda share: self.share(share, 1),
            Kind.DATE: self.day,
            Kind.MONTH: self.month,
            Kind.LIST: ", ".join,
        }
        return writers.get(kind, str)(value)

    def column(self, column: Column) -> Column:
        """Translate a column's label, meaning and category words."""
        categories = tuple(
            replace(category, label=self.say(category.label), about=self.say(category.about))
            for category in column.categories
        )
        return replace(
            column,
            label=self.say(column.label),
            about=self.say(column.about),
            categories=categories,
        )
