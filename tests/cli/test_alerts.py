"""`--alerta`: what somebody wants to be told of, by the exit code and a sentence."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from carteira_cli import pipeline
from carteira_cli.cli import alerts, reading
from carteira_cli.config import load
from carteira_cli.locale.language import Language

Carteira = Callable[..., Any]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Run:
    """Two customers, R$ 450,00: one bought 30 days ago, one 53."""
    path = tmp_path_factory.mktemp("alerts") / "vendas.csv"
    path.write_text(
        "data;cliente;pedido;valor\n05/01/2026;Padaria Aurora;1;100,00\n"
        "05/02/2026;Padaria Aurora;2;150,00\n10/02/2026;Bar do Porto;3;80,00\n"
        "05/03/2026;Padaria Aurora;4;120,00\n",
        encoding="utf-8",
    )
    settings = load(None)
    options = reading.options(settings, as_of="2026-04-04")
    return pipeline.run((path,), options, settings.rules, Language())


def judged(run: pipeline.Run, *written: str) -> alerts.Verdict:
    return alerts.judge(alerts.chosen(written), run)


@pytest.mark.parametrize(
    ("alert", "sentence"),
    [
        (
            "faturamento<50.000",
            "O alerta faturamento<50.000 disparou (Faturamento líquido: R$ 450,00).",
        ),
        (
            "faturamento_com_cliente_identificado>=100%",
            (
                "O alerta faturamento_com_cliente_identificado>=100% disparou (Faturamento com "
                "cliente identificado: R$ 450,00, 100,00 % de Faturamento líquido)."
            ),
        ),
        ("faturamento_com_cliente_identificado>100%", None),
        ("clientes=2", "O alerta clientes=2 disparou (Clientes: 2)."),
        ("repeat_rate<=50%", "O alerta repeat_rate<=50% disparou (Clientes que voltaram: 50,0 %)."),
        ("customers > 3", None),
        ("ativos<0", None),
    ],
)
def test_a_hit_is_told_with_the_figure_and_the_limit(
    run: pipeline.Run, alert: str, sentence: str | None
) -> None:
    assert judged(run, alert).hits == ((sentence,) if sentence else ())


def test_every_status_is_counted(run: pipeline.Run) -> None:
    known = alerts.figures(run)

    assert sum(known[name] for name in ("active", "late", "inactive", "new")) == 2


def test_what_cannot_be_known_is_told_and_is_no_hit(run: pipeline.Run) -> None:
    verdict = judged(run, "perdidos_desde>=0", "inadimplencia>=0", "overdue_amount<1%")

    assert verdict.hits == ()
    assert verdict.unknown[0] == (
        "Atenção: o alerta perdidos_desde>=0 não foi conferido: com estes dados não dá para saber "
        "Perdidos desde a análise anterior."
    )
    assert len(verdict.unknown) == 3


def test_a_part_of_nothing_cannot_be_known(run: pipeline.Run) -> None:
    summary = {**run.analysis.summary, "net_amount": 0.0}
    nothing = replace(run, analysis=replace(run.analysis, summary=summary))

    assert judged(nothing, "receita_em_risco>=0%").hits == ()
    assert len(judged(nothing, "receita_em_risco>=0%").unknown) == 1


def test_what_changed_since_the_last_analysis_can_be_watched(run: pipeline.Run) -> None:
    events = {"won": 0, "recovered": 1, "lost": 2}
    changes = {event: {"customers": n, "amount": 0.0} for event, n in events.items()}
    document = {**run.report.document, "changes": changes}
    later = replace(run, report=replace(run.report, document=document))

    written = ("ganhos_desde>0", "recuperados_desde>0", "perdidos_desde>1")
    assert [each.partition(" disparou")[0] for each in judged(later, *written).hits] == [
        "O alerta recuperados_desde>0",
        "O alerta perdidos_desde>1",
    ]


def test_a_hit_ends_with_code_10_and_everything_is_written(carteira: Carteira, sales: Path) -> None:
    outcome = carteira("analisar", sales, "-q", "--alerta", "clientes>1", "--alert", "clientes>2")

    assert (outcome.code, outcome.out) == (10, "")
    assert outcome.err == "O alerta clientes>1 disparou (Clientes: 2).\n"
    assert sales.with_name("vendas-carteira.xlsx").exists()


def test_configured_alerts_and_those_asked_for_are_all_watched_once(
    carteira: Carteira, sales: Path
) -> None:
    sales.with_name("carteira.toml").write_text(
        "[relatorio]\nalertas = ['clientes>0', 'pedidos>0']", encoding="utf-8"
    )

    outcome = carteira("analisar", sales, "--json", "--alerta", "clientes>0", "--alerta", "nps>1")

    assert outcome.code == 10
    assert json.loads(outcome.out)["summary"]["customers"] == 2
    assert [line.split(":")[0].split(" (")[0] for line in outcome.err.splitlines()] == [
        "Atenção",
        "O alerta clientes>0 disparou",
        "O alerta pedidos>0 disparou",
    ]


def test_an_alert_goes_before_rows_that_could_not_be_read_and_both_are_told(
    carteira: Carteira, sales: Path
) -> None:
    with sales.open("a", encoding="utf-8") as more:
        more.write("06/03/2026;Padaria Aurora;5;quarenta\n")

    outcome = carteira("analisar", sales, "-q", "--json", "--alerta", "clientes>1")

    assert outcome.code == 10
    assert "das linhas não puderam ser lidas" in outcome.err
    assert "O alerta clientes>1 disparou" in outcome.err


@pytest.mark.parametrize("alert", ["clientes", "cliente>>1", "xyzzyx>0"])
def test_a_wrong_alert_stops_the_run_before_anything_is_read(
    carteira: Carteira, sales: Path, monkeypatch: pytest.MonkeyPatch, alert: str
) -> None:
    monkeypatch.setattr(pipeline, "run", None)

    outcome = carteira("analisar", sales, "--alerta", "clientes>0", "--alerta", alert)

    assert outcome.code == 2
    assert outcome.err.startswith("Erro: --alerta: ")


def test_a_wrong_alert_in_the_configuration_ends_with_code_4(
    carteira: Carteira, sales: Path
) -> None:
    sales.with_name("carteira.toml").write_text("[relatorio]\nalertas = ['cliente']")

    outcome = carteira("analisar", sales)

    assert outcome.code == 4
    assert "[relatorio] alertas: cliente não é um alerta" in outcome.err
