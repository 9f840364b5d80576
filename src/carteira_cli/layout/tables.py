"""Makes a table of a report out of a frame."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from carteira_cli.locale.language import Language
from carteira_cli.model.columns import Column
from carteira_cli.model.report import Table


def table(
    language: Language, name: str, columns: Sequence[Column], frame: pd.DataFrame, **look: Any
) -> Table:
    """Make a table of these columns of a frame, labels translated.

    ``look`` are the title, takeaway and bars of the Table.
    """
    chosen = frame[[column.name for column in columns]].reset_index(drop=True)
    return Table(name, tuple(map(language.column, columns)), chosen, **look)
