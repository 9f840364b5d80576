"""How a sheet prints: A4 landscape, one page wide, titles repeated, a footer that says what."""

from collections.abc import Sequence
from itertools import accumulate

from carteira_cli.writers.workbook.paper import Paper
from carteira_cli.writers.workbook.sheet import PAGE_PIXELS
from carteira_cli.writers.workbook.texts import footer_part
from carteira_cli.writers.workbook.wording import Words

_A4 = 9
_CENTIMETRE = 1 / 2.54
_LEFT_LIMIT, _CENTRE_LIMIT = 60, 40
_NOTE_LIMIT = 120
_READABLE_PIXELS = 1750
"""A4 landscape holds 1030 pixels; smaller than three fifths nobody reads."""
_PAGE_WIDTH, _PAGE_HEIGHT = 1020, 650
_LEAST_SCALE = 40


def set_up_page(paper: Paper, facts: Sequence[tuple[str, str]], words: Words) -> None:
    """Prepare a sheet for printing; the footer says of what, as of when, and the page."""
    paper.set_landscape()
    paper.set_paper(_A4)
    paper.fit_to_pages(1, 0)
    side, top, bottom = (length * _CENTIMETRE for length in (1.2, 1.4, 1.8))
    paper.set_margins(left=side, right=side, top=top, bottom=bottom)
    paper.set_footer(_footer(facts, words))


def print_on_one_page(paper: Paper) -> None:
    """Shrink a sheet that is read as a whole onto a single page."""
    paper.fit_to_pages(1, 1)
    paper.center_horizontally()


def print_first_page(paper: Paper, rows: int) -> None:
    """Shrink a sheet so that its first rows fill the first page, and go on overleaf."""
    scale = min(_PAGE_HEIGHT / max(1, paper.height(rows)), _PAGE_WIDTH / PAGE_PIXELS)
    paper.set_print_scale(max(_LEAST_SCALE, int(100 * scale)))
    paper.set_h_pagebreaks([rows])
    paper.center_horizontally()


def print_note(paper: Paper, note: str) -> None:
    """Say something at the top of every printed page."""
    paper.set_header(f"&R&8 {footer_part(note, _NOTE_LIMIT)}")


def columns_on_paper(widths: Sequence[int]) -> int:
    """Count the leading columns that stay readable on a page, all of them where they do."""
    edges = list(accumulate(widths))
    return sum(edge <= _READABLE_PIXELS for edge in edges) or 1


def _footer(facts: Sequence[tuple[str, str]], words: Words) -> str:
    """Set the reference date, the first fact, in the middle and the next two at the left."""
    date = ": ".join(facts[0]) if facts else ""
    source = " · ".join(text for _, text in facts[1:3])
    left, centre = footer_part(source, _LEFT_LIMIT), footer_part(date, _CENTRE_LIMIT)
    page = words.say("page", page="&P", pages="&N")
    return f"&L&8 {left}&C&8 {centre}&R&8 {page}"
