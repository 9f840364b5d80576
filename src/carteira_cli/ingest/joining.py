"""Sales spread over sheets: items in one, date and customer of their orders in another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import as_text
from carteira_cli.ingest.header import PEOPLE, Header
from carteira_cli.ingest.shape.grid import Grid
from carteira_cli.ingest.sheets import Role, Sheet, has_value
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Finding
from carteira_cli.model.phrases import Phrase

_TOLD_BY_ORDERS = ("data", *PEOPLE, "status", "tipo", "vendedor", "canal", "cidade", "uf")
_FEWEST_FOUND = 0.5


def join(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """Complete each sheet of items, or of returns, by the sheet that knows their orders.

    A sheet that gives only order, date and customer is then ``orders``: its rows are no sales
    of their own. Items of orders whose total is known already stay aside as ``items``.
    """
    sheets = tuple(_with_person(sheet, sheets) for sheet in sheets)
    joined = tuple(_completed(sheet, sheets) for sheet in sheets)
    donors = {each.donor for each in joined if each.donor is not None}
    return tuple(
        replace(each.sheet, role=Role.ORDERS)
        if number in donors and each.sheet.role is Role.IGNORED
        else each.sheet
        for number, each in enumerate(joined)
    )


@dataclass(frozen=True, slots=True)
class _Joined:
    sheet: Sheet
    donor: int | None = None


def _with_person(sheet: Sheet, sheets: tuple[Sheet, ...]) -> Sheet:
    """Name the person behind a customer number that a system gives anew with every order."""
    if sheet.role is Role.CUSTOMERS or sheet.header is None or "codigo" not in sheet.header.fields:
        return sheet
    for register in sheets:
        layout = register.known_header.layout if register.role is Role.CUSTOMERS else None
        position = layout.key(register.known_header.names) if layout else None
        if position is not None:
            told = _column_keys(sheet, sheet.header.fields["codigo"])
            known = _column_keys(register, position)
            if told.dropna().isin(known.dropna()).mean() >= _FEWEST_FOUND:
                return _taking(sheet, register, ("codigo",), _rows_of(told, known))
    return sheet


def _completed(sheet: Sheet, sheets: tuple[Sheet, ...]) -> _Joined:
    if sheet.header is None or not _lacks_its_order(sheet.header):
        return _Joined(sheet)
    lacking = _lacking(sheet.header)
    found = [
        (share, -number)
        for number, donor in enumerate(sheets)
        if donor is not sheet and donor.header and _tells(donor.header, lacking)
        if (share := _share_found(sheet, donor)) >= _FEWEST_FOUND
    ]
    if not found:
        return _Joined(sheet)
    number = -max(found)[1]
    if has_value(sheets[number].known_header) and sheet.role is not Role.RETURNS:
        decision = Phrase(
            "Itens de pedidos cujo valor já está na lista de pedidos: não somam de novo."
        )
        return _Joined(replace(sheet, role=Role.ITEMS, decisions=(*sheet.decisions, decision)))
    return _Joined(_with_order(sheet, sheets[number]), number)


def _lacks_its_order(header: Header) -> bool:
    return "pedido" in header.fields and has_value(header) and bool(_lacking(header))


def _lacking(header: Header) -> list[str]:
    """Name what the lines of a sheet need from their orders: the day, the customer, or both."""
    lacking = [] if "data" in header.fields else ["data"]
    people = any(field in header.fields for field in PEOPLE)
    return lacking if people else [*lacking, "people"]


def _tells(header: Header, lacking: list[str]) -> bool:
    people = any(field in header.fields for field in PEOPLE)
    told = {"data": "data" in header.fields, "people": people}
    return "pedido" in header.fields and all(told[each] for each in lacking)


def _keys(sheet: Sheet) -> pd.Series:
    """The order number of every row below the header, in one form on every sheet."""
    return _column_keys(sheet, sheet.known_header.fields["pedido"])


def _column_keys(sheet: Sheet, position: int) -> pd.Series:
    numbers = as_text(sheet.table.cells[position].iloc[sheet.known_header.index + 1 :])
    return numbers.astype("str").str.lstrip("0").reset_index(drop=True)


def _rows_of(keys: pd.Series, known: pd.Series) -> pd.Series:
    """Find the first row of each key in another sheet, -1 where it is not there."""
    first = known.drop_duplicates().dropna()
    return keys.map(pd.Series(first.index, index=first.array)).fillna(-1).astype(np.int64)


def _share_found(sheet: Sheet, donor: Sheet) -> float:
    keys = _keys(sheet).dropna()
    return float(keys.isin(_keys(donor).dropna()).mean()) if len(keys) else 0.0


def _with_order(sheet: Sheet, donor: Sheet) -> Sheet:
    keys = _keys(sheet)
    rows = _rows_of(keys, _keys(donor))
    fields = [field for field in _TOLD_BY_ORDERS if field not in sheet.known_header.fields]
    whole = _taking(sheet, donor, fields, rows)
    return replace(
        whole,
        role=Role.RETURNS if sheet.role is Role.RETURNS else Role.SALES,
        findings=(*whole.findings, *_orphans(sheet, keys, (rows < 0).to_numpy())),
    )


def _taking(sheet: Sheet, donor: Sheet, fields: Sequence[str], rows: pd.Series) -> Sheet:
    """Append columns of another sheet, taken from the given row of it for each own row."""
    grid, given = Grid.of(sheet.table, sheet.known_header), Grid.of(donor.table, donor.known_header)
    taken = [field for field in fields if field in given.header.fields]
    columns = {
        _header_of(given, field): _taken(given.body[given.header.fields[field]], rows)
        for field in taken
    }
    places = {field: len(grid.header.names) + number for number, field in enumerate(taken)}
    grid = grid.with_columns(columns, _decision(donor, columns, (rows < 0).to_numpy()))
    table = replace(sheet.table, cells=grid.with_header(), rows=grid.all_rows())
    decisions = (*sheet.decisions, grid.decision)
    own = sheet.known_header
    header = replace(own, index=0, names=grid.header.names, fields={**own.fields, **places})
    return replace(sheet, table=table, header=header, decisions=decisions)


def _header_of(orders: Grid, field: str) -> str:
    return orders.header.names[orders.header.fields[field]]


def _taken(cells: pd.Series, rows: pd.Series) -> pd.Series:
    """Take a cell for each row, none where the row is -1."""
    found = cells.astype(object).reset_index(drop=True).reindex(rows)
    return found.set_axis(rows.index)


def _decision(donor: Sheet, columns: dict[str, pd.Series], missing: np.ndarray) -> str:
    sheet, file = donor.table.sheet, donor.table.file
    return Phrase(
        "{columns}: {place}, pelo número ({found} de {rows} linhas encontradas).",
        columns=", ".join(columns),
        place=Phrase("aba {sheet}", sheet=sheet) if sheet else Phrase("arquivo {file}", file=file),
        found=int((~missing).sum()),
        rows=len(missing),
    )


def _orphans(sheet: Sheet, keys: pd.Series, missing: np.ndarray) -> tuple[Finding, ...]:
    if not missing.any():
        return ()
    return (
        Finding(
            catalogue.ORDER_NOT_FOUND,
            sheet.table.file,
            sheet.table.sheet,
            sheet.known_header.name("pedido"),
            tuple(sheet.table.rows[sheet.known_header.index + 1 :][missing].tolist()),
            tuple(keys[missing].fillna("")),
        ),
    )
