"""The bytes of a text: which encoding they are in, by evidence and in a fixed order.

A byte order mark, the NULs of UTF-16, strict UTF-8, then one of the two code pages of
Brazilian systems: Windows-1252, or the 850 of DOS. What a page declares about itself may
lie and is not asked.
"""

import re
from collections import Counter
from collections.abc import Iterable

from carteira_cli.model.phrases import Phrase

UTF_8 = "UTF-8"
_UTF_16 = "UTF-16"
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SAMPLE = 4096
_NULS_OF_UTF_16 = 0.3

_LETTERS = "áàâãéêíóôõúüçñÁÀÂÃÉÊÍÓÔÕÚÜÇÑºª°"
_ASCII = bytes(range(128))
_PAGES = {"cp1252": "Windows-1252 (Latin-1)", "cp850": Phrase("código 850 (DOS)")}

_TWICE_ENCODED = tuple(
    first + second for first in (b"\xc3\x83", b"\xc3\x82") for second in (b"\xc2", b"\xe2", b"\xc6")
)
_BEYOND_ASCII = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2})+")
_ENOUGH_MENDED = 0.9
_LONG_TEXT = 1 << 20
_SAMPLES = 16


def wide(content: bytes) -> str:
    """Name the codec of UTF-16 text, by its byte order mark or its NULs; else an empty text."""
    if content[:2] in _MARKS:
        return _MARKS[content[:2]]
    sample = content[:_SAMPLE]
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if half and odd > _NULS_OF_UTF_16 * half and not even:
        return "utf-16-le"
    if half and even > _NULS_OF_UTF_16 * half and not odd:
        return "utf-16-be"
    return ""


def narrowed(content: bytes) -> tuple[bytes, str]:
    """Bring UTF-16 to UTF-8; other bytes stay and are taken for UTF-8 until they fail."""
    codec = wide(content)
    if codec:
        text = content.decode(codec, errors="replace").removeprefix("\ufeff")
        return text.encode(errors="replace"), _UTF_16
    return content, UTF_8


def from_code_page(content: bytes) -> tuple[bytes, str]:
    """Bring text of a code page to UTF-8: of the two, the one that gives Portuguese letters."""
    seen = Counter(content.translate(None, _ASCII))
    codec = max(_PAGES, key=lambda page: _portuguese(seen, page))
    return content.decode(codec, errors="replace").encode(), _PAGES[codec]


def _portuguese(seen: Counter[int], page: str) -> int:
    letters = set(_LETTERS.encode(page, errors="ignore"))
    return sum(count for byte, count in seen.items() if byte in letters)


def decoded(content: bytes) -> tuple[str, str]:
    """Turn the bytes of a whole text into characters, and name what they were in."""
    text, encoding = narrowed(content)
    try:
        return text.decode("utf-8-sig"), encoding
    except UnicodeDecodeError:
        text, encoding = from_code_page(content)
        return text.decode(), encoding


def codec(content: bytes) -> str:
    """Name the codec in which a text like this one is written back."""
    if wide(content):
        return "utf-16"
    try:
        content.decode()
    except UnicodeDecodeError:
        shown = from_code_page(content)[1]
        return next(page for page, name in _PAGES.items() if name == shown)
    return "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"


def decoded_head(sample: bytes) -> str:
    """Turn the first bytes of a text into characters, good enough to see what it is."""
    return sample.decode(wide(sample) or "utf-8", errors="replace").removeprefix("\ufeff")


def mended(text: bytes) -> tuple[bytes, bool]:
    """Undo a double encoding (``Ã§Ã£o``) in UTF-8 text where nine in ten of its signs allow it.

    Each run of such characters is mended on its own, so that text that was right stays. In a
    long text the signs are looked for in parts of it, from the start to the end.
    """
    looked_at = text if len(text) <= _LONG_TEXT else _spread_sample(text)
    if not any(sign in looked_at for sign in _TWICE_ENCODED):
        return text, False
    runs = set(_BEYOND_ASCII.findall(text))
    suspects = {run for run in runs if any(sign in run for sign in _TWICE_ENCODED)}
    meant = {run: once for run in suspects if (once := _encoded_once(run))}
    if len(meant) < _ENOUGH_MENDED * len(suspects):
        return text, False
    return _BEYOND_ASCII.sub(lambda run: meant.get(run[0], run[0]), text), True


def _spread_sample(text: bytes) -> bytes:
    step = len(text) // _SAMPLES
    return b"\n".join(text[at : at + _LONG_TEXT // _SAMPLES] for at in range(0, len(text), step))


def _encoded_once(run: bytes) -> bytes:
    """Take one encoding off; nothing where what is left is no UTF-8."""
    try:
        once = bytes(_windows_bytes(run.decode()))
        once.decode()
    except (UnicodeError, ValueError):
        return b""
    return once


def _windows_bytes(text: str) -> Iterable[int]:
    """Give the Windows-1252 byte of each character; its five gaps stand for themselves."""
    for each in text:
        yield ord(each) if "\x80" <= each <= "\x9f" else each.encode("cp1252")[0]
