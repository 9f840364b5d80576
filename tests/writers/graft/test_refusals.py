"""What we don't write into is left alone, with a sentence and the offer of a new file."""

import pytest

from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Code, Exit
from carteira_cli.writers.graft import graft, require_graftable
from tests.readers import binary_books as binary
from tests.readers.packages import ods
from tests.writers.graft import donors
from tests.writers.graft.hosts import book, packed, parts, with_parts

KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
WORKBOOK = "xl/workbook.xml"


def changed(part: str, old: bytes, new: bytes) -> bytes:
    found = parts(book())
    assert old in found[part]
    return packed(found | {part: found[part].replace(old, new)})


def signed() -> bytes:
    origin = (
        b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/'
        b'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    )
    return changed(ROOT, b"</Relationships>", origin + b"</Relationships>")


def shared() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.revisionHeaders+xml"
    headers = {"xl/revisions/revisionHeaders.xml": (kind, b"<headers/>")}
    leads = {WORKBOOK: ((f"{KINDS}/revisionHeaders", "revisions/revisionHeaders.xml"),)}
    return with_parts(book(), headers, leads)


def locked(lock: bytes) -> bytes:
    return changed(WORKBOOK, b"<bookViews>", b"<workbookProtection " + lock + b"/><bookViews>")


def strict() -> bytes:
    return changed(
        ROOT,
        f"{KINDS}/officeDocument".encode(),
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    )


def retyped(kind: bytes) -> bytes:
    plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
    return changed(TYPES, plain, kind)


ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
CASES: dict[str, tuple[bytes, Code]] = {
    "signed": (signed(), catalogue.IN_PLACE_SIGNED),
    "strict": (strict(), catalogue.IN_PLACE_STRICT),
    "encrypted": (ENCRYPTED, catalogue.IN_PLACE_PASSWORD),
    "locked": (locked(b'lockStructure="1"'), catalogue.IN_PLACE_LOCKED),
    "locked in words": (locked(b'lockStructure="true"'), catalogue.IN_PLACE_LOCKED),
    "shared": (shared(), catalogue.IN_PLACE_SHARED),
    "xls": (binary.xls(["Data"], ["x"]), catalogue.IN_PLACE_FORMAT),
    "xlsb": (binary.xlsb(["Data"], ["x"]), catalogue.IN_PLACE_FORMAT),
    "ods": (ods(), catalogue.IN_PLACE_FORMAT),
    "csv": (b"data;cliente;valor\n", catalogue.IN_PLACE_FORMAT),
    "template": (
        retyped(b"openxmlformats-officedocument.spreadsheetml.template.main"),
        catalogue.IN_PLACE_FORMAT,
    ),
    "cut off": (book()[:-300], catalogue.IN_PLACE_UNSOUND),
    "no workbook": (packed({TYPES: parts(book())[TYPES]}), catalogue.IN_PLACE_FORMAT),
    "not XML": (changed(WORKBOOK, b"<sheets>", b"<sheets"), catalogue.IN_PLACE_UNSOUND),
    "entities": (
        changed(WORKBOOK, b"<workbook ", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook '),
        catalogue.IN_PLACE_UNSOUND,
    ),
}


@pytest.mark.parametrize(("content", "code"), CASES.values(), ids=CASES)
def test_it_is_refused_before_anything_is_computed(content: bytes, code: Code) -> None:
    for attempt in (require_graftable, lambda own: graft(own, donors.donor())):
        with pytest.raises(CarteiraError) as stop:
            attempt(content)
        assert stop.value.code is code
        assert code.message.format(**stop.value.details)


def test_a_lock_on_windows_only_is_no_lock_on_the_structure() -> None:
    require_graftable(locked(b'lockWindows="1" lockStructure="0"'))


@pytest.mark.parametrize("title", ["Carteira", "CARTEIRA", "Parâmetros"])
def test_a_sheet_of_the_users_that_is_called_like_ours_stops_it(title: str) -> None:
    own = book(lambda made, _: made.add_worksheet(title))

    with pytest.raises(CarteiraError) as stop:
        graft(own, donors.donor())
    assert stop.value.code is catalogue.IN_PLACE_SHEET_NAME
    assert stop.value.details["sheet"] == title


def test_every_refusal_offers_a_new_file() -> None:
    codes = [value for name, value in vars(catalogue).items() if name.startswith("IN_PLACE")]
    offering = [code for code in codes if "planilha nova: sem --na-planilha" in code.hint]

    assert {code.exit for code in codes} == {Exit.OUTPUT}
    assert [code for code in codes if code not in offering] == [catalogue.IN_PLACE_CHANGED]


def test_a_package_with_a_damaged_part_is_not_copied_on() -> None:
    content = bytearray(book())
    at = content.index(b"xl/styles.xml") + 60
    content[at : at + 8] = b"\xff" * 8

    with pytest.raises(CarteiraError) as stop:
        graft(bytes(content), donors.donor())
    assert stop.value.code is catalogue.IN_PLACE_UNSOUND
