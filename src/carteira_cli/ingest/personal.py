"""Personal data inside other texts: documents, telephones, e-mails, and the names of customers."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

import pandas as pd

from carteira_cli.ingest import documents
from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.header import FIELD_OF_WORD

EMAIL, DOCUMENT, PHONE, NAME = "email", "document", "phone", "name"

_EMAIL = r"[^\s@;,<>()\"'|]+@[^\s@;,<>()\"'|]+\.\w[\w.-]*"
_CPF = r"(?<!\w)[\d*]{3}\.[\d*]{3}\.[\d*]{3}-?[\d*]{2}(?!\w)"
_CNPJ = r"(?<!\w)[\dA-Z]{2}\.[\dA-Z*]{3}\.[\dA-Z*]{3}/[\dA-Z]{4}-?[\d*]{2}(?!\w)"
_BARE = r"(?<!\w)(?:\d{14}|\d{11})(?!\w)"
_PHONE = r"(?<!\w)(?:\+?55[\s-]?)?(?:\(0?\d{2}\)\s?|\d{2}[\s-])(?:9[\s.-]?)?\d{4}[\s.-]?\d{4}(?!\w)"
_LOCAL = r"(?<!\w)9?\d{4}-\d{4}(?!\w)"
_PATTERNS = re.compile(
    f"(?P<email>{_EMAIL})|(?P<document>{_CPF}|{_CNPJ})|(?P<bare>{_BARE})"
    f"|(?P<phone>{_PHONE}|{_LOCAL})",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"[1-9]{2}9\d{8}$")
_WORD = re.compile(r"\w+")
_LINKS = frozenset(
    (
        *("da", "de", "do", "das", "dos", "para", "pra", "p", "a", "ao"),
        *("dona", "dr", "dra", "sr", "sra", "seu", "cliente"),
    )
)
_SMALL = frozenset(
    (
        *("da", "de", "do", "das", "dos", "e", "em", "na", "no", "com", "para"),
        *("ltda", "me", "epp", "sa", "cia"),
    )
)
_FEWEST_LETTERS = 3
_ALONE = 4
_MOST_WORDS = 8

Exchange = Callable[[str, str], str]


class Personal:
    """Knows the names that stand in a file, and exchanges personal data in its texts.

    ``exchange`` gives what stands in the place of a text, by kind and text; names come as
    ``plain`` writes them. Without personal data a text stays the object that it was.
    """

    def __init__(self, names: Iterable[str], exchange: Exchange) -> None:
        """Learn the names."""
        known = {key for key in map(plain, names) if key and key not in FIELD_OF_WORD}
        self._names = {key for key in known if _is_telling(key)}
        self._words = {word for key in known for word in key.split() if _is_word(word)}
        self._longest = min(_MOST_WORDS, max((len(key.split()) for key in known), default=0))
        self._exchange = exchange

    def without(self, text: str) -> str:
        """Give a text with something else in the place of all personal data in it."""
        cleaned = self._without_names(_PATTERNS.sub(self._found, text))
        return text if cleaned == text else cleaned

    def column(self, texts: pd.Series) -> pd.Series:
        """Clean a text column, each distinct text once."""
        distinct = texts.dropna().unique()
        said = {text: self.without(text) for text in distinct}
        if all(said[text] is text for text in said):
            return texts
        return texts.map(said).astype(TEXT)

    def _found(self, match: re.Match[str]) -> str:
        kind, text = match.lastgroup, match[0]
        if kind != "bare":
            return self._exchange(str(kind), text)
        if documents.proves(text):
            return self._exchange(DOCUMENT, text)
        return self._exchange(PHONE, text) if _MOBILE.match(text) else text

    def _without_names(self, text: str) -> str:
        if not self._words:
            return text
        words = [(match, plain(match[0])) for match in _WORD.finditer(text)]
        spans = [*self._spans(words)]
        for start, end, name in reversed(spans):
            text = text[:start] + self._exchange(NAME, name) + text[end:]
        return text

    def _spans(self, words: list[tuple[re.Match[str], str]]) -> Iterator[tuple[int, int, str]]:
        """Find where names stand: whole ones, and a word of one after "da", "Sr." and the like."""
        at = 0
        while at < len(words):
            length = self._length(words, at)
            if length:
                name = " ".join(word for _, word in words[at : at + length])
                yield words[at][0].start(), words[at + length - 1][0].end(), name
            at += length or 1

    def _length(self, words: list[tuple[re.Match[str], str]], at: int) -> int:
        """Count the words of the longest name that begins here; 0 where none does."""
        for length in range(min(self._longest, len(words) - at), 0, -1):
            if " ".join(word for _, word in words[at : at + length]) in self._names:
                return length
        linked = at > 0 and words[at - 1][1] in _LINKS
        return int(linked and words[at][1] in self._words)


def plain(text: str) -> str:
    """Write a text without case, accents and marks, as names are compared."""
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(_WORD.findall(bare.casefold()))


def _is_telling(name: str) -> bool:
    """Tell whether a name is one wherever it stands: of several words, or a longer one."""
    return " " in name or (len(name) >= _ALONE and not name.isdigit())


def _is_word(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and not word.isdigit() and word not in _SMALL


def exchanged(words: Mapping[str, str], texts: pd.Series) -> pd.Series:
    """Exchange whole texts; null stays null."""
    return texts.map(words).astype(TEXT)
