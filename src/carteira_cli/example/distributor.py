"""The whole example: three years of an invented distributor of food and drinks."""

from dataclasses import dataclass

import pandas as pd

from carteira_cli.example import orders, register
from carteira_cli.example.draws import Draws

COMPANY = "Três Sanhaços Distribuidora de Alimentos e Bebidas Ltda"
_SEED = 20_261_030


@dataclass(frozen=True, slots=True)
class Example:
    """The sales export, one row per item, and the customer register.

    Headers are Portuguese, as an ERP writes them. Dates are datetime64, money is in reais,
    text that is missing is an empty string.
    """

    sales: pd.DataFrame
    customers: pd.DataFrame


def build() -> Example:
    """Build the example; every call gives the same values."""
    draws = Draws(_SEED)
    entries = register.customers(draws)
    return Example(orders.frame(orders.orders(entries, draws)), register.frame(entries))
