"""Words of status and operation, and what they make of a row."""

import pytest

from carteira_cli.ingest import status
from carteira_cli.ingest.cells import as_text
from carteira_cli.ingest.standing import Standing, StatusColumn, StatusRole, Words, words
from carteira_cli.ingest.status import Combined, StatusText, of_operation, of_status, statuses
from tests.ingest.sheets_of import text


def told(role: StatusRole, *cells: str | None, own: Words | None = None) -> StatusText:
    return StatusText(role, role, as_text(text(*cells)), own or Words())


def flag(header: str, *cells: str | None) -> StatusText:
    (column,) = status.columns([header], {})
    return StatusText(column.role, header, as_text(text(*cells)), column.words)


def by_row(judged: Combined) -> list[str]:
    return [judged.standings[code] for code in judged.codes]


def said_of(column: StatusText) -> list[str]:
    return by_row(status.judge([column], {}))


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("Cancelada pelo comprador", Standing.CANCELLED),
        ("Não pago", Standing.CANCELLED),
        ("refunded", Standing.CANCELLED),
        ("Em aberto", Standing.NOT_YET),
        ("Orçamento", Standing.NOT_YET),
        ("waiting_payment", Standing.NOT_YET),
        ("payment-pending", Standing.NOT_YET),
        ("Pagamento pendente", Standing.NOT_YET),
        ("Pagamento aprovado", Standing.SALE),
        ("Cancelamento recusado", Standing.SALE),
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
        ("6656", Standing.SALE),
        ("1202", Standing.RETURN),
        ("2411", Standing.RETURN),
        ("1102 - Compra para comercialização", Standing.NOT_A_SALE),
        ("1101 - VENDA NF-E", Standing.SALE),
        ("1100", Standing.SALE),
        ("DEVOLUCAO DE VENDA", Standing.RETURN),
        ("5910", Standing.NOT_A_SALE),
        ("5152", Standing.NOT_A_SALE),
        ("6202", Standing.NOT_A_SALE),
        ("Bonificação", Standing.NOT_A_SALE),
        ("5922", Standing.SALE),
        ("5929", Standing.UNKNOWN),
        ("6949", Standing.UNKNOWN),
        ("Venda de mercadoria", Standing.SALE),
    ],
)
def test_kinds_of_operation(word: str, standing: Standing) -> None:
    assert of_operation(word) is standing


def test_goods_billed_ahead_are_not_counted_again_when_they_are_shipped() -> None:
    shipped = told(StatusRole.OPERATION, "5117", "5102", "5922")
    assert said_of(shipped) == ["not-a-sale", "sale", "sale"]
    assert said_of(told(StatusRole.OPERATION, "5117", "5102")) == ["sale", "sale"]


def test_the_users_own_words_go_first() -> None:
    judged = statuses(
        as_text(text("Xpto", "Cancelado", None)), {"xpto": "cancelada", "CANCELADO": "venda"}
    )
    assert judged.are(Standing.CANCELLED).tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("payment", "order", "standing"),
    [
        ("Confirmado", "Aberto", "sale"),
        ("Confirmado", "Xpto", "sale"),
        ("Confirmado", "Cancelado", "cancelled"),
        ("Pendente", "Concluído", "not-yet-sold"),
        ("Estornado", "Concluído", "cancelled"),
        (None, "Aberto", "not-yet-sold"),
        (None, "Concluído", "sale"),
        ("Xpto", "Concluído", "unknown"),
        ("Xpto", "Pendente", "not-yet-sold"),
        (None, None, "silent"),
    ],
)
def test_payment_is_heard_before_the_order(
    payment: str | None, order: str | None, standing: str
) -> None:
    columns = [told(StatusRole.ORDER, order), told(StatusRole.PAYMENT, payment)]
    assert by_row(status.judge(columns, {})) == [standing]


@pytest.mark.parametrize(
    ("returned", "standing"),
    [
        ("Solicitação Aprovada", "cancelled"),
        ("Reembolso concluído", "cancelled"),
        ("-", "sale"),
        (None, "sale"),
        ("Solicitação recusada", "sale"),
        ("Solicitação Cancelada", "sale"),
        ("Em análise", "unknown"),
        ("Reembolso parcial concluído", "unknown"),
    ],
)
def test_a_granted_return_undoes_a_sale(returned: str | None, standing: str) -> None:
    columns = [told(StatusRole.ORDER, "Concluído"), told(StatusRole.RETURN, returned)]
    assert by_row(status.judge(columns, {})) == [standing]


def test_shipping_is_heard_only_when_goods_come_back() -> None:
    cells = ("Entregue", "Não está embalado", "Aguardando coleta", "Devolvido")
    assert said_of(told(StatusRole.SHIPPING, *cells)) == ["silent"] * 3 + ["cancelled"]


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Cancelado", "cancelled", "silent"),
        ("Excluído", "cancelled", "silent"),
        ("Confirmada", "silent", "not-yet-sold"),
        ("soma_relatorio", "silent", "not-a-sale"),
    ],
)
@pytest.mark.parametrize("pair", [("S", "N"), ("Sim", "Não"), ("True", "False"), ("1", "0")])
def test_the_header_says_what_a_yes_means(
    header: str, yes: str, no: str, pair: tuple[str, str]
) -> None:
    assert said_of(flag(header, *pair)) == [yes, no]


def test_a_day_of_cancellation_is_a_yes() -> None:
    assert said_of(flag("Cancelado", "12/03/2025", None, "N")) == ["cancelled", "silent", "silent"]
    assert said_of(flag("Cancelled at", "2025-03-12", None)) == ["cancelled", "silent"]


def test_amounts_under_the_header_of_a_flag_are_no_flag() -> None:
    assert said_of(flag("Cancelado", "10,50", "1", "32,00")) == ["silent"] * 3


@pytest.mark.parametrize(
    ("header", "code", "standing"),
    [
        ("cStat", "100", "sale"),
        ("cStat", "135", "cancelled"),
        ("cStat", "110 - Uso denegado", "cancelled"),
        ("finNFe", "4", "return"),
        ("Finalidade da NF-e", "3 - Ajuste", "not-a-sale"),
        ("tpNF", "0", "return"),
    ],
)
def test_tax_codes_are_read_by_their_header(header: str, code: str, standing: str) -> None:
    assert said_of(flag(header, code)) == [standing]


def test_a_return_by_its_operation_counts_unless_it_was_cancelled() -> None:
    columns = [
        told(StatusRole.ORDER, "Concluído", "Cancelado"),
        told(StatusRole.OPERATION, "Devolução de venda", "Devolução de venda"),
    ]
    assert by_row(status.judge(columns, {})) == ["return", "cancelled"]


def test_a_row_names_the_column_that_decided_it() -> None:
    columns = [
        told(StatusRole.ORDER, "Cancelado", "Concluído", None),
        told(StatusRole.PAYMENT, "Pago", "Recusado", None),
    ]
    judged = status.judge(columns, {})
    assert judged.decided_by(0).tolist() == [True, False, False]
    assert judged.decided_by(1).tolist() == [False, True, False]


def test_own_words_go_before_those_of_the_system_and_those_before_all_others() -> None:
    own = words([("nada", ["abert*"]), ("venda", ["*dinheiro*", "3"])])
    cells = ("Aberto", "Aberta", "Te demos o dinheiro desta venda", "3", "33")
    column = told(StatusRole.ORDER, *cells, own=own)
    standings = by_row(status.judge([column], {"ABERTO": "cancelada"}))
    assert standings == ["cancelled", "silent", "sale", "sale", "unknown"]


def test_status_columns_are_found_by_their_headers_in_the_order_they_are_heard() -> None:
    names = ["Situação", "Fase", "Status do Envio", "Status do Pagamento", "Cancelado", "CFOP"]
    found = [(each.role, each.position) for each in status.columns(names, {"status": 1})]
    assert found == [
        (StatusRole.FLAG, 4),
        (StatusRole.PAYMENT, 3),
        (StatusRole.ORDER, 0),
        (StatusRole.ORDER, 1),
        (StatusRole.SHIPPING, 2),
        (StatusRole.OPERATION, 5),
    ]


def test_among_receivables_what_is_unpaid_was_sold() -> None:
    (column,) = status.columns(["Situação"], {}, receivables=True)
    assert column == StatusColumn(StatusRole.ORDER, 0, status.UNPAID_COUNTS)
    cells = ("Em aberto", "Vencido", "Cancelado", "Pago")
    heard = said_of(told(column.role, *cells, own=column.words))
    assert heard == ["sale", "sale", "cancelled", "sale"]


def test_nothing_is_judged_by_no_column() -> None:
    with pytest.raises(ValueError, match="at least one column"):
        status.judge([], {})
