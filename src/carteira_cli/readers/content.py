"""The bytes of a file, or of the standard input, and the name that texts call it by."""

import sys
from pathlib import Path
from typing import BinaryIO

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.guesses import guess
from carteira_cli.model.phrases import Phrase
from carteira_cli.readers import limits

STANDARD_INPUT = Path("-")
"""Stands for the standard input; a file of that name is meant by its full path."""

STANDARD_INPUT_NAME = Phrase("entrada padrão")

_PIECE = limits.MEBIBYTE
_SMALLEST = 1024
_NOTHING = b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"


def take(path: Path) -> tuple[str, bytes]:
    """Read a file whole; give the name to show and its bytes.

    Raises:
        CarteiraError: it is missing, a folder, closed to us, empty, or larger than we read.
    """
    if path == STANDARD_INPUT:
        return STANDARD_INPUT_NAME, _piped()
    name = path.name
    try:
        with path.open("rb") as file:
            content = _bounded(name, file)
    except (FileNotFoundError, NotADirectoryError) as error:
        place = Place(file=name)
        near = guess(name, _beside(path))
        raise CarteiraError(catalogue.FILE_NOT_FOUND, place, name=str(path), guess=near) from error
    except (OSError, ValueError) as error:
        reason = Phrase("é uma pasta") if path.is_dir() else Phrase("o sistema não deixou abrir")
        raise limits.damaged(name, reason) from error
    if _is_blank(content):
        raise CarteiraError(catalogue.EMPTY_FILE, Place(file=name), name=name)
    return name, content


def _piped() -> bytes:
    content = _bounded(STANDARD_INPUT_NAME, sys.stdin.buffer) if sys.stdin else b""
    if _is_blank(content):
        raise CarteiraError(catalogue.STDIN_EMPTY, Place(file=STANDARD_INPUT_NAME))
    return content


def _is_blank(content: bytes) -> bool:
    return len(content) < _SMALLEST and not content.strip(_NOTHING)


def _beside(path: Path) -> list[str]:
    """Name the files of the folder in which a file was looked for, as far as one may look."""
    try:
        return [each.name for each in path.parent.iterdir() if each.is_file()]
    except OSError:
        return []


def _bounded(name: str, file: BinaryIO) -> bytes:
    """Read to the end, but not for ever: a device has none."""
    if file.seekable():
        size = file.seek(0, 2)
        file.seek(0)
        if 0 < size <= limits.LARGEST_FILE:
            return file.read()
    content = bytearray()
    while piece := file.read(_PIECE):
        content += piece
        if len(content) > limits.LARGEST_FILE:
            raise limits.too_large(name, Phrase("passa de 1 GB"))
    return bytes(content)
