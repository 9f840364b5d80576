import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import report, worth
from carteira_cli.layout.portfolio import Portfolio
from carteira_cli.locale.language import Language
from carteira_cli.metrics.rfm import Rules, SegmentRule
from carteira_cli.model.tables import Source
from tests.layout.laid_out import LATE, REGULAR, lay_out, section, small, table
from tests.portfolios import Purchase, day, reading


def test_a_plural_follows_its_number_and_shows_it_as_the_language_writes_it() -> None:
    said = [Language().plural("{n} cliente", "{n} clientes", n) for n in (0, 1, 2, 1234)]

    assert said == ["0 clientes", "1 cliente", "2 clientes", "1.234 clientes"]


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("today", "01/04/2026 (hoje)"),
        ("last_sale", "01/04/2026 (última venda)"),
        ("given", "01/04/2026 (escolhida)"),
        ("config", "01/04/2026 (escolhida na configuração)"),
    ],
)
def test_the_first_fact_is_the_reference_date_and_where_it_comes_from(
    origin: str, words: str
) -> None:
    assert small(reference_date_origin=origin).facts[0] == ("Data-base", words)


def test_the_facts_name_each_used_file_once_with_its_sheets() -> None:
    sources = (
        Source("loja.xlsx", "Vendas", "sales"),
        Source("loja.xlsx", "Clientes", "customers"),
        Source("loja.xlsx", "Capa", "ignored"),
        Source("site.csv", "", "sales"),
    )
    facts = dict(small(sources=sources).facts)

    assert facts["Arquivos"] == "loja.xlsx (Vendas, Clientes) e site.csv"
    assert facts["Período"] == "01/01/2026 a 01/04/2026"


@pytest.mark.parametrize(
    ("purchases", "sentence"),
    [
        ([("Ana", day(0), 10)], "Um só cliente faz todo o faturamento."),
        (
            [("Ana", day(0), 85), ("Bia", day(0), 15)],
            "1 cliente faz 80 % do faturamento; se ele sair, você perde 85 %.",
        ),
        (
            [(name, day(0), 10) for name in "ABCDEFGHIJ"],
            (
                "8 clientes fazem 80 % do faturamento; se o maior sair, você perde 10 %; "
                "se saírem os três maiores, 30 %."
            ),
        ),
        (
            [("A", day(0), 50), ("B", day(0), 30), ("C", day(0), 20), ("D", day(0), 0)],
            "2 clientes fazem 80 % do faturamento; se o maior sair, você perde 50 %.",
        ),
        (
            [("Ana", day(0), 10), ("Ana", day(1), -10)],
            "Nenhum cliente comprou mais do que devolveu.",
        ),
        ([], "Nenhuma venda tem cliente: não dá para dizer quem sustenta a carteira."),
    ],
)
def test_concentration_in_one_sentence(purchases: list[Purchase], sentence: str) -> None:
    pillars = section(lay_out(reading(purchases)).brief, "pillars")

    assert sentence in {pillars.lead, *(each.takeaway for each in pillars.tables)}


def test_shares_are_not_said_to_be_of_sales_without_a_customer() -> None:
    read = reading([*REGULAR, *LATE], unidentified=[(day(0), 500.00)], on=day(90))

    assert table(lay_out(read).brief, "pillars").takeaway == (
        "2 clientes fazem 80 % do faturamento com cliente identificado; "
        "se o maior sair, você perde 77 %."
    )


def test_the_late_are_listed_with_what_they_stopped_buying() -> None:
    escaping = table(small().brief, "escaping")

    assert escaping.frame["customer"].tolist() == ["Bia"]
    assert escaping.takeaway == (
        "1 cliente A ou B parou ou está atrasado; deixou de comprar cerca de R$ 200."
    )


def test_those_who_matter_most_come_first_and_class_c_is_left_out() -> None:
    late = [
        (name, day(number), size)
        for name, size in (("Big", 90), ("Mid", 60), ("Tiny", 1))
        for number in (0, 10, 20)
    ]
    escaping = table(lay_out(reading(late, on=day(60))).brief, "escaping")

    assert escaping.frame["customer"].tolist() == ["Big", "Mid"]


def test_with_nobody_late_the_section_says_so_in_words() -> None:
    escaping = section(lay_out(reading(REGULAR)).brief, "escaping")

    assert (escaping.tables, escaping.lead) == (
        (),
        "Ninguém de peso: os clientes A e B estão todos em dia.",
    )


def test_without_a_second_purchase_nobody_is_said_to_be_on_time() -> None:
    once = lay_out(reading([("Ana", day(0), 10.00)]))

    assert section(once.brief, "escaping").lead == (
        "Ainda não dá para dizer: nenhum cliente comprou em dois dias diferentes."
    )


def test_the_groups_say_how_much_is_on_time_and_whom_to_win_back() -> None:
    brief = small().brief

    assert table(brief, "status").takeaway == (
        "77 % do faturamento vem de quem está em dia; 23 %, de quem atrasou ou parou."
    )
    assert table(brief, "segments").takeaway == (
        "O segmento que mais traz é “Campeões”: 77 % do faturamento."
    )


def test_a_new_customer_is_on_time() -> None:
    brief = lay_out(reading([*REGULAR, ("Caio", day(88), 1000.00)], on=day(90))).brief

    assert table(brief, "status").takeaway == (
        "100 % do faturamento vem de quem está em dia; 0 %, de quem atrasou ou parou."
    )


def test_the_segments_to_win_back_come_before_the_one_that_brings_most() -> None:
    anything = (1, 5)
    segments = (
        SegmentRule("at_risk", (1, 3), anything, anything),
        SegmentRule("champions", anything, anything, anything),
    )
    read = reading([*REGULAR, *LATE, *(("Caio", when, cost) for _, when, cost in LATE)], on=day(90))
    analysis = analyse(read, {"rfm": Rules(segments=segments)})

    assert table(report(read, analysis, Language()).brief, "segments").takeaway == (
        "Procure primeiro “Em risco”: 2 clientes, que já compraram R$ 600."
    )


def test_without_a_rhythm_no_segment_is_called_lost() -> None:
    once = [(name, day(number), 10.00) for number, name in enumerate("ABCDEF")]

    assert table(lay_out(reading(once)).brief, "segments").takeaway.startswith(
        "O segmento que mais traz é"
    )


def test_every_card_has_one_sentence_and_leads_to_a_sheet() -> None:
    read = reading([*REGULAR, *LATE, ("Bia", day(51), -10.00)], on=day(90))
    book = lay_out(read).book
    portfolio = Portfolio(read, analyse(read), Language())
    cards = {card.column.name: card for card in (*book[0].figures, *book[0].further)}

    assert {name: card.sentence for name, card in cards.items()} == {
        "net_amount": "São R$ 1.300,00 em vendas, menos R$ 10,00 em devoluções.",
        "customers": "Pedidos por cliente, em média: 8,0.",
        "customers_for_80pct": (
            "2 clientes fazem 80 % do faturamento; se o maior sair, você perde 78 %."
        ),
        "active_customers": "Isso é 50 % dos clientes. Atrasados: 0; inativos: 1.",
        "estimated_lost_amount": (
            "É o que 1 cliente atrasado ou inativo deixou de comprar: no máximo um ano de compras."
        ),
        "amount_at_risk": (
            "É o que os clientes atrasados e inativos compraram nos últimos 12 meses: pode não se "
            "repetir."
        ),
        "portfolio_health": (
            "De 0 a 100, pelo peso de cada cliente. Com saúde boa (70 ou mais): 1; ruim (abaixo "
            "de 40): 1."
        ),
        "portfolio_value_low": worth.portfolio_value(portfolio),
        "ltv_predicted": worth.new_customer(portfolio),
        "repeat_rate": "2 clientes compraram em mais de um dia.",
        "average_ticket": "É o valor médio de um pedido, antes das devoluções.",
    }
    assert {card.section for card in cards.values()} <= {sheet.name for sheet in book}


def test_sales_without_a_customer_are_told_beside_the_totals() -> None:
    read = reading(REGULAR, unidentified=[(day(0), 250.00)])
    headline = section(lay_out(read).brief, "summary").figures[0]

    assert headline.sentence == (
        "Sem cliente identificado: R$ 250,00 (20 % do faturamento), no total e em nenhuma ficha."
    )
