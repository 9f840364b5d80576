from datetime import date

from carteira_cli.analysis import analyse
from carteira_cli.layout import report
from carteira_cli.locale.language import Language
from carteira_cli.metrics.follow_up import Play, Rules
from carteira_cli.model import catalogue
from carteira_cli.model.report import Report
from carteira_cli.model.tables import Reconciliation, SetAside
from tests.layout.laid_out import LATE, REGULAR, lay_out, section, small, table, texts
from tests.portfolios import Purchase, day, reading


def steps(laid_out: Report) -> list[str]:
    return texts(table(laid_out.brief, "steps"))


def every(name: str, gap: int, last: int, amount: float = 10.00) -> list[Purchase]:
    return [(name, day(number), amount) for number in range(last % gap, last + 1, gap)]


def test_a_call_names_the_customer_his_rhythm_and_the_money() -> None:
    assert steps(small())[0] == (
        "Ligue para Bia: comprava a cada 10 dias, está há 40 dias sem comprar; "
        "cerca de R$ 300 em jogo."
    )


def test_a_call_gives_the_phone_when_it_is_known() -> None:
    customers = reading([*REGULAR, *LATE]).customers
    known = customers.assign(phone=customers["phone"].where(customers.index == "Ana", "(11) 3333"))

    assert steps(small(customers=known))[0].startswith("Ligue para Bia, (11) 3333: comprava")


def test_a_masked_phone_is_not_given_for_nobody_can_dial_it() -> None:
    customers = reading([*REGULAR, *LATE]).customers.assign(phone="******33")

    assert steps(small(customers=customers))[0].startswith("Ligue para Bia: comprava")


def test_orders_are_not_announced_where_the_analysis_ends_at_an_old_sale() -> None:
    read = reading([*REGULAR, ("Bia", day(90), 5.00)], on=day(95))
    today, last_sale = (
        steps(lay_out(read, reference_date_origin=origin)) for origin in ("today", "last_sale")
    )

    assert today[0] == "Confirme o pedido que deve vir nos próximos 7 dias: Ana (11/04/2026)."
    assert last_sale[0] == (
        "Se já houve vendas depois de 06/04/2026, exporte de novo: esta análise para nesse dia."
    )
    assert not [text for text in last_sale if text.startswith("Confirme")]


def test_a_customer_of_few_purchases_is_measured_by_the_rhythm_of_the_portfolio() -> None:
    read = reading([*REGULAR, ("Caio", day(20), 500.00)], on=day(90))

    assert steps(lay_out(read))[0] == (
        "Ligue para Caio: está há 70 dias sem comprar (o comum na carteira é voltar em 10 dias); "
        "cerca de R$ 500 em jogo."
    )


def test_one_day_is_not_days() -> None:
    read = reading([*every("Ana", 1, 50, 99.00), *every("Bia", 1, 40, 50.00)], on=day(50))

    assert "comprava a cada 1 dia, está há 10 dias" in steps(lay_out(read))[0]


def test_at_most_three_calls_and_five_steps() -> None:
    late = [each for name in "ABCDEF" for each in every(name, 10, 50)]
    coming = every("Gil", 10, 85)
    once = [("Novo", day(88), 5.00)]
    said = steps(lay_out(reading([*late, *coming, *once], prospects=["Z"], on=day(90))))

    assert [text.split(" ")[0] for text in said] == [
        "Ligue",
        "Ligue",
        "Ligue",
        "Confirme",
        "Ofereça",
    ]


def test_calls_come_in_the_order_of_the_follow_up_and_only_to_those_on_it() -> None:
    often = every("Ana", 30, 100, 20.00)  # lost 80, and so much is at risk
    seldom = every("Bia", 100, 201, 30.00)  # lost 30 so far, 90 at risk
    read = reading([*often, *seldom], on=day(365))
    nobody = analyse(read, {"follow_up": Rules((Play("keep"),))})

    assert [text.split(":")[0] for text in steps(lay_out(read))[:2]] == [
        "Ligue para Bia",
        "Ligue para Ana",
    ]
    assert not [
        text for text in steps(report(read, nobody, Language())) if text.startswith("Ligue")
    ]


def test_orders_due_within_a_week_are_named_with_their_day() -> None:
    read = reading([*every("Ana", 10, 85, 90.00), *every("Bia", 30, 80, 50.00)], on=day(90))

    assert "Confirme o pedido que deve vir nos próximos 7 dias: Ana (06/04/2026)." in steps(
        lay_out(read)
    )


def test_more_names_than_three_are_counted() -> None:
    once = [(name, day(90), 5.00) for name in "BCDEF"]

    assert "Ofereça a segunda compra aos 5 que acabaram de chegar: B, C, D e mais 2." in steps(
        lay_out(reading([*REGULAR, *once]))
    )


def test_rows_that_can_be_corrected_are_a_step_and_cancelled_ones_are_not() -> None:
    aside = (
        SetAside(catalogue.CANCELLED.slug, 5, 70000),
        SetAside(catalogue.EXACT_DUPLICATE.slug, 2, 20000),
        SetAside(catalogue.INVALID_DATE.slug, 1, 12345),
    )
    said = steps(small(reconciliation=Reconciliation(10, 102345, 2, 0, aside)))

    assert "Corrija 1 linha da planilha que não pôde ser lida: R$ 123,45 fora das contas." in said
    assert not [text for text in said if "8 linhas" in text]


def test_a_heavy_customer_and_idle_registrations_are_steps() -> None:
    said = steps(lay_out(reading([*REGULAR, *every("Bia", 9, 90, 1.00)], prospects=["X", "Y"])))

    assert said[-3:-1] == [
        "Visite Ana, que faz 98,9 % do faturamento, e procure outros desse porte.",
        "Consiga o telefone ou o e-mail das 2 pessoas do cadastro que nunca compraram.",
    ]


def test_an_offer_goes_to_those_of_the_register_who_can_be_reached() -> None:
    read = reading(REGULAR, prospects=["X", "Y", "Z"])
    emails = read.customers["email"].where(read.customers.index != "X", "x@y.com.br")
    said = steps(lay_out(read, customers=read.customers.assign(email=emails)))

    assert "Mande uma primeira oferta a 1 pessoa do cadastro que nunca comprou." in said


def test_many_sales_without_a_name_call_for_names() -> None:
    read = reading(REGULAR, unidentified=[(day(0), 1000.00)])

    assert (
        "Peça nome ou CPF na hora da venda: R$ 1.000 (50 % do faturamento) não têm cliente."
        in steps(lay_out(read))
    )


def test_with_nothing_to_do_the_section_says_so() -> None:
    quiet = section(lay_out(reading([("Ana", date(2026, 1, 1), 10.00)])).brief, "steps")

    assert (quiet.lead, quiet.tables) == ("Nada urgente.", ())
