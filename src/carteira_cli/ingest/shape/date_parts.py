"""Year, month and perhaps day in columns of their own become one date."""

import numpy as np
import pandas as pd

from carteira_cli.ingest import numbers
from carteira_cli.ingest.cells import as_text, codes, words
from carteira_cli.ingest.months import month_of
from carteira_cli.ingest.shape.grid import Grid
from carteira_cli.model.phrases import Phrase


def join(grid: Grid) -> Grid | None:
    """Add a date of year, month and day, the first where there is no day."""
    fields = grid.header.fields
    if "data" in fields or not {"ano", "mes"} <= fields.keys():
        return None
    year = numbers.parse(grid.body[fields["ano"]]).reals
    month = _months(grid.body[fields["mes"]])
    day = numbers.parse(grid.body[fields["dia"]]).reals if "dia" in fields else np.ones(len(year))
    dated = pd.DataFrame({"y": year, "m": month, "d": day})
    known = dated.notna().all(axis=1)
    dates = pd.Series(None, index=grid.body.index, dtype=object)
    whole = dated[known].astype(int).astype("str")
    dates[known] = whole["y"] + "-" + whole["m"].str.zfill(2) + "-" + whole["d"].str.zfill(2)
    by_day = Phrase("Data montada das colunas de ano, mês e dia.")
    by_month = Phrase("Data montada das colunas de ano e mês, no dia 1º.")
    return grid.with_columns({"Data": dates}, by_day if "dia" in fields else by_month)


def _months(cells: pd.Series) -> np.ndarray:
    """Read months as numbers or names; NaN where neither."""
    numeric = numbers.parse(cells).reals
    text = as_text(cells)
    named = [month_of(word) for word in words(text)]
    by_word = np.array([*(each.number if each else np.nan for each in named), np.nan])
    return np.where(np.isnan(numeric), by_word[codes(text)], numeric)
