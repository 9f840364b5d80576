"""Customers whose names are nearly the same: suggested to the user, never joined unasked.

Likeness is the token sort ratio of rapidfuzz: both names with their words in alphabetical
order, compared by the letters to insert and to delete. Only names that begin with the same
three letters and hold the same figures (Padaria 1 is not Padaria 2) are compared.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from carteira_cli.ingest import documents, toml_lines
from carteira_cli.ingest.cells import TEXT

ALIKE = 92
_WORDS_ALIKE = 60
_PREFIX = 3
_LARGEST_BLOCK = 1500
_CELLS = 2_000_000

Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.object_]


def suggest(people: pd.DataFrame) -> pd.DataFrame:
    """Find, for each customer, the larger one that he may be under another name.

    ``people`` are distinct persons with ``customer``, ``name``, ``name_key``, ``code``,
    ``document_key`` and ``weight``. Two customers with different valid documents are never
    alike, unless the documents are two CNPJs of one root.

    Returns:
        One row per customer with a suggestion: ``customer``, the ``line`` to paste into
        ``[clientes.unir]``, and ``same_root``.
    """
    names = _names(people)
    best = _best(names, pd.concat([_of_blocks(names), _of_roots(names)], ignore_index=True))
    written = names["name"].to_numpy(dtype=object)
    sides = written[best["lighter"]], written[best["heavier"]]
    lines = [*map(toml_lines.same_customer, *sides)]
    return best.assign(line=pd.Series(lines, best.index, dtype=TEXT))


def _best(names: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Choose for each customer the likest of the larger ones, and of these the largest."""
    customers, words = names["customer"].to_numpy(), names["words"].to_numpy(dtype=object)
    others = pairs[customers[pairs["lighter"]] != customers[pairs["heavier"]]]
    misspelt = [*map(_misspelt, words[others["lighter"]], words[others["heavier"]])]
    likest = others[np.array(misspelt, dtype=bool)].sort_values(
        ["lighter", "score", "heavier"], ascending=[True, False, True]
    )
    chosen: pd.DataFrame = likest.assign(customer=customers[likest["lighter"]])
    return chosen.drop_duplicates("customer")


def _names(people: pd.DataFrame) -> pd.DataFrame:
    """List the names worth comparing, those of the largest customers first.

    Columns: customer, name, name_key, weight, size (lines of the customer), document, root,
    figures, words (of the key, sorted). A name of several customers would not say which one
    is meant, and is left out.
    """
    known = people[(people["customer"] >= 0) & people["name_key"].notna()]
    bearers = known.drop_duplicates(["name_key", "customer"])["name_key"]
    known = _comparable(known)
    shared = known["name_key"].isin(bearers[bearers.duplicated()])
    # A name that is also a code would mean that customer too.
    coded = pc.is_in(pa.array(known["name"]), value_set=pa.array(people["code"].dropna()))
    single = known[~shared & ~np.asarray(coded)]
    usual = single.sort_values(["weight", "name"], ascending=[False, True])
    names = usual.drop_duplicates("name_key")
    size = people.groupby("customer")["weight"].sum()
    names = names.assign(size=names["customer"].map(size))
    names = names.sort_values(["size", "name_key"], ascending=[False, True], ignore_index=True)
    figures = names["name_key"].str.replace(r"\D+", " ", regex=True).str.strip()
    words = [" ".join(sorted(key.split())) for key in names["name_key"]]
    return names.assign(figures=figures, words=words)


def _comparable(known: pd.DataFrame) -> pd.DataFrame:
    """Keep who begins like somebody without document, or shares a CNPJ's root with another."""
    proved = known.dropna(subset="document_key").sort_values("document_key")
    proved = proved.drop_duplicates("customer")
    document = proved.set_index("customer")["document_key"]
    known = known[["customer", "name", "name_key", "weight"]].assign(
        document=known["customer"].map(document).astype(TEXT)
    )
    root = documents.root(document)
    start = known["name_key"].str.slice(0, _PREFIX)
    unproved = start.isin(start[known["document"].isna()].unique())
    known = known.assign(root=known["customer"].map(root[root.duplicated(keep=False)]).astype(TEXT))
    return known[unproved | known["root"].notna()]


def _of_blocks(names: pd.DataFrame) -> pd.DataFrame:
    """Pair names of which at least one has no document."""
    unproved = names["document"].isna().to_numpy()
    blocks = _groups(_labels(names), np.arange(len(names))) if unproved.any() else ()
    mixed = (block for block in blocks if unproved[block].any())
    words = names["words"].to_numpy(dtype=object)
    found = [_alike(words, block[unproved[block]], block) for block in mixed]
    return _paired(found, same_root=False)


def _of_roots(names: pd.DataFrame) -> pd.DataFrame:
    """Pair names whose documents are CNPJs of one root."""
    twins = names[names["root"].notna()]
    labels = twins["root"] + twins["figures"] + " " + twins["name_key"].str.slice(0, _PREFIX)
    blocks = _groups(pd.factorize(labels)[0], twins.index.to_numpy())
    words = names["words"].to_numpy(dtype=object)
    found = [_alike(words, block, block) for block in blocks]
    return _paired(found, same_root=True)


def _labels(names: pd.DataFrame) -> Places:
    """Number names by figures and first letters, as many more as keep every block small."""
    keys, width = names["name_key"], _PREFIX
    labels = pd.factorize(names["figures"] + "|" + keys.str.slice(0, width))[0]
    longest = int(keys.str.len().max())
    while width < longest:
        large = np.flatnonzero(np.bincount(labels)[labels] > _LARGEST_BLOCK)
        if not len(large):
            break
        width += _PREFIX
        longer = names["figures"].iloc[large] + "|" + keys.iloc[large].str.slice(0, width)
        labels[large] = labels.max() + 1 + pd.factorize(longer)[0]
    return labels


def _groups(labels: Places, places: Places) -> Iterator[Places]:
    """Give the places of each label that stands there more than once."""
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order])) + 1
    for group in np.split(places[order], starts):
        if len(group) > 1:
            yield group


def _alike(words: Words, rows: Places, columns: Places) -> npt.NDArray[np.float64]:
    """Compare names with names: three rows of place, place and likeness."""
    # Imported where it is used: most runs have nobody to compare.
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    found = [np.empty((3, 0))]
    step = max(1, _CELLS // len(columns))
    for start in range(0, len(rows), step):
        some = rows[start : start + step]
        likeness = process.cdist(words[some], words[columns], scorer=fuzz.ratio, score_cutoff=ALIKE)
        one, other = np.nonzero(likeness)
        found.append(np.stack([some[one], columns[other], likeness[one, other]]))
    return np.concatenate(found, axis=1)


def _misspelt(one: str, other: str) -> bool:
    """Tell whether the words in which two names differ are alike: Falca and Falcao.

    In long names a whole other word weighs little: Bar e Lanchonete Ana Rocha, Ana Machado.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415

    first, second = one.split(), other.split()
    left = " ".join(word for word in first if word not in second)
    right = " ".join(word for word in second if word not in first)
    return not left or not right or fuzz.ratio(left, right) >= _WORDS_ALIKE


def _paired(found: list[npt.NDArray[np.float64]], *, same_root: bool) -> pd.DataFrame:
    one, other, score = np.concatenate([np.empty((3, 0)), *found], axis=1)
    lighter, heavier = np.maximum(one, other), np.minimum(one, other)
    return pd.DataFrame(
        {
            "lighter": lighter.astype(np.int64),
            "heavier": heavier.astype(np.int64),
            "score": score,
            "same_root": same_root,
        }
    )
