"""The small readers behind the checks: of cells, formulas, ranges and formats."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from carteira_cli.writers.package import formats, formulas, sheet_cells, style_sheet
from carteira_cli.writers.package.defined_names import is_legal
from carteira_cli.writers.package.ranges import Area, area, illegal, overlaps
from carteira_cli.writers.package.sheet_cells import Cells

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TITLES = {"dados", "painel d'água", "a & b"}


def read(rows: str, prefix: str = "") -> Cells:
    name, colon = (f"{prefix}:", f":{prefix}") if prefix else ("", "")
    text = (
        f'<{name}worksheet xmlns{colon}="{MAIN}"><{name}sheetData>{rows}</{name}sheetData>'
        f"</{name}worksheet>"
    )
    return sheet_cells.read(io.BytesIO(text.encode()), frozenset({b"2"}), TITLES, {1})


@pytest.mark.parametrize(
    ("rows", "prefix"),
    [
        ('<row r="1"><c r="A1" s="3" t="s"><v>7</v></c></row>', ""),
        ('<row r="1"><c t="s" s="3" r="A1"><v>7</v></c></row>', ""),
        ("<row r='1'><c r='A1' s='3' t='s'><v>7</v></c></row>", ""),
        ('<row><c s="3" t="s"><v xml:space="preserve">7</v></c></row>', ""),
        ('<row r="1"><c r="A1" s="3" t="s"><v><![CDATA[7]]></v></c></row>', ""),
        ('<row r="1"><!-- <c r="A1"/> --><c r="A1" s="3" t="s"><v>7</v></c></row>', ""),
        ('<x:row r="1"><x:c r="A1" s="3" t="s"><x:v>7</x:v></x:c></x:row>', "x"),
        ('<row r="1"><c r="A1" s="3" t="s" cm="1"><v>7</v></c></row><row r="2"/>', ""),
    ],
)
def test_a_cell_is_read_however_it_is_written(rows: str, prefix: str) -> None:
    cells = read(rows, prefix)

    assert (cells.flaws, cells.walk.broken) == ({}, "")
    assert (set(cells.styles), cells.last_text[0], cells.headers) == ({b"3"}, 7, {(1, 1): 7})
    assert b"row" not in cells.frame


@pytest.mark.parametrize("kind", ["str", "inlineStr"])
def test_a_header_in_its_cell_is_read_as_it_is_shown(kind: str) -> None:
    body = "<v>A &amp; B_x000A_C</v>" if kind == "str" else "<is><t>A &amp; B_x000A_C</t></is>"

    cells = read(f'<row r="1"><c r="A1" t="{kind}">{body}</c></row>')

    assert cells.headers == {(1, 1): "A & B\nC"}


@pytest.mark.parametrize(
    ("cell", "slug"),
    [
        ('<c r="A1" s="2"><v>-1</v></c>', "negative-date"),
        ('<c r="A1" s="1"><v>-1</v></c><c r="B1" s="2"/>', ""),
        ('<c r="A1" s="2"><v>1</v></c><c r="B1" s="1"><v>-1e300</v></c>', ""),
        ('<c r="A1" s="2" t="n"><v>-1</v></c>', "negative-date"),
        ('<c r="A1"><v>inf</v></c>', "cell-value"),
        ('<c r="A1" t="s"><v>-1</v></c>', "cell-value"),
        ('<c r="A1" t="s"/><c r="B1" t="b"><v>2</v></c>', "cell-value"),
        ('<c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="b"><v>1</v></c>', ""),
        ('<c r="A1" t="d"><v>2026-11-22</v></c><c r="B1" t="d"><v>22/11</v></c>', "cell-value"),
    ],
)
def test_a_value_is_what_its_cell_says_it_is(cell: str, slug: str) -> None:
    assert [*read(f'<row r="1">{cell}</row>').flaws] == ([slug] if slug else [])


def test_the_pieces_that_a_sheet_comes_in_make_no_difference() -> None:
    row = '<row r="{0}"><c r="A{0}" s="{0}" t="s"><v>{0}</v></c></row>'

    cells = read("".join(row.format(number) for number in range(1, 20_000)))

    assert cells.flaws == {}
    assert (len(cells.styles), cells.last_text) == (19_999, (19_999, "row 19999"))


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:A3)",
        'IF(A1="a;b(","x\'\'y",{1;2;3})',
        "'Painel d''água'!A1+Dados!B$2",
        "Dados:'A & B'!A1",
        "'Dados:A & B'!A1",
        "[1]Fora!A1+'[2]Outra fora'!B2",
        "Clientes[[#This Row],[Pre'[ço; R$]]*2",
        "Clientes[[#Headers],[a!b]]",
        "#REF!+Dados!#REF!",
        "A1:Dados!B2",
        "1" * 8192,
    ],
)
def test_a_sound_formula_is_left_alone(formula: str) -> None:
    assert list(formulas.wrong(formula, TITLES)) == []


@pytest.mark.parametrize(
    ("code", "legal"),
    [
        ("General", True),
        ("[$R$-416] #,##0.00;[Red]-[$R$-416] #,##0.00", True),
        ('0.0"x;[";@', True),
        ("_-* #,##0_-;\\-0", True),
        ("[h]:mm:ss", True),
        ("", False),
        ('0"x', False),
        ("[Red", False),
        ("0;0;0;@;0", False),
        ("0\\", False),
    ],
)
def test_a_number_format_is_told_legal(code: str, *, legal: bool) -> None:
    assert formats.is_legal(code) is legal


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("dd/mm/yyyy", True),
        ("[h]:mm", True),
        ("[$-416]mmm/yy;@", True),
        ("General", False),
        ('[Red]0.0" dias"', False),
        ("[$R$-416] #,##0.00", False),
        ("0\\d", False),
    ],
)
def test_a_date_is_told_by_its_format(code: str, *, date: bool) -> None:
    assert style_sheet.is_date(code) is date


@pytest.mark.parametrize("name", ["DataBase", "_xlnm.Print_Area", "Ação", "\\x", "ABCD1", "x.1?"])
def test_a_legal_name_is_left_alone(name: str) -> None:
    assert is_legal(name)


@pytest.mark.parametrize("name", ["", "A1", "xfd1", "R", "R2C3", "1a", "a-b", "a b", "n" * 256])
def test_an_illegal_name_is_told(name: str) -> None:
    assert not is_legal(name)


def test_ranges_are_read_as_far_as_the_sheet_goes() -> None:
    assert area("$B$2:C3") == Area(2, 2, 3, 3)
    assert area("XFD1048576") == Area(1_048_576, 16_384, 1_048_576, 16_384)
    assert illegal("A1 B:C 3:4 XFE1 A1048577 B2:A1") == ["XFE1", "A1048577", "B2:A1"]
    assert illegal("") == [""]


def spread(top: int, left: int, rows: int, columns: int) -> Area:
    return Area(top, left, top + rows - 1, left + columns - 1)


small = st.integers(1, 8)


@given(st.lists(st.builds(spread, small, small, small, small), max_size=7))
@example([Area(1, 1, 9, 1), Area(2, 3, 3, 3), Area(3, 1, 3, 4)])
def test_overlaps_are_found_exactly_when_there_are_some(drawn: list[Area]) -> None:
    clash = any(one.meets(two) for at, one in enumerate(drawn) for two in drawn[at + 1 :])

    assert bool(list(overlaps(drawn))) is clash
