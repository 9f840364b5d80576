"""The promise, checked: whatever isn't ours lies in the new package as it lay in the old."""

from dataclasses import dataclass
from hashlib import sha256

from carteira_cli.writers.graft.book import Book
from carteira_cli.writers.graft.entries import Entry
from carteira_cli.writers.graft.relations import TYPES_PART, relations_part


@dataclass(frozen=True, slots=True)
class Proof:
    """How many parts of the user's are the same, byte for byte, and how many sheets are ours."""

    parts: int
    sheets: int


def prove(own: bytes, grafted: bytes) -> Proof:
    """Compare each part of the user's with what became of it; give what there is to tell.

    Raises:
        AssertionError: a part was changed, lost, moved or packed in another way.
    """
    before, after = Book(own), Book(grafted)
    exempt = {part.casefold() for part in (*_rewritten(before), *before.own_parts)}
    theirs = [entry for entry in before.entries if entry.name.casefold() not in exempt]
    names = [entry.name for entry in theirs]
    still = {*names}
    kept = [entry for entry in after.entries if entry.name in still]
    if [entry.name for entry in kept] != names or any(map(_differs, theirs, kept)):
        msg = "a graft changed a part that isn't ours"
        raise AssertionError(msg)
    return Proof(len(theirs), len(after.marked))


def _rewritten(book: Book) -> tuple[str, ...]:
    """Name the four parts that a graft writes anew, and the chain that it drops."""
    return (
        TYPES_PART,
        book.part,
        relations_part(book.part),
        book.related("/styles"),
        book.related("/calcChain"),
    )


def _differs(one: Entry, other: Entry) -> bool:
    same = one.info.compress_type == other.info.compress_type
    return not same or sha256(one.content()).digest() != sha256(other.content()).digest()
