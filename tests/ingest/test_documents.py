"""CPF and CNPJ against the law and against two other libraries."""

import pytest
import stdnum.br.cnpj
import stdnum.br.cpf
from hypothesis import given, settings
from hypothesis import strategies as st
from validate_docbr import CPF

from carteira_cli.ingest import documents
from tests.ingest.sheets_of import text


def clean(*cells: str | None) -> list[str | None]:
    return [None if cell != cell else cell for cell in documents.clean(text(*cells))]  # noqa: PLR0124


def test_masks_words_and_lost_zeros_are_mended() -> None:
    assert clean("163.989.886-71", "CPF 16398988671", "9021913062", "11222333000181") == [
        "16398988671",
        "16398988671",
        "09021913062",
        "11222333000181",
    ]


@pytest.mark.parametrize(
    ("written", "document"),
    [
        ("9021913062.0", "09021913062"),
        ("CPF/CNPJ: 163.989.886-71", "16398988671"),
        ("CNPJ 11.222.333/0001-81", "11222333000181"),
        ("9.021.913.062", "09021913062"),
        ("00009021913062", "09021913062"),
        ("011222333000181", "11222333000181"),
        ("'16398988671", "16398988671"),
        ("12.abc.345/01de-35", "12ABC34501DE35"),
    ],
)
def test_documents_as_systems_write_them(written: str, document: str) -> None:
    assert clean(written) == [document]


def test_of_two_readings_the_nearer_length_wins() -> None:
    # 191 with zeros in front is a valid CPF and a valid CNPJ.
    assert clean("191", "00000000191", "00000000000191") == [
        "00000000191",
        "00000000191",
        "00000000000191",
    ]


def test_a_document_that_became_a_number_and_was_cut_is_none() -> None:
    # The second would pass for an alphanumeric CNPJ, check digits and all.
    cut = text("1,12223330001E+13", "1.1222333016E+13", "11222333000181", None)
    assert documents.mangled(cut).tolist() == [True, True, False, False]
    assert clean(*cut[:2]) == [None, None]


def test_branches_of_a_company_share_their_root() -> None:
    roots = documents.root(text("11222333000181", "11222333000262", "16398988671"))
    assert roots.astype(object).fillna("").tolist() == ["11222333", "11222333", ""]


def test_the_official_alphanumeric_cnpj_is_valid() -> None:
    assert clean("12.ABC.345/01DE-35") == ["12ABC34501DE35"]


def test_placeholders_and_wrong_digits_are_no_documents() -> None:
    bad = (
        *("111.111.111-11", "000.000.000-00", "123.456.789-09", "99999999999999", "abc", None),
        *("9999999999999", "0", "12.345.678/0001-95", "163.989.886-72"),
    )
    assert clean(*bad) == [None] * len(bad)


def test_documents_are_shown_without_their_outer_digits() -> None:
    whole = text("16398988671", "11222333000181")
    assert documents.mask(whole).tolist() == ["***.989.886-**", "11.***.***/0001-**"]
    assert documents.punctuate(whole).tolist() == ["163.989.886-71", "11.222.333/0001-81"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**9 - 1).map("{:09d}".format))
def test_cpf_agrees_with_other_libraries(base: str) -> None:
    candidates = [f"{base}{check:02d}" for check in range(100)]
    others = [
        number if CPF().validate(number) and number != "12345678909" else None
        for number in candidates
    ]
    cleaned = zip(candidates, clean(*candidates), strict=True)
    assert [number if number == read else None for number, read in cleaned] == others
    assert [number for number in others if number and not stdnum.br.cpf.is_valid(number)] == []


@settings(max_examples=50, deadline=None)
@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=12, max_size=12))
def test_cnpj_agrees_with_stdnum(base: str) -> None:
    number = base + stdnum.br.cnpj.calc_check_digits(base)
    assert clean(number) == [number] or len(set(base)) == 1
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert clean(wrong) == [None]


@settings(max_examples=50, deadline=None)
@given(st.integers(10**9, 10**12 - 1).map("{:012d}".format))
def test_a_cnpj_typed_as_a_number_gets_its_zeros_back(base: str) -> None:
    number = base + stdnum.br.cnpj.calc_check_digits(base)
    assert clean(str(int(number))) == [number]


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789ABC./- ", max_size=20))
def test_what_is_read_as_a_document_is_one_for_stdnum_too(written: str) -> None:
    for document in clean(written):
        valid = stdnum.br.cpf.is_valid if len(document or "") == 11 else stdnum.br.cnpj.is_valid
        assert document is None or valid(document)


@pytest.mark.parametrize(
    ("text", "proves"),
    [
        ("111.444.777-35", True),
        ("11.222.333/0001-81", True),
        ("12.ABC.345/01DE-35", True),
        ("111.444.777-36", False),
        ("R$ 1.355,70", False),
        ("pedido 12", False),
    ],
)
def test_one_text_is_proved_by_its_check_digits(text: str, proves: bool) -> None:
    assert documents.proves(text) is proves
