"""The mark that tells our workbooks from the user's own."""

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

PROPERTY, MARK = "carteira", "carteira/1"
"""A custom property of the document; Excel and LibreOffice keep it when they save the file."""

_PROPERTIES = "docProps/custom.xml"
_MARKED = re.compile(rf'name="{PROPERTY}"[^>]*>\s*<(?:\w+:)?lpwstr(?:\s[^>]*)?>{MARK}<'.encode())
_ENOUGH = 1 << 16


def is_ours(path: Path) -> bool:
    """Tell whether a file is a workbook that we wrote; anything unreadable is not."""
    try:
        with ZipFile(path) as package, package.open(_PROPERTIES) as properties:
            return _MARKED.search(properties.read(_ENOUGH)) is not None
    except (BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, ValueError, EOFError):
        return False
