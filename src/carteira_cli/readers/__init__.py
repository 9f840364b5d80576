"""A file becomes raw tables: typed cells with their true positions, nothing interpreted."""

from collections.abc import Callable, Mapping
from pathlib import Path

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import delimited, workbook
from carteira_cli.readers.container import Container, identify

Reader = Callable[[str, bytes], tuple[RawTable, ...]]

READERS: Mapping[Container, Reader] = {
    Container.WORKBOOK: workbook.read,
    Container.DELIMITED: delimited.read,
}
"""One reader per container; a reader takes the file's name and its bytes."""


_SMALLEST = 1024


def read(path: Path) -> tuple[RawTable, ...]:
    """Read every sheet of a file, told apart by its bytes and never by its name.

    Raises:
        CarteiraError: the file is missing, empty, protected, or no table at all.
    """
    content = _content(path)
    return READERS[identify(path.name, content)](path.name, content)


def _content(path: Path) -> bytes:
    place = Place(file=path.name)
    if not path.exists():
        raise CarteiraError(catalogue.FILE_NOT_FOUND, place, name=str(path))
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "é uma pasta" if path.is_dir() else "o sistema não deixou abrir"
        raise CarteiraError(catalogue.UNREADABLE, place, name=path.name, reason=reason) from error
    if len(content) < _SMALLEST and not content.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise CarteiraError(catalogue.EMPTY_FILE, place, name=path.name)
    return content
