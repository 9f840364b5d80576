"""What can be wrong with a declared layout."""

from collections.abc import Collection, Iterable


class LayoutError(ValueError):
    """A declared layout is wrong; the text says which one and what about it."""

    def __init__(self, slug: str, problem: str) -> None:
        super().__init__(f"layout «{slug}»: {problem}")


def require_known(slug: str, what: str, given: Iterable[str], known: Collection[str]) -> None:
    """Refuse words that nobody knows.

    Raises:
        LayoutError: there is one.
    """
    if unknown := sorted(set(given) - set(known)):
        raise LayoutError(slug, f"unknown {what} {unknown}; known are {sorted(known)}")
