"""Who is who: rows of sales and of the register, joined by the strongest proof they carry.

The order of proof is a valid document, then the customer's code, e-mail, telephone, and
last the name in its plain form. A weaker proof joins a row to a stronger one only when it
points at exactly one customer; when it points at several, they stay apart.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from carteira_cli.ingest import contacts, documents, names
from carteira_cli.ingest.cells import TEXT, Codes, codes
from carteira_cli.ingest.distinct import first_rows, paired

PROOFS = ("document", "code", "email", "phone", "name")
MOST_NAMES = 3
"""As many names may stand beside one e-mail or telephone; with more it is the shop's own."""

_BRANCH = " loja "  # as a code completed by its branch is written
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Identities:
    """The customer of each distinct person, and what was doubted.

    ``people`` has one row per distinct combination of proofs, with the cleaned proofs, ``root``
    (the proof that names the customer, null for nobody), ``weight`` (sale rows) and
    ``registered`` (it stands in the register); ``of_row`` maps each input row to its person.
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
    weight = rows["weight"].to_numpy()
    people["weight"] = np.bincount(of_row, weights=weight, minlength=len(people))
    people["registered"] = np.bincount(of_row[weight == 0], minlength=len(people)) > 0
    people = _with_proofs(people)
    people["root"] = _roots(people)
    return Identities(people, of_row)


def many_names(key: pd.Series, name: pd.Series) -> pd.Series:
    """Tell the proofs that stand beside more names than one customer has."""
    rows = key.value_counts()
    often = key.isin(rows.index[rows > MOST_NAMES])
    spellings = name[often].groupby(key[often]).nunique()
    return key.isin(spellings.index[spellings > MOST_NAMES])


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
    code_keys = _code_keys(people["code"])
    nobody = name_keys.isna() & people["name"].notna()
    counter = _counter_codes(people, code_keys, nobody)
    nobody |= counter & people["name"].isna()
    return people.assign(
        document_key=documents.clean(people["document"]),
        code_key=code_keys.mask(nobody | counter),
        email_key=contacts.emails(people["email"]).mask(nobody),
        phone_key=contacts.phones(people["phone"]).mask(nobody),
        name_key=name_keys,
        nobody=nobody,
    )


def _code_keys(written: pd.Series) -> pd.Series:
    """Drop leading zeros, and the branch where a code has only one; null for no code at all.

    So a list that knows no branches meets one that does.
    """
    bare = written.str.replace("^0+", "", regex=True)
    branched = bare.str.contains(_BRANCH, regex=False, na=False)
    if branched.any():
        parts = bare[branched].str.split(_BRANCH, n=1, regex=False, expand=True)
        base, branch = parts[0], parts[1].str.replace("^0+", "", regex=True)
        branches = branch.groupby(base).nunique()
        several = base.isin(branches.index[branches > 1])
        bare = bare.mask(branched, base.mask(several, base + _BRANCH + branch))
    return bare.where(bare != "").astype(TEXT)


def _counter_codes(people: pd.DataFrame, code: pd.Series, nobody: pd.Series) -> pd.Series:
    """Tell the codes under which the counter sells: most of the names beside them are nobody's."""
    if not nobody.any():
        return nobody
    said = people["weight"] + 1  # an entry of the register speaks too
    named = people["name"].notna()
    share = said[nobody].groupby(code[nobody]).sum() / said[named].groupby(code[named]).sum()
    return code.isin(share.index[share > _MOSTLY])


def _roots(people: pd.DataFrame) -> pd.Series:
    """Join the people, proof by proof from the strongest, into customers."""
    roots = ("document:" + people["document_key"]).astype(TEXT)
    for proof in PROOFS[1:]:
        if (roots.isna() & people[f"{proof}_key"].notna()).any():
            roots = roots.fillna(_join(_proof(people, proof), roots, proof))
    return roots


def _proof(people: pd.DataFrame, proof: str) -> pd.Series:
    """Give the key under which people meet: not the shop's own contact, not a namesake's name."""
    key = people[f"{proof}_key"]
    if proof in ("email", "phone"):
        return key.mask(many_names(key, people["name_key"]))
    if proof == "name":
        return names.completed(people["name"], names.apart(people["name"], key))
    return key


def _join(key: pd.Series, roots: pd.Series, proof: str) -> pd.Series:
    """Point a key at the one customer already known under it, else at a new one."""
    known = pd.DataFrame({"key": key, "root": roots}).dropna().drop_duplicates()
    single = known[~known["key"].duplicated(keep=False)].set_index("key")["root"]
    return key.map(single).astype(TEXT).fillna((f"{proof}:" + key).astype(TEXT))
