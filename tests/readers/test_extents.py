"""What is measured of a sheet is where its farthest cells are, however it is written."""

import io
import zipfile
from collections.abc import Iterator
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.readers.extents import (
    biff,
    office_binary,
    office_xml,
    open_document,
    shared_texts,
)
from carteira_cli.readers.extents.cell_box import CellBox
from carteira_cli.readers.limits import letters
from tests.readers import binary_books as binary
from tests.readers.packages import ods_cell, ods_row, sheet_xml

COLUMNS, ROWS = st.integers(1, 16384), st.integers(1, 1_048_576)
PLACES = st.lists(st.tuples(COLUMNS, ROWS), min_size=1, max_size=30)


def written(column: int, row: int, value: str = "<v>1</v>") -> str:
    return f'<c r="{letters(column)}{row}" s="3">{value}</c>'


def pieces(xml: bytes, size: int) -> Iterator[bytes]:
    return (xml[start : start + size] for start in range(0, len(xml), size))


@given(COLUMNS, ROWS, COLUMNS, ROWS)
def test_a_box_holds_what_lies_inside_and_nothing_else(
    columns: int, rows: int, column: int, row: int
) -> None:
    box = CellBox(columns, rows)

    assert box.columns >= columns
    assert box.rows >= rows
    assert box.holds(written(column, row).encode()) == (column <= box.columns and row <= box.rows)


@given(COLUMNS, ROWS)
def test_a_box_ends_where_it_says(columns: int, rows: int) -> None:
    box = CellBox(columns, rows)

    assert box.holds(written(box.columns, box.rows).encode())
    assert not box.holds(written(box.columns + 1, 1).encode())
    assert not box.holds(written(1, box.rows + 1).encode())


@pytest.mark.parametrize(
    "doubtful",
    [
        *(
            '<c r="A01"/>',
            '<c r="a1"/>',
            '<c  r="A1"/>',
            "<c/>",
            "<c>",
            "<c r='A1'/>",
            '<c r="1"/>',
        ),
        *('<c r="A"/>', '<c r="A1x"/>', '<c r = "A1"/>', '<c\tr="A1"/>', '<c s="1" r="A1"/>'),
        *('<x:c r="A1"/>', '<col:c r="A1"/>', '<c:c r="A1"/>', "<!-- -->"),
        *('<c r="A1"><f>1</f></c>', '<c r="A1"><f>1</f><v></v></c>', '<c r="A1"><f si="1"/></c>'),
    ],
)
def test_whatever_is_doubtful_is_not_held(doubtful: str) -> None:
    assert not CellBox(5, 5).holds(f"{written(1, 1)}{doubtful}".encode())


@pytest.mark.parametrize(
    "usual",
    ['<cols><col min="9"/></cols>', '<c r="B2"/>', '<c r="B2"><f>1</f><v>2</v></c>', "<v>:c </v>"],
)
def test_what_is_usual_is_held(usual: str) -> None:
    assert CellBox(5, 5).holds(usual.encode())


@given(PLACES, st.integers(1, 400))
def test_the_farthest_cell_is_never_missed(places: list[tuple[int, int]], size: int) -> None:
    xml = sheet_xml("".join(f"<row>{written(*place)}</row>" for place in places))

    walked = office_xml.walk(pieces(xml, size), pieces(xml, size), len(xml))

    assert walked.reach.columns >= max(column for column, _ in places)
    assert walked.reach.rows >= max(row for _, row in places)


@given(PLACES, st.integers(1, 400))
def test_both_ways_of_measuring_agree(places: list[tuple[int, int]], size: int) -> None:
    xml = sheet_xml("".join(f"<row>{written(*place)}</row>" for place in places))

    exact = office_xml._exactly(pieces(xml, size))

    assert exact == office_xml._cell_by_cell(pieces(xml, size)).reach
    assert (exact.columns, exact.rows) == tuple(map(max, zip(*places, strict=True)))
    assert exact.occupied == len(places)


def test_cells_without_places_stand_beside_and_below_each_other() -> None:
    xml = sheet_xml(
        "<row><c><v>1</v></c><c r='D1'><v>1</v></c><c><v>1</v></c></row>"
        "<row/><row r='7'><c/><c><v>1</v></c></row><row><c><v>1</v></c></row>"
    )

    reach = office_xml._cell_by_cell([xml]).reach

    assert (reach.columns, reach.rows, reach.occupied) == (5, 8, 5)


@given(st.lists(st.tuples(st.integers(0, 16383), st.integers(0, 1048575)), min_size=1))
def test_the_cells_of_an_xlsb(places: list[tuple[int, int]]) -> None:
    part = b"".join(
        binary.xlsb_row(row, binary.xlsb_number(column, 1.0), binary.xlsb_text(column, 0))
        for column, row in places
    )

    reach = office_binary.walk(part)

    assert (reach.columns, reach.rows) == tuple(1 + max(each) for each in zip(*places, strict=True))


@given(st.lists(st.tuples(st.integers(0, 65535), st.integers(0, 255)), min_size=1))
def test_the_cells_of_an_xls(places: list[tuple[int, int]]) -> None:
    numbers = (binary.xls_number(row, column, 1.0) for row, column in places)

    (reach,) = biff.walk(binary.xls_stream(*numbers)).sheets

    assert (reach.rows, reach.columns) == tuple(1 + max(each) for each in zip(*places, strict=True))


@given(st.lists(st.text(st.characters(codec="utf-16-le"), max_size=40), max_size=9))
def test_the_longest_text_of_an_xls(texts: list[str]) -> None:
    longest = max((len(text.encode("utf-16-le")) // 2 for text in texts), default=0)

    assert biff._longest_text([binary.xls_texts(texts)[4:]]) == longest


def test_texts_of_an_xls_that_run_on_in_the_next_record() -> None:
    whole = binary.xls_texts(["abcdef", "gh"])
    first, rest = whole[4:21], whole[21:]
    cut = binary.record(0xFC, first) + binary.record(0x3C, b"\x01" + rest)
    stream = binary.xls_stream(binary.xls_text(0, 0, 0), texts=["abcdef", "gh"])

    assert biff.walk(stream.replace(whole, cut)).text == len("abcdef") * 3


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 50)), min_size=1, max_size=9))
def test_the_repeated_cells_of_an_ods(repeats: list[tuple[int, int]]) -> None:
    rows = [ods_row(ods_cell("", width), ods_cell("x"), repeated=times) for width, times in repeats]
    content = f"<table:table>{''.join(rows)}</table:table>".encode()

    tables = [*open_document.walk(pieces(content, 64))]

    assert tables[-1].reach.rows == sum(times for _, times in repeats)
    assert tables[-1].reach.columns == max(width for width, _ in repeats) + 1


def test_texts_count_in_each_cell_that_shows_them() -> None:
    part = b"<sst><si><t>" + b"x" * 90 + b"</t></si><si><t>y</t></si></sst>"
    texts = shared_texts.lengths(part)
    usual = b'<c r="A1" t="s"><v>1</v></c>' * 3
    unusual = b"<c r='A1' t='s' ><v>1</v></c>"

    assert shared_texts.shown([usual], texts) == 3 * len("<si><t>y</t>")
    assert shared_texts.shown([unusual], texts) == len("<sst><si><t></t>") + 90


def test_texts_of_an_xlsb_count_in_each_cell_that_shows_them() -> None:
    package = binary.xlsb_book(texts=["abc", "x"])
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        texts = office_binary.lengths(parts.read("xl/sharedStrings.bin"))
    part = binary.xlsb_row(
        0, binary.xlsb_text(0, 1), binary.xlsb_text(1, 1), binary.xlsb_text(2, 9)
    )

    assert texts.tolist() == [1 + 4 + 6, 1 + 4 + 2]
    assert office_binary.shown_text(part, texts) == 2 * 7


def test_blank_cells_of_binary_sheets_take_no_room() -> None:
    blank = binary.wide_record(1, pack("<II", 16383, 0))
    wide = binary.xlsb_row(0, binary.xlsb_number(0, 1.0), blank) + binary.xlsb_row(1048575, blank)
    old = binary.record(0x201, pack("<HHH", 9, 255, 0))

    (reach,) = biff.walk(binary.xls_stream(binary.xls_number(0, 0, 1.0), old, old)).sheets

    assert (reach.rows, reach.columns) == (1, 1)
    assert (office_binary.walk(wide).rows, office_binary.walk(wide).columns) == (1, 1)


def test_numbers_of_an_xls_that_share_a_record() -> None:
    many = binary.record(0xBD, pack("<HH", 3, 2) + bytes(18) + pack("<H", 4))

    (reach,) = biff.walk(binary.xls_stream(many)).sheets

    assert (reach.rows, reach.columns, reach.occupied) == (4, 5, 3)


def test_columns_are_named_as_in_excel() -> None:
    assert [letters(n) for n in (1, 26, 27, 702, 703, 16384)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
