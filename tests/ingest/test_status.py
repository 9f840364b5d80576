"""Words of status and operation, and what they make of a row."""

import pytest

from carteira_cli.ingest.cells import as_text
from carteira_cli.ingest.status import Standing, of_operation, of_status, statuses
from tests.ingest.sheets_of import text


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("Cancelada pelo comprador", Standing.CANCELLED),
        ("Não pago", Standing.CANCELLED),
        ("refunded", Standing.CANCELLED),
        ("Em aberto", Standing.NOT_YET),
        ("Orçamento", Standing.NOT_YET),
        ("waiting_payment", Standing.NOT_YET),
        ("A Enviar", Standing.SALE),
        ("Autorizada", Standing.SALE),
        ("pago", Standing.SALE),
        ("Xpto", Standing.UNKNOWN),
    ],
)
def test_status_words(word: str, standing: Standing) -> None:
    assert of_status(word) is standing


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("5102", Standing.SALE),
        ("5.405 - Venda", Standing.SALE),
        ("1202", Standing.RETURN),
        ("DEVOLUCAO DE VENDA", Standing.RETURN),
        ("5910", Standing.NOT_A_SALE),
        ("Bonificação", Standing.NOT_A_SALE),
        ("5929", Standing.SALE),
        ("Venda de mercadoria", Standing.SALE),
    ],
)
def test_kinds_of_operation(word: str, standing: Standing) -> None:
    assert of_operation(word) is standing


def test_the_users_own_words_go_first() -> None:
    judged = statuses(
        as_text(text("Xpto", "Cancelado", None)), {"xpto": "cancelada", "CANCELADO": "venda"}
    )
    assert judged.are(Standing.CANCELLED).tolist() == [True, False, False]
