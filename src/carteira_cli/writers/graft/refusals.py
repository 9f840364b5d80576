"""What we don't write into: files in which something would be lost, or that others guard."""

import re

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_WORKBOOKS = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.spreadsheetml\.sheet"
    r"|ms-excel\.sheet\.macroEnabled)\.main\+xml",
    re.IGNORECASE,
)
STRICT = "http://purl.oclc.org/ooxml/"


def unsound(reason: str) -> CarteiraError:
    """Refuse a package that is not built as the format says."""
    return CarteiraError(catalogue.IN_PLACE_UNSOUND, reason=reason)


def require_package(content: bytes) -> None:
    """Refuse what is no package at all, told by its bytes.

    Raises:
        CarteiraError: it is locked with a password, or of another format.
    """
    if content.startswith(_ZIP):
        return
    if content.startswith(_COMPOUND) and _ENCRYPTED in content:
        raise CarteiraError(catalogue.IN_PLACE_PASSWORD)
    raise other_format()


def other_format() -> CarteiraError:
    """Refuse a file that is neither .xlsx nor .xlsm."""
    return CarteiraError(catalogue.IN_PLACE_FORMAT)


def require_workbook(content_type: str) -> None:
    """Refuse packages of another kind: .xlsb, templates, add-ins.

    Raises:
        CarteiraError: the main part is no workbook that we write into.
    """
    if not _WORKBOOKS.fullmatch(content_type):
        raise other_format()


def strict() -> CarteiraError:
    """Refuse the strict variant of the format, which has other names for everything."""
    return CarteiraError(catalogue.IN_PLACE_STRICT)
