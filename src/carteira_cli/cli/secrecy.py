"""``--anonimizar`` and ``--chave``: the key that pseudonyms are made with, and where it is kept."""

import os
import secrets
import stat
from pathlib import Path

import typer

from carteira_cli.cli.speech import say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.options import Secret

_ANONYMISE, _KEY = "--anonimizar", "--chave"
_BYTES = 32
_SHORTEST, _LONGEST = 32, 4096
_FEWEST_KINDS = 10
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def require_sensible(
    *, anonymise: bool, key: str | None, in_place: bool, full_documents: bool
) -> None:
    """Refuse what can't be anonymous, and a key for nothing.

    Raises:
        typer.BadParameter: the options contradict each other.
    """
    if key and not anonymise:
        raise typer.BadParameter(say("só vale junto com --anonimizar"), param_hint=_KEY)
    if anonymise and in_place:
        message = say("não combina com --na-planilha: a sua planilha já tem os nomes")
        raise typer.BadParameter(message, param_hint=_ANONYMISE)
    if anonymise and full_documents:
        message = say("não combina com --documentos-completos; escolha uma das duas")
        raise typer.BadParameter(message, param_hint=_ANONYMISE)


def secret(key: str | None) -> Secret:
    """Take the key from the user's file, which is made if it isn't there; else a new one.

    Raises:
        CarteiraError: the file can't be read or made, is open to others, or is no good key.
    """
    if key is None:
        return Secret(secrets.token_bytes(_BYTES))
    path = Path(key)
    try:
        if not path.exists():
            _make(path)
        return Secret(_read(path), kept=True)
    except OSError as error:
        raise _no_key(path, say("o sistema não deixou ler ou criar o arquivo")) from error


def _make(path: Path) -> None:
    """Write a new key that only its owner can read, whole under its name or not at all."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        if not path.exists():
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    """Read a key, and refuse one that others can read or guess."""
    with path.open("rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise _no_key(path, say("não é um arquivo"))
        if os.name == "posix" and about.st_mode & _OF_OTHERS:
            raise _no_key(path, say("outras pessoas deste computador podem lê-lo"))
        found = file.read(_LONGEST).strip()
    if len(found) < _SHORTEST or len({*found}) < _FEWEST_KINDS:
        raise _no_key(path, say("a chave é curta ou repetida demais, e daria para adivinhá-la"))
    return found


def _no_key(path: Path, reason: str) -> CarteiraError:
    return CarteiraError(catalogue.KEY_FILE, Place(file=str(path)), name=path.name, reason=reason)
