"""Two saved results, whatever their form: what changed between them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from carteira_cli.cli.app import main
from carteira_cli.model.findings import CarteiraError
from carteira_cli.readers.earlier.result import result

Carteira = Callable[..., Any]

DOCS = Path(__file__).parents[2] / "docs/schema"
SCHEMA = json.loads((DOCS / "carteira-comparacao-1.schema.json").read_text("utf-8"))
SALES = [
    "data;pedido;cliente;valor",
    *(f"05/{month:02}/2026;{month};Ana;100,10" for month in range(1, 7)),
    *(f"06/{month:02}/2026;1{month};[/] Bia;50,05" for month in range(1, 4)),
    "20/03/2026;30;Caio;30,00",
    "20/06/2026;31;Davi;40,00",
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March as a workbook and as JSON, June as JSON; June lacks Caio."""
    folder = tmp_path_factory.mktemp("resultados")
    for name, rows in (("mar", SALES), ("jun", [row for row in SALES if "Caio" not in row])):
        (folder / f"{name}.csv").write_text("\n".join(rows), encoding="utf-8")
    for name, day, forms in (("mar", "2026-03-31", "xlsx json"), ("jun", "2026-06-30", "json")):
        formats = [word for form in forms.split() for word in ("--formato", form)]
        line = ["analisar", str(folder / f"{name}.csv"), "--data-base", day, "-q", *formats]
        assert main(line) == 0
    return folder


def compared(carteira: Carteira, *files: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(carteira("comparar", *files, "--json").out)
    problems = Draft202012Validator(SCHEMA).iter_errors(told)
    assert [f"{each.json_path}: {each.message}" for each in problems] == []
    return told


def test_workbook_and_document_tell_the_same(carteira: Carteira, results: Path) -> None:
    one, other = (results / f"mar-carteira.{suffix}" for suffix in ("xlsx", "json"))
    now = results / "jun-carteira.json"
    first, second = compared(carteira, one, now), compared(carteira, other, now)

    assert first | {"before": None} == second | {"before": None}
    assert compared(carteira, one, other)["same"]


def test_the_effects_explain_every_centavo(carteira: Carteira, results: Path) -> None:
    told = compared(carteira, results / "mar-carteira.xlsx", results / "jun-carteira.json")

    net = told["figures"]["net_amount"]
    assert told["effects"] == [
        {"effect": "won", "customers": 1, "amount": 40.0},
        {"effect": "more", "customers": 1, "amount": 300.3},
        {"effect": "gone", "customers": 1, "amount": -30.0},
    ]
    cents = round(100 * net["before"]) + sum(round(100 * e["amount"]) for e in told["effects"])
    assert cents == round(100 * net["now"])
    assert told["changes"]["since"] == told["before"]["reference_date"] == "2026-03-31"
    moved = [(m["before"], m["now"]) for m in told["moves"] if m["column"] == "status"]
    assert (None, "new") in moved


def test_the_changes_are_those_of_the_analysis() -> None:
    analysis = json.loads((DOCS / "carteira-1.schema.json").read_text("utf-8"))["properties"]

    differing = {"type", "description"}
    ours, its = SCHEMA["properties"]["changes"], analysis["changes"]
    assert {k: v for k, v in ours.items() if k not in differing} == {
        k: v for k, v in its.items() if k not in differing
    }


def test_the_report_says_it_in_words_within_80_columns(carteira: Carteira, results: Path) -> None:
    shown = carteira("comparar", results / "mar-carteira.xlsx", results / "jun-carteira.json")

    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert "  Antes   31/03/2026 (mar-carteira.xlsx)" in lines
    assert "  →  R$ 480,45 antes, mais e menos isto, dão R$ 790,75 depois." in lines
    assert any(line.startswith("  [/] Bia") for line in lines)
    assert max(map(len, lines)) <= 80


def test_the_newer_one_first_is_turned_round_and_said(carteira: Carteira, results: Path) -> None:
    shown = carteira("comparar", results / "jun-carteira.json", results / "mar-carteira.xlsx")

    assert shown.err.startswith("jun-carteira.json é o mais novo dos dois")
    assert "  Antes   31/03/2026 (mar-carteira.xlsx)" in shown.out


def test_one_result_twice_says_that_nothing_changed(carteira: Carteira, results: Path) -> None:
    same = results / "mar-carteira.xlsx"

    assert "Nada mudou" in carteira("comparar", same, same).out


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        ("data;cliente;valor\n", "not-a-result"),
        ('{"schema": "carteira-diagnostico/1"}', "not-a-result"),
        ('{"schema": "carteira/2"}', "result-unreadable"),
        ('{"schema": "carteira/1", "customers": [{"customer_id": 7}]}', "result-unreadable"),
        ("[" * 100_000, "not-a-result"),
        ("PK\x03\x04" + "x" * 2000, "unreadable"),
    ],
)
def test_what_is_no_result_of_ours_is_refused(tmp_path: Path, content: str, slug: str) -> None:
    strange = tmp_path / "x.json"
    strange.write_text(content, encoding="utf-8")

    with pytest.raises(CarteiraError) as refusal:
        result(strange)

    assert (refusal.value.code.slug, refusal.value.code.exit) == (slug, 3)


def test_a_customer_twice_makes_a_result_unreadable(results: Path, tmp_path: Path) -> None:
    document = json.loads((results / "mar-carteira.json").read_text("utf-8"))
    document["customers"] *= 2
    (tmp_path / "x.json").write_text(json.dumps(document), encoding="utf-16")

    with pytest.raises(CarteiraError, match="result-unreadable"):
        result(tmp_path / "x.json")


def test_other_currencies_and_other_portfolios_are_told(
    carteira: Carteira, results: Path, tmp_path: Path
) -> None:
    now = results / "jun-carteira.json"
    written = now.read_text("utf-8")
    dollars, others = tmp_path / "usd.json", tmp_path / "outra.json"
    dollars.write_text(written.replace('"BRL"', '"USD"'), encoding="utf-8")
    renamed = written
    for name in ("Ana", "[/] Bia", "Davi"):
        renamed = renamed.replace(f'"{name}"', f'"outro {name}"')
    others.write_text(renamed, encoding="utf-8")

    refused = carteira("comparar", dollars, now)
    assert refused.code == 3
    assert "está em USD" in refused.err
    assert "nenhum cliente está nas duas" in carteira("comparar", others, now).out
