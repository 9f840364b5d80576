"""Every error ends as a sentence, what to do about it, and an exit code."""

import errno

import pytest

from carteira_cli.cli.failures import failure
from carteira_cli.ingest import overlap
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit, Place


@pytest.mark.parametrize(
    ("error", "reason", "code"),
    [
        (CarteiraError(catalogue.EMPTY_FILE, name="v.csv"), "v.csv está vazio.", Exit.INPUT),
        (OSError(errno.ENOSPC, "x"), catalogue.DISK_FULL.message, Exit.OUTPUT),
        (MemoryError(), catalogue.NO_MEMORY.message, Exit.INPUT),
    ],
)
def test_what_is_known_has_its_own_sentence(error: Exception, reason: str, code: Exit) -> None:
    told = failure(error)

    assert (told.reason, told.exit) == (reason, code)
    assert told.hint


def test_where_it_happened_is_kept() -> None:
    place = Place("v.csv", row=3)

    assert failure(CarteiraError(catalogue.EMPTY_FILE, place, name="v.csv")).place == place


def test_a_defect_says_where_and_nothing_of_the_data() -> None:
    with pytest.raises(TypeError) as caught:
        overlap.overlap("Ana Souza", None, None)  # type: ignore[arg-type]
    told = failure(caught.value)

    assert told.exit == Exit.BUG
    assert "overlap.py" in told.reason
    assert "Ana" not in told.reason
