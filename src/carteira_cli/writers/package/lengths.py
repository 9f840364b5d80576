"""Lengths as the file format counts them: in UTF-16 units, escapes undone."""

import re

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def units(text: str) -> int:
    """Count UTF-16 units: an emoji counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def unescaped(text: str) -> str:
    """Undo ``_x000A_`` and its like, with which the format writes what XML can't hold."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
