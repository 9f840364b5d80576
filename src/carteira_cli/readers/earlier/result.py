"""A result of ours as it was saved, workbook or JSON document: how the portfolio stood in it."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from carteira_cli.model import catalogue
from carteira_cli.model.columns import Kind
from carteira_cli.model.earlier import NOW, STATE, Result
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.readers import content
from carteira_cli.readers.archive import MAGIC, open_archive
from carteira_cli.readers.earlier.package import Package
from carteira_cli.readers.earlier.state import SCHEMA, named, state

_FAMILY = "carteira/"
_CURRENCY = "BRL"


def result(path: Path) -> Result:
    """Read how the portfolio stood from a workbook or a JSON document of an analysis.

    Raises:
        CarteiraError: it is missing, no result of ours, of a later version, or damaged.
    """
    name, found = content.take(path)
    place = Place(file=name)
    read = _of_workbook if found.startswith(MAGIC) else _of_document
    try:
        told = _sound(read(name, found))
    except CarteiraError:
        raise
    except Exception as error:  # a damaged file fails in any of many ways
        raise CarteiraError(catalogue.RESULT_UNREADABLE, place, name=name) from error
    if told is None:
        raise CarteiraError(catalogue.NOT_A_RESULT, place, name=name)
    return told


def _sound(told: Result | None) -> Result | None:
    """Refuse a state that has a customer twice: no figure of it would be right."""
    if told is not None and not told.state.customers["customer_id"].is_unique:
        msg = "a customer is there twice"
        raise ValueError(msg)
    return told


def _of_workbook(name: str, found: bytes) -> Result | None:
    package = Package.of(open_archive(name, found).content)
    if NOW not in package.sheets:
        return None
    stood, head = state(package, NOW)
    return Result(name, stood, head.get("currency", _CURRENCY))


def _of_document(name: str, found: bytes) -> Result | None:
    document = _parsed(found)
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_FAMILY):
        return None
    if schema != SCHEMA:
        msg = f"unknown schema {schema!r}"
        raise ValueError(msg)
    customers = pd.DataFrame(document["customers"], columns=[column.name for column in STATE])
    customers = customers.assign(customer=customers["customer"].fillna(customers["customer_id"]))
    texts = [column.name for column in STATE if column.kind is not Kind.MONEY]
    _require_texts(customers[texts])
    return Result(name, named(customers, document["reference_date"]), document["currency"])


def _parsed(found: bytes) -> Any:
    """Parse JSON in any of its encodings; None where it is none."""
    try:
        return json.loads(found)
    except (ValueError, RecursionError):
        return None


def _require_texts(cells: pd.DataFrame) -> None:
    """Refuse what no document of ours holds, and a customer without a code."""
    told = cells.map(lambda cell: isinstance(cell, str))
    if not (told | cells.isna()).all(axis=None) or not told["customer_id"].all():
        raise ValueError
