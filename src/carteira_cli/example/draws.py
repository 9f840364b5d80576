"""Repeatable chance: the same draws in every run, on every machine."""

import random
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A seeded sequence of draws, all made from ``random.Random(seed).random()``.

    Python promises that one method to give the same numbers in every version; sums, products
    and comparisons of floats are the same on every machine, logarithms and powers are not.
    """

    def __init__(self, seed: int) -> None:
        self._share = random.Random(seed).random  # noqa: S311  an example needs no secrets

    def between(self, low: float, high: float) -> float:
        """Draw a number, low included and high not."""
        return low + self._share() * (high - low)

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._share() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """Say yes in this share of the draws."""
        return self._share() < share

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of the options, all equally likely."""
        return options[self.whole(0, len(options) - 1)]

    def weighted(self, options: Sequence[T], weights: Iterable[int]) -> T:
        """Draw one of the options, each as likely as its weight."""
        ends = list(accumulate(weights))
        mark = self._share() * ends[-1]
        return next(option for option, end in zip(options, ends, strict=True) if mark < end)

    def several(self, options: Sequence[T], weights: Iterable[int], count: int) -> list[T]:
        """Draw that many different options (or all there are), each as likely as its weight."""
        left = list(zip(options, weights, strict=True))
        drawn: list[T] = []
        while left and len(drawn) < count:
            chosen = self.weighted(left, (weight for _, weight in left))
            left.remove(chosen)
            drawn.append(chosen[0])
        return drawn

    def shuffled(self, options: Iterable[T]) -> list[T]:
        """Put the options in a drawn order (Fisher and Yates)."""
        deck = list(options)
        for last in range(len(deck) - 1, 0, -1):
            other = self.whole(0, last)
            deck[last], deck[other] = deck[other], deck[last]
        return deck
