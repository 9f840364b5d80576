"""What a graft does to the list of sheets, to names and to formats, first and again."""

import io
import re
import zipfile
from datetime import date
from html import unescape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carteira_cli.writers.graft import foreign_sheets, graft, prove
from carteira_cli.writers.package import faults
from tests.writers.books import opened
from tests.writers.graft import donors
from tests.writers.graft.hosts import HOSTS, book, packed, parts

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
WORKBOOK, STYLES = "xl/workbook.xml", "xl/styles.xml"


def sheets(content: bytes) -> list[tuple[str, str, str]]:
    """Name, sheetId and relation of each sheet."""
    found = re.findall(rb"<(?:\w+:)?sheet ([^<>]*)/>", parts(content)[WORKBOOK])
    return [tuple(re.findall(r'(?:name|sheetId|r:id)="([^"]*)"', each.decode())) for each in found]


def names(content: bytes) -> list[str]:
    return [unescape(sheet[0]) for sheet in sheets(content)]


def changed(content: bytes, part: str, *pairs: tuple[str, str]) -> bytes:
    """A package with texts of a part exchanged, as a spreadsheet program would have."""
    found = parts(content)
    text = found[part].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return packed(found | {part: text.encode()})


def value(content: bytes, sheet: str, cell: str) -> Any:
    return opened(content)[sheet][cell].value


def test_our_sheets_come_last_and_are_not_selected() -> None:
    own = HOSTS["plenty"]()
    once = graft(own, donors.donor())

    assert names(once) == [*names(own), "Resumo", "Carteira", "Produtos & cia", "Parâmetros"]
    assert opened(once).active.title == opened(own).active.title == "Base"
    selected = [n for n, part in parts(once).items() if b'tabSelected="1"' in part]
    assert selected == ["xl/worksheets/sheet2.xml"]


def test_a_second_run_replaces_them_where_they_stand() -> None:
    once = graft(book(), donors.donor())
    again = graft(once, donors.donor(donors.summary(500.0), *three()))

    assert sheets(again) == sheets(once)
    assert parts(again).keys() == parts(once).keys()
    assert {value(each, "Resumo", "A6") for each in (once, again)} == {330, 500}


def three() -> Any:
    return donors.customers(), donors.products("pão"), donors.settings()


def test_sheets_that_the_user_moved_and_renamed_stay_so_and_are_spoken_of_so() -> None:
    once = graft(book(), donors.donor())
    ours = '<sheet name="Carteira" sheetId="3" r:id="'
    rest = re.search(rf"{ours}rId\d+\"/>", parts(once)[WORKBOOK].decode())
    assert rest
    moved = rest[0].replace("Carteira", "Minha gente")
    edited = changed(
        once,
        WORKBOOK,
        (rest[0], ""),
        ("<sheets>", f"<sheets>{moved}"),
        (">Carteira!", ">'Minha gente'!"),
        ("<workbookView ", '<workbookView activeTab="1" '),
    )
    again = graft(edited, donors.donor())

    assert names(again)[0] == "Minha gente"
    assert sheets(again)[0][1:] == sheets(edited)[0][1:]
    links = [cell.hyperlink.location for cell in cells(again, "Resumo") if cell.hyperlink]
    assert links == ["'Minha gente'!A1"]
    titles = {n: opened(again).worksheets[n].print_title_rows for n in range(5)}
    assert titles[0] == opened(once)["Carteira"].print_title_rows
    assert faults(again) == ()
    assert graft(again, donors.donor()) == again


def cells(content: bytes, sheet: str) -> list[Any]:
    return [cell for row in opened(content)[sheet].iter_rows() for cell in row]


def test_a_sheet_made_no_more_goes_and_a_new_one_follows_ours() -> None:
    own = book()
    once = graft(own, donors.donor())
    without = graft(once, donors.donor(donors.summary(), donors.customers(), donors.settings()))
    back = graft(without, donors.donor())

    assert names(without) == ["Vendas", "Resumo", "Carteira", "Parâmetros"]
    assert names(back) == [*names(without), "Produtos & cia"]
    assert faults(without) == faults(back) == ()
    assert prove(once, without).parts == prove(own, once).parts


@pytest.mark.parametrize(
    "formula", ["'Produtos &amp; cia'!A9", "SUM(Produtos_cia[Valor])", "'produtos &amp; CIA'!B2"]
)
def test_a_sheet_that_the_user_reckons_with_stays_as_it_was(formula: str) -> None:
    once = graft(book(), donors.donor())
    cell = '<c r="C2"><v>100</v></c>'
    used = changed(once, "xl/worksheets/sheet1.xml", (cell, f'<c r="C2"><f>{formula}</f></c>'))
    fewer = donors.donor(donors.summary(), donors.customers(), donors.settings())
    again = graft(used, fewer)

    assert names(again) == names(once)
    assert faults(again) == ()
    assert graft(again, fewer) == again
    assert value(graft(again, donors.donor(donors.summary(), *three())), "Vendas", "C2")


def test_the_users_names_and_tables_stay_and_ours_go_around_them() -> None:
    def fill(made: Any, sheet: Any) -> None:
        sheet.add_table("F1:F3", {"name": "carteira", "columns": [{"header": "x"}]})
        made.define_name("DataBase", "=Vendas!$A$2")

    own = book(fill)
    once = opened(graft(own, donors.donor()))

    assert once.defined_names["DataBase"].value == "Vendas!$A$2"
    assert once.defined_names["Carteira_DataBase"].value.startswith("Parâmetros!")
    assert [*once["Vendas"].tables, *once["Carteira"].tables] == ["carteira", "Carteira_Carteira"]
    living = [cell.value for cell in once["Carteira"]["C"] if "Base" in str(cell.value)]
    assert all(formula.startswith("=Carteira_DataBase-") for formula in living)
    assert len(living) == 2
    numbers = [table.id for sheet in once for table in sheet.tables.values()]
    assert len(numbers) == len(set(numbers)) == 4


def test_a_name_of_the_users_that_speaks_of_our_sheet_lives_on() -> None:
    once = graft(book(), donors.donor())
    own = '<definedName name="Total">Resumo!$A$6</definedName></definedNames>'
    named = changed(once, WORKBOOK, ("</definedNames>", own))

    assert opened(graft(named, donors.donor())).defined_names["Total"].value == "Resumo!$A$6"


def test_a_table_that_the_user_renamed_keeps_its_name_and_its_number() -> None:
    once = graft(book(), donors.donor())
    part = next(n for n, each in parts(once).items() if b'displayName="Carteira"' in each)
    renamed = changed(once, part, ('"Carteira"', '"Gente"'))
    again = graft(renamed, donors.donor(donors.summary(1.0), *three()))

    assert [*opened(again)["Carteira"].tables] == ["Gente"]
    assert graft(again, donors.donor(donors.summary(1.0), *three())) == again


def test_names_of_single_sheets_follow_their_sheets() -> None:
    once = graft(HOSTS["plenty"](), donors.donor())
    found = re.findall(r"<sheet [^<>]*/>", parts(once)[WORKBOOK].decode())
    ours_first = reordered(once, found, [*range(3, len(found)), 0, 1, 2])
    again = opened(graft(ours_first, donors.donor(donors.summary(), donors.settings())))

    assert again.sheetnames == ["Resumo", "Parâmetros", "Vendas", "Base", "Painel"]
    assert again["Vendas"].print_area == "'Vendas'!$A$1:$C$4"
    assert again["Base"].defined_names["Local"].value == "Base!$A$1"


def test_formats_do_not_grow_with_the_runs() -> None:
    once = graft(HOSTS["plenty"](), donors.donor())
    runs = once
    for amount in (1.0, 2.0, 3.0):
        runs = graft(runs, donors.donor(donors.summary(amount), *three()))

    assert parts(runs)[STYLES] == parts(once)[STYLES]
    assert parts(runs).keys() == parts(once).keys()


def test_every_formula_is_computed_when_the_file_is_opened() -> None:
    for host in ("plain", "odds and ends"):
        workbook = parts(graft(HOSTS[host](), donors.donor()))[WORKBOOK]
        assert workbook.count(b'fullCalcOnLoad="1"') == 1


def test_our_sheet_stays_in_view_when_the_user_left_it_so() -> None:
    once = graft(book(), donors.donor())
    ours = "xl/worksheets/sheet2.xml"
    viewed = changed(once, WORKBOOK, ("<workbookView ", '<workbookView activeTab="1" '))
    viewed = changed(viewed, ours, ("<sheetView ", '<sheetView tabSelected="1" '))
    viewed = changed(viewed, "xl/worksheets/sheet1.xml", (' tabSelected="1"', ""))
    fewer = donors.donor(donors.customers(), donors.products("pão"), donors.settings())

    for content in (graft(viewed, donors.donor()), graft(viewed, fewer)):
        workbook = opened(content)
        chosen = [sheet.title for sheet in workbook if sheet.sheet_view.tabSelected]
        assert chosen == [workbook.active.title] == [workbook.sheetnames[1]]
        assert faults(content) == ()


def test_a_workbook_of_ours_names_what_its_owner_added() -> None:
    ours = donors.donor()
    added = ours_with("Metas da Ana")

    assert foreign_sheets(ours) == ()
    assert foreign_sheets(added) == ("Metas da Ana",)
    assert names(graft(added, ours)) == names(added)


def ours_with(title: str) -> bytes:
    """A workbook of ours to which its owner added a sheet, saved by another program."""
    added, out = opened(donors.donor()), io.BytesIO()
    added.create_sheet(title, 1)
    added.save(out)
    return out.getvalue()


def test_a_workbook_of_ours_takes_its_next_edition_in() -> None:
    new = donors.donor(donors.summary(500.0), donors.settings(date(2026, 3, 1)))
    again = graft(donors.donor(), new)

    assert names(again) == ["Resumo", "Parâmetros"]
    assert opened(again).active.title == "Resumo"
    assert faults(again) == ()


TITLES = (
    st.text("abcé'& !-ção1", min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda title: title and not title.startswith("'") and not title.endswith("'"))
)
SMALL = donors.donor(donors.summary(), donors.settings())


@settings(max_examples=20)
@given(data=st.data(), titles=st.lists(TITLES, unique_by=str.casefold, max_size=3))
def test_whatever_the_sheets_are_called_and_wherever_ours_stand(
    data: st.DataObject, titles: list[str]
) -> None:
    own = book(lambda made, _: [made.add_worksheet(title) for title in titles])
    once = graft(own, SMALL)
    found = re.findall(r"<sheet [^<>]*/>", parts(once)[WORKBOOK].decode())
    order = data.draw(st.permutations(range(len(found))))
    turned = reordered(once, found, order)
    again = graft(turned, SMALL)

    assert names(again) == [names(once)[number] for number in order]
    assert foreign_sheets(again) == tuple(n for n in names(again) if n in names(own))
    assert opened(again).active.title == "Vendas"
    assert graft(again, SMALL) == again
    prove(turned, again)


def reordered(content: bytes, found: list[str], order: list[int]) -> bytes:
    """The sheets dragged into another order, and what counts them with them."""
    workbook = parts(content)[WORKBOOK].decode()
    workbook = workbook.replace("".join(found), "".join(found[number] for number in order))
    workbook = re.sub(
        r'(?<=localSheetId=")\d+', lambda number: str(order.index(int(number[0]))), workbook
    )
    workbook = re.sub(r' activeTab="\d+"', "", workbook)
    active = f'<workbookView activeTab="{order.index(0)}" '
    workbook = workbook.replace("<workbookView ", active)
    return packed(parts(content) | {WORKBOOK: workbook.encode()})


def test_our_formats_are_based_on_the_style_that_is_called_normal() -> None:
    styles = ('<cellStyle name="Normal" xfId="0" ', '<cellStyle name="Normal" xfId="1" ')
    base = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    two = ('<cellStyleXfs count="1">' + base, '<cellStyleXfs count="2">' + base * 2)
    own = changed(book(), STYLES, styles, two)
    ours = parts(graft(own, SMALL))[STYLES].decode().partition("<cellXfs")[2]

    assert ours.count('xfId="1"') > 5
    assert ours.count(' xfId="0"') == parts(own)[STYLES].decode().count(' xfId="0"')


def test_a_part_that_says_the_same_again_is_not_packed_anew() -> None:
    stored = packed(parts(graft(book(), SMALL)), zipfile.ZIP_STORED)
    with zipfile.ZipFile(io.BytesIO(graft(stored, SMALL))) as package:
        assert package.getinfo(WORKBOOK).compress_type == zipfile.ZIP_STORED
