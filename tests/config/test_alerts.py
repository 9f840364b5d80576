"""Alerts as they are written: names, signs, Brazilian and plain numbers, percentages."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli.config import parse_alert
from carteira_cli.config.alerts import WATCHED
from carteira_cli.layout.columns import SUMMARY_COLUMNS
from carteira_cli.locale.language import Language


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("perdidos>0", "inactive"),
        ("Lost customers>0", "inactive"),
        ("receita_em_risco>10%", "amount_at_risk"),
        ("amount_at_risk>10%", "amount_at_risk"),
        ("Valor em risco > 10 %", "amount_at_risk"),
        ("faturamento<50000", "net_amount"),
        ("revenue<50000", "net_amount"),
        ("novos<5", "new"),
        ("em atraso>=1", "late"),
        ("clientes_ativos<=100", "active_customers"),
        ("retenção em 12 meses<50%", "retention_12m"),
        ("perdidos-desde>0", "lost_since"),
    ],
)
def test_a_figure_answers_to_its_slug_its_title_and_its_usual_names(
    written: str, slug: str
) -> None:
    assert parse_alert(written).figure.slug == slug


def test_no_name_belongs_to_two_figures() -> None:
    for one, other in combinations(WATCHED, 2):
        assert not {*one.names} & {*other.names}


def test_every_figure_of_the_summary_but_its_days_can_be_watched() -> None:
    days = {"first_sale", "last_sale"}

    assert {*SUMMARY_COLUMNS} - {each.slug for each in WATCHED} == days


@pytest.mark.parametrize(
    ("limit", "number"),
    [
        ("50000", 50_000),
        ("50.000", 50_000),
        ("50.000,5", 50_000.5),
        ("1.234,56", 1_234.56),
        ("1234,56", 1_234.56),
        ("1234.56", 1_234.56),
        ("1,234.56", 1_234.56),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("0.500", 0.5),
        ("0,5", 0.5),
        ("R$ 50.000", 50_000),
        ("-10", -10),
    ],
)
def test_numbers_are_read_as_brazilians_and_as_programs_write_them(
    limit: str, number: float
) -> None:
    assert parse_alert(f"faturamento < {limit}").limit == number


@given(st.integers(0, 10**12))
def test_an_amount_as_the_report_writes_it_is_that_amount(cents: int) -> None:
    written = Language().money(cents / 100)

    assert parse_alert(f"faturamento<{written}").limit == cents / 100


@pytest.mark.parametrize(
    ("sign", "hits"),
    [
        (">", [False, False, True]),
        (">=", [False, True, True]),
        ("≥", [False, True, True]),
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        ("≤", [True, True, False]),
        ("=", [False, True, False]),
        ("==", [False, True, False]),
        ("!=", [True, False, True]),
        ("≠", [True, False, True]),
    ],
)
def test_every_sign_compares_as_it_says(sign: str, hits: list[bool]) -> None:
    alert = parse_alert(f"novos{sign}5")

    assert [alert.is_hit(value) for value in (4, 5, 6)] == hits


def test_a_limit_is_met_exactly_whatever_the_arithmetic_left() -> None:
    assert not parse_alert("churn>30%").is_hit(0.1 + 0.2)
    assert parse_alert("churn=30%").is_hit(0.1 + 0.2)


@pytest.mark.parametrize(
    ("written", "limit", "relative"),
    [
        ("receita_em_risco>10%", 0.1, True),
        ("receita_em_risco>10", 10, False),
        ("ativos<50%", 0.5, True),
        ("churn>0,5%", 0.005, False),
        ("churn>0", 0, False),
    ],
)
def test_a_percentage_is_of_the_whole_unless_the_figure_is_one(
    written: str, limit: float, relative: bool
) -> None:
    alert = parse_alert(written)

    assert (alert.limit, alert.relative) == (limit, relative)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("perdidos", "perdidos não é um alerta; escreva entre aspas um número do resumo"),
        ("perdidos>", "perdidos> não é um alerta"),
        (">0", ">0 não é um alerta"),
        ("perdidos=>0", "perdidos=>0 não é um alerta"),
        ("perdido>0", "perdido não é um número do resumo; você quis dizer perdidos, "),
        ("xyzzyx>0", "xyzzyx não é um número do resumo; tente perdidos, "),
        ("perdidos>muitos", "muitos não é um número"),
        ("perdidos>1.2.3", "1.2.3 não é um número"),
        ("faturamento<50,000", "50,000 pode ser 50000 ou uma fração; escreva 50000 ou 50,0"),
        ("faturamento<1,250", "1,250 pode ser 1250 ou uma fração; escreva 1250 ou 1,25"),
        ("churn>5", "churn>5: este número é uma porcentagem"),
        ("ticket>5%", "ticket>5%: este número não é parte de um total"),
        ("faturamento>5%", "faturamento>5%: este número não é parte de um total"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_reason(written: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  the sentence is compared
        parse_alert(written)

    assert str(refusal.value).startswith(sentence)
