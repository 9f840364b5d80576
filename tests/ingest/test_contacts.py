"""Contacts that meet, and contacts that reach nobody."""

import pytest

from carteira_cli.ingest import contacts
from tests.ingest.sheets_of import text


@pytest.mark.parametrize(
    "written",
    [
        "(11) 98888-7777",
        "+55 11 98888-7777",
        "+5511988887777",
        "011 98888-7777",
        "0xx11 98888-7777",
        "015 11 98888-7777",
        "+55 (011) 98888-7777",
        "11 8888-7777",
        "(11) 98888-7777 / (11) 3333-4444",
    ],
)
def test_spellings_of_one_telephone_meet(written: str) -> None:
    assert contacts.phones(text(written)).tolist() == ["11988887777"]
    assert contacts.readable_phones(text(written)).tolist() == ["(11) 98888-7777"]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("55 3222-1234", "5532221234"),
        ("(55) 99888-7766", "55998887766"),
        ("+55 55 99888-7766", "55998887766"),
    ],
)
def test_area_55_is_not_the_country(written: str, key: str) -> None:
    assert contacts.phones(text(written)).tolist() == [key]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("0800 123 4567", "0800 123 4567"),
        ("4004-1234", "4004-1234"),
        ("98888-7777", "98888-7777"),
        ("(20) 98888-7777", "(20) 98888-7777"),
        ("0000000000", None),
        ("(00) 00000-0000", None),
        ("******", None),
        ("não tem", None),
    ],
)
def test_what_identifies_nobody_is_no_proof_and_only_placeholders_are_hidden(
    written: str, shown: str | None
) -> None:
    assert contacts.phones(text(written)).isna().all()
    assert contacts.readable_phones(text(written)).astype(object).where(
        lambda told: told.notna(), None
    ).tolist() == [shown]


def test_a_number_of_one_digit_repeated_is_a_placeholder() -> None:
    assert (
        contacts.phones(text("(11) 99999-9999", "(11) 98888-8888", "(11) 3333-3333")).isna().all()
    )


def test_emails_meet_in_lower_case_and_the_first_of_several_counts() -> None:
    assert contacts.emails(text("Ana@B.com", "ana@b.com; bia@b.com")).tolist() == ["ana@b.com"] * 2


@pytest.mark.parametrize(
    "written", ["ana", "ana@b", "***@b.com", "naotem@b.com", "sem@email.com", "x@x.com"]
)
def test_placeholders_are_no_email(written: str) -> None:
    assert contacts.emails(text(written)).isna().all()
