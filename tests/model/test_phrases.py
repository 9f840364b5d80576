"""A phrase reads as Portuguese, and can be told anew in another language."""

import pickle

from carteira_cli.model.phrases import Phrase, joined


def test_a_phrase_reads_as_its_filled_text() -> None:
    assert Phrase("linha {row}", row=3) == "linha 3"
    assert f"{Phrase('na aba {sheet}', sheet='A')}." == "na aba A."


def test_without_values_braces_are_no_placeholders() -> None:
    assert Phrase("{x}") == "{x}"


def test_a_phrase_remembers_what_it_was_made_from() -> None:
    phrase = Phrase("linha {row}", row=3)

    assert (phrase.source, dict(phrase.values)) == ("linha {row}", {"row": 3})


def test_a_phrase_travels_between_processes_whole() -> None:
    phrase = pickle.loads(pickle.dumps(Phrase("linha {row}", row=3)))  # noqa: S301  our own

    assert isinstance(phrase, Phrase)
    assert (phrase, phrase.source) == ("linha 3", "linha {row}")


def test_joined_phrases_stay_phrases() -> None:
    both = joined("; ", [Phrase("linha {row}", row=3), "x"])

    assert both == "linha 3; x"
    assert [*both.values.values()] == ["linha 3", "x"]


def test_what_was_put_into_a_phrase_can_be_changed_and_its_words_can_not() -> None:
    told = Phrase("Ana vê {sheet}, {row}", sheet=Phrase("aba {name}", name="Ana"), row=3)

    changed = told.filled_with(lambda text: text.replace("Ana", "Cliente 1"))

    assert changed == "Ana vê aba Cliente 1, 3"
    assert (changed.source, changed.values["row"]) == (told.source, 3)
