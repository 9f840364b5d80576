"""How the files are to be read: the configuration, and over it the command line."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.options import ENGLISH_RETURNS, ReadingOptions, Returns, Secret
from carteira_cli.model.phrases import Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carteira_cli.config import Settings

_LONGEST_PASSWORD = 1024


def configuration(given: str | None, first: Path) -> Path | None:
    """Find the given configuration, or the one beside the first file or in this folder.

    Raises:
        CarteiraError: the given one does not exist.
    """
    from carteira_cli.config import find

    return find(Path(given) if given else None, (first.parent, Path.cwd()))


def settings(given: str | None, first: Path) -> "Settings":
    """Read the configuration that ``configuration`` finds.

    Raises:
        CarteiraError: it does not exist, or needs a correction.
    """
    from carteira_cli.config import load

    return load(configuration(given, first))


def options(
    configured: "Settings",
    *,
    sheet: str | None = None,
    columns: "Sequence[str] | None" = None,
    as_of: str | None = None,
    returns: str | None = None,
    full_documents: bool = False,
    password_file: str | None = None,
    secret: Secret | None = None,
) -> ReadingOptions:
    """Put what was said on the command line over what the configuration says.

    Raises:
        typer.BadParameter: something said can't be understood.
        CarteiraError: there is no password where one was said to be.
    """
    from carteira_cli.cli import values

    said: dict[str, Any] = {
        "sheet": sheet,
        "columns": {**configured.reading.columns, **values.columns("--coluna", columns or ())},
        "as_of": as_of and values.day("--data-base", as_of),
        "as_of_origin": as_of and "given",
        "returns": returns
        and values.choice("--devolucoes", returns, get_args(Returns), ENGLISH_RETURNS),
        "full_documents": full_documents,
        "password": password_file and password(password_file),
        "secret": secret,
    }
    today = date.today()  # noqa: TID251  the shell reads the clock
    settled = configured.options(today)
    return replace(settled, **{key: value for key, value in said.items() if value})


def password(file: str) -> str:
    """Read the password that the first line of a file holds.

    Raises:
        CarteiraError: the file can't be read, or its first line is empty.
    """
    try:
        with Path(file).open(encoding="utf-8-sig") as text:
            first = text.readline(_LONGEST_PASSWORD).rstrip("\r\n")
    except FileNotFoundError as error:
        raise _no_password(file, Phrase("o arquivo não existe")) from error
    except (OSError, ValueError) as error:
        raise _no_password(file, Phrase("o arquivo não pôde ser lido como texto")) from error
    if not first:
        raise _no_password(file, Phrase("a primeira linha está vazia"))
    return first


def _no_password(file: str, reason: Phrase) -> CarteiraError:
    return CarteiraError(catalogue.PASSWORD_FILE, Place(file=file), name=file, reason=reason)
