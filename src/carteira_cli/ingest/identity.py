"""Who is who: rows of sales and of the register, joined by the strongest proof they carry.

The order of proof is a valid document, then the customer's code, e-mail, telephone, and
last the name in its plain form. A weaker proof joins a row to a stronger one only when it
points at exactly one customer; when it points at several, they stay apart.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from carteira_cli.ingest import documents, names
from carteira_cli.ingest.cells import TEXT, Codes, codes
from carteira_cli.ingest.distinct import first_rows, paired

PROOFS = ("document", "code", "email", "phone", "name")
_MOST_NAMES_PER_CONTACT = 3


@dataclass(frozen=True, slots=True)
class Identities:
    """The customer of each distinct person, and what was doubted.

    ``people`` has one row per distinct combination of proofs, with the cleaned proofs, ``root``
    (the proof that names the customer, null for nobody) and ``weight`` (sale rows);
    ``of_row`` maps each input row to its person.
    """

    people: pd.DataFrame
    of_row: Codes


def resolve(rows: pd.DataFrame) -> Identities:
    """Give every row its customer.

    ``rows`` has the text columns of PROOFS (null where absent) and ``weight`` (1 for a sale,
    0 for a register entry).
    """
    of_row, first = _distinct(rows)
    people = rows[[*PROOFS]].iloc[first].astype(TEXT).reset_index(drop=True)
    people["weight"] = np.bincount(of_row, weights=rows["weight"], minlength=len(people))
    people = _with_proofs(people)
    people["root"] = _roots(people)
    return Identities(people, of_row)


def _distinct(rows: pd.DataFrame) -> tuple[Codes, Codes]:
    """Number the distinct combinations of proofs, and find the first row of each."""
    combined = np.zeros(len(rows), dtype=np.int64)
    for proof in PROOFS:
        combined = paired(combined, codes(rows[proof]) + 1)
    first = first_rows(combined)
    present = first >= 0
    return (np.cumsum(present) - 1)[combined], first[present]


def _with_proofs(people: pd.DataFrame) -> pd.DataFrame:
    name_keys = names.keys(people["name"])
    nobody = name_keys.isna() & people["name"].notna()
    bare_codes = people["code"].str.lstrip("0").mask(nobody)
    return people.assign(
        document_key=documents.clean(people["document"]),
        code_key=bare_codes.astype(TEXT),
        email_key=_emails(people["email"]).mask(nobody),
        phone_key=_phones(people["phone"]).mask(nobody),
        name_key=name_keys,
        nobody=nobody,
    )


def _emails(emails: pd.Series) -> pd.Series:
    plain = emails.str.lower()
    return plain.where(plain.str.contains(r"^[^@\s*]+@[^@\s*]+\.[^@\s*]+$", regex=True, na=False))


def _phones(phones: pd.Series) -> pd.Series:
    """Bring telephones to area code and number, null for placeholders."""
    first = phones.str.replace(r"[/;,].*$", "", regex=True)
    digits = first.str.replace(r"\D", "", regex=True).str.replace("^0+", "", regex=True)
    local = digits.str.replace(r"^55(\d{10,11})$", r"\1", regex=True)
    dummy = local.isin([digit * length for digit in "0123456789" for length in (10, 11)])
    return local.where(local.str.contains(r"^[1-9][1-9]\d{8,9}$", regex=True, na=False) & ~dummy)


def _roots(people: pd.DataFrame) -> pd.Series:
    """Join the people, proof by proof from the strongest, into customers."""
    roots = ("document:" + people["document_key"]).astype(TEXT)
    for proof in PROOFS[1:]:
        key = people[f"{proof}_key"]
        if proof in ("email", "phone"):
            key = key.mask(_shared_contact(key, people["name_key"]))
        roots = roots.fillna(_join(key, roots, proof))
    return roots


def _shared_contact(key: pd.Series, name: pd.Series) -> pd.Series:
    """Tell contacts that stand beside many names: the shop's own, and no proof of anybody."""
    spellings = name.groupby(key).nunique()
    return key.isin(spellings.index[spellings > _MOST_NAMES_PER_CONTACT])


def _join(key: pd.Series, roots: pd.Series, proof: str) -> pd.Series:
    """Point a key at the one customer already known under it, else at a new one."""
    if key.isna().all():
        return key
    known = pd.DataFrame({"key": key, "root": roots}).dropna().drop_duplicates()
    single = known[~known["key"].duplicated(keep=False)].set_index("key")["root"]
    return key.map(single).astype(TEXT).fillna((f"{proof}:" + key).astype(TEXT))
