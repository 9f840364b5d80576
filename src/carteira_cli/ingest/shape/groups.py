"""Group rows, ``Cliente: 1001 - ANA``: what they say holds for the rows below them."""

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from carteira_cli.ingest.cells import as_text, codes, is_blank, words
from carteira_cli.ingest.header import FIELD_OF_WORD, PEOPLE
from carteira_cli.ingest.shape.grid import Grid, Mask, filled_down
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.model.phrases import Phrase

_LABELLED = re.compile(r"^\s*([^\W\d][^:]{1,40}?)\s*:\s*(.*?)\s*$", re.DOTALL)
_CODE_AND_NAME = re.compile(r"^(\d{1,8})\s*-\s*(\S.*)$")
_MOST = 0.8
_CARRIED = (*PEOPLE, "vendedor", "cidade", "uf", "produto", "categoria", "canal", "pedido", "data")
_HEADERS = {
    "cliente": "Cliente",
    "codigo": "Código do cliente",
    "documento": "CPF/CNPJ",
    "email": "E-mail",
    "telefone": "Telefone",
    "vendedor": "Vendedor",
    "cidade": "Cidade",
    "uf": "UF",
    "produto": "Produto",
    "categoria": "Categoria",
    "canal": "Canal",
    "pedido": "Pedido",
    "data": "Data",
}


def carry_down(grid: Grid) -> Grid | None:
    """Write what each group row says beside the rows below it, and leave the group rows out."""
    said = _said(grid)
    fields = [field for field in _CARRIED if field not in grid.header.fields]
    said = {row: kept for row, pairs in said.items() if (kept := _only(pairs, fields))}
    if not said:
        return None
    named = [field for field in fields if any(field in pairs for pairs in said.values())]
    columns = {_HEADERS[field]: _column(grid, said, field) for field in named}
    rows = np.zeros(len(grid.body), dtype=bool)
    rows[[*said]] = True
    labels = ", ".join(_HEADERS[field] for field in named)
    text = "{rows} linhas de grupo dizem, para as linhas abaixo delas: {columns}."
    decision = Phrase(text, rows=len(said), columns=labels)
    return grid.with_columns(columns, "").kept(~rows & ~_empty(grid), decision)


def _empty(grid: Grid) -> Mask:
    """Mark blank rows, which would look filled once something is carried down to them."""
    empty: Mask = np.logical_and.reduce([is_blank(grid.body[column]) for column in grid.body])
    return empty


def _said(grid: Grid) -> dict[int, Mapping[str, str]]:
    """Read every row that may be a group row: one with a label, and without a date."""
    people = any(field in grid.header.fields for field in PEOPLE)
    maybe = np.flatnonzero(grid.undated) if people else np.arange(len(grid.body))
    if len(maybe) == 0:
        return {}
    body = grid.body.iloc[maybe]
    labelled = _labelled(body)
    rows, cells = maybe[labelled], body[labelled].to_numpy(dtype=object)
    return {int(row): _with_code(dict(_pairs(line))) for row, line in zip(rows, cells, strict=True)}


def _labelled(body: pd.DataFrame) -> Mask:
    """Mark rows with ``Label: value`` where its label is a field of ours."""
    marked = np.zeros(len(body), dtype=bool)
    for text in (as_text(body[column]) for column in body):
        distinct = words(text)
        with_colon = distinct.str.contains(r"^\s*[^\W\d][^:]{1,40}:", regex=True, na=False)
        if with_colon.any():
            known = np.append(with_colon.to_numpy(dtype=bool), False)
            known[:-1][known[:-1]] = [*map(_is_label, distinct[with_colon])]
            marked |= known[codes(text)]
    return marked


def _is_label(cell: str) -> bool:
    label = _LABELLED.match(cell)
    return label is not None and normalise(label[1]) in FIELD_OF_WORD


def _pairs(line: np.ndarray) -> Iterator[tuple[str, str]]:
    """Read ``Label: value`` cells; a value may stand in the next filled cell."""
    cells = [str(cell).strip() for cell in line if isinstance(cell, str) and cell.strip()]
    for cell, following in zip(cells, [*cells[1:], ""], strict=False):
        labelled = _LABELLED.match(cell)
        if labelled:
            field = FIELD_OF_WORD.get(normalise(labelled[1]), "")
            yield field, labelled[2] or following


def _with_code(pairs: dict[str, str]) -> dict[str, str]:
    """Split ``1001 - ANA``; a product's or a salesman's code stays with its name."""
    both = _CODE_AND_NAME.match(pairs.get("cliente", ""))
    return {**pairs, "codigo": both[1], "cliente": both[2]} if both else pairs


def _only(pairs: Mapping[str, str], fields: list[str]) -> Mapping[str, str]:
    return {field: value for field, value in pairs.items() if field in fields and value}


def _column(grid: Grid, said: Mapping[int, Mapping[str, str]], field: str) -> pd.Series:
    values = pd.Series(None, index=grid.body.index, dtype=object)
    known = np.zeros(len(values), dtype=bool)
    for row, pairs in said.items():
        if field in pairs:
            values.iloc[row] = pairs[field]
            known[row] = True
    # A new customer without a code must not inherit the code of the one before.
    if field in PEOPLE:
        known[[row for row, pairs in said.items() if any(key in PEOPLE for key in pairs)]] = True
    return filled_down(values, known)
