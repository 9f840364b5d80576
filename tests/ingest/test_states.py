"""One state, however it is written."""

import pytest

from carteira_cli.ingest import states
from tests.ingest.sheets_of import text


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("SP", "SP"),
        ("sp", "SP"),
        ("BR-SP", "SP"),
        ("São Paulo", "SP"),
        ("SAO PAULO - SP", "SP"),
        ("SP - São Paulo", "SP"),
        ("Estado do Pará", "PA"),
        ("Mato Grosso do Sul", "MS"),
        ("Mato Grosso", "MT"),
        ("EX", "EX"),
        ("Exterior", "EX"),
        ("Lisboa", "Lisboa"),
        ("XX", "XX"),
    ],
)
def test_a_state_is_its_two_letters_and_anything_else_stays(written: str, code: str) -> None:
    assert states.tidy(text(written)).tolist() == [code]


def test_there_are_27_states_and_abroad() -> None:
    letters = [
        f"{one}{two}"
        for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for two in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ]
    assert states.codes(text(*letters)).notna().sum() == 28


def test_nothing_is_no_state() -> None:
    assert states.tidy(text(None)).isna().tolist() == [True]
