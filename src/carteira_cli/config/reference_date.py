"""The words in which a user gives the reference date."""

import re
from datetime import date
from typing import Literal, cast

from carteira_cli.model.phrases import Phrase

ReferenceDate = date | Literal["hoje", "ultima"]

_WORDS = {
    "hoje": "hoje",
    "today": "hoje",
    "ultima": "ultima",
    "última": "ultima",
    "last": "ultima",
}
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")


def parse_reference_date(text: str) -> ReferenceDate:
    """Understand ``AAAA-MM-DD``, ``dd/mm/aaaa``, ``hoje`` or ``ultima`` (``today``, ``last``).

    Raises:
        ValueError: the text is none of them, or no day of the calendar; its argument is a phrase.
    """
    written = text.strip()
    word = _WORDS.get(written.casefold())
    if word:
        return cast("ReferenceDate", word)
    match = _YEAR_FIRST.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    if not match:
        raise ValueError(
            Phrase("escreva a data como AAAA-MM-DD ou dd/mm/aaaa, ou use hoje ou ultima")
        )
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise ValueError(Phrase("o dia {day} não existe no calendário", day=written)) from error
