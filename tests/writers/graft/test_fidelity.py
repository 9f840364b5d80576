"""Whatever is in the user's book lies there after the graft as before, and again after a second."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from carteira_cli.writers.graft import graft, prove
from carteira_cli.writers.package import faults
from tests.writers.books import opened
from tests.writers.graft import donors
from tests.writers.graft.hosts import HOSTS, parts
from tests.writers.test_workbook_recalculation import through_libreoffice

FOUR = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
DROPPED = {"xl/calcChain.xml"}

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


@pytest.fixture(scope="module", params=HOSTS, ids=str)
def grafted(request: pytest.FixtureRequest) -> tuple[bytes, bytes]:
    own = HOSTS[request.param]()
    return own, graft(own, donors.donor())


@pytest.fixture(scope="module", params=[name for name in HOSTS if name != "bare"])
def seen(request: pytest.FixtureRequest) -> tuple[Any, Any, Any]:
    """Before, after, and our workbook alone, as openpyxl sees them, which needs formats."""
    own = HOSTS[request.param]()
    return opened(own), opened(graft(own, donors.donor())), opened(donors.donor())


def listed(content: bytes) -> list[tuple[Any, ...]]:
    """What the list of a package says of each part that must stay."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [
            (
                info.filename,
                info.CRC,
                info.file_size,
                info.compress_size,
                info.compress_type,
                info.date_time,
                info.external_attr,
            )
            for info in package.infolist()
            if info.filename not in FOUR | DROPPED
        ]


def test_all_parts_but_four_are_the_same_bytes_in_the_same_order(
    grafted: tuple[bytes, bytes],
) -> None:
    own, once = grafted

    for content in (once, graft(once, donors.donor())):
        before, after = parts(own), parts(content)
        kept = before.keys() - FOUR - DROPPED
        assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
        assert listed(content)[: len(listed(own))] == listed(own)
        assert not DROPPED & after.keys()


def test_a_second_graft_changes_nothing_at_all(grafted: tuple[bytes, bytes]) -> None:
    _, once = grafted

    assert graft(once, donors.donor()) == once


def test_the_package_is_as_sound_as_it_was(grafted: tuple[bytes, bytes]) -> None:
    own, once = grafted

    assert (faults(own), faults(once)) == ((), ())


def test_the_users_cells_look_as_before(seen: tuple[Any, Any, Any]) -> None:
    own, once, _ = seen

    for sheet in own.worksheets:
        assert faces(once[sheet.title]) == faces(sheet)
        assert painted(once[sheet.title]) == painted(sheet)


def test_our_sheets_look_as_in_a_workbook_of_their_own(seen: tuple[Any, Any, Any]) -> None:
    _, once, ours = seen

    for sheet in ours.worksheets:
        there = once[sheet.title]
        assert faces(there) == faces(sheet)
        assert painted(there) == painted(sheet)
        assert [table.ref for table in there.tables.values()] == [
            table.ref for table in sheet.tables.values()
        ]
        assert [len(there._charts), there.freeze_panes] == [len(sheet._charts), sheet.freeze_panes]
    assert painted(ours["Carteira"])
    assert len(faces(ours["Carteira"])) > 15


def faces(sheet: Any) -> dict[str, tuple[str, ...]]:
    """What each cell shows, and how; those without anything follow the book."""
    joined = {place for area in sheet.merged_cells.ranges for place in [*area.cells][1:]}
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return {
        cell.coordinate: face(cell)
        for cell in cells
        if (cell.value is not None or cell.has_style) and (cell.row, cell.column) not in joined
    }


def face(cell: Any) -> tuple[str, ...]:
    value = str(cell.value).replace("Carteira_DataBase", "DataBase")
    link = cell.hyperlink and cell.hyperlink.location
    looks = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)
    return tuple(map(repr, (value, link, cell.quotePrefix, *looks)))


def painted(sheet: Any) -> list[tuple[str, str]]:
    return [
        (str(ranges.sqref), repr(rule.dxf))
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
    ]


def test_other_programs_read_the_users_cells_as_before(grafted: tuple[bytes, bytes]) -> None:
    own, once = (CalamineWorkbook.from_filelike(io.BytesIO(content)) for content in grafted)

    for sheet in own.sheet_names:
        if sheet != "Painel":
            theirs = once.get_sheet_by_name(sheet).to_python()
            assert theirs == own.get_sheet_by_name(sheet).to_python()


def test_the_proof_counts_what_stayed(grafted: tuple[bytes, bytes]) -> None:
    own, once = grafted
    proof = prove(own, once)

    assert (proof.parts, proof.sheets) == (len(parts(own).keys() - FOUR - DROPPED), 4)


@pytest.mark.parametrize("host", ["plain", "odds and ends"])
def test_the_proof_sees_a_single_changed_byte_and_a_lost_part(host: str) -> None:
    own = HOSTS[host]()
    once = parts(graft(own, donors.donor()))
    theme = once["xl/theme/theme1.xml"]
    changed = once | {"xl/theme/theme1.xml": theme.replace(b"Office", b"Offic3", 1)}
    lost = {name: content for name, content in once.items() if "theme" not in name}
    turned = dict(sorted(once.items()))

    for broken in (changed, lost, turned):
        with pytest.raises(AssertionError, match="isn't ours"):
            prove(own, zipped(broken))
    prove(own, zipped(once))


def zipped(found: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in found.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.libreoffice
@pytest.mark.parametrize("host", ["plenty", "macros"])
def test_libreoffice_opens_it_and_computes_the_same(host: str, tmp_path: Path) -> None:
    path = tmp_path / "vendas.xlsx"
    path.write_bytes(graft(HOSTS[host](), donors.donor()))

    before, after = (
        opened(path, values=True),
        opened(through_libreoffice(path, tmp_path), values=True),
    )

    assert [cell.value for cell in after["Carteira"]["C"]][-2:] == [17, 12]
    for sheet in ("Vendas", "Resumo", "Carteira", "Parâmetros"):
        assert values(after[sheet]) == values(before[sheet])


def values(sheet: Any) -> list[Any]:
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    return [value for value in cells if value not in {None, ""}]
