"""XlsxWriter's worksheet, quick enough for columns of formulas."""

from collections.abc import Iterator
from contextlib import contextmanager

from xlsxwriter.worksheet import Worksheet


class _NotKept(dict[tuple[int, int], str]):
    """Stays empty: XlsxWriter would note each cell of a table here, to find overlaps.

    Our tables never overlap, and a note for each of a million cells takes more memory than
    the cells.
    """

    def __setitem__(self, key: tuple[int, int], value: str) -> None:
        """Forget the note."""


class Paper(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that examines a column's formula once instead of in every row.

    XlsxWriter searches each formula thirty times for functions younger than Excel 2007, which
    need a prefix; with 100 000 customers that takes longer than all the rest.
    """

    _needs_no_prefix = False

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.table_cells = _NotKept()

    @contextmanager
    def alike(self, sample: str) -> Iterator[None]:
        """Write formulas that differ from ``sample`` only in their row."""
        self._needs_no_prefix = super()._prepare_formula(sample) == sample
        try:
            yield
        finally:
            self._needs_no_prefix = False

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002  as inherited
        if self._needs_no_prefix:
            return formula
        prepared: str = super()._prepare_formula(formula, expand_future_functions)
        return prepared
