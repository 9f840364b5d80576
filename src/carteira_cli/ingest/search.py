"""One customer out of many, by what somebody calls him: name, code or document, whole or in part.

Case, accents and marks don't matter. What fits whole goes before what fits in part (every word
begins a word of the name; figures of the document or the code), and that before mere likeness:
the mean, over the words asked for, of the likeness of the nearest word of the name (the ratio of
rapidfuzz: 100 less the letters to insert and delete, per letter).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from rapidfuzz import fuzz, process

from carteira_cli.ingest import documents, names
from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.trail import CALLED
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.tables import Reading, Trail

Mask = npt.NDArray[np.bool_]

_ALIKE, _LEAD = 80.0, 5.0
_FEWEST_FIGURES = 3
_MOST_LISTED, _NEAREST, _ROWS_TOLD = 20, 3, 10
_FIGURES_ONLY = r"^[\d\s./-]+$"


@dataclass(frozen=True, slots=True)
class Found:
    """The one customer who was meant; ``alike`` when he is only called something like it."""

    customer_id: str
    customer: str
    alike: bool


def search(wanted: str, reading: Reading) -> Found:
    """Find the one customer who is called so, by any name, code or document of his rows.

    Raises:
        CarteiraError: nobody is, or several are.
        AssertionError: the reading kept no trail.
    """
    if reading.trail is None:
        msg = "a reading without a trail knows nobody's names"
        raise AssertionError(msg)
    return _found(wanted, reading.trail, reading.customers)


def _found(wanted: str, trail: Trail, customers: pd.DataFrame) -> Found:
    if customers.empty:
        raise CarteiraError(catalogue.NO_CUSTOMERS)
    known = _callings(trail, customers)
    for fits in (_whole, _in_part):
        meant = known.loc[fits(known, wanted), "customer_id"].unique()
        if len(meant):
            return _only(wanted, meant, customers, alike=False)
    likeness = _likeness(known["name"], wanted).groupby(known["customer_id"]).max()
    near = likeness[likeness >= max(_ALIKE, likeness.max() - _LEAD)]
    if len(near):
        return _only(wanted, near.index, customers, alike=True)
    raise _nobody(wanted, trail, customers, likeness)


def _callings(trail: Trail, customers: pd.DataFrame) -> pd.DataFrame:
    """List, once each, what every customer is called: customer_id, name, code, document."""
    columns = ["customer_id", *CALLED]
    own = customers[["customer_id", "customer", "customer_id", "document"]].set_axis(
        columns, axis=1
    )
    parts = [book[columns].drop_duplicates() for book in (trail.lines, trail.entries)]
    everything = pd.concat([own, *parts], ignore_index=True).astype(TEXT)
    named = everything[everything["customer_id"].notna()]
    return named.drop_duplicates(ignore_index=True)


def _whole(known: pd.DataFrame, wanted: str) -> Mask:
    asked = pd.Series([wanted], dtype=TEXT)
    tests: tuple[tuple[str, Callable[[pd.Series], pd.Series]], ...] = (
        ("code", _bare),
        ("document", documents.clean),
        ("name", names.plain),
        ("name", names.keys),
    )
    fits = np.zeros(len(known), dtype=bool)
    for column, brought in tests:
        (form,) = brought(asked).fillna("")
        if form:
            fits |= (brought(known[column]) == form).to_numpy(dtype=bool, na_value=False)
    return fits


def _bare(codes: pd.Series) -> pd.Series:
    """Write codes without case, spaces around and leading zeros."""
    return codes.str.strip().str.casefold().str.replace("^0+(?=.)", "", regex=True)


def _in_part(known: pd.DataFrame, wanted: str) -> Mask:
    """Tell where every word begins one of the name, or the figures are in document or code."""
    written = known["name"].str.casefold()
    raw = written.str.contains(wanted.strip().casefold(), regex=False, na=False)
    fits = raw.to_numpy(dtype=bool, copy=True)
    (plain,) = names.plain(pd.Series([wanted], dtype=TEXT))
    if plain:
        padded = " " + names.plain(known["name"])
        fits |= _all(
            padded.str.contains(f" {word}", regex=False, na=False) for word in plain.split()
        )
    figures = "".join(letter for letter in wanted if letter.isdigit())
    if len(figures) >= _FEWEST_FIGURES and pd.Series([wanted]).str.match(_FIGURES_ONLY)[0]:
        for column in ("document", "code"):
            digits = known[column].str.replace(r"\D", "", regex=True)
            fits |= digits.str.contains(figures, regex=False, na=False).to_numpy(dtype=bool)
    return fits


def _all(masks: Iterable[pd.Series]) -> Mask:
    found: Mask = np.logical_and.reduce([mask.to_numpy(dtype=bool) for mask in masks])
    return found


def _likeness(called: pd.Series, wanted: str) -> pd.Series:
    """Say how much each name is like the wanted one, 0 to 100."""
    (plain,) = names.plain(pd.Series([wanted], dtype=TEXT))
    words = names.plain(called).str.split().explode().dropna()
    if not plain or words.empty:
        return pd.Series(0.0, called.index)
    number, distinct = pd.factorize(words)
    alike = process.cdist(plain.split(), distinct.tolist(), scorer=fuzz.ratio).T[number]
    best = pd.DataFrame(alike, words.index).groupby(level=0).max()
    return best.mean(axis=1).reindex(called.index, fill_value=0.0)


def _only(wanted: str, meant: Iterable[str], customers: pd.DataFrame, *, alike: bool) -> Found:
    ids = [*meant]
    if len(ids) == 1:
        return Found(ids[0], _told(customers, ids[0]), alike)
    listed = sorted(_line(each) for each in customers.loc[ids].to_dict("records"))
    shown = "\n".join(f"  {line}" for line in listed[:_MOST_LISTED])
    rest = "\n  …" if len(listed) > _MOST_LISTED else ""
    raise CarteiraError(
        catalogue.SEVERAL_CUSTOMERS, wanted=wanted, n=len(ids), customers=shown + rest
    )


def _line(customer: Mapping[Any, Any]) -> str:
    """Write a customer so that he is told from his namesakes: name, code, town."""
    town = "/".join(customer[each] for each in ("city", "state") if pd.notna(customer[each]))
    parts = (customer["customer"], customer["customer_id"], town)
    told = dict.fromkeys(" ".join(part.split()) for part in parts if pd.notna(part))
    return ", ".join(filter(None, told))


def _told(customers: pd.DataFrame, customer_id: str) -> str:
    name = customers.loc[customer_id, "customer"]
    return " ".join((name if isinstance(name, str) else customer_id).split())


def _nobody(
    wanted: str, trail: Trail, customers: pd.DataFrame, likeness: pd.Series
) -> CarteiraError:
    """Say who is called most like it; or in which rows he stands who is in no figure."""
    outside = trail.lines[trail.lines["customer_id"].isna()]
    plain = outside[[*CALLED]].astype(TEXT)
    there = outside.loc[_whole(plain, wanted) | _in_part(plain, wanted), "row"]
    if len(there):
        return CarteiraError(
            catalogue.CUSTOMER_IN_NO_FIGURE, wanted=wanted, rows=_rows(there.tolist())
        )
    nearest = likeness.sort_index().sort_values(ascending=False, kind="stable").index[:_NEAREST]
    told = ", ".join(dict.fromkeys(_told(customers, each) for each in nearest))
    return CarteiraError(catalogue.NO_SUCH_CUSTOMER, wanted=wanted, nearest=told)


def _rows(rows: Sequence[int]) -> str:
    told = [str(row) for row in rows]
    return ", ".join(told[:_ROWS_TOLD]) + (", …" if len(told) > _ROWS_TOLD else "")
