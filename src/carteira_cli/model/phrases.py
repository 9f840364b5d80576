"""Text of the core that a reader will see: Portuguese now, any language once it is laid out."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self


class Phrase(str):
    """A Portuguese sentence, or part of one, that remembers what it was made from.

    It reads as any text does; ``Language.say`` makes it anew from its ``source`` and ``values`` in
    the language of the reader. Values may be phrases in turn.
    """

    __slots__ = ("source", "values")

    source: str
    values: Mapping[str, Any]

    def __new__(cls, source: str, /, **values: object) -> Self:
        """Fill the ``{placeholders}`` of the source text."""
        phrase = super().__new__(cls, source.format(**values) if values else source)
        phrase.source, phrase.values = source, MappingProxyType(values)
        return phrase

    def filled_with(self, change: Callable[[str], str]) -> "Phrase":
        """Give the same phrase with every text in it changed, but none of its own words."""
        told = {
            name: value.filled_with(change) if isinstance(value, Phrase) else value
            for name, value in self.values.items()
        }
        plain = {name: value for name, value in told.items() if type(value) is str}
        return Phrase(self.source, **told | {name: change(text) for name, text in plain.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes whole."""
        return _again, (self.source, dict(self.values))


def joined(separator: str, phrases: Sequence[str]) -> Phrase:
    """Put phrases one after another, each told in the reader's language later."""
    names = [f"phrase_{number}" for number in range(len(phrases))]
    source = separator.join(f"{{{name}}}" for name in names)
    return Phrase(source, **dict(zip(names, phrases, strict=True)))


def _again(source: str, values: Mapping[str, Any]) -> Phrase:
    return Phrase(source, **values)
