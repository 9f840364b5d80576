"""The gate for text: in a CSV file every cell is text, and a spreadsheet guesses what it means.

What it would take for a formula, a number, a date or an error gets an apostrophe in front, as
OWASP advises: the reader sees it, no program computes it, and it can be taken away again. That
keeps the zeros of a code and the digits of a document, which quotes don't.
"""

import re

GUARD = "'"

_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FORMULA = re.compile(r"\t|\s*[=+\-@＝＋－＠]")
_KEPT = re.compile(r"0|[1-9]\d{0,10}")
"""Whole numbers that General shows with all their digits, as they are written."""

_MONTH = (
    "jan(?:eiro|uary)?|fev(?:ereiro)?|feb(?:ruary)?|mar(?:ço|ch)?|ab(?:r|ril)|apr(?:il)?|maio?|may|"
    "jun(?:ho|e)?|jul(?:ho|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro)?|sept?(?:ember)?|out(?:ubro)?|"
    "oct(?:ober)?|nov(?:embro|ember)?|dez(?:embro)?|dec(?:ember)?"
)
_GAP = r"[\s./\-]*(?:de\s+)?"
_TAKEN = re.compile(
    rf"""
      \(?\s*(?:R?\$|€)?\s*[.,]?\d[\d.,]*(?:\s*e[+\-]?\d+)?\s*(?:%|R?\$|€)?\s*\)?-?  # number
    | \d{{1,4}}(?:[/.\-]\d{{1,4}}){{1,2}}(?:[T\s]+\d{{1,2}}:[\d:.,]+)?              # date
    | \d+:[\d:.,]+(?:\s*[ap]\.?m?\.?)?                                              # time
    | \d+\s+\d+/\d+                                                                 # fraction
    | \d{{1,4}}{_GAP}(?:{_MONTH})\.?(?:{_GAP}\d{{1,4}})?
    | (?:{_MONTH})\.?{_GAP}\d{{1,4}}(?:,?\s*\d{{4}})?
    | true | false | verdadeiro | falso
    | \#[\w/]+[!?]?                                                                 # error
    """,
    re.IGNORECASE | re.VERBOSE,
)


def guarded(text: str) -> str:
    """Give a text as a cell holds it: on one line, and nothing but text."""
    plain = _LINE_ENDS.sub(" ", _UNPRINTABLE.sub("", text))
    return GUARD + plain if _is_mistaken(plain.lstrip(GUARD)) else plain


def unguarded(cell: str) -> str:
    """Give the text that a cell was made of."""
    return cell[1:] if cell.startswith(GUARD) and _is_mistaken(cell.lstrip(GUARD)) else cell


def _is_mistaken(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for more than text, or for another one."""
    bare = text.strip()
    if _KEPT.fullmatch(bare):
        return False
    return bool(_FORMULA.match(text) or _TAKEN.fullmatch(bare))
