"""How a customer is reached in one click: addresses built from digits and plain e-mails only."""

from collections.abc import Iterable
from urllib.parse import quote

import pandas as pd

from carteira_cli.ingest.contacts import phones

_WRITTEN_OUT = r"^[\d\s()+.\-/]+$"
_MOBILE = r"^\d\d9\d{8}$"
_PLAIN_EMAIL = r"^[A-Za-z0-9][A-Za-z0-9._+-]*@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$"
_LONGEST = 2_000
"""What every spreadsheet program takes as a link, with some room left."""


def whatsapp(written: pd.Series, messages: Iterable[object]) -> "pd.Series[str]":
    """Give the address that opens a conversation with a message begun.

    Null without a Brazilian mobile number, or where part of the number is masked.
    """
    plain = written.where(written.str.contains(_WRITTEN_OUT, regex=True, na=False))
    numbers = phones(plain.astype("str"))
    mobile = numbers.str.contains(_MOBILE, regex=True, na=False)
    pairs = zip(numbers.where(mobile).tolist(), messages, strict=True)
    addresses = [_conversation(number, said) for number, said in pairs]
    return pd.Series(addresses, written.index, dtype="str")


def _conversation(number: object, message: object) -> str | None:
    """Begin with the message, unless it is too long to be part of an address."""
    if not isinstance(number, str):
        return None
    address = f"https://wa.me/55{number}"
    begun = f"{address}?text={quote(message, safe='')}" if isinstance(message, str) else address
    return begun if len(begun) <= _LONGEST else address


def mail(written: pd.Series) -> "pd.Series[str]":
    """Give the address that begins a message, null where the e-mail is no plain one."""
    plain = written.str.contains(_PLAIN_EMAIL, regex=True, na=False)
    return ("mailto:" + written.astype("str")).where(plain)
