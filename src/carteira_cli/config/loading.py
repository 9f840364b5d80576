"""Finds ``carteira.toml``, reads it, and says everything that is wrong with it at once."""

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from carteira_cli.config.problems import describe
from carteira_cli.config.settings import SECTIONS, Settings
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.phrases import Phrase, joined

FILE_NAME = "carteira.toml"


def find(given: Path | None, folders: Iterable[Path]) -> Path | None:
    """Choose the file: the given one, else the first that stands in one of the folders.

    Raises:
        CarteiraError: the given file does not exist.
    """
    if given is None:
        found = (folder / FILE_NAME for folder in folders)
        return next((path for path in found if path.is_file()), None)
    if not given.is_file():
        raise CarteiraError(catalogue.CONFIG_NOT_FOUND, name=str(given))
    return given


def load(path: Path | None) -> Settings:
    """Read and validate the file; without one, every setting has its default.

    Raises:
        CarteiraError: the file can't be read, or some of its keys are wrong (all are named).
    """
    if path is None:
        return Settings.default()
    # TOML and JSON have the same shapes, and only pydantic's JSON mode is strict about numbers
    # while it still takes an array for a tuple.
    content = json.dumps(_content(path), default=str)
    try:
        return Settings.from_sections(SECTIONS.model_validate_json(content))
    except ValidationError as error:
        problems = joined("", describe(error, SECTIONS))
        raise CarteiraError(
            catalogue.CONFIG_INVALID, Place(file=path.name), name=path.name, problems=problems
        ) from error


def _content(path: Path) -> dict[str, Any]:
    try:
        # Windows' Notepad begins a file with a byte order mark, which TOML does not know.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CarteiraError(
            catalogue.CONFIG_UNREADABLE,
            Place(file=path.name),
            name=path.name,
            reason=_reason(error),
        ) from error


def _reason(error: Exception) -> Phrase:
    if isinstance(error, OSError):
        return Phrase("o sistema não deixou abrir")
    if isinstance(error, UnicodeDecodeError):
        return Phrase("salve-o com a codificação UTF-8")
    spot = re.search(r"line (\d+), column (\d+)", str(error))
    if spot is None:
        return Phrase("erro de escrita no fim do arquivo")
    text = "erro de escrita na linha {row}, coluna {column}"
    return Phrase(text, row=spot[1], column=spot[2])
