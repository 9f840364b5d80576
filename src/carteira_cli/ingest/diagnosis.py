"""The diagnosis of the base: what is doubtful about who the customers are."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest.ledger import Ledger
from carteira_cli.model import catalogue

Mask = npt.NDArray[np.bool_]


def diagnose(ledger: Ledger, people: pd.DataFrame) -> None:
    """Note, at the first line of each, the persons whose identity is in doubt.

    ``people`` are the distinct persons with their ``customer``; lines point at them.
    """
    of_line = ledger.frame["person"].to_numpy()
    first = _first_lines(ledger, of_line)
    invalid = people["document"].notna() & people["document_key"].isna() & ~people["nobody"]
    for mask, code, field, column in (
        (invalid, catalogue.INVALID_DOCUMENT, "documento", "document"),
        (_other_spellings(people), catalogue.MERGED_SPELLINGS, "cliente", "name"),
        (_homonyms(people), catalogue.SAME_NAME, "cliente", "name"),
    ):
        if mask.any():
            ledger.note(first & mask.to_numpy(dtype=bool)[of_line], code, field, column)
    nobody = (people["customer"] < 0).to_numpy()[of_line] & ledger.verdicts.used
    ledger.note(nobody, catalogue.UNIDENTIFIED, "cliente", "name")


def _first_lines(ledger: Ledger, of_line: npt.NDArray[np.int64]) -> Mask:
    """Mark the first used line of each distinct person."""
    used = np.flatnonzero(ledger.verdicts.used)
    first = ~pd.Series(of_line[used]).duplicated().to_numpy()
    marked = np.zeros(len(of_line), dtype=bool)
    marked[used[first]] = True
    return marked


def _other_spellings(people: pd.DataFrame) -> pd.Series:
    """Mark the rarer names of customers who are known only by their name."""
    by_name = people["document_key"].isna() & people["code_key"].isna() & people["name"].notna()
    votes = people.groupby(["customer", "name"])["weight"].sum().reset_index()
    votes = votes.sort_values(["customer", "weight", "name"], ascending=[True, False, True])
    usual = votes.drop_duplicates("customer").set_index("customer")["name"]
    others = people["name"] != people["customer"].map(usual)
    return by_name & others & (people["customer"] >= 0)


def _homonyms(people: pd.DataFrame) -> pd.Series:
    """Mark names that belong to more than one customer."""
    customers = people.groupby("name_key")["customer"].nunique()
    return people["name_key"].isin(customers.index[customers > 1])


def compare_with_register(ledger: Ledger, entries: Ledger, people: pd.DataFrame) -> None:
    """Note buyers missing from the register, and people registered twice."""
    if entries.frame.empty:
        return
    registered = people["customer"].iloc[entries.frame["person"]]
    missing = (people["customer"] >= 0) & ~people["customer"].isin(registered)
    of_line = ledger.frame["person"].to_numpy()
    absent = missing.to_numpy()[of_line] & ledger.verdicts.used
    absent[absent] = ~people["customer"].iloc[of_line[absent]].duplicated().to_numpy()
    by_name = ledger.frame["name"].notna().any()
    field, column = ("cliente", "name") if by_name else ("codigo", "code")
    ledger.note(absent, catalogue.NOT_IN_REGISTER, field, column)
    again = (registered >= 0) & registered.duplicated()
    entries.note(again.to_numpy(dtype=bool), catalogue.DUPLICATE_REGISTRATION, "cliente", "name")
