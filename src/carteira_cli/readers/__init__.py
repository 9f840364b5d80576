"""A file becomes raw tables: typed cells with their true positions, nothing interpreted."""

from collections.abc import Callable, Mapping
from pathlib import Path

from carteira_cli.model.tables import RawTable
from carteira_cli.readers import (
    content,
    delimited,
    legacy_workbook,
    protection,
    web_page,
    workbook,
    xml_workbook,
)
from carteira_cli.readers.container import Container, identify

Reader = Callable[[str, bytes], tuple[RawTable, ...]]

READERS: Mapping[Container, Reader] = {
    Container.WORKBOOK: workbook.read,
    Container.LEGACY_WORKBOOK: legacy_workbook.read,
    Container.XML_WORKBOOK: xml_workbook.read,
    Container.WEB_PAGE: web_page.read,
    Container.DELIMITED: delimited.read,
}
"""One reader per container; a reader takes the file's name and its bytes."""


def read(path: Path, password: str = "") -> tuple[RawTable, ...]:
    """Read every sheet of a file, told apart by its bytes and never by its name.

    ``content.STANDARD_INPUT`` is a path too. ``password`` opens a file that is locked.

    Raises:
        CarteiraError: the file is missing, empty, locked, hostile, or no table at all.
    """
    name, found = content.take(path)
    kind = identify(name, found)
    if kind is Container.LEGACY_WORKBOOK and protection.is_locked(found):
        found = protection.unlock(name, found, password)
        kind = identify(name, found)
    return READERS[kind](name, found)
