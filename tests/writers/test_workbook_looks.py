"""What can be measured of how the workbook looks."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.model.columns import Column, Kind, Tone
from carteira_cli.writers.workbook import palette
from carteira_cli.writers.workbook.cards import cards_per_row
from carteira_cli.writers.workbook.cells import Cell
from carteira_cli.writers.workbook.gallery import boxes
from carteira_cli.writers.workbook.palette import SHADES
from carteira_cli.writers.workbook.sheet import PAGE_PIXELS
from carteira_cli.writers.workbook.typeface import pixels
from carteira_cli.writers.workbook.widths import Texts, Width, row_heights, share_room, width

TEXT_ON_GROUND = [
    *((shade.ink, shade.paper) for shade in SHADES.values()),
    (palette.INK, palette.PAPER),
    (palette.INK, palette.CARD),
    (palette.INK, palette.BAR),
    (palette.INK, palette.HEAT),
    (palette.MUTED, palette.PAPER),
    (palette.MUTED, palette.CARD),
    (palette.HEADER, palette.PAPER),
    (palette.HEADER_INK, palette.HEADER),
    (palette.LINK, palette.PAPER),
    (palette.LINK, palette.CARD),
    (palette.INPUT_INK, palette.INPUT),
]
RED_BLIND = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
GREEN_BLIND = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.01182, 0.04294, 0.968881),
)
"""How somebody sees who lacks one kind of cone (Machado, Oliveira and Fernandes 2009)."""


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        max(0.0, sum(a * b for a, b in zip(row, rgb, strict=True)) / w) ** (1 / 3)
        for row, w in zip(rows, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    darker, lighter = sorted((luminance(text), luminance(ground)))

    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@pytest.mark.parametrize("sight", [RED_BLIND, GREEN_BLIND], ids=["red-blind", "green-blind"])
@pytest.mark.parametrize("part", ["paper", "solid"])
def test_tones_are_told_apart_by_colour_blind_readers(
    sight: tuple[tuple[float, ...], ...], part: str
) -> None:
    seen = {}
    for tone in (Tone.GOOD, Tone.WATCH, Tone.BAD, Tone.INFO):
        rgb = linear(getattr(SHADES[tone], part))
        seen[tone] = lab(tuple(sum(a * b for a, b in zip(row, rgb, strict=True)) for row in sight))

    for one, other in combinations(seen, 2):
        distance = sum((a - b) ** 2 for a, b in zip(seen[one], seen[other], strict=True)) ** 0.5
        assert distance > 10, (one, other)


@given(st.integers(1, 40))
def test_cards_stand_in_even_rows(figures: int) -> None:
    per_row = cards_per_row(figures)

    assert 12 % per_row == 0
    assert -figures % per_row <= 2


@given(st.integers(0, 9))
def test_charts_never_overlap_nor_leave_the_page(charts: int) -> None:
    placed = boxes(charts)

    assert len(set(placed)) == charts
    assert all(left + wide <= PAGE_PIXELS for _, left, wide in placed)
    for (line, left, wide), (other, other_left, _) in combinations(placed, 2):
        assert line != other or left + wide <= other_left


@given(st.lists(st.text("aBc 0é", min_size=1, max_size=30), min_size=1), st.sampled_from(Kind))
def test_a_column_is_wide_enough_for_short_texts(values: list[str], kind: Kind) -> None:
    fit = width(Column("x", "X", kind), "X", values)

    assert fit.pixels >= max(map(pixels, values))


@pytest.mark.parametrize("amount", [9.5, 1_234_567.89, -98_765_432.1])
def test_a_column_is_wide_enough_for_its_money(amount: float) -> None:
    assert width(Column("x", "X", Kind.MONEY), "X", [amount]).pixels > pixels(f"-R$ {amount:,.2f}")


def test_prose_wraps_and_a_few_long_names_do_not() -> None:
    column, long = Column("x", "X", Kind.TEXT), "muito comprido " * 10

    assert width(column, "X", [long] * 3 + ["curto"]).prose
    assert not width(column, "X", [long] + ["curto"] * 9).prose
    assert not width(column, "X", ["endereco" * 9 + "@exemplo.com.br"] * 3).prose


def test_prose_shares_what_other_columns_leave_of_the_page() -> None:
    long, nearly = Width(2000, prose=True), Width(500, prose=True)

    fits = share_room([Width(100), long, nearly], 1000)

    assert [fit.pixels for fit in fits] == [100, 450, 500]


def test_rows_of_so_many_lines_are_all_alike_and_wide_enough_for_most_texts() -> None:
    column, texts = Column("x", "X", Kind.TEXT), ["uma frase de tamanho comum " * 3] * 3
    cells: dict[int, list[Cell]] = {0: [*texts, None]}

    (fit,) = share_room([width(column, "X", texts)], PAGE_PIXELS, 2)

    assert len(set(row_heights(Texts(1, cells, lines=2), {0: fit.pixels}))) == 1
    assert 2 * fit.pixels >= pixels(texts[0])
    assert share_room([Width(9000, prose=True)], PAGE_PIXELS, 2)[0].pixels <= PAGE_PIXELS


def test_rows_are_as_tall_as_their_longest_text_needs_up_to_a_limit() -> None:
    line = "texto de uma linha"
    columns: dict[int, list[Cell]] = {
        1: [line, f"{line} " * 2, f"{line} " * 900, None],
        3: ["curto"] * 4,
    }

    heights = row_heights(Texts(5, columns), {1: pixels(line), 3: 100})

    assert heights == [21, 55, 106, 21]


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=5))
def test_a_header_never_reaches_under_the_button_of_its_filter(words: list[str]) -> None:
    header = " ".join(words)

    wide = width(Column("x", header, Kind.COUNT), header, [1]).pixels

    assert max(pixels(word, bold=True) for word in words) + 40 <= wide
    assert not wide - 40 < pixels(header, bold=True) <= wide
