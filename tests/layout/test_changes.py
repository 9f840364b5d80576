"""What changed since the last run, in the workbook, the terminal and the document."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pandas as pd

from carteira_cli.analysis import analyse
from carteira_cli.layout import Wishes, report
from carteira_cli.locale.language import Language
from carteira_cli.model.earlier import NOW, STATE, Earlier, State
from carteira_cli.model.report import Report, Section
from carteira_cli.writers import FILE_FORMATS
from tests.portfolios import Purchase, day, reading

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schema/carteira-1.schema.json").read_text(encoding="utf-8")
)
BOUGHT: list[Purchase] = [
    *(("Ana", day(at), 100.00) for at in (0, 10, 20, 95)),
    *(("Bia", day(at), 50.00) for at in (0, 10, 20)),
    ("Caio", day(90), 30.00),
]


def before(**status: str) -> Earlier:
    """The state of day 60, with these customers."""
    rows = [(name, name, each, "loyal", "A", 150.0, 150.0, 0.0) for name, each in status.items()]
    frame = pd.DataFrame(rows, columns=[column.name for column in STATE])
    return Earlier(State(day(60), frame))


def laid_out(earlier: Earlier | None, on: int = 100) -> Report:
    read = reading(BOUGHT, on=day(on))
    return report(read, analyse(read), Language(), Wishes(earlier=earlier))


def found(sections: tuple[Section, ...]) -> Section:
    return next(section for section in sections if section.name == "changes")


def document(told: Report) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FILE_FORMATS["json"].write(told))
    jsonschema.validate(loaded, SCHEMA)
    return loaded


def test_who_was_won_won_back_and_lost_is_told_with_the_money() -> None:
    told = laid_out(before(Ana="inactive", Bia="late"))
    sheet = found(told.book)

    assert [(each.value, each.sentence) for each in sheet.figures] == [
        (30.0, "1 cliente comprou pela primeira vez."),
        (250.0, "1 cliente que estava inativo voltou a comprar."),
        (150.0, "1 cliente passou a inativo; era o que comprava por ano."),
    ]
    assert sheet.lead == (
        "Desde a análise de 02/03/2026: 2 → 3 clientes com compras; "
        "valor líquido +R$ 280,00 (R$ 580,00)."
    )
    assert sheet.tables[0].takeaway == (
        "Novos e recuperados trouxeram R$ 280. 1 cliente que parou comprava R$ 150 por ano."
    )
    assert sheet.tables[1].frame["customer"].tolist() == ["Ana", "Bia", "Caio"]


def test_the_document_holds_the_comparison() -> None:
    changes = document(laid_out(before(Ana="inactive", Bia="late")))["changes"]

    assert changes["since"] == day(60).isoformat()
    assert changes["recovered"] == {"customers": 1, "amount": 250.0}
    assert [each["event"] for each in changes["customers"]] == ["recovered", "lost", "won"]
    assert changes["customers"][2]["net_amount_before"] is None


def test_nothing_to_compare_with_is_nothing_to_tell() -> None:
    told = laid_out(None)

    assert document(told)["changes"] is None
    assert "changes" not in {section.name for section in (*told.book, *told.brief)}


def test_a_state_of_the_same_or_a_later_day_is_no_comparison() -> None:
    for later in (day(100), day(120)):
        earlier = Earlier(replace(before(Ana="active").state, reference_date=later))
        assert document(laid_out(earlier))["changes"] is None


def test_a_second_run_of_a_day_compares_as_the_first_did() -> None:
    once = laid_out(before(Ana="inactive", Bia="late"))
    (now,) = [each.frame for each in once.memory if each.name == NOW]
    again = laid_out(Earlier(State(day(100), now), before(Ana="inactive", Bia="late").state))

    assert document(again)["changes"] == document(once)["changes"]


def test_nobody_moved_is_said_so() -> None:
    (now,) = [each.frame for each in laid_out(None, on=96).memory]
    told = laid_out(Earlier(State(day(96), now)), on=97)

    assert found(told.book).lead.endswith("nenhum cliente mudou de situação, segmento ou classe.")
    assert found(told.brief).lead == found(told.book).lead
