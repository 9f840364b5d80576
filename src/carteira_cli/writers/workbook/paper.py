"""XlsxWriter's worksheet, quick enough for columns of formulas."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_QUICK = frozenset({"Number", "Blank", "String"})
_letters = cache(xl_col_to_name)


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

    is_streamed = False
    _needs_no_prefix = False

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.table_cells = _NotKept()

    def height(self, rows: int) -> int:
        """Add up the pixels of the first rows."""
        return sum(int(self._size_row(row)) for row in range(rows))

    @contextmanager
    def alike(self, samples: Iterable[str]) -> Iterator[None]:
        """Write formulas that differ from one of the ``samples`` only in their row."""
        prepare = super()._prepare_formula
        self._needs_no_prefix = all(prepare(sample) == sample for sample in samples)
        try:
            yield
        finally:
            self._needs_no_prefix = False

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002  as inherited
        if self._needs_no_prefix:
            return formula
        prepared: str = super()._prepare_formula(formula, expand_future_functions)
        return prepared

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write numbers, blanks and shared texts at once; XlsxWriter looks at each attribute."""
        kind = cell.__class__.__name__
        if cell.format is None or kind not in _QUICK or (kind == "String" and self.constant_memory):
            super()._write_cell(row, col, cell)
            return
        begin = f'<c r="{_letters(col)}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
        if kind == "Number":
            self.fh.write(f"{begin}><v>{cell.number:.16G}</v></c>")
        elif kind == "Blank":
            self.fh.write(f"{begin}/>")
        else:
            self.fh.write(f'{begin} t="s"><v>{cell.string}</v></c>')


class Roll(Paper):
    """A worksheet that keeps no row but the current one, for tables of any length.

    What was written above the current row can't be changed, and there are no Excel tables.
    """

    is_streamed = True

    def _initialize(self, init_data: Mapping[str, Any]) -> None:
        super()._initialize({**init_data, "constant_memory": True})

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """Write the row out, and forget its height too."""
        row = self.previous_row
        super()._write_single_row(current_row_num)
        self.row_info.pop(row, None)

    def _check_dimensions(
        self,
        row: int,
        col: int,
        ignore_row: bool = False,  # noqa: FBT001, FBT002  as inherited
        ignore_col: bool = False,  # noqa: FBT001, FBT002  as inherited
    ) -> int:
        """Refuse to go back: XlsxWriter would drop such a cell without a word."""
        if row < self.previous_row and not (ignore_row or ignore_col):
            message = f"row {row} of {self.name} is written already"
            raise ValueError(message)
        return int(super()._check_dimensions(row, col, ignore_row, ignore_col))
