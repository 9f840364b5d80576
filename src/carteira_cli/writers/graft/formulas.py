"""Formulas in which sheets, tables and names are called something else than they were."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TOKENS = re.compile(
    r"""(?P<literal>"(?:[^"]|"")*")
      | '(?P<quoted>(?:[^']|'')*)'!
      | (?P<brackets>\[(?:[^\[\]]|\[[^\[\]]*\])*\])
      | (?P<sheet>[^\W\d][\w.]*)!
      | (?P<function>[^\W\d][\w.]*)(?=\()
      | (?P<name>[^\W\d\\][\w.\\]*)
      | (?P<rest>\d[\w.]*|.)""",
    re.VERBOSE | re.DOTALL,
)

_OWNERS = frozenset({"quoted", "sheet", "brackets"})
"""What stands right behind these belongs to another sheet or another book."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What sheets, and tables and defined names, are called now; by their old names."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything is called differently at all."""
        changed = (*self.sheets.items(), *self.names.items())
        return any(old != new for old, new in changed)

    def formula(self, text: str) -> str:
        """Write a formula, or a reference, with the new names.

        Texts, functions, the columns of tables, and whatever is not renamed stay as they are.
        """
        pieces, owned = [], False
        for token in _TOKENS.finditer(text):
            pieces.append(token[0] if owned else self._token(token))
            owned = token.lastgroup in _OWNERS
        return "".join(pieces)

    def _token(self, token: re.Match[str]) -> str:
        if token.lastgroup in {"quoted", "sheet"}:
            sheet = token[str(token.lastgroup)].replace("''", "'")
            new = self.sheets.get(sheet, sheet)
            return token[0] if new == sheet else "'" + new.replace("'", "''") + "'!"
        return self.names.get(token[0], token[0]) if token.lastgroup == "name" else token[0]
