"""Whatever a name in the data looks like, in every position it stays a name."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import carteira_cli.writers.workbook
from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.report import Chart, ChartKind, Figure, Report, Section, Setting, Table
from carteira_cli.writers import FILE_FORMATS
from carteira_cli.writers.workbook import texts
from tests.writers.books import NAME, below, opened, sheet, table, written

UNCHANGED = (
    "=2+2",
    "+1",
    "-1",
    "@x",
    "[/]",
    "[link=x]y",
    "http://example.com",
    "mailto:a@b.c",
    "internal:'Clientes'!A1",
    "Oi!A1",
    "=Clientes!$A$1",
    "🛒 Mercadinho",
    "\u200fعميل\u200e",
    "\u202eoãoJ",
    "<r><t>x</t></r>",
    "_x0041_",
    "A&G &P &[Picture]",
    "']]><!--",
    '"aspas"',
    "{=1}",
    "#REF!",
    "R1C1",
    "'apóstrofo",
    "TRUE",
    "00123",
    "1e5",
)
CHANGED = {
    "\x00a": "a",
    "\x1b[31mb": "[31mb",
    "\x00=1+1": "=1+1",
    "d\x0b\x7f\x9fe": "de",
}
HOSTILE = (
    *UNCHANGED,
    *CHANGED,
    "\ud800 half",
    "x" * 40_000,
    "🛒" * 20_000,
    "\t=1",
    "\r\n=1",
    " ",
    "",
)


def hostile(name: str) -> Report:
    """A report with one name in every position that holds text."""
    word = Column("w", name, Kind.CATEGORY, name, (Category("s", name, Tone.BAD, name),))
    text, code, amount = (
        Column("t", name, Kind.TEXT, name),
        Column("i", name, Kind.IDENTIFIER, name),
        Column("n", name, Kind.MONEY, name, formula='IF([t]="s",Nome,1)'),
    )
    rows_of = {"t": [name, name], "i": [name, None], "w": ["s", name], "n": [1.0, 2.0]}
    frame = pd.DataFrame(rows_of, dtype=object)
    rows = Table("rows", (text, code, word, amount), frame, name, name, ("n",))
    figures = (Figure(text, name, name, Tone.BAD, "b"), Figure(amount, 1.0, name, section="a"))
    charts = tuple(Chart("c", kind, name, rows, "t", ("n",), name) for kind in ChartKind)
    settings = (Setting("Nome", name, text, name, name), Setting("A1", name, amount, 1.0, name))
    first = Section("a", name, name, figures, (*charts, replace(charts[0], label="w")))
    second = Section("b", name, name, tables=(rows, rows), charts=charts[:1])
    third = Section("c", name, name, settings=settings, tables=(rows,))
    return Report("pt", name, ((name, name),) * 3, (), (first, second, third), {}, {})


@pytest.fixture(params=HOSTILE, ids=lambda name: ascii(name[:12]), scope="module")
def package(request: pytest.FixtureRequest) -> dict[str, bytes]:
    content = FILE_FORMATS["xlsx"].write(hostile(request.param))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {"": content} | {part: parts.read(part) for part in parts.namelist()}


def test_every_part_stays_well_formed(package: dict[str, bytes]) -> None:
    for part, content in package.items():
        if part:
            ET.fromstring(content)  # noqa: S314  our own output


def test_no_name_becomes_a_formula_or_a_link(package: dict[str, bytes]) -> None:
    sheets = b"".join(package[part] for part in package if part.startswith("xl/worksheets/sheet"))
    relations = b"".join(package[part] for part in package if part.endswith(".rels"))

    formulas = set(re.findall(rb"<f>(.*?)</f>", sheets))
    assert all(re.fullmatch(rb'IF\(\$A\d+="[^<]*",Nome,1\)', formula) for formula in formulas)
    assert b'TargetMode="External"' not in relations


def test_charts_refer_to_cells_and_to_nothing_else(package: dict[str, bytes]) -> None:
    charts = b"".join(package[part] for part in package if part.startswith("xl/charts/chart"))

    assert set(re.findall(rb"<c:f>.*?(\$[^<]*)</c:f>", charts))
    assert not re.search(rb"<c:title><c:tx><c:strRef>", charts)


def test_the_workbook_opens_everywhere(package: dict[str, bytes]) -> None:
    book = opened(package[""])

    assert len(book.sheetnames) == 3
    assert CalamineWorkbook.from_filelike(io.BytesIO(package[""])).sheet_names == book.sheetnames


@pytest.mark.parametrize("name", UNCHANGED)
def test_a_name_reads_back_as_it_is(name: str) -> None:
    cell = below(opened(written(sheet(table((NAME,), (name,))))), "Cliente")[0]

    assert (cell.value.rstrip(), cell.data_type) == (name, "s")


@pytest.mark.parametrize(("name", "shown"), CHANGED.items())
def test_what_no_cell_can_hold_is_left_out(name: str, shown: str) -> None:
    cell = below(opened(written(sheet(table((NAME,), (name,))))), "Cliente")[0]

    assert (cell.value, cell.data_type) == (shown, "s")


@pytest.mark.parametrize("name", ["=2+2", "+1", "-1", "@x", "\t1", "\r=1", "\n=1", "\x00=1"])
def test_formula_like_text_is_marked_as_text(name: str) -> None:
    content = written(sheet(table((NAME,), (name,), ("Padaria",))))

    cells = below(opened(content), "Cliente")
    assert [bool(cell.quotePrefix) for cell in cells] == [True, False]


@pytest.mark.parametrize("name", ["x" * 40_000, "🛒" * 20_000])
def test_a_text_too_long_for_a_cell_says_how_much_is_missing(name: str) -> None:
    cell = below(opened(written(sheet(table((NAME,), (name,))))), "Cliente")[0]

    kept, missing = re.fullmatch(r"(.*) \[… \+(\d+)\]", cell.value).groups()  # type: ignore[union-attr]
    assert len(kept) + int(missing) == len(name)
    assert texts.utf16_length(cell.value) <= 32_767


@given(st.lists(st.text(max_size=60), max_size=6))
def test_sheet_names_are_legal_and_unique(titles: list[str]) -> None:
    names = texts.sheet_names(titles)

    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < texts.utf16_length(name) <= 31 for name in names)
    assert not [name for name in names if re.search(r"[\[\]:*?/\\]|^'|'$", name)]
    assert "history" not in {name.lower() for name in names}


@given(st.lists(st.text(max_size=300), max_size=6))
def test_header_names_are_unique_lines_that_fit(labels: list[str]) -> None:
    names = texts.header_names(labels)

    assert len({name.lower() for name in names}) == len(labels)
    assert all(name and name == " ".join(name.split()) for name in names)
    assert all(texts.utf16_length(name) <= 255 for name in names)


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert texts.clean(texts.clean(text)) == texts.clean(text)


@given(st.text(max_size=300))
def test_a_footer_part_holds_no_code(text: str) -> None:
    part = texts.footer_part(text, 60)

    assert "&" not in part.replace("&&", "")
    assert texts.utf16_length(part) <= 120


def test_half_a_character_is_left_out() -> None:
    assert texts.clean("\ud800c") == "c"


def test_only_the_gate_writes_cells() -> None:
    folder = Path(carteira_cli.writers.workbook.__file__).parent
    writes = re.compile(r"\bpaper\.(write\w*)")

    found = {
        (path.name, name)
        for path in folder.glob("*.py")
        for name in writes.findall(path.read_text())
    }
    assert found == {
        ("cells.py", "write_number"),
        ("cells.py", "write_string"),
        ("cells.py", "write_blank"),
        ("cells.py", "write_formula"),
        ("owners.py", "write_formula"),
        ("owners.py", "write_boolean"),
        ("owners.py", "write_datetime"),
        ("owners.py", "write_comment"),
        ("settings.py", "write_formula"),
        ("sheet.py", "write_url"),
        ("rules.py", "write_rich_string"),
    }
