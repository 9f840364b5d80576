"""``carteira explicar``: what a word means, and which systems are known."""

from collections.abc import Callable
from typing import Any

import pytest

Carteira = Callable[..., Any]


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("total-mismatch", "Quantidade × preço não bate"),
        ("TICKET MEDIO", "Coluna: Ticket médio (average_ticket)"),
        ("champions", "Valor de Segmento: Campeões"),
        ("shopee", "Sistema conhecido: Shopee"),
    ],
)
def test_a_word_of_the_outputs_is_explained(carteira: Carteira, term: str, says: str) -> None:
    told = carteira("explicar", term)

    assert told.code == 0
    assert says in told.out
    assert "{" not in told.out


def test_the_known_systems_are_listed(carteira: Carteira) -> None:
    listed = carteira("explicar", "layouts").out

    assert "nuvemshop-vendas: Nuvemshop: vendas" in listed
    assert len(listed.splitlines()) >= 20


def test_an_unknown_word_gets_the_nearest_ones(carteira: Carteira) -> None:
    told = carteira("explicar", "ticke médio")

    assert told.code == 2
    assert "Ticket médio" in told.err
