"""One row per customer: his name, his number, and what is known of him."""

import numpy as np
import pandas as pd

from carteira_cli.ingest import contacts, documents, register, states
from carteira_cli.ingest.cells import TEXT, codes, words
from carteira_cli.ingest.distinct import counted
from carteira_cli.ingest.ledger import Ledger
from carteira_cli.model.tables import CUSTOMERS

_TOLD_BY_LINES = ("city", "state", "seller")


def describe(
    ledger: Ledger, entries: Ledger, people: pd.DataFrame, *, masked: bool
) -> pd.DataFrame:
    """Build CUSTOMERS, indexed by customer number, for all who bought or are registered.

    ``people``: the distinct persons of ``identity.Identities`` with their ``customer`` number
    (-1 for nobody). The register's word goes before the sales', then the most frequent
    spelling, then the alphabet, so row order never matters.
    """
    numbers = _present(ledger, entries, people)
    votes = _votes(people)
    proved = people[people["document_key"].notna()].sort_values("document_key")
    document = proved.drop_duplicates("customer").set_index("customer")["document_key"]
    frame = pd.DataFrame({"document": document.reindex(numbers)}, index=numbers)
    for column in ("code", "name", "email", "phone"):
        frame[column] = _usual(votes, column).reindex(numbers)
    for column in _TOLD_BY_LINES:
        frame[column] = _usual(_told(ledger, entries, people, column), column).reindex(numbers)
    return _named(frame, masked=masked)


def details(entries: Ledger, people: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Gather what the register says beyond CUSTOMERS, for break-downs.

    Indexed by ``customer_id`` like CUSTOMERS; text columns, null where not said: ``category``
    (the customer's, whatever its header) and one for each other column of the register,
    called by its header. ``known`` is the result of ``describe``.
    """
    told = {
        register.title(column): _usual(_owned(_counted(entries, column), people), column)
        for column in register.details(entries)
    }
    columns = {title: said.reindex(known.index) for title, said in told.items()}
    frame = pd.DataFrame(columns, index=known.index)
    return frame.set_index(pd.Index(known["customer_id"])).sort_index()


def _present(ledger: Ledger, entries: Ledger, people: pd.DataFrame) -> pd.Index:
    """Number, in order, the customers with a used line or an entry in the register."""
    present = np.zeros(len(people), dtype=bool)
    present[ledger.used("person")] = True
    present[entries.frame["person"]] = True
    numbers = np.unique(people["customer"].to_numpy()[present])
    index: pd.Index = pd.Index(numbers[numbers >= 0], name="customer")
    return index


def _votes(people: pd.DataFrame) -> pd.DataFrame:
    """Say what each person is called and how he is reached; the counter's name is nobody's."""
    named = {column: people[column].mask(people["nobody"]) for column in ("name", "code")}
    return people.assign(phone=contacts.readable_phones(people["phone"]), **named)


def _named(frame: pd.DataFrame, *, masked: bool) -> pd.DataFrame:
    hidden = documents.mask(frame["document"])
    frame["document"] = hidden if masked else documents.punctuate(frame["document"])
    known = frame["name"].fillna(frame["code"]).fillna(frame["email"]).fillna(frame["phone"])
    frame["customer"] = known.fillna(hidden)
    frame["customer_id"] = _unique_ids(frame["code"].fillna(frame["customer"]), hidden)
    return frame[[column.name for column in CUSTOMERS]]


def _told(ledger: Ledger, entries: Ledger, people: pd.DataFrame, column: str) -> pd.DataFrame:
    """Collect who says what in one column: customer, word, weight, registered."""
    told = [
        _counted(book, column).assign(registered=registered)
        for book, registered in ((ledger, False), (entries, True))
    ]
    return _owned(pd.concat(told, ignore_index=True), people)


def _owned(said: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    return said.assign(customer=people["customer"].to_numpy()[said["person"]])


def _counted(book: Ledger, column: str) -> pd.DataFrame:
    """Count the used lines of each person and word."""
    text, person = book.frame[column], book.frame["person"].to_numpy()
    words_said = states.tidy(words(text)) if column == "state" else words(text)
    said = book.verdicts.used & (codes(text) >= 0) if len(words_said) else np.array([], dtype=int)
    width = max(1, len(words_said))
    pairs, rows = counted(person[said] * width + codes(text)[said])
    spelled = words_said.reindex(pairs % width).array
    return pd.DataFrame(
        {"person": pairs // width, column: spelled, "weight": rows, "registered": True}
    )


def _usual(votes: pd.DataFrame, column: str) -> pd.Series:
    """Choose each customer's word: the register's first, then the most frequent."""
    said = votes.loc[votes[column].notna(), ["customer", column, "registered", "weight"]]
    if said["customer"].is_unique:
        return said.set_index("customer")[column].astype(TEXT)
    counted = said.groupby(["customer", column], as_index=False).agg(
        registered=("registered", "max"), weight=("weight", "sum")
    )
    best = counted.sort_values(
        ["customer", "registered", "weight", column], ascending=[True, False, False, True]
    )
    return best.drop_duplicates("customer").set_index("customer")[column].astype(TEXT)


def _unique_ids(ids: pd.Series, masks: pd.Series) -> pd.Series:
    """Tell apart customers of one name by their masked document, then by a number."""
    twins = ids.duplicated(keep=False)
    told = ids.mask(twins & masks.notna(), ids + " " + masks)
    order = told.groupby(told).cumcount()
    return told.mask(order > 0, told + " #" + (order + 1).astype(str)).astype(TEXT)
