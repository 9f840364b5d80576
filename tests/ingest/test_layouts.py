"""The tables of known systems: recognised by their headers, and read as declared."""

from pathlib import Path

import pytest

import carteira_cli.ingest.layouts
from carteira_cli.ingest import layouts
from carteira_cli.ingest.layouts import entries, signatures
from carteira_cli.ingest.layouts.defects import LayoutError
from carteira_cli.ingest.standing import Standing, StatusRole

SYSTEMS = Path(carteira_cli.ingest.layouts.__file__).parent / "systems"
ENTRY = {
    "title": "Loja: vendas",
    "about": "Cada linha é um pedido.",
    "grain": "linha",
    "columns": {"data": "Data"},
}
HEADERS = {
    "mercado-livre": "N.º de venda;Data da venda;Estado;Título do anúncio;Unidades;"
    "Receita por produtos (BRL);Total (BRL);Comprador;Cidade;Estado",
    "shopee": "ID do pedido;Status do pedido;Status da Devolução / Reembolso;"
    "Data de criação do pedido;Desconto do vendedor;Desconto do vendedor;Valor Total;"
    "Nome de usuário (comprador);Telefone;Cidade;Bairro;Cidade;UF",
    "nuvemshop-vendas": "Número do Pedido;E-mail;Data;Status do Pedido;Status do Pagamento;"
    "Status do Envio;Total;Nome do comprador;CPF / CNPJ;Telefone",
    "nuvemshop-clientes": "Nome completo;CPF/CNPJ;E-mail;Telefone de Contato;Endereço;Cidade;"
    "Total Consumido (BRL);Número de Compras;Última Compra;Data;Cadastrado",
    "shopify": "Name;Email;Financial Status;Paid at;Fulfillment Status;Total;Created at;"
    "Lineitem quantity;Lineitem name;Billing Name;Cancelled at;Refunded Amount;Id;Source",
    "woocommerce-itens": "Order Number;Order Status;Order Date;First Name (Billing);"
    "Item Cost;Order Line Total;Item Cost;Order Total Amount",
    "woocommerce-pedidos": "Order Number;Order Status;Order Date;First Name (Billing);"
    "Last Name (Billing);Order Refund Amount;Order Total Amount",
    "vtex": "Origin;Order;Creation Date;Client Name;Client Last Name;Client Document;Status;"
    "Payment Value;Quantity_SKU;SKU Selling Price;SKU Total Price;Total Value",
    "amazon": "order-id;order-item-id;purchase-date;payments-date;buyer-email;buyer-name;sku;"
    "product-name;quantity-purchased;currency;item-price;item-tax",
    "tiktok-shop": "Order ID;Order Status;Order Substatus;Cancelation/Return Type;SKU ID;"
    "Quantity;SKU Subtotal After Discount;Order Amount;Created Time;Buyer Username;Phone #",
    "bling-pedidos": "numero;data;cliente;valor;situacao;tipoIntegracao",
    "bling-contas-a-receber": "Cliente;Histórico;Forma de pagamento;Nº documento;Vencimento;"
    "Liquidação;Situação;Valor taxa;Recebido",
    "tiny": "ID;Número do pedido;Data;ID contato;Nome do contato*;CPF/CNPJ;Município;Situação;"
    "Descrição;Quantidade;Valor unitário;Desconto item %;Destinatário",
    "omie": "Operação;Nota Fiscal;Data de Emissão (completa);Cliente (Razão Social);"
    "Cliente (Nome Fantasia);Quantidade;Total de Mercadoria;Total da Nota Fiscal;Estado",
    "conta-azul": "Identificador do cliente;Nome do cliente;Data de competência;"
    "Data de vencimento;Situação;Valor original da parcela (R$);Categoria 1",
    "hotmart": "Nome do Produto;Nome do Produtor;Documento do Produtor;Nome do Afiliado;"
    "Transação;Data de Venda;Status;Nome;Documento;Preço Total;Faturamento líquido",
    "kiwify": "ID da venda;Status;Data de Criação;Valor líquido;Total com acréscimo;Cliente",
    "sankhya": "Nro. Único;Confirmada;Dt. Neg.;Cód. Parceiro;Nome Parceiro (Parceiro);"
    "Vlr. Nota;Descrição (Tipo de Operação);Apelido (Vendedor)",
    "protheus-sd2": "D2_FILIAL;D2_DOC;D2_SERIE;D2_CLIENTE;D2_LOJA;D2_EMISSAO;D2_TOTAL;D2_TIPO;"
    "A1_COD;A1_LOJA;A1_NOME;F2_DOC;F2_CLIENTE;F2_LOJA;F2_VALBRUT",
    "protheus-sf2": "F2_DOC;F2_SERIE;F2_CLIENTE;F2_LOJA;F2_EMISSAO;F2_VALBRUT;F2_TIPO",
    "protheus-sa1": "A1_COD;A1_LOJA;A1_NOME;A1_CGC;A1_MUN;A1_EST",
    "senior": "CODEMP;NUMNFV;CODCLI;DATEMI;VLRLIQ;SITNFV",
    "sap-b1": "DocNum;DocDate;CardCode;CardName;LicTradNum;DocTotal;CANCELED",
    "olist-pedidos": "order_id,customer_id,order_status,order_purchase_timestamp",
    "olist-itens": "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,"
    "freight_value",
    "olist-clientes": "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,"
    "customer_state",
}


def names(slug: str) -> list[str]:
    return HEADERS[slug].replace(",", ";").split(";")


def found(slug: str) -> dict[str, str]:
    """The header of each field, with its position where the header is there twice."""
    header = names(slug)
    layout = layouts.recognise(header)
    assert layout is not None
    return {
        field: f"{header[position]}@{position}"
        if header.count(header[position]) > 1
        else header[position]
        for field, position in layout.fields(header).items()
    }


def test_every_layout_is_declared_well_and_tried_here() -> None:
    assert {layout.slug for layout in layouts.known()} == set(HEADERS)
    assert {path.stem for path in SYSTEMS.glob("*.toml")} == set(HEADERS)


@pytest.mark.parametrize("slug", HEADERS)
def test_a_table_is_recognised_by_its_header(slug: str) -> None:
    layout = layouts.recognise(names(slug))
    assert layout is not None
    assert layout.slug == slug


@pytest.mark.parametrize("slug", HEADERS)
def test_a_recognised_table_has_all_that_its_kind_needs(slug: str) -> None:
    layout = layouts.recognise(names(slug))
    assert layout is not None
    fields = set(layout.fields(names(slug)))
    if slug == "olist-pedidos":
        assert fields == {"pedido", "data", "codigo"}
    elif layout.kind == "vendas":
        assert "data" in fields
        assert "valor" in fields or {"quantidade", "preco"} <= fields
        assert fields & {"cliente", "codigo"} or slug == "kiwify"
    else:
        assert fields & {"pedido", "cliente", "codigo"}


@pytest.mark.parametrize(
    "header",
    [
        "Data;Cliente;Valor",
        "Nº Pedido;Data;Cliente;Situação;Valor",
        "Data da venda;N.º de venda;Comprador;Total",
        "Cliente;Vencimento;Valor;Situação",
        "Order ID;Order Date;Customer Name;Sales",
        "Código;Razão Social;CNPJ/CPF;Cidade",
        "",
    ],
)
def test_sheets_made_by_hand_belong_to_no_system(header: str) -> None:
    assert layouts.recognise(header.split(";")) is None


def test_headers_are_recognised_whatever_their_case_accents_and_blanks() -> None:
    layout = layouts.recognise([name.upper().replace("Ç", "C") for name in names("shopee")])
    assert layout is not None
    assert layout.slug == "shopee"


def test_the_second_of_two_equal_headers_can_be_meant() -> None:
    assert found("shopee")["cidade"] == "Cidade@11"
    assert found("mercado-livre")["uf"] == "Estado@9"


def test_the_preferred_column_goes_before_the_next_best() -> None:
    assert found("hotmart")["valor"] == "Preço Total"
    assert found("omie")["cliente"] == "Cliente (Razão Social)"


def test_only_columns_that_are_there_are_named() -> None:
    layout = layouts.recognise(["DocNum", "DocDate", "CardCode", "CardName", "DocTotal"])
    assert layout is not None
    assert dict(layout.fields(["DocTotal", "DocNum"])) == {"valor": 0, "pedido": 1}
    assert layout.statuses(["DocTotal", "DocNum"]) == ()


def test_status_columns_come_with_payment_first_and_their_own_words() -> None:
    layout = layouts.recognise(names("nuvemshop-vendas"))
    assert layout is not None
    payment, order, shipping = layout.statuses(names("nuvemshop-vendas"))
    assert (payment.role, payment.position) == (StatusRole.PAYMENT, 4)
    assert order.words.standing("aberto") is Standing.SILENT
    assert shipping.role is StatusRole.SHIPPING


@pytest.mark.parametrize(
    ("word", "standing"),
    [("n", Standing.SALE), ("y", Standing.CANCELLED), ("c", Standing.CANCELLED)],
)
def test_sap_marks_the_cancelled_document_and_the_one_that_cancels_it(
    word: str, standing: Standing
) -> None:
    layout = layouts.recognise(names("sap-b1"))
    assert layout is not None
    (column,) = layout.statuses(names("sap-b1"))
    assert column.role is StatusRole.ORDER  # a yes or no would be given up for the third answer
    assert column.words.standing(word) is standing


def test_what_is_no_customer_is_not_to_be_guessed() -> None:
    layout = layouts.recognise(names("hotmart"))
    assert layout is not None
    assert found("hotmart")["cliente"] == "Nome"
    assert "vendedor" in layout.ignore


def test_a_register_names_the_column_that_other_tables_know_it_by() -> None:
    layout = layouts.recognise(names("olist-clientes"))
    assert layout is not None
    assert layout.key(names("olist-clientes")) == 0
    assert layout.fields(names("olist-clientes"))["codigo"] == 1


def test_receivables_say_that_their_date_is_a_due_date() -> None:
    due = [layout.slug for layout in layouts.known() if layout.date_is == "vencimento"]
    assert due == ["bling-contas-a-receber"]


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"colour": "red"}, "unknown keys"),
        ({"columns": {"clinte": "Nome"}}, "unknown fields"),
        ({"ignore": ["produtor"]}, "unknown fields"),
        ({"grain": "bushel"}, "grain is «bushel»"),
        ({"kind": "compras"}, "kind is «compras»"),
        ({"columns": {"data": "Data#0"}}, "no column can be called"),
        ({"columns": {"data": "---"}}, "no column can be called"),
        ({"status": [{"column": "Fase", "role": "humor"}]}, "role is «humor»"),
        ({"status": [{"column": "Fase", "role": "pedido", "vendido": []}]}, "keys of status"),
        ({"status": [{"column": "Fase", "role": "pedido", "venda": ["Não"]}]}, "no word can fit"),
        ({"status": [{"column": "Ok", "role": "marca"}]}, "needs yes and no"),
        ({"status": [{"column": "Ok", "role": "marca", "yes": "a", "no": "nada"}]}, "meanings"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(wrong: dict[str, object], problem: str) -> None:
    assert entries.layout("loja", ENTRY).fields(["Data"]) == {"data": 0}
    with pytest.raises(LayoutError, match=f"«loja»: .*{problem}"):
        entries.layout("loja", {**ENTRY, **wrong})


def test_a_missing_key_is_named() -> None:
    with pytest.raises(LayoutError, match=r"lacks \['about', 'columns', 'grain'\]"):
        entries.layout("loja", {"title": "Loja"})


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"signatures": [["Total", "Dia"]]}, "also in that of"),
        ({"signatures": [["Total", "Dia", "Quem"]]}, "also in that of"),
        ({"signatures": [["Total"]]}, "two headers"),
        ({"signatures": [["Total", "Mês"]], "colour": "red"}, "unknown keys"),
    ],
)
def test_signatures_that_cannot_tell_tables_apart_are_refused(
    other: dict[str, object], problem: str
) -> None:
    with pytest.raises(LayoutError, match=problem):
        signatures.checked({"um": {"signatures": [["Dia", "TOTAL"]]}, "dois": other})


def test_an_absent_header_tells_a_table_from_a_fuller_one() -> None:
    small = {"signatures": [["Dia", "Total"]], "absent": ["Item"]}
    full = {"signatures": [["Dia", "Total", "Item"]]}
    one, other = signatures.checked({"um": small, "dois": full})
    headers = frozenset({"dia", "total", "item"})
    assert (one.proof(headers), other.proof(headers)) == (0, 3)
    assert one.proof(headers - {"item"}) == 2
