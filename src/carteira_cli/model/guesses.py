"""What somebody may have meant by a name that is not there."""

from collections.abc import Iterable
from difflib import get_close_matches

from carteira_cli.model.phrases import Phrase

GUESS = "{guess}"
"""Where a text that begins with it asks whether something else was meant."""


def guess(written: str, known: Iterable[str]) -> Phrase:
    """Ask whether the nearest of the known names was meant; say nothing where none is near.

    The question ends in a space, to stand before what is to be done.
    """
    names = {name.casefold(): name for name in known}
    near = get_close_matches(written.casefold(), names, n=1)
    if not near:
        return Phrase("")
    return Phrase("Você quis dizer {nearest}? ", nearest=names[near[0]])
