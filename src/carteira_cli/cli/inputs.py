"""The files that the user means: patterns expanded, doubles and our own results left out."""

from collections.abc import Iterable, Iterator
from glob import glob
from pathlib import Path

import typer

from carteira_cli.cli import printing, saving_folder
from carteira_cli.cli.speech import say
from carteira_cli.readers.content import STANDARD_INPUT
from carteira_cli.writers import FILE_FORMATS

_OPEN_IN_EXCEL = "~$"
_WILDCARDS = "*?["


def choose(
    written: Iterable[str], customers: str | None = None, *, may_be_piped: bool = True
) -> tuple[Path, ...]:
    """Give the files to read, each once: the sales in the order given, then the register.

    ``-`` is the standard input, which can be read only once.

    Raises:
        typer.BadParameter: no sales are left to read, or the standard input can't be used.
    """
    sales = tuple(path for path in _distinct(_expanded(written)) if _is_input(path))
    if not sales:
        message = say("não sobrou nenhuma planilha de vendas para ler")
        raise typer.BadParameter(message, param_hint="ARQUIVO")
    chosen = tuple(_distinct((*sales, _path(customers)))) if customers else sales
    if not may_be_piped and any(map(is_piped, chosen)):
        message = say("este comando não lê da entrada padrão; dê o nome do arquivo")
        raise typer.BadParameter(message, param_hint="ARQUIVO")
    return chosen


def is_piped(path: Path) -> bool:
    """Tell whether a path stands for the standard input."""
    return path == STANDARD_INPUT


def _path(text: str) -> Path:
    """Tell the standard input from a file that is called ``-`` and written ``./-``."""
    path = Path(text)
    return path.resolve() if is_piped(path) and text != str(STANDARD_INPUT) else path


def _expanded(written: Iterable[str]) -> Iterator[Path]:
    """Expand patterns, which the shells of Windows leave to the program."""
    for text in written:
        is_pattern = any(each in text for each in _WILDCARDS) and not Path(text).exists()
        names = sorted(glob(text)) if is_pattern else []  # noqa: PTH207  may be absolute
        yield from map(_path, names or [text])


def _distinct(paths: Iterable[Path]) -> Iterable[Path]:
    return {path if is_piped(path) else path.resolve(): path for path in paths}.values()


def _is_input(path: Path) -> bool:
    """Leave out what a pattern catches by accident: lock files, and what we wrote ourselves."""
    if is_piped(path):
        return True
    if path.name.startswith(_OPEN_IN_EXCEL):
        return False
    if path.is_file() and _is_ours(path):
        printing.notice(
            say("{path} foi gravada por este programa: não entra na leitura.", path=path)
        )
        return False
    return True


def _is_ours(path: Path) -> bool:
    formats = FILE_FORMATS.values()
    return saving_folder.is_ours(path) or any(form.is_ours(path) for form in formats)
