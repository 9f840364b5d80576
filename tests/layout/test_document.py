import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from carteira_cli.layout.columns import CUSTOMER_COLUMNS, SUMMARY_COLUMNS, TABLE_COLUMNS
from carteira_cli.layout.document import PORTFOLIO_VALUE
from carteira_cli.model import catalogue
from carteira_cli.model.columns import Kind
from carteira_cli.model.findings import Finding
from carteira_cli.model.tables import Reconciliation, SetAside, Source
from carteira_cli.writers.json_document import write
from tests.layout.laid_out import LATE, REGULAR, lay_out, small
from tests.portfolios import day, reading

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schema/carteira-1.schema.json").read_text(encoding="utf-8")
)
PROPERTIES = SCHEMA["properties"]
AS_THEY_ARE = set(TABLE_COLUMNS) & set(PROPERTIES) - {"cohorts", "breakdowns"}
"""The portfolio tables that the document gives row by row; it nests some, and leaves some out."""
FINDINGS = (
    Finding(catalogue.CANCELLED, "v.xlsx", "Vendas", "Situação", (4, 9), ("Cancelada", "Não")),
    Finding(catalogue.AMBIGUOUS_NUMBERS, "v.xlsx", details={"reading": "mil"}),
)
MESSY = {
    "findings": FINDINGS,
    "sources": (
        Source("v.xlsx", "Vendas", "sales", "lines", 3, 4, 20, {"customer": "Cliente"}, ("Sim.",)),
        Source("c.csv", "", "customers"),
    ),
    "reconciliation": Reconciliation(18, 150000, 16, 130000, (SetAside("cancelled", 2, 20000),)),
}


def document(**changes: Any) -> dict[str, Any]:
    return json.loads(write(small(**changes)))  # type: ignore[no-any-return]


def problems(written: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(written)]


def test_the_schema_is_sound() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "read",
    [
        reading([*REGULAR, *LATE], prospects=["Zoe"], unidentified=[(day(3), 5.00)], on=day(90)),
        reading([("Ana", day(0), 10.00)]),
        reading([("Ana", day(0), -10.00), ("Bia", day(1), 0.00)]),
        reading([], prospects=["Zoe"], unidentified=[(day(0), 5.00)]),
        reading([]),
        reading([(f"C{n:03}", day(n % 90), n + 1.00) for n in range(150)], on=day(95)),
    ],
    ids=["usual", "one", "returns", "unidentified", "nothing", "quintiles"],
)
def test_every_document_keeps_to_the_schema(read: Any) -> None:
    assert problems(json.loads(write(lay_out(read)))) == []


def test_a_document_with_sources_and_findings_keeps_to_the_schema() -> None:
    assert problems(document(**MESSY)) == []


def wrong(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    spoilt = copy.deepcopy(document(**MESSY))
    change(spoilt)
    return spoilt


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(extra=1),
        lambda d: d.pop("currency"),
        lambda d: d.update(reference_date="22/11/2026"),
        lambda d: d.update(reference_date_origin="yesterday"),
        lambda d: d["summary"].pop("customers"),
        lambda d: d["customers"][0].update(nickname="Aninha"),
        lambda d: d["customers"][0].update(status="gone"),
        lambda d: d["customers"][0].update(abc_class="D"),
        lambda d: d["customers"][0].update(share=1.5),
        lambda d: d["customers"][0].update(net_amount="R$ 1,00"),
        lambda d: d["findings"][0].update(severity="fatal"),
        lambda d: d["sources"][0].update(role="unknown"),
    ],
)
def test_the_schema_refuses_what_the_contract_does_not_know(
    change: Callable[[dict[str, Any]], object],
) -> None:
    assert len(problems(wrong(change))) == 1


def test_every_declared_column_is_in_the_schema_with_its_meaning_and_its_words() -> None:
    declared = {
        "customers": (CUSTOMER_COLUMNS, PROPERTIES["customers"]["items"]),
        "summary": (SUMMARY_COLUMNS, PROPERTIES["summary"]),
        **{name: (TABLE_COLUMNS[name], PROPERTIES[name]["items"]) for name in AS_THEY_ARE},
    }
    for columns, described in declared.values():
        properties = unnested(described["properties"])
        assert set(properties) == set(columns)
        for name, column in columns.items():
            assert properties[name]["description"]
            if column.kind is Kind.CATEGORY:
                assert set(column.labels) == words(properties[name]) - {None}


def unnested(properties: dict[str, Any]) -> dict[str, Any]:
    """The figures of the portfolio's worth, which the document nests, by their own names."""
    worth = properties.get("portfolio_value", {"properties": {}})["properties"]
    own = {name: worth[key] for name, key in PORTFOLIO_VALUE.items() if key in worth}
    return {key: each for key, each in properties.items() if key != "portfolio_value"} | own


def words(described: dict[str, Any]) -> set[str | None]:
    """The words that a property allows; of segments, those of the built-in map."""
    if "enum" in described:
        return set(described["enum"])
    reference = described["$ref"].removeprefix("#/$defs/")
    return set(SCHEMA["$defs"][reference]["anyOf"][0]["enum"])


def test_the_keys_stand_in_the_order_of_the_schema() -> None:
    written = document(**MESSY)

    assert list(written) == list(PROPERTIES)
    assert list(written["summary"]) == list(PROPERTIES["summary"]["properties"])
    for name in (
        "customers",
        "findings",
        "sources",
        "status",
        "segments",
        "abc",
        "months",
        "cohorts",
    ):
        assert list(written[name][0]) == list(PROPERTIES[name]["items"]["properties"])


def test_rows_and_money_add_up_to_the_centavo() -> None:
    found = document(**MESSY)["reading"]

    assert found == {
        "rows": 18,
        "rows_used": 16,
        "rows_set_aside": 2,
        "amount_found": 1500.00,
        "amount_used": 1300.00,
        "amount_set_aside": 200.00,
        "set_aside": [{"code": "cancelled", "rows": 2, "amount": 200.00}],
    }


def test_a_source_says_what_was_decided_and_null_for_what_it_does_not_have() -> None:
    sheet, text_file = document(**MESSY)["sources"]

    assert (sheet["sheet"], sheet["columns"], sheet["decisions"]) == (
        "Vendas",
        {"customer": "Cliente"},
        ["Sim."],
    )
    assert (text_file["sheet"], text_file["layout"], text_file["columns"]) == (None, None, {})


def test_a_finding_is_written_once_for_each_place() -> None:
    found = document(**MESSY)["findings"]

    assert [(each["code"], each["row"], each["value"]) for each in found] == [
        ("cancelled", 4, "Cancelada"),
        ("cancelled", 9, "Não"),
        ("ambiguous-numbers", None, None),
    ]
    assert found[2]["message"].endswith("lemos mil.")
    assert (found[2]["sheet"], found[2]["column"]) == (None, None)


def test_the_largest_customer_comes_first_with_whole_counts_and_rounded_shares() -> None:
    ana, bia = document()["customers"]

    assert {key: ana[key] for key in ("customer", "rank", "orders", "net_amount", "share")} == {
        "customer": "Ana",
        "rank": 1,
        "orders": 10,
        "net_amount": 1000.00,
        "share": 0.769231,
    }
    assert (bia["status"], bia["next_expected"], bia["phone"]) == ("inactive", "2026-03-02", None)
    assert isinstance(ana["days_since_last"], int)


def test_the_same_portfolio_gives_the_same_bytes() -> None:
    assert write(small(**MESSY)) == write(small(**MESSY))
