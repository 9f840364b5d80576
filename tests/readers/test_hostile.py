"""Files made to exhaust memory, or that would by accident, and those that only look like them."""

import io
import struct
import sys
import zipfile
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from carteira_cli.model.findings import CarteiraError
from carteira_cli.readers import content, limits
from carteira_cli.readers.compound import wrap
from carteira_cli.readers.extents import open_document
from tests.readers import binary_books as binary
from tests.readers.packages import (
    SHEET,
    cell,
    cells,
    ods,
    ods_cell,
    ods_row,
    read,
    refused,
    xlsx,
    zipped,
)

FAR_APART = cell("A1") + cell("XFD1048576")


def test_cells_in_opposite_corners_are_refused_with_their_place(tmp_path: Path) -> None:
    error = refused(tmp_path, xlsx(FAR_APART))

    assert error.code.slug == "sparse-sheet"
    assert (error.place.sheet, error.place.row, error.place.column) == ("Vendas", 1048576, "XFD")


@pytest.mark.parametrize(
    "written",
    [
        '<row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1048576"><c\n r = "XFD1048576" ><v>1</v></c></row>',
        '<row r="1048576"><x:c r="XFD1048576"><v>1</v></x:c></row>',
        '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFC1"><v>1</v></c><c><v>1</v></c></row>',
        '<row r="7"/><row r="1048576"><c r="XFD1048576"><!-- --><v>1</v></c></row><row r="2"/>',
        '<row r="9"><c r="ZZZZZZ4294967295"><v>1</v></c></row>',
    ],
)
def test_no_way_of_writing_a_far_cell_hides_it(written: str, tmp_path: Path) -> None:
    many = "".join(cell(f"A{row}") for row in range(1, 50))

    assert refused(tmp_path, xlsx(many + written)).code.slug == "sparse-sheet"


def test_a_cell_whose_attributes_cannot_be_told_is_refused(tmp_path: Path) -> None:
    hidden = """<row r="1"><c t=" r='A1'>" r="XFD1048576"><v>1</v></c></row>"""

    assert refused(tmp_path, xlsx(hidden)).code.slug == "unreadable"


def test_a_false_dimension_changes_nothing(tmp_path: Path) -> None:
    package = zipfile.ZipFile(io.BytesIO(xlsx(FAR_APART)))
    parts = {name: package.read(name) for name in package.namelist()}
    parts[SHEET] = parts[SHEET].replace(b"<sheetData>", b'<dimension ref="A1:B2"/><sheetData>')

    assert refused(tmp_path, zipped(parts)).code.slug == "sparse-sheet"


def test_a_hidden_sheet_may_be_as_sparse_as_it_likes(tmp_path: Path) -> None:
    (table,) = read(tmp_path, xlsx(cell("A1"), hidden=FAR_APART))

    assert (cells(table), table.findings[0].sheet) == ([[1.0]], "Oculta")


def test_styled_but_empty_cells_down_to_the_last_row_are_no_data(tmp_path: Path) -> None:
    empty = "".join(f'<row r="{r}"><c r="XFD{r}" s="1"/></row>' for r in (9, 1048576))

    (table,) = read(tmp_path, xlsx(cell("A1") + cell("B2") + empty))

    assert table.cells.shape == (2, 2)


def test_a_long_and_narrow_sheet_is_no_sparse_sheet(tmp_path: Path) -> None:
    (table,) = read(tmp_path, xlsx(cell("A1") + cell("B1048576")))

    assert table.cells.shape == (1048576, 2)


def test_one_long_text_shown_a_million_times(tmp_path: Path) -> None:
    texts = b'<sst count="1" uniqueCount="1"><si><t>' + b"x" * 3_000_000 + b"</t></si></sst>"
    shown = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 1000))

    error = refused(tmp_path, xlsx(shown, texts=texts))

    assert (error.code.slug, error.details["what"]) == ("too-large", "os textos passam de 1 GB")


def test_one_long_text_among_many_short_ones_is_no_reason(tmp_path: Path) -> None:
    texts = b"<sst><si><t>" + b"x" * 3_000_000 + b"</t></si><si><t>y</t></si></sst>"
    shown = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>{min(r - 1, 1)}</v></c></row>' for r in range(1, 1000)
    )

    (table,) = read(tmp_path, xlsx(shown, texts=texts))

    assert cells(table)[-1] == ["y"]


def test_a_false_number_of_texts(tmp_path: Path) -> None:
    texts = b'<sst uniqueCount="9999999999999"><si><t>x</t></si></sst>'

    assert refused(tmp_path, xlsx(cell("A1"), texts=texts)).code.slug == "unreadable"


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (["../fora.xml"], "um dos arquivos dentro dele tem um nome que sai da pasta"),
        (["/raiz.xml"], "um dos arquivos dentro dele tem um nome que sai da pasta"),
        (["xl\\..\\..\\fora.xml"], "um dos arquivos dentro dele tem um nome que sai da pasta"),
        (["C:\\fora.xml"], "um dos arquivos dentro dele tem um nome que sai da pasta"),
        (["xl/Media.png", "xl/media.PNG"], "o mesmo arquivo aparece duas vezes dentro dele"),
        ([f"{n}" for n in range(10_001)], "tem 10002 arquivos dentro dele"),
    ],
)
def test_names_and_numbers_of_parts(names: list[str], reason: str, tmp_path: Path) -> None:
    parts = {"xl/workbook.xml": b"<workbook/>", **dict.fromkeys(names, b"")}

    error = refused(tmp_path, zipped(parts))

    assert (error.code.slug, error.details["reason"]) == ("unsafe-package", reason)


def test_a_package_that_inflates_too_much(tmp_path: Path) -> None:
    bomb = zipped({"xl/workbook.xml": b"<workbook/>", "xl/x.xml": b" " * (65 << 20)})

    assert refused(tmp_path, bomb).code.slug == "unsafe-package"


def test_a_package_larger_than_it_says_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    lying = bytearray(zipped({"xl/workbook.xml": b"<workbook/>", SHEET: b" " * 5000}))
    entry = lying.rindex(SHEET.encode()) - 46
    assert struct.unpack_from("<I", lying, entry + 24) == (5000,)
    struct.pack_into("<I", lying, entry + 24, 10)

    assert refused(tmp_path, bytes(lying)).code.slug == "unreadable"


def test_repeated_rows_and_columns_of_an_ods(tmp_path: Path) -> None:
    bombs = [
        ods(ods_row(ods_cell("x", repeated=16384), repeated=1048576)),
        ods(ods_row(ods_cell("a")), ods_row(ods_cell("", 16383), ods_cell("x"), repeated=99999)),
        ods(ods_row(ods_cell("a")), ods_row(repeated=999999999), ods_row(ods_cell("b"))),
    ]
    assert {refused(tmp_path, bomb).code.slug for bomb in bombs} <= {"sparse-sheet", "too-large"}

    endless = ods(ods_row(ods_cell("x", repeated=10**15)))
    spaces = ods(ods_row(ods_cell('<text:s text:c="4000000000"/>')))
    assert refused(tmp_path, endless).code.slug == "unreadable"
    assert refused(tmp_path, spaces).code.slug == "unreadable"


def test_an_ods_padded_to_the_last_row_as_libreoffice_does(tmp_path: Path) -> None:
    (table,) = read(
        tmp_path,
        ods(
            ods_row(ods_cell("Data"), ods_cell("Valor"), ods_cell("", repeated=16382)),
            ods_row(ods_cell("a"), ods_cell("b"), repeated=2),
            ods_row(ods_cell("", repeated=16384), repeated=1048573),
        ),
    )

    assert cells(table) == [["Data", "Valor"], ["a", "b"], ["a", "b"]]


@pytest.mark.parametrize(
    "rows",
    [
        [
            binary.xlsb_row(0, binary.xlsb_text(0, 0)),
            binary.xlsb_row(1048575, binary.xlsb_number(16383, 1)),
        ],
        [binary.xlsb_row(1048575, binary.xlsb_number(0, 1), binary.xlsb_number(16383, 1))],
    ],
)
def test_opposite_corners_of_an_xlsb(rows: list[bytes], tmp_path: Path) -> None:
    error = refused(tmp_path, binary.xlsb_book(*rows, texts=["x"]))

    assert (error.code.slug, error.place.row) == ("sparse-sheet", 1048576)


def test_false_counts_and_places_of_an_xlsb(tmp_path: Path) -> None:
    row = binary.xlsb_row(0, binary.xlsb_text(0, 0))
    beyond = binary.xlsb_row(0, binary.xlsb_number(1 << 31, 1.0))

    assert (
        refused(tmp_path, binary.xlsb_book(row, texts=["x"], stated=1 << 31)).code.slug
        == "unreadable"
    )
    assert refused(tmp_path, binary.xlsb_book(beyond)).code.slug == "unreadable"


def test_a_false_size_of_an_xls_is_not_believed(tmp_path: Path) -> None:
    size = binary.record(0x200, struct.pack("<IIHHH", 5, 4_000_000_000, 0, 60_000, 0))
    stream = binary.xls_stream(binary.xls_number(0, 0, 2.5), size=size)

    (table,) = read(tmp_path, wrap(stream))

    assert cells(table) == [[2.5]]


def test_cells_beyond_an_xls_and_false_numbers_of_texts(tmp_path: Path) -> None:
    beyond = binary.xls_stream(binary.xls_number(65535, 65535, 1.0))
    texts = binary.xls_stream(binary.xls_text(0, 0, 0), texts=["x"])
    lying = texts.replace(struct.pack("<II", 1, 1), struct.pack("<II", 1, 0x7FFFFFFF))

    assert refused(tmp_path, wrap(beyond)).code.slug == "unreadable"
    assert refused(tmp_path, wrap(lying)).code.slug == "unreadable"


def test_tables_of_a_page_that_span_the_world(tmp_path: Path) -> None:
    wide = "<table>" + "<tr>" + "<td colspan=1000>x</td>" * 17 + "</tr></table>"
    deep = "<table>" + "<tr><td colspan=1000 rowspan=1000>x</td></tr>" * 21_000 + "</table>"

    uneven = "<table><tr>" + "<td colspan=1000>x" * 16 + "<tr><td>x" * 2_000 + "</table>"

    assert refused(tmp_path, wide.encode()).code.slug == "too-large"
    assert refused(tmp_path, uneven.encode()).code.slug == "too-large"
    assert refused(tmp_path, deep.encode()).code.slug == "too-large"


def test_one_endless_line_of_text(tmp_path: Path) -> None:
    text = "data;valor\n" + "01/01/2026;1\n" * 3 + ";" * 20_000

    error = refused(tmp_path, text.encode())

    assert error.details["what"] == "a linha 5 tem 20001 colunas"


def test_a_file_larger_than_we_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_FILE", 1000)

    assert refused(tmp_path, b"data;valor\n" * 100).code.slug == "too-large"


def test_a_package_cut_short_or_packed_in_a_strange_way(tmp_path: Path) -> None:
    whole = xlsx(cell("A1"))
    entry = whole.index(b"PK\x01\x02")
    elsewhere = bytearray(whole)
    struct.pack_into("<I", elsewhere, entry + 42, len(whole) * 2)
    bent = bytearray(whole)
    start = 30 + int.from_bytes(whole[26:28], "little") + int.from_bytes(whole[28:30], "little")
    bent[start : start + 4] = b"\xff\xff\xff\xff"
    strange = bytearray(whole)
    strange[entry + 10] = zipfile.ZIP_BZIP2
    locked = bytearray(whole)
    locked[entry + 8] |= 1

    assert refused(tmp_path, whole[:-30]).code.slug == "unreadable"
    assert refused(tmp_path, bytes(elsewhere)).code.slug == "unreadable"
    assert refused(tmp_path, bytes(bent)).code.slug == "unreadable"
    assert refused(tmp_path, bytes(strange)).code.slug == "unreadable"
    assert refused(tmp_path, bytes(locked)).code.slug == "unsafe-package"


def test_a_comment_around_a_cell_hides_nothing_and_a_cdata_section_neither(tmp_path: Path) -> None:
    for strange in ("<!-- c -->", "<![CDATA[ x ]]>"):
        (table,) = read(tmp_path, xlsx(cell("A1") + strange + cell("B2")))

        assert table.cells.shape == (2, 2)


def test_a_tag_that_never_ends(tmp_path: Path) -> None:
    space = "".join(Random(1).choices(" \t\n", k=3_000_000))  # noqa: S311  no secret
    endless = f'<row r="1"><c {space}r="XFD1048576"><v>1</v></c></row>'

    assert refused(tmp_path, xlsx(cell("A1") + endless)).code.slug == "unreadable"


def test_a_row_of_an_ods_that_never_ends() -> None:
    pieces = (b"x" * (1 << 24) for _ in range(5))

    with pytest.raises(open_document.UnfoldingError):
        [*open_document.walk(pieces)]


def test_a_pipe_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_FILE", 1 << 21)
    endless = SimpleNamespace(seekable=lambda: False, read=bytes)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=endless))

    with pytest.raises(CarteiraError) as error:
        content.take(content.STANDARD_INPUT)

    assert error.value.code.slug == "too-large"


def test_a_package_with_something_behind_it(tmp_path: Path) -> None:
    (table,) = read(tmp_path, xlsx(cell("A1", 7)) + b"\r\n<!-- gerado -->")

    assert cells(table) == [[7.0]]


def test_a_package_of_two_kinds_is_read_as_neither(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx(FAR_APART))) as package:
        both = {name: package.read(name) for name in package.namelist()}
    both["content.xml"] = b"<office/>"

    assert refused(tmp_path, zipped(both)).code.slug == "unreadable"
