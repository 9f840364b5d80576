"""Spellings of one text meet, and nothing else does."""

import numpy as np
import pandas as pd
import pytest

from carteira_cli.model.spelling import keys, united


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pão de Queijo", "PAO  DE QUEIJO "),
        ("Café 500 g", "café 500g"),
        ("Kit 12", "KIT12"),
        ("Água c/ gás", "agua c/gas"),
        ("Pa\N{COMBINING TILDE}o", "Pão"),
    ],
)
def test_case_accents_and_spaces_do_not_matter(one: str, other: str) -> None:
    assert len(set(keys(pd.Series([one, other])))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Vitamina C", "Vitamina C+"), ("Tubo 1 12", "Tubo 11 2"), ("1.5", "15"), ("P/M", "PM")],
)
def test_marks_and_spaces_between_digits_tell_apart(one: str, other: str) -> None:
    assert len(set(keys(pd.Series([one, other])))) == 2


def test_the_most_frequent_spelling_is_shown_and_the_alphabet_breaks_ties() -> None:
    texts = pd.Series(["pão", "Pao", "Café", "CAFÉ", None])
    numbers, shown = united(texts, np.array([2, 1, 3, 3, 9]))

    assert shown == ["CAFÉ", "pão"]
    assert numbers.tolist() == [1, 1, 0, 0, -1]


def test_nothing_gives_nothing() -> None:
    numbers, shown = united(pd.Series([None], dtype="str"), np.array([4]))

    assert (numbers.tolist(), shown) == ([-1], [])
