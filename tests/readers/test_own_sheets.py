"""The sheets that this program wrote into a book are no data of its owner's."""

from pathlib import Path

import pytest

from carteira_cli.model import catalogue
from carteira_cli.readers import archive, own_sheets
from carteira_cli.writers.graft import graft
from tests.readers.packages import read, refused, xlsx, zipped
from tests.writers.graft import donors
from tests.writers.graft.hosts import book, parts


def named(*names: str) -> bytes:
    """A book with the sheet Vendas and these defined names."""
    found = parts(xlsx())
    workbook = found["xl/workbook.xml"].decode()
    text = f"<definedNames>{''.join(names)}</definedNames><calcPr"
    return zipped(found | {"xl/workbook.xml": workbook.replace("<calcPr", text).encode()})


def test_they_are_left_out_and_the_reading_says_so(tmp_path: Path) -> None:
    own = book()
    (before,) = read(tmp_path, own)
    (after,) = read(tmp_path, graft(own, donors.donor()))

    assert after.cells.equals(before.cells)
    assert (before.about, after.findings) == ((), ())
    titles = "Resumo, Carteira, Produtos & cia, Parâmetros"
    assert after.about == (f"Abas gravadas por este programa não foram lidas: {titles}.",)


def test_a_book_of_nothing_else_has_no_sales_and_is_not_called_empty(tmp_path: Path) -> None:
    assert refused(tmp_path, donors.donor()).code is catalogue.ONLY_OUR_SHEETS


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ('<definedName name="_carteira_x" hidden="1">Vendas!$A$1</definedName>', {"vendas"}),
        (
            "<definedName hidden='1' name='_CARTEIRA_x'>'A''b &amp; c'!$A$1</definedName>",
            {"a'b & c"},
        ),
        ('<x:definedName name="_carteira_x" localSheetId="0">V!$A$1</x:definedName>', {"v"}),
        ('<definedName name="_carteira_x">#REF!$A$1</definedName>', set()),
        ('<definedName name="carteira_x">Vendas!$A$1</definedName>', set()),
        ('<definedName comment="_carteira_" name="x">Vendas!$A$1</definedName>', set()),
    ],
)
def test_a_sheet_is_known_by_its_mark(name: str, titles: set[str]) -> None:
    assert own_sheets.titles(archive.open_archive("v.xlsx", named(name))) == titles
