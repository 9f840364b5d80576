"""The diagnosis of the base: what is doubtful about who the customers are."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import contacts, documents, lookalikes, states, toml_lines
from carteira_cli.ingest.cells import TEXT, codes, words
from carteira_cli.ingest.distinct import first_rows
from carteira_cli.ingest.identity import many_names
from carteira_cli.ingest.ledger import Ledger
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Code, Finding

Lines = npt.NDArray[np.int64]

_COUNTER_SHARE = 0.15
_COUNTER_LEAD = 3
_FEWEST_LINES = 20
_MANY_UNKNOWN = 0.1
_COLUMNS: Mapping[str, str] = {
    "codigo": "code",
    "cliente": "name",
    "documento": "document",
    "email": "email",
    "telefone": "phone",
}


@dataclass(frozen=True, slots=True)
class _Book:
    """Sale lines or register entries, and the first of each person, -1 where he has none."""

    ledger: Ledger
    first: Lines

    @classmethod
    def of(cls, ledger: Ledger, people: int) -> "_Book":
        used = np.flatnonzero(ledger.verdicts.used)
        found = first_rows(ledger.frame["person"].to_numpy()[used])
        first = np.full(people, -1, dtype=np.int64)
        first[np.flatnonzero(found >= 0)] = used[found[found >= 0]]
        return cls(ledger, first)

    def firsts(self, groups: pd.Series) -> pd.Series:
        """Find the first line of each group of people; ``groups`` is null for all others."""
        seen = groups.notna().to_numpy() & (self.first >= 0)
        return pd.Series(self.first[seen]).groupby(groups.to_numpy(dtype=object)[seen]).min()

    def note(self, groups: pd.Series, code: Code, field: str) -> None:
        """Note a doubt once for each group of people, with what stands in the field."""
        if groups.notna().any():
            marked = np.zeros(len(self.ledger.frame), dtype=bool)
            marked[self.firsts(groups).to_numpy()] = True
            self.ledger.note(marked, code, field, _COLUMNS[field])

    def tell(self, values: pd.Series, code: Code, field: str, **details: object) -> None:
        """Note a doubt at lines (the index of ``values``) with something else to show."""
        shown = values.sort_index()
        source = self.ledger.frame["source"].to_numpy()[shown.index]
        rows = self.ledger.frame["row"].to_numpy()[shown.index]
        for number in np.unique(source):
            sheet, here = self.ledger.sheets[number], source == number
            self.ledger.findings.append(
                Finding(
                    code,
                    sheet.table.file,
                    sheet.table.sheet,
                    sheet.known_header.name(field),
                    tuple(rows[here].tolist()),
                    tuple(shown[here].tolist()),
                    details,
                )
            )


def diagnose(ledger: Ledger, entries: Ledger, people: pd.DataFrame) -> None:
    """Note the persons whose identity is in doubt, each at the first line that names him.

    ``people`` are the distinct persons with their ``customer``; lines of the ``ledger`` and
    ``entries`` of the register point at them.
    """
    sales, register = _Book.of(ledger, len(people)), _Book.of(entries, len(people))
    for book in (sales, register):
        _documents(book, people)
        _states(book)
    _names(sales, people)
    _proofs_of_many(sales, people)
    _counter(sales, people)
    _look_alikes(sales, register, people)
    nobody = (people["customer"] < 0).to_numpy()[ledger.frame["person"]] & ledger.verdicts.used
    ledger.note(nobody, catalogue.UNIDENTIFIED, "cliente", "name")
    if len(entries.frame):
        _not_in_register(sales, people)
        _registered_twice(entries, people)
        _without_contact(register, people)


def _each(people: pd.DataFrame, mask: pd.Series) -> pd.Series:
    """Make every marked person a group of his own."""
    return pd.Series(np.arange(len(people)), people.index).where(mask)


def _documents(book: _Book, people: pd.DataFrame) -> None:
    refused = people["document"].notna() & people["document_key"].isna() & ~people["nobody"]
    if not refused.any():
        return
    mangled = refused & documents.mangled(people["document"])
    book.note(_each(people, mangled), catalogue.MANGLED_DOCUMENT, "documento")
    numbered = people["document"].str.contains(r"\d", regex=True, na=False)
    book.note(_each(people, refused & numbered & ~mangled), catalogue.INVALID_DOCUMENT, "documento")


def _states(book: _Book) -> None:
    """Note the states that are none, when they are more than a slip here and there."""
    text = book.ledger.frame["state"]
    written = words(text)
    unknown = states.codes(written).isna().to_numpy() if len(written) else np.array([], dtype=bool)
    if not unknown.any():
        return
    lines = np.flatnonzero(book.ledger.verdicts.used & (codes(text) >= 0))
    said = codes(text)[lines]
    if unknown[said].mean() > _MANY_UNKNOWN:
        first = first_rows(said)
        seen = np.flatnonzero(first >= 0)
        odd = seen[unknown[seen]]
        shown = pd.Series(written.to_numpy(dtype=object)[odd], lines[first[odd]])
        book.tell(shown, catalogue.UNKNOWN_STATE, "uf")


def _names(book: _Book, people: pd.DataFrame) -> None:
    """Note spellings that were joined, and namesakes that were not."""
    book.note(_each(people, _other_spellings(people)), catalogue.MERGED_SPELLINGS, "cliente")
    namesakes = people[_homonyms(people)]
    keys = namesakes["name_key"]
    roots = pd.DataFrame({"key": keys, "root": documents.root(namesakes["document_key"])})
    kinds = roots.drop_duplicates()
    one_root = kinds[~kinds["key"].duplicated(keep=False) & kinds["root"].notna()]
    branches = keys.isin(one_root["key"])
    strangers = namesakes["customer"][~branches].reindex(people.index)
    book.note(strangers, catalogue.SAME_NAME, "cliente")
    if branches.any():
        first = book.firsts(keys[branches].reindex(people.index))
        usual = namesakes[branches].groupby("name_key")["name"].min()
        lines = [toml_lines.same_customer(usual[key], usual[key]) for key in first.index]
        book.tell(pd.Series(lines, first.to_numpy()), catalogue.SAME_ROOT, "cliente")


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
    customers = people["customer"].where(people["customer"] >= 0).groupby(people["name_key"])
    several = customers.nunique()
    return people["name_key"].isin(several.index[several > 1]) & (people["customer"] >= 0)


def _proofs_of_many(book: _Book, people: pd.DataFrame) -> None:
    """Note contacts and numbers that stand beside more names than one customer has."""
    for field, code in (
        ("email", catalogue.SHARED_CONTACT),
        ("telefone", catalogue.SHARED_CONTACT),
        ("codigo", catalogue.MANY_NAMES),
        ("documento", catalogue.MANY_NAMES),
    ):
        key = people[f"{_COLUMNS[field]}_key"]
        if key.notna().any():
            book.note(key.where(many_names(key, people["name_key"])), code, field)


def _counter(book: _Book, people: pd.DataFrame) -> None:
    """Ask about a name without document that stands in far more lines than any other."""
    known = people[people["customer"] >= 0]
    lines = known.groupby("customer")["weight"].sum().nlargest(2)
    total = people["weight"].sum()
    if len(lines) <= 1 or total < _FEWEST_LINES:
        return
    most, second = lines
    his = known[known["customer"] == lines.index[0]]
    leads = most > _COUNTER_SHARE * total and most > _COUNTER_LEAD * second
    if leads and his["document_key"].isna().all() and (name := _called(known, his)):
        line = book.firsts(his["customer"].reindex(people.index))
        wish = {"percent": round(100 * most / total), "line": toml_lines.counter(name)}
        shown = pd.Series([name] * len(line), line.to_numpy())
        book.tell(shown, catalogue.PERHAPS_THE_COUNTER, "cliente", **wish)


def _called(known: pd.DataFrame, his: pd.DataFrame) -> str:
    """Find what names one customer alone: his usual name, else his code, else nothing."""
    others = known.drop(his.index)
    usual = his.sort_values(["weight", "name"], ascending=[False, True])
    own = usual["name"][~usual["name_key"].isin(others["name_key"])].dropna()
    return str(pd.concat([own, usual["code"].dropna(), pd.Series([""], dtype=TEXT)]).iloc[0])


def _look_alikes(sales: _Book, register: _Book, people: pd.DataFrame) -> None:
    """Suggest, at the first line or entry of each, who may be another customer."""
    customer = people["customer"].where(people["customer"] >= 0)
    present = (sales.first >= 0) | (register.first >= 0)
    alike = lookalikes.suggest(people[customer.isin(customer[present])])
    for same_root, code in ((False, catalogue.LOOK_ALIKE), (True, catalogue.SAME_ROOT)):
        lines = alike[alike["same_root"] == same_root].set_index("customer")["line"]
        sold = sales.firsts(customer.where(customer.isin(lines.index)))
        only_registered = customer.isin(lines.index) & ~customer.isin(sold.index)
        for book, first in (
            (sales, sold),
            (register, register.firsts(customer.where(only_registered))),
        ):
            book.tell(pd.Series([*lines.reindex(first.index)], first.to_numpy()), code, "cliente")


def _not_in_register(book: _Book, people: pd.DataFrame) -> None:
    registered = people["customer"][people["registered"]]
    missing = (people["customer"] >= 0) & ~people["customer"].isin(registered)
    by_name = book.ledger.frame["name"].notna().any()
    field = "cliente" if by_name else "codigo"
    book.note(people["customer"].where(missing), catalogue.NOT_IN_REGISTER, field)


def _registered_twice(entries: Ledger, people: pd.DataFrame) -> None:
    registered = people["customer"].iloc[entries.frame["person"]]
    again = (registered >= 0) & registered.duplicated()
    entries.note(again.to_numpy(dtype=bool), catalogue.DUPLICATE_REGISTRATION, "cliente", "name")


def _without_contact(book: _Book, people: pd.DataFrame) -> None:
    """Note the registered whom nobody can call or write to, or that this is so of all."""
    reached = people["email_key"].notna() | contacts.readable_phones(people["phone"]).notna()
    registered = people["registered"] & (people["customer"] >= 0)
    customers = people["customer"][registered]
    silent = registered & ~people["customer"].isin(people["customer"][reached])
    alone = people["customer"][silent].nunique()
    first = book.firsts(people["customer"].where(silent))
    if not alone:
        return
    if alone == customers.nunique():
        table = book.ledger.sheets[0].table
        found = Finding(catalogue.REGISTER_WITHOUT_CONTACTS, table.file, table.sheet)
        book.ledger.findings.append(found)
        return
    names = book.ledger.frame["name"].astype(object).iloc[first].fillna("").tolist()
    percent = round(100 * alone / customers.nunique())
    shown = pd.Series(names, first.to_numpy())
    book.tell(shown, catalogue.INCOMPLETE_REGISTRATION, "cliente", percent=percent)
