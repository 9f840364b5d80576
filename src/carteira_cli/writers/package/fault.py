"""What is said of a damaged package, and the shape of a check that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carteira_cli.writers.package.contents import Package

Flaw = tuple[str, str]
"""A part of the package, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that would make Excel offer a repair, or show a file other than the one meant.

    ``slug`` never changes, ``part`` is the name of the part inside the package, and ``detail``
    tells a developer where to look.
    """

    slug: str
    part: str
    detail: str


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a package: ``find`` gives every place where the answer is bad."""

    slug: str
    find: Callable[[Package], Iterable[Flaw]]
