"""What to do with each customer: one action, why, until when, and with how much money at stake.

The rules (``Rules.plays``) are tried in order and the first one that fits a customer gives his
action; whom none fits is kept as he is. Somebody with returns only is no customer here: no action.

``reason`` is a fact about the customer, whatever rule chose him; the sentence with his own
figures is made from it by the layout, in the user's language.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.extensions import ExtensionArray

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.metric import Inputs, Metric, Outcome
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.reach import reaches

Status = Literal["active", "late", "inactive", "new", "prospect", "unknown"]
Trend = Literal["growing", "stable", "falling", "no_base"]
Grade = Literal["A", "B", "C"]
Due = Literal["today", "before_next", "in_week", "in_month", "none"]

KEEP = "keep"
ACTION = Column(
    "action",
    "O que fazer",
    Kind.CATEGORY,
    "O próximo passo com o cliente: a primeira regra que serve para ele, pela situação, tendência, "
    "classe e segmento. As regras estão em Parâmetros e podem ser mudadas em carteira.toml.",
    (
        Category(
            "owner_calls",
            "O dono liga",
            Tone.BAD,
            "Estava entre os que mais compravam e parou: ligue em pessoa e descubra o que houve.",
        ),
        Category(
            "contact_now",
            "Falar hoje",
            Tone.BAD,
            "Cliente de peso que passou do dia de costume: procure hoje, antes que pare.",
        ),
        Category(
            "win_back",
            "Reconquistar",
            Tone.BAD,
            "Cliente de peso que parou de comprar: pergunte o motivo e faça uma proposta de volta.",
        ),
        Category(
            "find_out_why",
            "Saber o motivo",
            Tone.WATCH,
            "Ainda compra, mas cada vez menos: pergunte o que mudou.",
        ),
        Category(
            "confirm_order",
            "Confirmar o pedido",
            Tone.INFO,
            "O próximo pedido é esperado nestes dias: confirme antes que vá a outro.",
        ),
        Category(
            "second_purchase",
            "Segunda compra",
            Tone.INFO,
            "Comprou uma vez: agradeça e ofereça a segunda compra.",
        ),
        Category(
            "offer_more",
            "Oferecer mais",
            Tone.GOOD,
            "Está em dia, e clientes parecidos levam produtos que ele ainda não leva: ofereça.",
        ),
        Category(
            "reminder",
            "Lembrar",
            Tone.WATCH,
            "Passou do dia de costume: uma mensagem curta basta.",
        ),
        Category(
            "bulk_campaign",
            "Campanha geral",
            Tone.NEUTRAL,
            "Parou e comprava pouco: entra na campanha geral, sem visita nem ligação.",
        ),
        Category(
            "first_offer",
            "Primeira oferta",
            Tone.INFO,
            "Está no cadastro e nunca comprou: mande uma primeira oferta.",
        ),
        Category(
            "complete_record",
            "Completar cadastro",
            Tone.NEUTRAL,
            "Nunca comprou, e não há telefone nem e-mail: consiga um contato.",
        ),
        Category(KEEP, "Manter", Tone.GOOD, "Nada a fazer agora: continue atendendo bem."),
    ),
    rules=("follow_up.days_before",),
)
REASON = Column(
    "reason",
    "Motivo",
    Kind.CATEGORY,
    "O que há com o cliente, e por isso o que fazer.",
    (
        Category("stopped", "Parou de comprar", Tone.BAD, "Está muito além do seu ritmo."),
        Category("behind", "Passou do dia", Tone.WATCH, "Passou do dia em que costuma comprar."),
        Category("buying_less", "Compra menos", Tone.WATCH, "Está em dia, e compra menos."),
        Category("order_due", "Pedido à vista", Tone.INFO, "O próximo pedido é destes dias."),
        Category("first_purchase", "Primeira compra", Tone.INFO, "Comprou em um só dia."),
        Category("more_to_buy", "Pode levar mais", Tone.GOOD, "Há produtos a sugerir a ele."),
        Category("on_time", "Em dia", Tone.GOOD, "Está dentro do seu ritmo de compra."),
        Category("never_bought", "Nunca comprou", Tone.NEUTRAL, "Está no cadastro, sem compras."),
        Category("no_contact", "Sem contato", Tone.NEUTRAL, "Sem compras, telefone nem e-mail."),
    ),
)
PROVIDES = (
    Column(
        "priority",
        "Prioridade",
        Kind.COUNT,
        "A ordem em que procurar: do maior para o menor valor em jogo, no empate o maior cliente; "
        "por último quem nunca comprou. Vazia quando não há o que fazer.",
    ),
    ACTION,
    REASON,
    Column(
        "due",
        "Até quando",
        Kind.DATE,
        "Até que dia fazer: na data-base para os clientes A e B atrasados, poucos dias antes da "
        "próxima compra esperada para quem está em dia, em uma semana ou em um mês para os demais.",
        rules=("follow_up.days_before",),
    ),
    Column(
        "amount_at_stake",
        "Valor em jogo",
        Kind.MONEY,
        "O maior entre o valor em risco e a perda estimada do cliente; de quem comprou uma vez só, "
        "pelo menos o ticket médio da carteira. Vazio para quem nunca comprou.",
    ),
)


@dataclass(frozen=True, slots=True)
class Play:
    """One rule: for whom it is, what to do, and until when.

    An empty condition fits everybody. ``status`` is ``unknown`` while no customer bought on two
    days. ``expected_within``: the next purchase is expected at most so many days from the
    reference date, or was already. ``contact``: there is (or isn't) a telephone or e-mail.
    ``suggestions``: there are products to offer.
    """

    action: str
    status: tuple[Status, ...] = ()
    trend: tuple[Trend, ...] = ()
    abc_class: tuple[Grade, ...] = ()
    segment: tuple[str, ...] = ()
    expected_within: int | None = None
    contact: bool | None = None
    suggestions: bool = False
    due: Due = "in_week"

    def __post_init__(self) -> None:
        """Refuse a rule without a name; the sentence is shown to the user."""
        if not self.action.strip():
            msg = Phrase("toda regra precisa de uma ação")
            raise ValueError(msg)

    def covers(self, other: "Play") -> bool:
        """Tell whether everybody whom another rule fits is fitted by this one."""
        lists = (
            (self.status, other.status),
            (self.trend, other.trend),
            (self.abc_class, other.abc_class),
            (self.segment, other.segment),
        )
        return (
            all(not mine or (its and set(its) <= set(mine)) for mine, its in lists)
            and self.contact in {None, other.contact}
            and self.suggestions <= other.suggestions
            and _at_least(self.expected_within, other.expected_within)
        )


def _at_least(days: int | None, others: int | None) -> bool:
    return days is None or (others is not None and others <= days)


PLAYS = (
    Play("owner_calls", ("late", "inactive"), segment=("cant_lose",), due="today"),
    Play("contact_now", ("late",), abc_class=("A", "B"), due="today"),
    Play("win_back", ("inactive",), abc_class=("A", "B")),
    Play("find_out_why", ("active",), trend=("falling",)),
    Play("confirm_order", ("active",), expected_within=7, due="before_next"),
    Play("second_purchase", ("new", "unknown")),
    Play("offer_more", ("active",), abc_class=("A", "B"), suggestions=True, due="before_next"),
    Play("reminder", ("late",)),
    Play("bulk_campaign", ("inactive",), due="in_month"),
    Play("first_offer", ("prospect",), contact=True, due="in_month"),
    Play("complete_record", ("prospect",), contact=False, due="in_month"),
)
"""The rules without a configuration; who is of no class (net amount ≤ 0) counts as C."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Who is to be contacted, why and when: ``plays``, tried in order, first match wins.

    ``days_before``: how long before the next expected purchase the active ones are due.
    """

    plays: tuple[Play, ...] = PLAYS
    days_before: int = 3

    def __post_init__(self) -> None:
        """Refuse rules that can never fit; the sentence is shown to the user."""
        for problem in _problems(self):
            raise ValueError(problem)


def _problems(rules: Rules) -> Iterator[Phrase]:
    """Say what is wrong with the rules."""
    if rules.days_before < 0:
        yield Phrase("days_before não pode ser negativo")
    for (first, before), (second, after) in combinations(enumerate(rules.plays, 1), 2):
        if before.covers(after):
            yield Phrase(
                "a regra {second} ({after}) nunca vale: a regra {first} ({before}) já pega os "
                "mesmos clientes",
                second=second,
                after=after.action,
                first=first,
                before=before.action,
            )


_DAY = timedelta(days=1)
_DAYS_LEFT = {"today": 0, "in_week": 7, "in_month": 30}
_ASKED = ("status", "trend", "abc_class", "segment")
_AT_STAKE = ("estimated_lost_amount", "amount_at_risk")

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


def compute(inputs: Inputs, rules: Rules) -> Outcome:
    """Choose each customer's action and put the customers in order."""
    people = _People.of(inputs)
    plays = (*rules.plays, Play(KEEP, due="none"))
    chosen = _first_match(people, plays)
    stake = _at_stake(inputs, people)
    idle = people.returns_only | np.array([play.action == KEEP for play in plays])[chosen]
    return Outcome(
        customers=pd.DataFrame(
            {
                "priority": _priority(inputs.customers, stake, chosen, idle),
                "action": people.say(chosen, [play.action for play in plays]),
                "reason": _reason(people, _soon(rules.plays)),
                "due": _due(inputs, rules, plays, chosen).mask(idle),
                "amount_at_stake": stake,
            },
            index=inputs.customers.index,
        )
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """A column of few different words: each word once, and which one each customer has."""

    words: pd.Index
    codes: Places

    @classmethod
    def of(cls, column: pd.Series) -> "_Words":
        codes, words = pd.factorize(column)
        return cls(pd.Index(words), codes)

    def among(self, wanted: Collection[str]) -> Mask:
        """Tell who has one of these words; who has none has none of them."""
        return np.append(self.words.isin(wanted), False)[self.codes]


@dataclass(frozen=True, slots=True)
class _People:
    """What the rules ask of each customer; ``expected_in`` is NaN where nothing is expected."""

    words: Mapping[str, _Words]
    expected_in: npt.NDArray[np.float64]
    contact: Mask
    suggestions: Mask
    returns_only: Mask

    @classmethod
    def of(cls, inputs: Inputs) -> "_People":
        """Gather it; a column that no metric gave is unknown of everybody."""
        customers = inputs.customers
        unknown = pd.Series(None, customers.index, dtype="str")
        ahead = customers["next_expected"] - pd.Timestamp(inputs.reference_date)
        words = {name: _Words.of(customers.get(name, unknown)) for name in _ASKED}
        return cls(
            words=words,
            expected_in=np.asarray(ahead / _DAY, dtype=np.float64),
            contact=_contact(customers),
            suggestions=_any(customers.get("suggestions", unknown)),
            returns_only=(
                customers["net_amount"].notna() & customers["purchase_days"].isna()
            ).to_numpy(),
        )

    def are(self, *status: str) -> Mask:
        """Tell who has one of these statuses; ``unknown`` is that of a buyer without one."""
        known = self.words["status"]
        return known.among(status) | ((known.codes < 0) & ("unknown" in status))

    def say(self, chosen: Places, slugs: Sequence[str]) -> ExtensionArray:
        """Give each customer's word by its place in a list; null for returns only."""
        words = pd.array([*slugs, None], dtype="str")
        return words.take(np.where(self.returns_only, len(slugs), chosen))


def _contact(customers: pd.DataFrame) -> Mask:
    """Tell who can be reached: whoever left their contacts out says it himself."""
    if "reachable" in customers:
        return customers["reachable"].to_numpy(dtype=np.bool_)
    return reaches(customers["phone"]) | reaches(customers["email"])


def _any(lists: pd.Series) -> Mask:
    """Tell who has at least one suggestion."""
    known = lists.notna().to_numpy(dtype=np.bool_)
    return known & lists.where(known, ()).to_numpy(dtype=object).astype(np.bool_)


def _first_match(people: _People, plays: tuple[Play, ...]) -> Places:
    """Give the place of the first rule that fits each customer; the last one fits everybody."""
    chosen = np.full(len(people.contact), len(plays) - 1)
    for place, play in reversed(list(enumerate(plays[:-1]))):
        chosen[_fits(people, play)] = place
    return chosen


def _fits(people: _People, play: Play) -> Mask:
    fits = people.are(*play.status) if play.status else np.ones(len(people.contact), np.bool_)
    for name in _ASKED[1:]:
        wanted = getattr(play, name)
        if wanted:
            fits &= people.words[name].among(wanted)
    if play.expected_within is not None:
        fits &= people.expected_in <= play.expected_within
    if play.contact is not None:
        fits &= people.contact == play.contact
    return fits & people.suggestions if play.suggestions else fits


def _soon(plays: tuple[Play, ...]) -> int:
    """How many days ahead the rules look at most."""
    return max((play.expected_within or 0 for play in plays), default=0)


def _reason(people: _People, soon: int) -> ExtensionArray:
    """Say what is most worth knowing of each customer; null for somebody with returns only."""
    known = {
        "never_bought": people.are("prospect") & people.contact,
        "no_contact": people.are("prospect"),
        "stopped": people.are("inactive"),
        "behind": people.are("late"),
        "buying_less": people.words["trend"].among(["falling"]),
        "first_purchase": people.are("new", "unknown"),
        "order_due": people.expected_in <= soon,
        "more_to_buy": people.suggestions,
    }
    places = np.select(list(known.values()), range(len(known)), len(known))
    return people.say(places, [*known, "on_time"])


def _at_stake(inputs: Inputs, people: _People) -> pd.Series:
    """The larger of risk and loss, in reais; one ticket at least from who bought once."""
    customers = inputs.customers
    known = [
        customers[name].to_numpy(np.float64) for name in _AT_STAKE if name in customers.columns
    ]
    stake = np.nan_to_num(np.fmax.reduce(known))
    least = np.where(people.are("new", "unknown"), inputs.summary.get("average_ticket") or 0.0, 0.0)
    at_stake = pd.Series(np.maximum(stake, least).round(2), customers.index)
    return at_stake.where(customers["purchase_days"].notna())


def _priority(customers: pd.DataFrame, stake: pd.Series, chosen: Places, idle: Mask) -> pd.Series:
    """Number those with something to do: buyers by money and rank, prospects by rule and name."""
    rank = customers["rank"].to_numpy(np.float64)
    buyers = np.flatnonzero(~idle & ~np.isnan(rank))
    cents = np.rint(stake.to_numpy()[buyers] * 100)
    buyers = buyers[np.lexsort((rank[buyers], -cents))]
    never = np.flatnonzero(~idle & np.isnan(rank))
    names = customers["customer"].iloc[never].reset_index(drop=True)
    keys = pd.DataFrame({"rule": chosen[never], "name": names})
    prospects = never[keys.sort_values(["rule", "name"], kind="stable").index]
    order = np.concatenate([buyers, prospects])
    priority = np.full(len(customers), np.nan)
    priority[order] = np.arange(1, len(order) + 1)
    return pd.Series(priority, customers.index)


def _due(inputs: Inputs, rules: Rules, plays: tuple[Play, ...], chosen: Places) -> pd.Series:
    """The last day to act, null where a rule sets none."""
    today = pd.Timestamp(inputs.reference_date)
    before = inputs.customers["next_expected"] - rules.days_before * _DAY
    fixed = np.array(
        [_fixed_day(inputs.reference_date, play.due) for play in plays], dtype="datetime64[s]"
    )
    due = pd.Series(fixed[chosen], inputs.customers.index)
    by_rhythm = np.array([play.due == "before_next" for play in plays])[chosen]
    near = before.where(~(before < today), today).astype("datetime64[s]")
    return due.mask(by_rhythm, near)


def _fixed_day(today: date, due: Due) -> date | None:
    return today + _DAYS_LEFT[due] * _DAY if due in _DAYS_LEFT else None


METRIC = Metric(
    "follow_up",
    Rules,
    compute,
    needs=(
        "rank",
        "net_amount",
        "purchase_days",
        "abc_class",
        "segment",
        "status",
        "next_expected",
        "estimated_lost_amount",
    ),
    provides=PROVIDES,
)
