"""A reading without personal data: everything behind it sees pseudonyms only.

What stays is what figures are made of: days, amounts, order numbers, products, categories,
channels, cities and states. What goes, or has a pseudonym in its place: names of customers and
sellers, codes, documents, telephones, e-mails, what other columns of the register say, and every
cell that a finding quotes.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from carteira_cli.ingest import names, toml_lines
from carteira_cli.ingest.cells import TEXT
from carteira_cli.ingest.personal import Personal, plain
from carteira_cli.ingest.pseudonyms import codes
from carteira_cli.ingest.synonyms import normalise
from carteira_cli.model import catalogue, spelling
from carteira_cli.model.findings import Finding
from carteira_cli.model.on_demand import OnDemand
from carteira_cli.model.options import Secret
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.reach import reaches
from carteira_cli.model.tables import Reading, Source

_HARMLESS_HEADERS = frozenset(
    (
        "category",
        *("ramo", "ramo de atividade", "atividade", "segmento", "porte", "tipo", "tipo de cliente"),
        *("tipo pessoa", "grupo", "regiao", "rota", "canal", "origem", "classificacao", "curva"),
        *("curva abc", "tabela", "tabela de preco", "status", "situacao", "ativo", "pais"),
        *("condicao de pagamento", "forma de pagamento", "nps", "csat", "perfil", "classe"),
    )
)
"""Columns of a register that speak of the business and not of a person."""

_DATES_AND_AMOUNTS = frozenset(
    code.slug
    for code in (
        catalogue.INVALID_DATE,
        catalogue.MINORITY_DATE,
        catalogue.FUTURE_DATE,
        catalogue.AFTER_REFERENCE_DATE,
        catalogue.INVALID_AMOUNT,
        catalogue.AMBIGUOUS_NUMBERS,
        catalogue.TOTAL_MISMATCH,
        catalogue.REPEATED_TOTAL,
        catalogue.ZERO_AMOUNT,
    )
)
_FIGURE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|-?(?:R\$)?\s*-?\d{1,3}(?:[.,]?\d{3})?(?:[.,]\d{1,2})?"
)
_NAMED = frozenset(
    code.slug
    for code in (
        catalogue.FILLED_DOWN,
        catalogue.SAME_NAME,
        catalogue.PERHAPS_THE_COUNTER,
        catalogue.MANY_NAMES,
        catalogue.MERGED_SPELLINGS,
        catalogue.NOT_IN_REGISTER,
        catalogue.DUPLICATE_REGISTRATION,
        catalogue.INCOMPLETE_REGISTRATION,
    )
)
_TWO_NAMES = frozenset((catalogue.LOOK_ALIKE.slug, catalogue.SAME_ROOT.slug))


@dataclass(frozen=True, slots=True)
class Nouns:
    """What pseudonyms call people and things, in the language of the report."""

    customer: str = "Cliente"
    seller: str = "Vendedor"
    value: str = "Valor"
    text: str = "Texto"


@dataclass(frozen=True, slots=True)
class _People:
    """Who is who now: new ids by the old ones, pseudonyms by everything that names somebody."""

    ids: Mapping[str, str]
    called: Mapping[str, str]
    personal: Personal


def disguise(reading: Reading, secret: Secret, nouns: Nouns = Nouns()) -> Reading:
    """Put pseudonyms in the place of everything personal; no figure changes.

    Customers keep their order, which was that of their codes: sums of fractions then come out the
    same to the last digit. The reading must hold whole documents, which no output of it will: a
    customer with a document has a pseudonym made from it, however his name is spelled.
    """
    ids = _ids(reading.customers, secret)
    called = {old: f"{nouns.customer} {new}" for old, new in ids.items()}
    named = reading.customers["customer"]
    sellers = _coded([reading.customers["seller"], _sold_by(reading)], secret, nouns.seller)
    texts = _Texts(secret.key, nouns.text)
    everybody = (*named.dropna(), *sellers)
    people = _People(ids, _called(named, called), Personal(everybody, texts.of))
    return replace(
        reading,
        sales=_sales(reading.sales, people, sellers),
        days=_owned(reading.days, ids),
        customers=_customers(reading.customers, people, sellers, called),
        details=_details(reading.details, people, secret, nouns),
        measures=_keyed(reading.measures, ids),
        baskets=_owned(_cleaned(reading.baskets, ["product"], people), ids),
        splits=_splits(reading.splits, people, sellers),
        sources=tuple(_source(source, people.personal) for source in reading.sources),
        findings=tuple(_finding(finding, people) for finding in reading.findings),
        disguise=secret.mark,
    )


class _Texts:
    """Words for what is found within texts, the same for the same."""

    def __init__(self, key: bytes, noun: str) -> None:
        self._key = key
        self._noun = noun

    def of(self, kind: str, text: str) -> str:
        (code,) = codes(self._key, kind, [plain(text)]).values()
        return f"{self._noun} {code}"


def _ids(customers: pd.DataFrame, secret: Secret) -> Mapping[str, str]:
    """Give each customer his code: from his document, else from his number or name."""
    ids = customers["customer_id"]
    proof = ("document:" + customers["document"]).astype(TEXT)
    proof = proof.fillna(("id:" + names.plain(ids)).astype(TEXT))
    proof = proof.mask(proof.duplicated(keep=False), "exactly:" + ids)
    found = codes(secret.key, "customer", proof)
    return {old: found[each] for old, each in zip(ids, proof, strict=True)}


def _called(named: pd.Series, pseudonyms: Mapping[str, str]) -> Mapping[str, str]:
    """Give the pseudonym behind every name that is only one customer's, and every id."""
    keys = names.keys(named)
    single = keys.notna() & ~keys.duplicated(keep=False)
    by_name = {
        key: pseudonyms[old] for old, key in zip(keys.index[single], keys[single], strict=True)
    }
    return by_name | {plain(old): pseudonym for old, pseudonym in pseudonyms.items()}


def _sold_by(reading: Reading) -> pd.Series:
    if "seller" not in reading.sales:
        return pd.Series([], dtype=TEXT)
    return pd.Series(reading.sales["seller"].cat.categories.array)


def _coded(columns: Iterable[pd.Series], secret: Secret, noun: str) -> Mapping[str, str]:
    """Give each distinct text a pseudonym, all spellings of one the same."""
    texts = pd.concat([column.dropna().astype("str") for column in columns], ignore_index=True)
    texts = texts.drop_duplicates()
    keys = spelling.keys(texts)
    found = codes(secret.key, noun.casefold(), keys.drop_duplicates())
    return {text: f"{noun} {found[key]}" for text, key in zip(texts, keys, strict=True)}


def _recoded(column: pd.Series, words: Mapping[str, str] | Callable[[str], str]) -> pd.Series:
    """Exchange the distinct texts of a column in their order; such as become one are one."""
    give = words if callable(words) else words.__getitem__
    old = pd.Index([give(text) for text in column.cat.categories], dtype="str")
    new = old.unique()
    places = np.append(new.get_indexer(old), -1)[column.cat.codes]
    return pd.Series(pd.Categorical.from_codes(places, new), column.index)


def _owned(frame: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    """Give the rows their customers' new codes, in the order in which they are."""
    if not len(frame):
        return frame
    return frame.assign(customer_id=_recoded(frame["customer_id"].astype("category"), ids))


def _cleaned(frame: pd.DataFrame, columns: Iterable[str], people: _People) -> pd.DataFrame:
    if not len(frame):
        return frame
    clean = people.personal.without
    return frame.assign(
        **{name: _recoded(frame[name].astype("category"), clean) for name in columns}
    )


def _sales(sales: pd.DataFrame, people: _People, sellers: Mapping[str, str]) -> pd.DataFrame:
    cleaned = _cleaned(sales, ("product", "category", "channel"), people)
    return cleaned.assign(
        customer_id=_recoded(sales["customer_id"].astype("category"), people.ids),
        seller=_recoded(sales["seller"].astype("category"), sellers),
    )


def _splits(
    splits: Mapping[str, pd.DataFrame], people: _People, sellers: Mapping[str, str]
) -> Mapping[str, pd.DataFrame]:
    """Disguise each split when it is asked for."""

    def made(field: str) -> pd.DataFrame:
        split = splits[field]
        if field != "seller":
            return _owned(_cleaned(split, ["value"], people), people.ids)
        sold_by = _recoded(split["value"].astype("category"), sellers)
        return _owned(split.assign(value=sold_by), people.ids)

    return OnDemand([*splits], made)


def _customers(
    customers: pd.DataFrame,
    people: _People,
    sellers: Mapping[str, str],
    called: Mapping[str, str],
) -> pd.DataFrame:
    """Keep city and state; say of the contacts only whether there are any."""
    nothing = pd.Series(None, customers.index, dtype=TEXT)
    disguised = customers.assign(
        customer=customers["customer_id"].map(called).astype(TEXT),
        document=nothing,
        email=nothing,
        phone=nothing,
        city=people.personal.column(customers["city"]),
        state=people.personal.column(customers["state"]),
        seller=customers["seller"].map(sellers).astype(TEXT),
        customer_id=customers["customer_id"].map(people.ids).astype(TEXT),
        reachable=reaches(customers["phone"]) | reaches(customers["email"]),
    )
    return disguised.set_index("customer_id", drop=False)


def _keyed(frame: pd.DataFrame, ids: Mapping[str, str]) -> pd.DataFrame:
    if frame.columns.empty:
        return frame
    return frame.set_axis(pd.Index(frame.index.map(ids), name="customer_id"))


def _details(details: pd.DataFrame, people: _People, secret: Secret, nouns: Nouns) -> pd.DataFrame:
    """Keep what is said of a business; of anything else, only who says the same."""

    def disguised(header: str, said: pd.Series) -> pd.Series:
        if normalise(header) in _HARMLESS_HEADERS:
            return people.personal.column(said)
        kind = f"{nouns.value} {header}"
        words = _coded([said], secret, kind)
        shown = {text: nouns.value + word.removeprefix(kind) for text, word in words.items()}
        return said.map(shown).astype(TEXT)

    columns = {
        people.personal.without(str(header)): disguised(str(header), details[header])
        for header in details
    }
    return _keyed(pd.DataFrame(columns, index=details.index), people.ids)


def _source(source: Source, personal: Personal) -> Source:
    clean = personal.without
    columns = source.columns
    return replace(
        source,
        sheet=clean(source.sheet),
        columns=columns and {field: clean(header) for field, header in columns.items()},
        decisions=tuple(_said(decision, clean) for decision in source.decisions),
        unread=tuple(map(clean, source.unread)),
        letters={clean(header): letter for header, letter in source.letters.items()},
    )


def _finding(finding: Finding, people: _People) -> Finding:
    clean = people.personal.without
    values = _values(finding, people)
    return replace(
        finding,
        sheet=clean(finding.sheet),
        column=clean(finding.column),
        values=values,
        details={key: _detail(key, told, values, clean) for key, told in finding.details.items()},
    )


def _detail(key: str, told: Any, values: tuple[str, ...], clean: Callable[[str], str]) -> Any:
    if key == "line":
        return toml_lines.counter(next(iter(values), ""))
    return _said(told, clean) if isinstance(told, str) else told


def _said(text: str, clean: Callable[[str], str]) -> str:
    """Clean what was put into a phrase, and leave our own words to be told in any language."""
    return text.filled_with(clean) if isinstance(text, Phrase) else clean(text)


def _values(finding: Finding, people: _People) -> tuple[str, ...]:
    """Quote days and amounts; of whoever is named, give the pseudonym; of all else, nothing."""
    slug = finding.code.slug
    texts: tuple[str, ...] = finding.values  # noqa: PD011  no frame
    if slug in _DATES_AND_AMOUNTS:
        return tuple(text if _FIGURE.fullmatch(text) else "" for text in texts)
    if slug in _TWO_NAMES:
        pairs = [_pair(text) for text in texts]
        sides = (_whose([pair[side] for pair in pairs], people) for side in (0, 1))
        return tuple(
            f"{one} / {two}" if one and two else "" for one, two in zip(*sides, strict=True)
        )
    return tuple(_whose(texts, people)) if slug in _NAMED else ("",) * len(texts)


def _pair(line: str) -> tuple[str, str]:
    """Read the two names in a line for ``[clientes.unir]``."""
    ((alias, name),) = tomllib.loads(line).items()
    return alias, name


def _whose(texts: Sequence[str], people: _People) -> list[str]:
    """Give the pseudonyms of those whom texts name, nothing where they name nobody or several."""
    keys = names.keys(pd.Series([*texts], dtype=TEXT)).fillna("")
    called = people.called
    return [
        called.get(plain(text), "") or called.get(key, "")
        for text, key in zip(texts, keys, strict=True)
    ]
