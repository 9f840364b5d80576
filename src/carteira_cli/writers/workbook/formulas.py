"""Living formulas: from a column's own words to cells of the same row and named settings."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from carteira_cli.model.columns import Column
from carteira_cli.writers.workbook.texts import clean, fits_formula, literal

_TOKENS = re.compile(
    r"""(?P<literal>"(?:[^"]|"")*")
      | \[(?P<column>[^\]]+)\]
      | (?P<function>[A-Z][A-Z0-9.]*)(?=\()
      | (?P<name>[^\W\d][\w.]*)
      | (?P<rest>\d+(?:\.\d+)?|.)""",
    re.VERBOSE | re.DOTALL,
)
_ROW = "\0"
_CONSTANTS = frozenset({"TRUE", "FALSE"})
_NAME = re.compile(r"[^\W\d][\w.]{0,254}")
_CELL_LIKE = re.compile(r"[A-Z]{1,3}\d+|[RC]|R\d*C\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Template:
    """A formula with gaps where the row number goes."""

    parts: tuple[str, ...]

    def at(self, row: int) -> str:
        """Give the formula for a row, counted from zero."""
        return str(row + 1).join(self.parts)


class _UnknownNameError(LookupError):
    """The formula speaks of something that this workbook does not hold, or not at that length."""


def template(
    column: Column, columns: Sequence[Column], first_col: int, names: Collection[str]
) -> Template | None:
    """Translate ``column.formula`` for a table that starts at ``first_col``.

    ``[slug]`` becomes the plain reference ``$C7``, which every spreadsheet program computes and
    which survives sorting; texts that are slugs become the words that the cells show.
    None when there is no formula, or it needs a column or a setting that is not there, or a
    word too long for a formula.
    """
    if not column.formula:
        return None
    letters = {
        other.name: f"${xl_col_to_name(first_col + at)}{_ROW}" for at, other in enumerate(columns)
    }
    words = _words(column, columns)
    try:
        text = _translated(column.formula, letters, words, names)
    except _UnknownNameError:
        return None
    return Template(tuple(text.split(_ROW)))


def is_name(text: str) -> bool:
    """Tell whether a text may be a defined name, and so stand in a formula."""
    return bool(_NAME.fullmatch(text)) and not _CELL_LIKE.fullmatch(text)


def _words(column: Column, columns: Sequence[Column]) -> Mapping[str, str]:
    """Give the word for each slug: the column's own first, then those of the columns it reads."""
    words: dict[str, str] = {}
    for reader in (*(other for other in columns if f"[{other.name}]" in column.formula), column):
        words |= reader.labels
    return words


def _translated(
    formula: str,
    letters: Mapping[str, str],
    words: Mapping[str, str],
    names: Collection[str],
) -> str:
    def known(name: str) -> str:
        if name in names or name in _CONSTANTS:
            return name
        raise _UnknownNameError(name)

    def reference(name: str) -> str:
        if name in letters:
            return letters[name]
        raise _UnknownNameError(name)

    def worded(quoted: str) -> str:
        text = quoted[1:-1].replace('""', '"')
        word = clean(words.get(text, text))
        if fits_formula(word):
            return literal(word)
        raise _UnknownNameError(text)

    translate: Mapping[str, Callable[[str], str]] = {
        "literal": worded,
        "column": reference,
        "function": str,
        "name": known,
        "rest": str,
    }
    return "".join(
        translate[str(token.lastgroup)](token[str(token.lastgroup)])
        for token in _TOKENS.finditer(formula)
    )
