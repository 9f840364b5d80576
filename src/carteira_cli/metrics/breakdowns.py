"""The portfolio by seller, state, city, category, channel or any column of the register.

A field of the customer (state, city, the register's columns) puts each customer under one value.
A field of the sale (channel, category of products, seller where no register names one) puts the
money under what each sale says; a customer stands, whole, under every value that he bought under.

Personas are groups of customers, by fields of the customer, that fall behind clearly more or less
often than the others: two-proportion z test with pooled variance, late and inactive against the
rest of the customers. A group must not be nearly the same customers as one told before it, nor
nearly all the others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.model import spelling
from carteira_cli.model.catalogue import UNKNOWN_BREAKDOWN
from carteira_cli.model.columns import Column, Kind
from carteira_cli.model.findings import Finding
from carteira_cli.model.guesses import guess
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "seller": "Vendedor",
        "state": "UF",
        "city": "Cidade",
        "category": "Categoria",
        "channel": "Canal",
    }
)
"""The fields that are no column of the register's own, with what they are called."""

_FIELD = Column("field", "Campo", Kind.TEXT, "O campo pelo qual a carteira é separada.")
_VALUE = Column("value", "Valor", Kind.TEXT, "O que o campo diz; vazio quando não diz nada.")
_CUSTOMERS = Column("customers", "Clientes", Kind.COUNT, "Clientes com compras neste grupo.")
_NET = Column("net_amount", "Valor líquido", Kind.MONEY, "Vendas menos devoluções do grupo.")
_LOST = Column(
    "estimated_lost_amount",
    "Perda estimada",
    Kind.MONEY,
    "Soma do que os clientes atrasados e inativos do grupo deixaram de comprar.",
)
TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "breakdowns": (
            _FIELD,
            _VALUE,
            _CUSTOMERS,
            _NET,
            Column(
                "share",
                "Participação",
                Kind.SHARE,
                "Valor líquido do grupo ÷ soma dos valores líquidos positivos dos grupos.",
            ),
            Column("active", "Ativos", Kind.COUNT, "Clientes em dia com o seu ritmo, e os novos."),
            Column("late", "Atrasados", Kind.COUNT, "Clientes que passaram do dia de comprar."),
            Column("inactive", "Inativos", Kind.COUNT, "Clientes muito além do seu ritmo."),
            _LOST,
            Column(
                "amount_at_risk",
                "Valor em risco",
                Kind.MONEY,
                "Soma do valor em risco dos clientes do grupo.",
            ),
        ),
        "personas": (
            _FIELD,
            _VALUE,
            _CUSTOMERS,
            _NET,
            Column(
                "average_ticket",
                "Ticket médio",
                Kind.MONEY,
                "Vendas aos clientes do grupo ÷ pedidos deles, sem descontar as devoluções.",
            ),
            Column(
                "behind_share",
                "Atrasados ou inativos",
                Kind.SHARE,
                "Parte dos clientes do grupo que atrasou ou parou de comprar.",
            ),
            Column(
                "usual_share",
                "Nos outros clientes",
                Kind.SHARE,
                "A mesma parte, entre os clientes que não são do grupo.",
            ),
            _LOST,
        ),
    }
)

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "vendedor": "seller",
        "seller": "seller",
        "uf": "state",
        "estado": "state",
        "state": "state",
        "cidade": "city",
        "municipio": "city",
        "city": "city",
        "categoria": "category",
        "category": "category",
        "canal": "channel",
        "channel": "channel",
    }
)
_BEHIND = ("late", "inactive")
_MONEY = ("estimated_lost_amount", "amount_at_risk")
_LEAST_VALUES = 2
_SPELLINGS = 20  # no field has more spellings of each value; not to spell out whole addresses


@dataclass(frozen=True, slots=True)
class Rules:
    """What the portfolio is broken down by, and which groups are told as personas.

    ``by``: fields, as the user writes them. A persona is a value of a field that has 2 to
    ``most_values`` values; it holds at least ``least_customers`` customers and ``least_share`` of
    all, as do the others, and the z of its difference is at least ``least_z`` on either side. Of
    groups that share ``same_share`` of their customers only one is told, and at most
    ``most_personas`` in all.
    """

    by: tuple[str, ...] = ()
    most_personas: int = 5
    least_customers: int = 5
    least_share: float = 0.02
    least_z: float = 2.0
    most_values: int = 50
    same_share: float = 0.8


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Rows of a field: whose (place, -1 for nobody), in which group, how much.

    ``group`` numbers ``names``, and its last number is for rows that say nothing. ``bought``
    marks the rows by which a customer belongs to the group.
    """

    place: Whole
    group: Whole
    cents: Whole
    bought: Mask
    names: Sequence[str | None]

    def count(self, rows: Mask) -> Whole:
        """Count the marked rows of each group."""
        return np.bincount(self.group[rows], minlength=len(self.names)).astype(np.int64)

    def total(self, rows: Mask, cents: Whole) -> Whole:
        """Add up the centavos of the marked rows of each group."""
        total = np.zeros(len(self.names), dtype=np.int64)
        np.add.at(total, self.group[rows], cents[rows])
        return total


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Break the portfolio down by the fields asked for, and look for groups that differ."""
    found = {word: _find(word, inputs) for word in rules.by}
    fields = dict.fromkeys(field for field in found.values() if field is not None)
    unknown = [word for word, field in found.items() if field is None]
    return Outcome(
        customers=inputs.customers[[]],
        tables={
            "breakdowns": _breakdowns(inputs, list(fields)),
            "personas": _personas(inputs, rules),
        },
        findings=tuple(_unknown(word, inputs) for word in unknown),
    )


def _find(word: str, inputs: Inputs) -> str | None:
    """Find the field that a word of the user's names: a known one, else one by its header."""
    available = _available(inputs)
    headers = {
        **{field: field for field in available if field not in FIELDS},
        **{header: _WORDS.get(field, "") for header, field in inputs.headers.items()},
    }
    (key, *others) = spelling.keys(pd.Series([word, *headers], dtype="str"))
    named = [_WORDS.get(key, "")]
    named += [field for other, field in zip(others, headers.values(), strict=True) if other == key]
    return next((field for field in named if field in available), None)


def _available(inputs: Inputs) -> list[str]:
    """Name the fields that this portfolio can be broken down by, the known ones first."""
    own = _of_customers(inputs)
    known = [field for field in FIELDS if field in own or field in inputs.splits]
    return [*known, *(field for field in own if field not in FIELDS)]


def _of_customers(inputs: Inputs) -> Mapping[str, pd.Series]:
    """Give what is said of each customer, field by field, where anything is said."""
    registered = {name: inputs.customers[name] for name in ("seller", "state", "city")}
    said = {**registered, **{str(name): inputs.details[name] for name in inputs.details}}
    return {field: texts for field, texts in said.items() if texts.notna().any()}


def _unknown(word: str, inputs: Inputs) -> Finding:
    fields = [FIELDS.get(field, field) for field in _available(inputs)]
    listed = ", ".join(fields) or Phrase("nenhum campo")
    details = {"field": word, "fields": listed, "guess": guess(word, fields)}
    return Finding(UNKNOWN_BREAKDOWN, details=details)


def _breakdowns(inputs: Inputs, fields: list[str]) -> pd.DataFrame:
    """Break the portfolio down by each field, one table below the other."""
    names = [column.name for column in TABLES["breakdowns"]]
    tables = [_breakdown(inputs, _grouping(inputs, field)).assign(field=field) for field in fields]
    if not tables:
        return pd.DataFrame({name: [] for name in names})
    return pd.concat(tables, ignore_index=True)[names]


def _grouping(inputs: Inputs, field: str) -> _Grouping:
    """Group the sales by what they say; by a field of the customer, the customers."""
    own = _of_customers(inputs)
    if field not in inputs.splits or (field == "category" and field in own):
        return _by_customer(inputs, own[field])
    split = inputs.splits[field]
    place = split["place"].to_numpy(dtype=np.int64)
    bought = (place >= 0) & (split["orders"].to_numpy(dtype=np.int64) > 0)
    group, values = _numbered(split["value"])
    return _Grouping(place, group, split["cents"].to_numpy(dtype=np.int64), bought, values)


def _by_customer(inputs: Inputs, texts: pd.Series) -> _Grouping:
    """Group everybody who bought or returned anything by his text."""
    place = np.flatnonzero(inputs.customers["net_amount"].notna())
    people = inputs.customers.iloc[place]
    bought = people["purchase_days"].notna().to_numpy()
    group, values = _numbered(texts.iloc[place])
    return _Grouping(place, group, _cents(people["net_amount"]), bought, values)


def _numbered(texts: pd.Series) -> tuple[Whole, Sequence[str | None]]:
    """Number the texts, all spellings of one alike, and last those that say nothing."""
    return _spelled(*pd.factorize(texts))


def _spelled(codes: Whole, distinct: pd.Index) -> tuple[Whole, Sequence[str | None]]:
    """Number the texts of codes (-1 for none) as ``_numbered`` does."""
    rows = np.bincount(codes + 1, minlength=len(distinct) + 1)[1:]
    numbers, names = spelling.united(pd.Series(distinct, dtype="str"), rows)
    group: Whole = np.append(numbers, len(names))[codes]
    return group, [*names, None]


def _cents(amounts: pd.Series) -> Whole:
    cents: Whole = np.rint(amounts.fillna(0).to_numpy(dtype=float) * 100).astype(np.int64)
    return cents


def _breakdown(inputs: Inputs, grouping: _Grouping) -> pd.DataFrame:
    """Measure each group, the one that brings most first; who says nothing comes last."""
    cents = grouping.total(np.ones(len(grouping.group), dtype=bool), grouping.cents)
    frame = pd.DataFrame(
        {
            "value": pd.Series([*grouping.names], dtype="str"),
            "customers": grouping.count(grouping.bought),
            "net_amount": cents / 100,
            **_standing(inputs, grouping),
        }
    )
    frame = frame[(frame["customers"] > 0) | (frame["net_amount"] != 0)]
    frame = frame.assign(unsaid=frame["value"].isna()).sort_values(
        ["unsaid", "net_amount", "value"], ascending=[True, False, True]
    )
    positive = frame["net_amount"].where(frame["net_amount"] > 0)
    return frame.assign(share=positive / positive.sum())


def _standing(inputs: Inputs, grouping: _Grouping) -> Mapping[str, Any]:
    """Count the customers of each group by status, and their money at stake; null if unknown.

    A place of -1 is nobody's, and counts nothing.
    """
    status, bought = inputs.customers["status"], grouping.bought
    kinds = {"active": ["active", "new"], "late": ["late"], "inactive": ["inactive"]}
    is_kind = {name: np.append(status.isin(kind), False) for name, kind in kinds.items()}
    counted = {name: grouping.count(bought & of[grouping.place]) for name, of in is_kind.items()}
    cents = {name: np.append(_cents(inputs.customers[name]), 0) for name in _MONEY}
    money = {name: grouping.total(bought, of[grouping.place]) / 100 for name, of in cents.items()}
    if not inputs.customers.loc[inputs.customers["rank"].notna(), "status"].notna().any():
        return dict.fromkeys([*kinds, *_MONEY], np.nan)
    return counted | money


@dataclass(frozen=True, slots=True)
class _Persona:
    """A group of customers: a mask over those whose status is known, and how far it stands out."""

    field: str
    value: str
    members: Mask
    z: float


def _personas(inputs: Inputs, rules: Rules) -> pd.DataFrame:
    """Tell the groups that differ most from the others; ties go to those who cost more."""
    buyers = np.flatnonzero(inputs.customers["rank"].notna() & inputs.customers["status"].notna())
    people = inputs.customers[["net_amount", "orders", "status", *_MONEY]].iloc[buyers]
    lost = _cents(people["estimated_lost_amount"])
    ordered = sorted(
        _standing_out(inputs, buyers, rules),
        key=lambda one: (-round(abs(one.z), 9), -lost[one.members].sum(), one.field, one.value),
    )
    told: list[_Persona] = []
    for one in ordered:
        if len(told) < rules.most_personas and not any(
            _is_same(one.members, other.members, rules.same_share) for other in told
        ):
            told.append(one)
    sold = _sold(inputs)[buyers]
    rows = [_described(one, people, sold) for one in told]
    return pd.DataFrame(rows, columns=[column.name for column in TABLES["personas"]])


def _standing_out(inputs: Inputs, buyers: Whole, rules: Rules) -> Iterator[_Persona]:
    """Find the groups of every field whose share of late and inactive customers is unusual."""
    behind = inputs.customers["status"].iloc[buyers].isin(_BEHIND).to_numpy()
    least = max(rules.least_customers, rules.least_share * len(buyers))
    for field, texts in _of_customers(inputs).items():
        codes, distinct = pd.factorize(texts.iloc[buyers])
        if not _LEAST_VALUES <= len(distinct) <= _SPELLINGS * rules.most_values:
            continue
        group, values = _spelled(codes, distinct)
        if _LEAST_VALUES <= len(values) - 1 <= rules.most_values:
            size = np.bincount(group, minlength=len(values))
            z = _z(np.bincount(group[behind], minlength=len(values)), size, behind)
            for number, value in enumerate(values):
                large = least <= size[number] <= len(buyers) - least
                if value is not None and large and abs(z[number]) >= rules.least_z:
                    yield _Persona(field, value, group == number, float(z[number]))


def _z(behind: Whole, size: Whole, all_behind: Mask) -> npt.NDArray[np.float64]:
    """Compare the share of each group with that of all others: z of two proportions, pooled."""
    everybody, total = len(all_behind), int(all_behind.sum())
    usual = total / everybody
    others, behind_of_others = everybody - size, total - behind
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(usual * (1 - usual) * (1 / size + 1 / others))
        z: npt.NDArray[np.float64] = (behind / size - behind_of_others / others) / error
    return np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0)


def _is_same(one: Mask, other: Mask, share: float) -> bool:
    """Tell whether two groups are nearly the same customers, or one nearly all but the other."""
    return any(
        np.count_nonzero(one & group) >= share * max(np.count_nonzero(one), np.count_nonzero(group))
        for group in (other, ~other)
    )


def _sold(inputs: Inputs) -> Whole:
    """Add up the sales of each customer, in centavos."""
    sold = np.zeros(len(inputs.customers), dtype=np.int64)
    np.add.at(sold, inputs.days["place"].to_numpy(), inputs.days["sold_cents"].to_numpy())
    return sold


def _described(one: _Persona, people: pd.DataFrame, sold: Whole) -> tuple[object, ...]:
    """Give the row of a persona."""
    behind = people["status"].isin(_BEHIND).to_numpy()
    members = one.members
    orders = people["orders"].to_numpy(dtype=float)[members].sum()
    return (
        one.field,
        one.value,
        int(members.sum()),
        int(_cents(people["net_amount"])[members].sum()) / 100,
        round(float(sold[members].sum() / orders) / 100, 2),
        float(behind[members].mean()),
        float(behind[~members].mean()),
        int(_cents(people["estimated_lost_amount"])[members].sum()) / 100,
    )


METRIC = Metric(
    "breakdowns",
    Rules,
    compute,
    needs=("net_amount", "purchase_days", "orders", "rank", "status", *_MONEY),
    tables=TABLES,
)
