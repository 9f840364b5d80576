"""The texts that cells share: how many there are, and those that somebody asks for."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree as ET

from carteira_cli.writers.package import markup
from carteira_cli.writers.package.lengths import unescaped, units

CELL_LIMIT = 32_767


@dataclass(slots=True)
class SharedTexts:
    """What one pass over the shared texts told."""

    count: int = 0
    too_long: dict[int, int] = field(default_factory=dict)
    wanted: dict[int, str] = field(default_factory=dict)


def read(stream: IO[bytes], wanted: Collection[int]) -> SharedTexts:
    """Count the texts, measure them, and keep the wanted ones."""
    found = SharedTexts()

    def take(item: ET.Element) -> None:
        text = markup.texts(item)
        if len(text) > CELL_LIMIT // 2 and units(unescaped(text)) > CELL_LIMIT:
            found.too_long[found.count] = units(unescaped(text))
        if found.count in wanted:
            found.wanted[found.count] = unescaped(text)
        found.count += 1

    markup.each(stream, f"{markup.MAIN}si", take)
    return found
