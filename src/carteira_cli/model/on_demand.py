"""Frames that are made only when somebody asks for them, and then once."""

from collections.abc import Callable, Collection, Iterator, Mapping

import pandas as pd


class OnDemand(Mapping[str, pd.DataFrame]):
    """A mapping of frames by name, each made by ``make`` when it is first asked for."""

    def __init__(self, names: Collection[str], make: Callable[[str], pd.DataFrame]) -> None:
        """Promise a frame for each name."""
        self._names = tuple(names)
        self._make = make
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give a frame, made now if it was not before.

        Raises:
            KeyError: there is none of this name.
        """
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a frame of a name, without making it."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the frames there are to be had."""
        return len(self._names)
