"""The shared texts of an .xlsx: each counts again in every cell that shows it."""

import re
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

Lengths = npt.NDArray[np.int64]

_HEAD = 1 << 20
_STATED = re.compile(rb"""uniqueCount\s*=\s*["']\s*([0-9]+)""")
_SHOWN_TIMES = re.compile(rb"""\scount\s*=\s*["']\s*([0-9]+)""")
_MOST_SHOWN = 50_000_000
_END = re.compile(rb"</(?:[\w.-]+:)?si\s*>")
_SHIFTING = re.compile(rb"<!|<(?:[\w.-]+:)?si\s*/>")
_SHOWN = re.compile(rb't="s"><v>([0-9]{1,9})<')
_MENTIONS = (b'"s"', b"'s'")


class FalseCountError(Exception):
    """The part says that it holds more texts than it can."""


def lengths(part: bytes) -> Lengths:
    """Bound the bytes of each shared text.

    Raises:
        FalseCountError: the part says that it holds more texts than it can.
    """
    head = part[: part.find(b"<si")] if b"<si" in part else part[:_HEAD]
    texts, shown_times = _STATED.findall(head), _SHOWN_TIMES.findall(head)
    if any(int(stated) > len(part) for stated in texts):
        raise FalseCountError
    if any(int(stated) > _MOST_SHOWN for stated in shown_times):
        raise FalseCountError
    each = np.array([*map(len, _END.split(part))], dtype=np.int64)
    return np.full(len(part), each.max()) if _SHIFTING.search(part) else each


def shown(pieces: Iterable[bytes], texts: Lengths) -> int:
    """Add up the bytes of the texts that some sheet XML shows; pieces hold whole cells.

    A cell whose text is not told in the usual way counts as the longest.
    """
    total = 0
    longest = int(texts.max(initial=0))
    for piece in pieces:
        found = _SHOWN.findall(piece)
        places = np.array(found, dtype="S9").astype(np.int64)
        total += int(texts[places[places < len(texts)]].sum())
        mentioned = sum(map(piece.count, _MENTIONS))
        total += max(mentioned - len(found), 0) * longest
    return total
