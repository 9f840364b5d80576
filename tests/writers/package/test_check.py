"""Sound packages have no faults, and each fault sown on purpose is found."""

import importlib
from pathlib import Path

import pytest

import carteira_cli.writers.package
from carteira_cli.writers.package import CHECKS, Fault, faults
from tests.writers.package import sound
from tests.writers.package.mutations import MUTATIONS, Mutation, unzipped

FOLDER = Path(carteira_cli.writers.package.__file__).parent


def slugs(content: bytes) -> set[str]:
    return {fault.slug for fault in faults(content)}


def name(mutation: Mutation) -> str:
    return f"{mutation.slug}: {mutation.title}"


@pytest.mark.parametrize("book", sound.BOOKS)
def test_a_sound_workbook_has_no_faults(book: str) -> None:
    assert faults(sound.BOOKS[book]()) == ()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=name)
def test_a_fault_is_found(mutation: Mutation) -> None:
    parts = unzipped(sound.sample())
    mutation.change(parts)

    assert mutation.slug in slugs(parts.zipped())


@pytest.mark.parametrize("mutation", [each for each in MUTATIONS if each.of_ours], ids=name)
def test_a_fault_is_found_in_a_workbook_of_ours(mutation: Mutation) -> None:
    parts = unzipped(sound.ours())
    mutation.change(parts)

    assert mutation.slug in slugs(parts.zipped())


def test_every_check_has_a_fault_that_it_finds() -> None:
    assert {check.slug for check in CHECKS} == {mutation.slug for mutation in MUTATIONS}


def test_every_check_is_registered_once() -> None:
    modules = (
        importlib.import_module(f"carteira_cli.writers.package.{path.stem}")
        for path in FOLDER.glob("[!_]*.py")
    )
    written = [check for module in modules for check in getattr(module, "CHECKS", ())]

    assert sorted(check.slug for check in written) == sorted(check.slug for check in CHECKS)
    assert len({check.slug for check in CHECKS}) == len(CHECKS)


def test_faults_are_the_same_each_time() -> None:
    parts = unzipped(sound.sample())
    for mutation in (each for each in MUTATIONS if each.slug in {"table-range", "table-filter"}):
        mutation.change(parts)

    assert faults(parts.zipped()) == faults(parts.zipped())
    assert {"table-range", "table-filter"} <= slugs(parts.zipped())


def test_a_fault_tells_where() -> None:
    parts = unzipped(sound.sample())
    parts.swap(parts.sheet, "<f>", "<f>MAX(1;2)+")

    assert faults(parts.zipped()) == (
        Fault("formula-separator", parts.sheet, "D2: MAX(1;2)+Clientes[[#This Row],[Valor]]*2"),
    )


@pytest.mark.parametrize("content", [b"", b"PK", b"a;b\n1;2\n", bytes(100)])
def test_what_is_no_archive_is_one_fault(content: bytes) -> None:
    assert [fault.slug for fault in faults(content)] == ["archive-broken"]


def test_a_part_that_was_changed_after_packing_is_found() -> None:
    content = bytearray(sound.sample())
    content[content.index(b"xl/worksheets/sheet1.xml") + 200] ^= 0xFF

    assert slugs(bytes(content)) == {"archive-broken"}


def test_thousands_of_faults_are_told_in_a_few() -> None:
    parts = unzipped(sound.sample())
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>x</v></c></row>' for row in range(20, 999))
    parts.swap(parts.sheet, "</sheetData>", f"{rows}</sheetData>")

    assert [fault.slug for fault in faults(parts.zipped())] == ["cell-value"] * 5
