"""Spreadsheets locked with a password: recognised by their bytes, opened when it is given."""

import io
import re

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place

_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_LOCKED_STREAM = re.compile(
    rb"\x09\x08\x10\x00\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_OPENS_UNASKED = "VelvetSweatshop"
"""The password that Excel itself tries first: such files open without being asked."""


def is_locked(content: bytes) -> bool:
    """Tell whether the contents of a compound file are encrypted."""
    return _PACKAGE in content or _LOCKED_STREAM.search(content) is not None


def unlock(name: str, content: bytes, password: str) -> bytes:
    """Decrypt a file; without a password, the one of files that open unasked is tried.

    Raises:
        CarteiraError: a password is missing or wrong, or the lock is of an unknown kind.
    """
    place = Place(file=name)
    from msoffcrypto import OfficeFile  # noqa: PLC0415  slow to load, seldom needed
    from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415  the same

    opened = io.BytesIO()
    try:
        file = OfficeFile(io.BytesIO(content))
        file.load_key(password=password or _OPENS_UNASKED, verify_password=True)
        file.decrypt(opened)
    except InvalidKeyError as error:
        code = catalogue.WRONG_PASSWORD if password else catalogue.PASSWORD
        raise CarteiraError(code, place, name=name) from error
    except Exception as error:  # a damaged lock fails in any way
        code = catalogue.PASSWORD_UNKNOWN if password else catalogue.PASSWORD
        raise CarteiraError(code, place, name=name) from error
    return opened.getvalue()
