"""Months across the columns become one row per customer and month."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from carteira_cli.ingest import numbers
from carteira_cli.ingest.cells import is_blank, is_text_column
from carteira_cli.ingest.header import PEOPLE
from carteira_cli.ingest.months import Month, month_of, year_in
from carteira_cli.ingest.shape.grid import Grid, Mask
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.phrases import Phrase

_FEWEST = 3
_DATE, _AMOUNT = "Data", "Valor"


def unpivot(grid: Grid) -> Grid | None:
    """Turn every filled cell under a month into a row with the first day of that month.

    Raises:
        CarteiraError: nothing says which year the months belong to.
    """
    found = {p: m for p, name in enumerate(grid.header.names) if (m := month_of(name))}
    if len(found) < _FEWEST or "data" in grid.header.fields:
        return None
    days = _days(grid, found)
    sums = _sums(grid, [*found])
    body = grid.body[~sums]
    width = range(len(grid.header.names))
    others = [position for position in width if position not in found and _told(grid, position)]
    pieces = [_piece(body, others, position, day) for position, day in days.items()]
    melted = pd.concat(pieces, ignore_index=True).sort_values(
        ["row", "date"], kind="stable", ignore_index=True
    )
    if melted.empty:
        return None
    names = tuple(grid.header.names[position] for position in others)
    return replace(
        grid,
        header=replace(grid.header, names=(*names, _DATE, _AMOUNT)),
        body=_named(melted.drop(columns="row"), text=is_text_column(body[next(iter(found))])),
        rows=grid.rows[melted["row"].to_numpy()],
        decision=_decision(days),
        findings=_about_sums(grid, sums),
    )


def _days(grid: Grid, found: Mapping[int, Month]) -> dict[int, date]:
    """Date every month column: its own year, else the one above it, else the sheet's."""
    above = _years_above(grid)
    around = year_in([grid.sheet, grid.file, *_texts(grid.above)])
    years = {p: month.year or above[p] or around for p, month in found.items()}
    if None in years.values():
        position = next(p for p, year in years.items() if year is None)
        raise CarteiraError(
            catalogue.MONTHS_WITHOUT_YEAR,
            Place(grid.file, grid.sheet, grid.header_row, grid.header.names[position]),
            name=grid.file,
        )
    return {p: date(years[p] or 0, month.number, 1) for p, month in found.items()}


def _years_above(grid: Grid) -> list[int | None]:
    """Read the row above the header, whose merged cells hold a year for several columns."""
    width = len(grid.header.names)
    if grid.above.empty:
        return [None] * width
    years: list[int | None] = []
    for cell in grid.above.iloc[-1].tolist():
        own = None if pd.isna(cell) or str(cell).strip() == "" else year_in([_plain(cell)])
        years.append(own or (years[-1] if years else None))
    return years


def _texts(above: pd.DataFrame) -> list[str]:
    return [_plain(cell) for cell in above.to_numpy(dtype=object).ravel() if not pd.isna(cell)]


def _plain(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _told(grid: Grid, position: int) -> bool:
    """Keep the columns that say who; a total across the months is none of them."""
    fields = grid.header.fields
    return position not in (fields.get("valor"), fields.get("preco"))


def _sums(grid: Grid, columns: list[int]) -> Mask:
    """Mark rows that name nobody, or a total, and hold the sum of all rows above them."""
    cells = np.column_stack([numbers.parse(grid.body[p]).reals for p in columns])
    amounts = np.nan_to_num(np.round(cells * 100)).astype(np.int64)
    unnamed = np.logical_and.reduce([grid.blank(field) for field in PEOPLE])
    labelled = np.zeros(len(grid.body), dtype=bool)
    for position in grid.body:
        texts = grid.body[position].astype("str")
        labelled |= texts.str.match(r"(?i)^\s*(?:total|soma)( geral)?\s*:?\s*$").to_numpy(bool)
    several = (amounts != 0).sum(axis=1) > 1
    running = np.cumsum(np.where((labelled | unnamed)[:, None], 0, amounts), axis=0)
    summing = several & (amounts == running).all(axis=1)
    sums: Mask = (labelled | unnamed) & (labelled | summing)
    return sums


def _about_sums(grid: Grid, sums: Mask) -> tuple[Finding, ...]:
    if not sums.any():
        return ()
    rows = tuple(grid.rows[sums].tolist())
    return (Finding(catalogue.TOTAL_ROW, grid.file, grid.sheet, "", rows, ("",) * len(rows)),)


def _piece(body: pd.DataFrame, others: list[int], position: int, day: date) -> pd.DataFrame:
    """Take one month: its filled cells, with what stands in the other columns."""
    cells = body[position]
    texts = cells.astype("str").str.strip()
    filled = ~is_blank(cells) & ~texts.isin(["-", "–", "0", "0.0", "0,00"]).to_numpy(bool)
    taken = body.loc[filled, others].assign(amount=cells[filled], row=body.index[filled])
    taken.insert(len(others), "date", pd.Series(day, index=taken.index, dtype=object))
    return taken


def _named(melted: pd.DataFrame, *, text: bool) -> pd.DataFrame:
    if text:
        melted = melted.assign(date=melted["date"].map(date.isoformat))
    melted.columns = pd.RangeIndex(len(melted.columns))
    return melted


def _decision(days: Mapping[int, date]) -> Phrase:
    first, last = min(days.values()), max(days.values())
    return Phrase(
        "Meses em colunas: cada célula de {first} a {last} é uma venda do mês, datada do dia 1º.",
        first=f"{first:%m/%Y}",
        last=f"{last:%m/%Y}",
    )
