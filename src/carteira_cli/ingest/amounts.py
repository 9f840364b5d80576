"""What each row is worth: the stated total, else quantity × price less discount."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import numbers
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.numbers import Mark, Numbers
from carteira_cli.model.options import DecimalMark
from carteira_cli.model.phrases import Phrase

Reais = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_TOLERANCE = 0.01
_SHARE_THAT_AGREES = 0.9
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Amounts:
    """The value of each row in reais (NaN when unknown) and the doubts about it.

    ``invalid`` marks text that is no number, ``completed`` rows whose missing total was
    computed, ``unsure`` cells such as ``1.234`` that nothing settles, ``disagrees`` rows whose
    total is not quantity × price in a column where most rows disagree. ``items`` is quantity ×
    price in reais; ``proof`` is a cell that proves the decimal ``mark``.
    """

    reais: Reais
    invalid: Mask
    completed: Mask
    unsure: Mask
    disagrees: Mask
    mark: Mark | None
    quantity: Reais
    items: Reais
    decisions: tuple[str, ...] = field(default=())
    proof: str = ""


def of_table(
    body: pd.DataFrame, header: Header, delimiter: str, decimal: DecimalMark = "auto"
) -> Amounts:
    """Read the amount of every row of a table's body; ``decimal`` is the user's word."""
    told = numbers.TOLD.get(decimal)
    price = _column(body, header, "preco", None, told)
    prefers = price.mark or (Mark.COMMA if delimiter == ";" else None)
    total = _column(body, header, "valor", prefers, told)
    quantity = _column(body, header, "quantidade", prefers, told)
    computed, formula = _computed(quantity.reals, price.reals, body, header, total.reals)
    stated = ~np.isnan(total.reals)
    completed = ~stated & ~np.isnan(computed)
    if "valor" not in header.fields:
        return _without_total(computed, quantity, price, formula)
    refunded, decisions = _refunded(body, header)
    return Amounts(
        np.where(stated, total.reals - refunded, computed),
        total.invalid & ~completed,
        completed,
        total.unsure,
        _disagreeing(total.reals, computed),
        total.mark,
        quantity.reals,
        computed,
        decisions,
        total.proof,
    )


def _refunded(body: pd.DataFrame, header: Header) -> tuple[Reais, tuple[str, ...]]:
    """Read what was paid back of each total, in a column of its own."""
    refunded = np.abs(np.nan_to_num(_column(body, header, "reembolso").reals))
    if not refunded.any():
        return refunded, ()
    return refunded, (
        Phrase(
            "O que está em «{column}» foi descontado do valor.", column=header.name("reembolso")
        ),
    )


def _without_total(computed: Reais, quantity: Numbers, price: Numbers, formula: str) -> Amounts:
    nothing = np.zeros(len(computed), dtype=bool)
    decision = Phrase("Não há coluna de total: valor = {formula}.", formula=formula)
    return Amounts(
        computed,
        quantity.invalid | price.invalid,
        nothing,
        price.unsure,
        nothing,
        price.mark,
        quantity.reals,
        computed,
        (decision,),
        price.proof,
    )


def _column(
    body: pd.DataFrame,
    header: Header,
    name: str,
    prefers: Mark | None = None,
    told: Mark | None = None,
) -> Numbers:
    if name in header.fields:
        return numbers.parse(body[header.fields[name]], prefers, told)
    nothing = np.zeros(len(body), dtype=bool)
    return Numbers(np.full(len(body), np.nan), nothing, None, nothing)


def _computed(
    quantity: Reais, price: Reais, body: pd.DataFrame, header: Header, total: Reais
) -> tuple[Reais, str]:
    """Compute quantity × price, with the reading of the discount that the totals agree with."""
    gross = quantity * price
    if "desconto" not in header.fields or np.isnan(gross).all():
        return gross, Phrase("quantidade × preço")
    discount = np.abs(np.nan_to_num(_column(body, header, "desconto").reals))
    fraction = np.where(discount > 1, discount / 100, discount)
    by_share = (gross * (1 - fraction), Phrase("quantidade × preço × (1 - desconto)"))
    in_money = (gross - discount, Phrase("quantidade × preço - desconto"))
    likely = (by_share, in_money) if _are_shares(discount) else (in_money, by_share)
    readings = (*likely, (gross, Phrase("quantidade × preço")))
    best: tuple[Reais, str] = max(readings, key=lambda each: _agreement(total, each[0]))
    return best


def _are_shares(discount: Reais) -> bool:
    """Take discounts for shares where they can be: up to one, or whole numbers up to a hundred.

    Only totals can prove it; without them this is an assumption, and the formula is said.
    """
    if discount.max(initial=0) <= 1:
        return True
    return bool(discount.max() <= _WHOLE and (discount % 1 == 0).all())


def _agrees(total: Reais, computed: Reais) -> Mask:
    slack = np.maximum(_TOLERANCE * np.abs(total), _TOLERANCE)
    return np.abs(total - computed) <= slack


def _agreement(total: Reais, computed: Reais) -> float:
    both = ~np.isnan(total) & ~np.isnan(computed)
    return float(_agrees(total, computed)[both].mean()) if both.any() else 0.0


def _disagreeing(total: Reais, computed: Reais) -> Mask:
    both = ~np.isnan(total) & ~np.isnan(computed)
    nothing = np.zeros(len(total), dtype=bool)
    if not both.any() or _agreement(total, computed) >= _SHARE_THAT_AGREES:
        return nothing
    return both & ~_agrees(total, computed)
