"""The bytes of a text file, and its cells and line numbers."""

import pytest

from carteira_cli.readers import delimited


def cells(content: bytes) -> list[list[str]]:
    return delimited.read("x.csv", content)[0].cells.to_numpy().tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    content = "Código;Emissão\n1;ção\n".encode(encoding)
    assert cells(content) == [["Código", "Emissão"], ["1", "ção"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    content = delimiter.join("abc") + "\n" + delimiter.join("123") + "\n"
    assert cells(content.encode()) == [["a", "b", "c"], ["1", "2", "3"]]


def test_decimal_commas_do_not_split_semicolon_files() -> None:
    assert cells(b"Data;Valor\n01/02/2025;1,50\n02/02/2025;2,50\n")[1] == ["01/02/2025", "1,50"]


def test_numbers_count_lines_even_after_blank_and_quoted_lines() -> None:
    table = delimited.read("x.csv", b'T\xedtulo\n\na;b\n1;"x\ny"\n2;z\n')[0]
    assert table.cells.to_numpy().tolist()[-2:] == [["1", "x\ny"], ["2", "z"]]
    assert table.rows.tolist()[-2:] == [4, 6]


def test_regular_and_ragged_text_give_the_same_rows() -> None:
    regular = delimited.read("x.csv", b'a;b\n1;"x\ny"\n2;z\n')[0]
    ragged = delimited.read("x.csv", b'a;b\n1;"x\ny"\n2;z\n3\n')[0]
    assert ragged.rows.tolist() == [*regular.rows.tolist(), 5]
    assert ragged.cells.iloc[:3].equals(regular.cells)


def test_trailing_delimiters_stay_cells() -> None:
    assert cells(b"a;b;c\n1;;\n") == [["a", "b", "c"], ["1", "", ""]]
