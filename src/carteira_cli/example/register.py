"""The customer register: who they are, how to reach them, and how they have bought."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from carteira_cli.example import documents, names
from carteira_cli.example.draws import Draws
from carteira_cli.example.lives import STORIES, Purchase, purchases

Plot = tuple[str, float]

PROSPECTS = 25
_WITHOUT_DOCUMENT = 8
_TWO_SPELLINGS = 2
_LETTERED = 2
_ENDINGS = ("Ltda", "Ltda ME", "Ltda EPP", "EIRELI")


@dataclass(frozen=True, slots=True)
class Customer:
    """One entry of the register; ``story`` is empty for a prospect, who never bought.

    ``spelling`` is the other way in which some sales write the trade name, without a code.
    """

    code: str
    trade_name: str
    legal_name: str
    document: str
    contact: str
    phone: str
    email: str
    city: names.City
    branch: str
    story: str
    purchases: tuple[Purchase, ...]
    spelling: str = ""


def customers(draws: Draws) -> list[Customer]:
    """Invent every customer and prospect, in the order of their codes."""
    plots = draws.shuffled([*_plots(), *[("", 0.0)] * PROSPECTS])
    found = names.businesses(len(plots), draws)
    entries = [
        _customer(f"{place:05}", plot, business, draws)
        for place, (plot, business) in enumerate(zip(plots, found, strict=True), start=1)
    ]
    changed = {entry.code: entry for entry in _odd_ones(entries, draws)}
    return [changed.get(entry.code, entry) for entry in entries]


def _plots() -> Iterator[Plot]:
    """Tell the story of each buyer, and his place between the largest and the smallest in it."""
    for name, story in STORIES.items():
        for number in range(story.customers):
            yield name, (number + 0.5) / story.customers


def _customer(code: str, plot: Plot, business: tuple[str, str], draws: Draws) -> Customer:
    (story, place), (branch, trade_name) = plot, business
    contact, city = names.person(draws), names.city(draws)
    is_person = draws.chance(0.08)
    return Customer(
        code,
        trade_name,
        contact if is_person else f"{trade_name} {draws.pick(_ENDINGS)}",
        documents.cpf(draws) if is_person else documents.cnpj(draws),
        contact,
        names.phone(city, int(code)),
        names.email(trade_name) if draws.chance(0.85) else "",
        city,
        branch,
        story,
        tuple(purchases(STORIES[story], place, draws)) if story else (),
    )


def _odd_ones(entries: list[Customer], draws: Draws) -> Iterator[Customer]:
    """Take the document from some, spell two of these in two ways, give the newest letters."""
    steady = [entry for entry in entries if entry.story == "steady"][:_WITHOUT_DOCUMENT]
    for entry in steady[:_TWO_SPELLINGS]:
        spelling = f"{names.plain(entry.trade_name).upper()} - ME"
        yield replace(entry, document="", spelling=spelling)
    for entry in steady[_TWO_SPELLINGS:]:
        yield replace(entry, document="")
    for entry in [entry for entry in entries if entry.story == "new"][:_LETTERED]:
        yield replace(entry, document=documents.cnpj(draws, letters=True))


def frame(entries: list[Customer]) -> pd.DataFrame:
    """Lay the register out as an ERP exports it, one row per customer or prospect."""
    return pd.DataFrame(
        {
            "Código do cliente": [entry.code for entry in entries],
            "Razão social": [entry.legal_name for entry in entries],
            "Nome fantasia": [entry.trade_name for entry in entries],
            "CNPJ/CPF": [entry.document for entry in entries],
            "Contato": [entry.contact for entry in entries],
            "Telefone": [entry.phone for entry in entries],
            "E-mail": [entry.email for entry in entries],
            "Cidade": [entry.city.name for entry in entries],
            "UF": [entry.city.state for entry in entries],
            "Vendedor": [entry.city.seller for entry in entries],
            "Ramo": [entry.branch for entry in entries],
        },
        dtype="str",
    )
