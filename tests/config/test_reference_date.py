from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.config import parse_reference_date


@given(st.dates())
def test_a_day_written_either_way_is_that_day(day: date) -> None:
    assert parse_reference_date(day.isoformat()) == day
    assert parse_reference_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == day


@pytest.mark.parametrize(
    ("written", "understood"),
    [("hoje", "hoje"), (" Hoje ", "hoje"), ("ultima", "ultima"), ("Última", "ultima")],
)
def test_words_stand_for_days(written: str, understood: str) -> None:
    assert parse_reference_date(written) == understood


@pytest.mark.parametrize("written", ["", "ontem", "31/10", "10-31-2026", "31/10/26", "2026-10-31x"])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="escreva a data como AAAA-MM-DD"):
        parse_reference_date(written)


@pytest.mark.parametrize("written", ["31/02/2026", "2026-13-01", "0000-01-01"])
def test_a_day_that_is_in_no_calendar_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="não existe no calendário"):
        parse_reference_date(written)
