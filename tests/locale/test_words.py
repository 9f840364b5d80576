"""Texts are told in the language of the reader, phrases in them as well."""

import pytest

from carteira_cli.locale.words import Words
from carteira_cli.model.phrases import Phrase, joined

PT, EN = Words("pt"), Words("en")


def test_portuguese_is_what_the_sources_say() -> None:
    assert PT.say("linha {row}", row=3) == "linha 3"


def test_a_text_is_told_in_english() -> None:
    assert EN.say("linha {row}", row=3) == "row 3"


def test_a_phrase_is_told_in_english_wherever_it_stands() -> None:
    inner = Phrase("linha {row}", row=3)

    assert EN.say(inner) == "row 3"
    assert EN.say("Onde: {where}", where=inner) == "Where: row 3"
    assert EN.say("Onde: {where}", where=joined(", ", [inner, inner])) == "Where: row 3, row 3"


def test_values_are_never_read_as_placeholders() -> None:
    assert EN.say("Erro: {told}", told="{row}") == "Error: {row}"


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "There is 1 more in the spreadsheet."), (2, "There are 2 more in the spreadsheet.")],
)
def test_a_number_chooses_the_form(number: int, told: str) -> None:
    text = "Há mais {n} na planilha."

    assert EN.plural(text, text, number, n=number) == told


def test_an_unknown_text_stays_as_it_is() -> None:
    assert EN.say("isto não está no catálogo") == "isto não está no catálogo"
