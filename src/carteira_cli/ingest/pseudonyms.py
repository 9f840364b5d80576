"""Words in the place of names: the same name gives the same word, and no word gives its name away.

A word is made from the name with a secret key (HMAC-SHA256, RFC 2104), since the bare hash of a
CPF is found by trying all of them. It is written in Crockford's base 32, which has no letters that
look like figures.
"""

import hmac
from collections import Counter
from collections.abc import Iterable, Mapping

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BITS = 5
_GROUP = 4
_SHORTEST = 2 * _GROUP


def codes(key: bytes, kind: str, names: Iterable[str]) -> Mapping[str, str]:
    """Give each name a code such as ``7F3K-9Q2M``, no two alike.

    Two names whose codes begin alike have longer ones; all others keep theirs. ``kind`` keeps
    apart what has the same text and is another thing.
    """
    left = {name: _letters(key, kind, name) for name in names}
    found: dict[str, str] = {}
    width = _SHORTEST
    while left:
        begun = Counter(letters[:width] for letters in left.values())
        alone = {name: word for name, word in left.items() if begun[word[:width]] == 1}
        found |= {name: _grouped(word[:width]) for name, word in alone.items()}
        left = {name: word for name, word in left.items() if name not in alone}
        width += _GROUP
    return found


def _letters(key: bytes, kind: str, name: str) -> str:
    text = f"{kind}\0{name}".encode("utf-8", "surrogatepass")
    number = int.from_bytes(hmac.digest(key, text, "sha256"))
    return "".join(_LETTERS[number >> shift & 31] for shift in range(256 - _BITS, 0, -_BITS))


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
