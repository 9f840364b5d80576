"""Invented words, numbers and contacts in the shape of real ones: the same for the same, always.

Whatever makes the program take two cells for one customer, or for two, holds for the fakes as well.
A document that proves itself by its check digits has a fake that does so too: else whom it tells
apart could not be told apart any more. It is drawn at random and is nobody's by intention.
"""

import hmac
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count

import pandas as pd

from carteira_cli.ingest import contacts, documents
from carteira_cli.ingest.cells import TEXT

_CONSONANTS, _VOWELS = "bcdfglmnprstvz", "aeiou"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_CNPJ, _CPF = 14, 11
_SYLLABLES = 3
_PHONE_DIGITS = 7
_NO_MAIL = "naotem@example.com"
_MANTISSA = re.compile(r"[eE]\+\d+\s*$")
_EMAIL = re.compile(r"[^\s;,/|<>()]+@[^\s;,/|<>()]+")
_PARTS = re.compile(r"([/;,|])")

Draw = Callable[[int], int]


class Fakes:
    """Gives fakes with a secret key; no two different texts of a kind have the same one."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._given: dict[tuple[str, str], str] = {}
        self._taken: set[tuple[str, str]] = set()
        self._clean: dict[str, str | None] = {}

    def learn(self, written: Sequence[str]) -> None:
        """Clean documents all at once, which is much quicker than one by one."""
        clean = documents.clean(pd.Series([*written], dtype=TEXT))
        pairs = zip(written, clean, strict=True)
        self._clean |= {text: each if isinstance(each, str) else None for text, each in pairs}

    def text(self, written: str) -> str:
        """Exchange letters for letters and digits for digits; case, marks and blanks stay."""
        plain = " ".join(written.lower().split())
        fake = self._unique("text", plain, lambda draw: _shaped(plain, draw))
        return _like(written, fake)

    def code(self, written: str) -> str:
        """Exchange a customer's code; zeros in front stay what they are, and tell nothing."""
        bare = written.lstrip("0")
        return written[: len(written) - len(bare)] + self.text(bare) if bare else written

    def name(self, key: str) -> str:
        """Invent two words for a name."""
        return self._unique("name", key, lambda draw: f"{_word(draw)} {_word(draw)}")

    def document(self, written: str) -> str:
        """Exchange a CPF or CNPJ in the way in which it is written, a wrong one for a wrong one."""
        if written not in self._clean:
            self.learn([written])
        clean = self._clean[written]
        if clean is None:
            return self._wrong_document(written)
        fake = self._unique("document", clean, lambda draw: _document(clean, draw))
        bare = "".join(filter(str.isalnum, written)).upper()
        return _ending_in(written, fake) if bare.endswith(clean.lstrip("0")) else fake

    def phone(self, written: str) -> str:
        """Exchange the last seven digits of each number; area and kind of number stay."""
        parts = _PARTS.split(written)
        return "".join(part if _PARTS.fullmatch(part) else self._number(part) for part in parts)

    def email(self, written: str) -> str:
        """Exchange each address for one that reaches nobody; what is none stays none."""
        return _EMAIL.sub(self._address, written) if "@" in written else self.text(written)

    def shift(self, column: str) -> int:
        """Say by how many days the days of a column move."""
        return 30 + next(self._random("shift", column)) % 200

    def _wrong_document(self, written: str) -> str:
        cut = _MANTISSA.search(written)
        head, tail = (written[: cut.start()], cut[0]) if cut else (written, "")
        if len({*filter(str.isdigit, head)}) <= 1:
            return written
        for attempt in count():
            shown = self._unique("wrong", written, lambda draw: _shaped(head, draw), attempt) + tail
            if not documents.proves(shown):
                return shown
        raise AssertionError(written)

    def _number(self, written: str) -> str:
        digits = "".join(filter(str.isdigit, written))
        if len(digits) <= _PHONE_DIGITS or len({*digits}) == 1:
            return written if len(digits) <= 1 else self.text(written)
        last = digits[-_PHONE_DIGITS - 1 :]
        fake = self._unique("phone", last, lambda draw: last[0] + _digits(_PHONE_DIGITS, draw))
        return _ending_in(written, fake)

    def _address(self, found: re.Match[str]) -> str:
        address = found[0]
        if contacts.emails(pd.Series([address], dtype=TEXT)).isna().all():
            return _NO_MAIL
        plain = address.lower()
        local = self._unique("email", plain, lambda draw: f"{_word(draw)}.{_word(draw)}".lower())
        fake = f"{local}@example.com"
        return fake.upper() if address.isupper() else fake

    def _unique(self, kind: str, source: str, make: Callable[[Draw], str], start: int = 0) -> str:
        """Draw until a fake is nobody else's; what has nothing to exchange stays."""
        if not start and (kind, source) in self._given:
            return self._given[kind, source]
        for attempt in count(start):
            fake = make(self._draw(f"{kind}/{attempt}", source))
            if (kind, fake) not in self._taken or not any(map(str.isalnum, source)):
                break
        self._taken.add((kind, fake))
        self._given[kind, source] = fake
        return fake

    def _draw(self, kind: str, source: str) -> Draw:
        numbers = self._random(kind, source)
        return lambda most: next(numbers) % most

    def _random(self, kind: str, source: str) -> Iterator[int]:
        """Draw numbers that depend on the key and the text only."""
        texts = (
            f"{kind}\0{source}\0{number}".encode("utf-8", "surrogatepass") for number in count()
        )
        digests = (hmac.digest(self._key, text, "sha256") for text in texts)
        pairs = (zip(digest[::2], digest[1::2], strict=True) for digest in digests)
        return (high << 8 | low for high, low in chain.from_iterable(pairs))


def _shaped(text: str, draw: Draw) -> str:
    """Draw a letter for each letter, a digit for each digit; zeros in front of a number stay."""
    shaped, within = [], False
    for each in text:
        if each.isdecimal():
            keep = each == "0" and not within
            shaped.append("0" if keep else str(draw(10) if within else 1 + draw(9)))
            within = within or not keep
        else:
            shaped.append(_LETTERS[draw(26)] if each.isalpha() else each)
            within = False
    return "".join(shaped)


def _like(written: str, fake: str) -> str:
    """Write a fake with the capitals and blanks of a text of as many letters and digits."""
    letters = (each for each in fake if each.isalnum())
    shown = []
    for each in written:
        if not each.isdecimal() and not each.isalpha():
            shown.append(each)
        else:
            letter = next(letters, "")
            shown.append(letter.upper() if each.isupper() else letter)
    return "".join(shown)


def _word(draw: Draw) -> str:
    pairs = (_CONSONANTS[draw(14)] + _VOWELS[draw(5)] for _ in range(_SYLLABLES))
    return "".join(pairs).capitalize()


def _digits(length: int, draw: Draw) -> str:
    return "".join(str(draw(10)) for _ in range(length))


def _document(clean: str, draw: Draw) -> str:
    """Draw a document as long as another, with as many zeros in front, and prove it."""
    zeros = len(clean) - len(clean.lstrip("0"))
    body = clean[:-2]
    while True:
        drawn = "0" * zeros + _shaped(body[zeros:].lower(), draw).upper()
        found = documents.proved(drawn)
        if len({*found}) > 1 + (found[0] == "0"):
            return found


def _ending_in(written: str, new: str) -> str:
    """Exchange the last letters and digits of a text, one by one from the end."""
    left = [*new]
    shown = [left.pop() if each.isalnum() and left else each for each in reversed(written)]
    return "".join(reversed(shown))
