"""What each row is worth: the stated total, else quantity × price less discount."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from carteira_cli.ingest import numbers
from carteira_cli.ingest.header import Header
from carteira_cli.ingest.numbers import Mark, Numbers

Reais = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_TOLERANCE = 0.01
_SHARE_THAT_AGREES = 0.9


@dataclass(frozen=True, slots=True)
class Amounts:
    """The value of each row in reais (NaN when unknown) and the doubts about it.

    ``invalid`` marks text that is no number, ``completed`` rows whose missing total was
    computed, ``unsure`` cells such as ``1.234`` that nothing settles, ``disagrees`` rows whose
    total is not quantity × price in a column where most rows disagree. ``items`` is quantity ×
    price in reais.
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


def of_table(body: pd.DataFrame, header: Header, delimiter: str) -> Amounts:
    """Read the amount of every row of a table's body."""
    price = _column(body, header, "preco", None)
    prefers = price.mark or (Mark.COMMA if delimiter == ";" else None)
    total = _column(body, header, "valor", prefers)
    quantity = _column(body, header, "quantidade", prefers)
    computed, formula = _computed(quantity.reals, price.reals, body, header, total.reals)
    stated = ~np.isnan(total.reals)
    completed = ~stated & ~np.isnan(computed)
    if "valor" not in header.fields:
        return _without_total(computed, quantity, price, formula)
    return Amounts(
        np.where(stated, total.reals, computed),
        total.invalid & ~completed,
        completed,
        total.unsure,
        _disagreeing(total.reals, computed),
        total.mark,
        quantity.reals,
        computed,
    )


def _without_total(computed: Reais, quantity: Numbers, price: Numbers, formula: str) -> Amounts:
    nothing = np.zeros(len(computed), dtype=bool)
    decision = f"Não há coluna de total: valor = {formula}."
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
    )


def _column(body: pd.DataFrame, header: Header, name: str, prefers: Mark | None) -> Numbers:
    if name in header.fields:
        return numbers.parse(body[header.fields[name]], prefers)
    nothing = np.zeros(len(body), dtype=bool)
    return Numbers(np.full(len(body), np.nan), nothing, None, nothing)


def _computed(
    quantity: Reais, price: Reais, body: pd.DataFrame, header: Header, total: Reais
) -> tuple[Reais, str]:
    """Compute quantity × price, with the reading of the discount that the totals agree with."""
    gross = quantity * price
    if "desconto" not in header.fields or np.isnan(gross).all():
        return gross, "quantidade × preço"
    discount = np.nan_to_num(_column(body, header, "desconto", None).reals)
    fraction = np.where(np.abs(discount) > 1, discount / 100, discount)
    readings = (
        (gross * (1 - fraction), "quantidade × preço × (1 - desconto)"),
        (gross - np.abs(discount), "quantidade × preço - desconto"),
        (gross, "quantidade × preço"),
    )
    return max(readings, key=lambda reading: _agreement(total, reading[0]))


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
