"""The bytes of a text file, and its cells and line numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.tables import RawTable
from carteira_cli.readers import characters, delimited


def table(content: bytes) -> RawTable:
    return delimited.read("x.csv", content)[0]


def cells(content: bytes) -> list[list[str]]:
    return table(content).cells.to_numpy().tolist()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(encoding: str) -> None:
    content = "Código;Emissão\n1;Ação de João\n".encode(encoding)
    assert cells(content) == [["Código", "Emissão"], ["1", "Ação de João"]]


def test_dos_and_windows_are_told_apart_by_the_letters_they_give() -> None:
    assert table("São José;1\nAção;2\n".encode("cp850")).about[0].startswith("Texto em código 850")
    assert table("São José;1\nAção;2\n".encode("cp1252")).about[0].startswith("Texto em Windows")
    assert table(b"5\xba andar;1\nx;2\n").about[0].startswith("Texto em Windows")


def test_accents_encoded_twice_are_mended_and_told() -> None:
    once = "Situação;Nº;Cliente\nÀ vista;1º;JOÃO Ênio É\n".encode()
    twice = once.decode("latin-1").encode()  # what a program does that takes UTF-8 for Latin-1

    assert cells(twice) == cells(once)
    assert table(twice).about[1] == (
        "Acentos gravados duas vezes (Ã§ no lugar de ç) foram consertados."
    )


def test_right_and_twice_encoded_text_may_stand_side_by_side() -> None:
    content = "Cliente;Valor\nJOÃO DA CONCEIÇÃO;1\n".encode() + "JoÃ£o da ConceiÃ§Ã£o;2\n".encode()
    assert [row[0] for row in cells(content)[1:]] == ["JOÃO DA CONCEIÇÃO", "João da Conceição"]


def test_text_that_only_looks_twice_encoded_stays() -> None:
    content = "a;b\nÃ¡;1\nÃÂ«;2\nÃÂ»;3\n".encode()
    assert cells(content)[1:] == [["Ã¡", "1"], ["ÃÂ«", "2"], ["ÃÂ»", "3"]]


@given(st.text(st.sampled_from("áàâãéêíóôõúüçÁÂÃÉÊÍÓÔÕÚÇº ;\nxyz"), min_size=1))
def test_mending_undoes_what_a_second_encoding_did(text: str) -> None:
    twice = "".join(bytes([byte]).decode("latin-1") for byte in text.encode()).encode()
    mended, was_twice = characters.mended(twice)
    assert mended == (text.encode() if was_twice else twice)
    assert was_twice or not set(text) & set("áàâãéêíóôõúüç")


def test_the_line_that_names_the_separator_is_obeyed_and_no_row() -> None:
    named = table(b"\xef\xbb\xbfsep=|\r\nData;Valor|x\r\n1;2|y\r\n")
    assert named.cells.to_numpy().tolist() == [["Data;Valor", "x"], ["1;2", "y"]]
    assert (named.rows.tolist(), named.delimiter) == ([2, 3], "|")


@pytest.mark.parametrize(
    "lines",
    [
        ['"data,cliente,valor"', '"01/01/2026,""Silva, Ana"",10"', '"02/01/2026,Bia,20"'],
        ['"data,cliente,valor";;', '"01/01/2026,""Silva, Ana"",10";;', '"02/01/2026,Bia,20";;'],
        ["data,cliente,valor;", '"01/01/2026,""Silva, Ana"",10";', "02/01/2026,Bia,20;"],
        ["data,cliente,valor", '"01/01/2026,""Silva, Ana"",10"', "02/01/2026,Bia,20"],
        ['"data;cliente;valor",', '"01/01/2026;""Silva, Ana"";10",', '"02/01/2026;Bia;20",'],
    ],
)
def test_lines_wrapped_into_one_cell_are_unwrapped_and_told(lines: list[str]) -> None:
    wrapped = table("\r\n".join(lines).encode("cp1252"))
    assert wrapped.cells.to_numpy().tolist() == [
        ["data", "cliente", "valor"],
        ["01/01/2026", "Silva, Ana", "10"],
        ["02/01/2026", "Bia", "20"],
    ]
    assert wrapped.rows.tolist() == [1, 2, 3]
    assert wrapped.about[-1].startswith("Cada linha estava dentro de uma só célula")


def test_a_cell_of_two_lines_that_was_wrapped_line_by_line() -> None:
    wrapped = table(b'"a,b";\n"1,""x";\n"y""";\n"2,z";\n')
    assert wrapped.cells.to_numpy().tolist() == [["a", "b"], ["1", "x\ny"], ["2", "z"]]
    assert wrapped.rows.tolist() == [1, 2, 4]


@pytest.mark.parametrize(
    "content",
    [
        b'"a","b"\n"1","x"\n"2","y"\n',
        b'"Relat\xc3\xb3rio; vendas"\na;b\n1;2\n3;4\n',
        b"a;b;;\n1;2;;\n3;4;;\n",
        b'"nome"\n"Rua A"\n"Rua B"\n',
        b"a,b\n1,2\n3,4\n",
    ],
)
def test_what_is_not_wrapped_is_left_alone(content: bytes) -> None:
    assert len(table(content).about) == 1


def test_more_blank_lines_than_anybody_looks_at() -> None:
    assert cells(b"\n" * 400_000 + b"a;b\n1;2\n")[-1] == ["1", "2"]
    with pytest.raises(CarteiraError) as error:
        table(b"\n" * 2000)
    assert error.value.code.slug == "empty-file"


def test_a_quote_that_nobody_closes_is_no_defect_of_ours() -> None:
    assert cells(b'a;b\n1;"x' + b";y\n" * 60_000)[0] == ["a", "b"]


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
