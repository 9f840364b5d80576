"""E-mails and telephones: the form under which they meet, and those that reach nobody.

Telephone rules are Anatel's: 67 area codes; a mobile number has nine digits and begins with
9, a fixed one has eight and begins with 2 to 5. A mobile number written before the ninth
digit came (2012 to 2016) is given it.
"""

import pandas as pd

from carteira_cli.ingest.cells import TEXT

_AREAS = "1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9]"  # all 67
_NUMBER = rf"^(?:{_AREAS})(?:9\d{{8}}|[2-5]\d{{7}})$"
_PLACEHOLDER_NUMBER = r"^\d\d(?:" + "|".join(f"9?{digit}{{8}}" for digit in range(10)) + r")$"
_ONE_DIGIT = r"^(?:" + "|".join(f"{digit}+" for digit in range(10)) + r")$"
_FEWEST_DIGITS = 8
_EMAIL = r"^[^@\s*]+@[^@\s*]+\.[^@\s*.]+$"
_NONE = "naotem|naopossui|naoinformado|sem.?e?-?mail|noemail|x+"
_NO_EMAIL = rf"^(?:(?:nao|sem|nada|teste?|{_NONE})@|.*@(?:{_NONE})\.)"


def emails(written: pd.Series) -> pd.Series:
    """Return e-mails in lower case, the first of several, null where it can't reach anybody."""
    if written.isna().all():
        return written
    first = written.str.lower().str.replace(r"[;,/\s].*$", "", regex=True)
    valid = first.str.contains(_EMAIL, regex=True, na=False)
    return first.where(valid & ~first.str.contains(_NO_EMAIL, regex=True, na=False))


def phones(written: pd.Series) -> pd.Series:
    """Return area code and number, the first of several, null where nobody answers.

    Service numbers (0800, 4004), numbers without an area code and placeholders are null.
    """
    if written.isna().all():
        return written
    first = written.str.replace(r"[/;,|].*$", "", regex=True)
    digits = first.str.replace(r"\D", "", regex=True)
    national = digits.str.replace(r"^0*55(0?\d{10,11})$", r"\1", regex=True)
    national = national.str.replace(r"^0\d\d(\d{10,11})$", r"\1", regex=True)
    number = national.str.replace("^0+", "", regex=True)
    eight = number.str.contains(rf"^(?:{_AREAS})[6-9]\d{{7}}$", regex=True, na=False)
    number = number.mask(eight, number.str.slice(0, 2) + "9" + number.str.slice(2))
    valid = number.str.contains(_NUMBER, regex=True, na=False)
    return number.where(valid & ~number.str.contains(_PLACEHOLDER_NUMBER, regex=True, na=False))


def readable_phones(written: pd.Series) -> pd.Series:
    """Write telephones as ``(11) 98888-7777``; others as typed, null for placeholders."""
    key = phones(written)
    shown = key.str.replace(r"^(\d\d)(\d{4,5})(\d{4})$", r"(\1) \2-\3", regex=True)
    digits = written.str.replace(r"\D", "", regex=True)
    one_digit = digits.str.contains(_ONE_DIGIT, regex=True, na=False)
    telling = (digits.str.len() >= _FEWEST_DIGITS) & ~one_digit
    return shown.fillna(written.where(telling)).astype(TEXT)
