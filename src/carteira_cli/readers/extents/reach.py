"""The far corner of a sheet's occupied cells, and how many there are."""

from dataclasses import dataclass

from carteira_cli.model.phrases import Phrase
from carteira_cli.readers import limits


@dataclass(slots=True)
class Reach:
    """How far the occupied cells of one sheet reach from A1.

    ``rows`` and ``columns`` count from the first one to the last occupied.
    """

    rows: int = 0
    columns: int = 0
    occupied: int = 0

    @property
    def cells(self) -> int:
        """The cells of the rectangle, empty ones included."""
        return self.rows * self.columns

    def include(self, row: int, column: int, times: int = 1) -> None:
        """Add ``times`` occupied cells whose last is at a row and column, counted from 1."""
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)
        self.occupied += times


class Budget:
    """What the sheets of one file may still take."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._cells = limits.MOST_CELLS
        self._text = limits.MOST_TEXT

    def spend(self, reach: Reach, text: int = 0, sheet: str = "") -> None:
        """Take a sheet's share: its rectangle, and the bytes of the texts that it repeats.

        Raises:
            CarteiraError: it is more than is left.
        """
        self._cells -= reach.cells
        self._text -= text
        if self._cells < 0 or reach.columns > limits.MOST_COLUMNS:
            raise limits.beyond(self._name, sheet, reach.rows, reach.columns, reach.occupied)
        if self._text < 0:
            raise limits.too_large(self._name, Phrase("os textos passam de 1 GB"), sheet)
