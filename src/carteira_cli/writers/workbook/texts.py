"""The one gate for text: whatever the data holds, a cell, a title or a name stays plain text.

Everything that Excel, LibreOffice or XlsxWriter would read as more than text is made harmless
here: control characters, lengths beyond the format's limits, formula-like beginnings, header
codes, reference-like titles and markup.
"""

import re
from collections.abc import Iterable, Iterator

CELL_LIMIT = 32_767
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\n")
"""First characters that make a spreadsheet take retyped text for a formula."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
_SPACES = re.compile(r"\s+")
_SHEET_NAME_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_SHEET_NAME_LIMIT = 31
_OURS = " (carteira)"
_TABLE_HEADER_LIMIT = 255
_ESCAPE_LIKE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_REFERENCE_LIKE = re.compile(r"^=?[^!]+!\$?[A-Z]+\$?\d+")
_TITLE_LIMIT = 255
_LITERAL_LIMIT = 255
_FOOTER_PICTURE = re.compile(r"&(?=[G\[])")


def clean(value: object) -> str:
    """Give the text of ``value`` as one cell may hold it; a cut says how much is missing."""
    text = value if isinstance(value, str) else _as_text(value)
    if _UNPRINTABLE.search(text) or "\r" in text:
        text = _LINE_ENDS.sub("\n", _UNPRINTABLE.sub("", text))
    text = _never_rich(text)
    return text if len(text) <= CELL_LIMIT // 2 else _cut(text, CELL_LIMIT)


def one_line(value: object) -> str:
    """Give clean text without line breaks, tabs or runs of spaces."""
    return _never_rich(_SPACES.sub(" ", clean(value)).strip())


def short(value: object, limit: int) -> str:
    """Give one line of at most ``limit`` UTF-16 units, ending in … when something is missing."""
    text = one_line(value)
    return text if utf16_length(text) <= limit else _head(text, limit - 1) + "…"


def utf16_length(text: str) -> int:
    """Count as the file format's limits do: an emoji counts twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _never_rich(text: str) -> str:
    """Spoil the one shape that XlsxWriter takes for rich text and writes unescaped."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _as_text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _cut(text: str, limit: int) -> str:
    if utf16_length(text) <= limit:
        return text
    kept = _head(text, limit - len(" [… +9999999999]"))
    return f"{kept} [… +{len(text) - len(kept)}]"


def _head(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore")


def sheet_names(titles: Iterable[str], beside: Iterable[str] = ()) -> tuple[str, ...]:
    """Give each title a legal sheet name; names that differ by case only are numbered.

    A title that one of the sheets ``beside`` bears already is said to be ours. Formulas and the
    list of sheets would spell an escape in two ways, so none is left.
    """
    plain = (_ESCAPE_LIKE.sub("_ ", one_line(title)) for title in titles)
    legal = (_SHEET_NAME_ILLEGAL.sub(" ", title).strip("' ") for title in plain)
    names = (short(name, _SHEET_NAME_LIMIT).rstrip("'") or "Planilha" for name in legal)
    theirs = {name.casefold() for name in beside}
    ours = (_ours(name) if name.casefold() in theirs else name for name in names)
    return tuple(_numbered(ours, _SHEET_NAME_LIMIT, taken=("history", *theirs)))


def _ours(name: str) -> str:
    return short(name, _SHEET_NAME_LIMIT - len(_OURS)) + _OURS


def header_names(labels: Iterable[str]) -> tuple[str, ...]:
    """Give each column of a table the header that the table's definition can repeat exactly."""
    texts = (_ESCAPE_LIKE.sub("_ ", short(label, _TABLE_HEADER_LIMIT)) for label in labels)
    return tuple(_numbered((text or "–" for text in texts), _TABLE_HEADER_LIMIT))


def _numbered(names: Iterable[str], limit: int, taken: Iterable[str] = ()) -> Iterator[str]:
    """Make names unique, whatever their case, by a number in brackets."""
    seen = set(taken)
    for name in names:
        unique, number = name, 1
        while unique.casefold() in seen or unique.lower() in seen:
            number += 1
            unique = f"{short(name, limit - 6)} ({number})"
        seen |= {unique.casefold(), unique.lower()}
        yield unique


def title(value: object) -> str:
    """Give the title of a chart; one that looks like ``Sheet!A1`` would be read as a reference."""
    text = short(value, _TITLE_LIMIT)
    return text.replace("!", "! ") if _REFERENCE_LIKE.match(text) else text


def footer_part(value: object, limit: int) -> str:
    """Give one part of a page footer, in which ``&`` begins a code; it may double in length."""
    text = _FOOTER_PICTURE.sub("& ", short(value, limit))
    return text.replace("&", "&&")


def fits_formula(value: str) -> bool:
    """Tell whether a text may stand as a string inside a formula."""
    return utf16_length(value) <= _LITERAL_LIMIT


def literal(value: str) -> str:
    """Give a text as a string inside a formula."""
    return '"' + value.replace('"', '""') + '"'
