"""``carteira explicar``: what a word means, today's limits, whose formula it is."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.layout import glossary
from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.groups import ACTIONS
from carteira_cli.locale.language import Language
from carteira_cli.metrics import METRICS, follow_up, lifecycle, rfm
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Category, Column
from carteira_cli.model.findings import Code, Exit

Carteira = Callable[..., Any]

DESCRIBED: list[Column] = [
    *CUSTOMER_COLUMNS.values(),
    *SUMMARY_COLUMNS.values(),
    *(column for columns in TABLE_COLUMNS.values() for column in columns.values()),
]
WORDS: list[Category] = [each for column in DESCRIBED for each in column.categories]


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("total-mismatch", "Quantidade × preço não bate"),
        ("TICKET MEDIO", "Coluna: Ticket médio (average_ticket)"),
        ("champions", "Valor de Segmento: Campeões"),
        ("champions", "Notas (de 1 a 5): R 5, F 4 a 5, V 1 a 5."),
        ("champions", "O que fazer: Agradeça, atenda primeiro e peça indicações."),
        ("late", "Em uso: [lifecycle] late_ratio = 1,5; inactive_ratio = 3."),
        ("atrasado", "Valor de Situação: Atrasado (late)"),
        ("classe abc", "Em uso: [pareto] a_until = 0,8; b_until = 0,95."),
        ("Classe ABC", "Fonte: Dickie (1951)"),
        ("hhi", "Fonte: Herfindahl (1950) e Hirschman (1945)."),
        ("portfolio_value_dcf", "Em uso: [negocio] margem = 0,3; taxa_desconto = 0,15."),
        ("Falar hoje", "Para quem: Situação: Atrasado; Classe ABC: A ou B."),
        ("contact_now", "Até quando: na data-base."),
        ("confirm_order", "Até quando: 3 dias antes da próxima compra esperada."),
        ("3", "Código de saída: 3 A planilha não pode ser usada."),
        ("config-invalid", "Código de saída: 4."),
        ("median_days_since_last", "Coluna da tabela segments"),
        ("shopee", "Sistema conhecido: Shopee"),
    ],
)
def test_a_word_of_the_outputs_is_explained(carteira: Carteira, term: str, says: str) -> None:
    told = carteira("explicar", term)

    assert told.code == 0
    assert says in joined(told.out)
    assert "{" not in told.out


def test_the_limits_are_those_of_the_configuration(carteira: Carteira, tmp_path: Path) -> None:
    other = tmp_path / "outra.toml"
    (tmp_path / "carteira.toml").write_text("[lifecycle]\nlate_ratio = 2\n", encoding="utf-8")
    other.write_text('[lifecycle]\nlate_ratio = 1.25\nmode = "percentile"\n', encoding="utf-8")

    assert "late_ratio = 2; inactive_ratio = 3." in carteira("explicar", "atrasado").out
    told = joined(carteira("explicar", "situação", "--config", other).out)
    assert "late_ratio = 1,25; inactive_ratio = 3; mode = percentile." in told


def test_segments_and_actions_of_the_users_own_are_explained(
    carteira: Carteira, tmp_path: Path
) -> None:
    (tmp_path / "carteira.toml").write_text(
        '[[rfm.segments]]\nname = "Melhores"\nr = [4, 5]\nf = [5, 5]\nm = [1, 5]\n'
        '[[follow_up.plays]]\naction = "Visitar"\nsegment = ["Melhores"]\ndue = "in_month"\n',
        encoding="utf-8",
    )

    segment = joined(carteira("explicar", "melhores").out)
    action = joined(carteira("explicar", "Visitar").out)
    assert segment == "Segmento do seu mapa: Melhores Notas (de 1 a 5): R 4 a 5, F 5, V 1 a 5."
    assert action == (
        "Ação de uma regra sua: Visitar Para quem: Segmento: Melhores. Até quando: em 30 dias."
    )
    assert "Para quem" not in carteira("explicar", "contact_now").out


def test_a_faulty_configuration_in_the_folder_explains_itself_and_stops_nothing(
    carteira: Carteira, tmp_path: Path
) -> None:
    faulty = tmp_path / "carteira.toml"
    faulty.write_text("[lifecycle]\nlate = 2\n", encoding="utf-8")

    told = carteira("explicar", "config-invalid")
    assert (told.code, "Corrija cada chave" in told.out) == (0, True)
    assert "Os limites mostrados são os de fábrica." in told.err
    assert "late_ratio = 1,5" in carteira("explicar", "late").out
    assert carteira("explicar", "late", "--config", faulty).code == 4
    assert carteira("explicar", "late", "--config", tmp_path / "outra.toml").code == 4


def test_without_a_word_all_words_are_listed_by_what_they_are(carteira: Carteira) -> None:
    listed = carteira("explicar").out

    for words in ("Coluna\n", "Valor de Situação\n  Ativo; Atrasado;", "Código de saída\n  0; 1;"):
        assert words in listed
    assert listed.count("Ticket médio;") == 1
    assert max(map(len, listed.splitlines())) <= 80


def test_the_known_systems_are_listed(carteira: Carteira) -> None:
    listed = carteira("explicar", "layouts").out

    assert "nuvemshop-vendas: Nuvemshop: vendas" in listed
    assert len(listed.splitlines()) >= 20


def test_an_unknown_word_gets_the_nearest_ones(carteira: Carteira) -> None:
    told = carteira("explicar", "ticke médio")

    assert told.code == 2
    assert "Ticket médio" in told.err


def test_everything_that_an_output_can_say_has_an_entry() -> None:
    known = glossary.entries(Language())
    columns = {*CUSTOMER_COLUMNS, *SUMMARY_COLUMNS, *(n for t in TABLE_COLUMNS.values() for n in t)}
    codes = {code.slug for code in vars(catalogue).values() if isinstance(code, Code)}
    slugs = {each.slug for each in known}

    assert columns <= slugs
    assert {
        each.slug for column in CUSTOMER_COLUMNS.values() for each in column.categories
    } <= slugs
    assert codes | {f"{code:d}" for code in Exit} <= slugs
    assert all(each.lines and each.lines[0] for each in known)


def test_every_segment_and_action_says_what_makes_it() -> None:
    known = {(each.kind, each.slug): " ".join(each.lines) for each in glossary.entries(Language())}

    for slug in rfm.SEGMENT.labels:
        told = known["Valor de Segmento", slug]
        assert ACTIONS[slug] in told
        assert ("Notas (de 1 a 5)" in told) == (slug != "others")
    for slug in follow_up.ACTION.labels:
        assert ("Para quem:" in known["Valor de O que fazer", slug]) == (slug != "keep")


def test_the_rules_of_a_figure_exist_and_are_said_by_the_name_they_have_in_the_file() -> None:
    ruled = {metric.name: {each.name for each in fields(metric.rules)} for metric in METRICS}
    described: list[Column | Category] = [*DESCRIBED, *WORDS]
    named = [tuple(name.split(".")) for each in described for name in each.rules]

    assert named
    assert not [(metric, rule) for metric, rule in named if rule not in ruled[metric]]
    assert glossary.meaning(
        lifecycle.STATUS.categories[1], {"lifecycle": lifecycle.Rules()}, Language()
    ) == (
        "Passou do dia em que costumava comprar.",
        "Em uso: [lifecycle] late_ratio = 1,5; inactive_ratio = 3.",
    )
