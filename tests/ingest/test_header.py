"""Where the header is, and which column is what."""

import pytest

from carteira_cli.ingest import header
from carteira_cli.ingest.synonyms import IGNORED, SYNONYMS, normalise
from tests.ingest.sheets_of import grid


def fields(*rows: tuple[object, ...], **wanted: str) -> dict[str, int]:
    found = header.find(grid(*rows), wanted)
    return dict(found.fields) if found else {}


def test_the_header_is_found_below_title_lines() -> None:
    table = grid(
        ("Distribuidora Boa Vista", None, None),
        ("Período: 01/01/2025 a 31/12/2025", None, None),
        (None, None, None),
        ("Data", "Cliente", "Valor"),
        ("02/01/2025", "Ana", 10.0),
    )
    found = header.find(table, {})
    assert found is not None
    assert (found.index, found.fields) == (3, {"data": 0, "cliente": 1, "valor": 2})


def test_look_alikes_are_not_taken() -> None:
    row = ("Vencimento", "Data", "Vendedor", "Cliente", "Valor Frete", "Valor Total", "Subtotal")
    data = ("05/02/2025", "02/01/2025", "Zé", "Ana", 1.0, 10.0, 9.0)
    assert fields(row, data) == {"data": 1, "vendedor": 2, "cliente": 3, "valor": 5}


def test_a_column_that_cannot_be_what_it_says_is_passed_over() -> None:
    row = ("Data da venda", "Emissão", "Cliente", "Valor Total", "Valor")
    data = ("a combinar", "02/01/2025", "Ana", "fechado", "10,00")
    assert fields(row, data) == {"data": 1, "cliente": 2, "valor": 4}


def test_a_bare_code_beside_the_name_is_the_customers() -> None:
    assert fields(("Código", "Cliente", "Valor"), (1.0, "Ana", 2.0))["codigo"] == 0
    assert "codigo" not in fields(("Código", "Produto", "Cliente"), (1.0, "Bala", "Ana"))


def test_a_document_column_without_documents_is_no_document() -> None:
    row = ("Documento", "Cliente", "Valor")
    assert "documento" not in fields(row, ("NF 5045", "Ana", 1.0))
    assert fields(row, ("163.989.886-71", "Ana", 1.0))["documento"] == 0


def test_the_user_overrules() -> None:
    row = ("Quando", "Quem", "Cliente", "Valor")
    data = ("02/01/2025", "Bia", "Ana", 1.0)
    assert fields(row, data, data="quando", cliente="Quem") == {"data": 0, "cliente": 1, "valor": 3}


def test_a_sheet_without_known_words_has_no_header() -> None:
    assert header.find(grid(("a", "b"), (1.0, 2.0)), {}) is None


@pytest.mark.parametrize(
    ("header_text", "normal"),
    [
        ("Valor Total (R$)", "valor total"),
        ("Nº Pedido", "no pedido"),
        ("CodCli", "cod cli"),
        ("CPF / CNPJ", "cpf cnpj"),
        ("D2_EMISSAO", "d2 emissao"),
        ("Total (BRL)", "total"),
    ],
)
def test_headers_are_compared_without_marks(header_text: str, normal: str) -> None:
    assert normalise(header_text) == normal


def test_every_word_is_known_once_and_in_its_normal_form() -> None:
    words = [word for field in SYNONYMS.values() for word in field] + [*IGNORED]
    assert len(words) == len(set(words))
    assert [word for word in words if normalise(word) != word] == []
