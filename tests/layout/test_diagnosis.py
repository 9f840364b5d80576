"""How a file was understood, as the report and the document of a diagnosis tell it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from carteira_cli import layout
from carteira_cli.layout import preview
from carteira_cli.locale.language import Language
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Finding, Place
from carteira_cli.model.report import Report
from carteira_cli.model.tables import RawTable, Source
from carteira_cli.writers.json_document import write
from tests.ingest.sheets_of import grid, options, reading
from tests.layout.laid_out import section, table

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"

SALES = """
    Data;Razão Social;Pedido;Total;Obs
    13/01/2026;Ana;1;10,00;x
    14/01/2026;Bia;2;20,00;
    15/01/2026;;3;30,00;
    16/01/2026;Ana;4;quarenta;
    17/01/2026;Ana;5;50,00;
    18/01/2026;Ana;6;60,00;
    19/01/2026;Ana;7;70,00;
"""


def diagnosed(folder: Path, text: str = SALES) -> Report:
    return layout.diagnosis(reading(text, folder=folder), Language())


def lines(report: Report, name: str, called: str) -> list[list[str]]:
    return table([section(report.brief, name)], called).frame.to_numpy().tolist()


def document(report: Report) -> dict[str, Any]:
    loaded = json.loads(write(report))
    assert isinstance(loaded, dict)
    return loaded


def look(*tables: RawTable) -> tuple[Source, ...]:
    return layout.look(tables, options())


def refused(*tables: RawTable, **details: Any) -> Report:
    place = Place(tables[0].file, tables[0].sheet)
    error = CarteiraError(
        catalogue.NO_SALES_TABLE, place, name="v", missing="o valor", example="x", **details
    )
    return layout.refused(error, look(*tables), (), Language())


def test_a_sheet_tells_its_header_its_rows_and_which_column_is_what(tmp_path: Path) -> None:
    source = section(diagnosed(tmp_path).brief, "source")

    assert source.title == "0.csv"
    assert source.lead == "Lista de vendas: cabeçalho na linha 1, dados nas linhas 2 a 8."
    assert table([source], "columns").frame.to_numpy().tolist() == [
        ["cliente", "← «Razão Social»"],
        ["data", "← «Data»"],
        ["valor", "← «Total»"],
        ["pedido", "← «Pedido»"],
    ]
    assert table([source], "columns").takeaway == "Colunas sem uso: «Obs»."


def test_the_decisions_stand_below_the_columns(tmp_path: Path) -> None:
    decisions = lines(diagnosed(tmp_path), "source", "decisions")

    assert ["•", "Texto em UTF-8, separado por ponto e vírgula."] in decisions
    assert any(text.startswith("Datas com «/» lidas como dia/mês") for _, text in decisions)


def test_a_sheet_that_is_not_read_tells_why(tmp_path: Path) -> None:
    read = reading(SALES, "a;b\n1;2", folder=tmp_path)
    hidden = Finding(catalogue.HIDDEN_SHEET, "v.xlsx", "Rascunho")
    told = layout.diagnosis(replace(read, findings=(*read.findings, hidden)), Language())

    assert lines(told, "ignored", "ignored") == [
        ["1.csv", catalogue.IGNORED_SHEET.message],
        ["v.xlsx, aba Rascunho", catalogue.HIDDEN_SHEET.message],
    ]


def test_five_sales_are_shown_the_first_the_last_and_some_between(tmp_path: Path) -> None:
    text = "data;cliente;valor\n" + "\n".join(f"{day}/01/2026;Ana;{day}" for day in range(10, 31))
    shown = preview.preview(reading(text, folder=tmp_path))

    assert shown["row"].tolist() == [2, 7, 12, 17, 22]
    assert shown["amount"].tolist() == [10.0, 15.0, 20.0, 25.0, 30.0]


def test_a_sale_is_shown_as_it_was_understood(tmp_path: Path) -> None:
    shown = preview.preview(reading(SALES, folder=tmp_path)).astype(object)

    assert shown.where(shown.notna(), None).iloc[:3].to_numpy().tolist() == [
        [pd.Timestamp("2026-01-13"), "1", "Ana", 10.0, "0.csv", None, 2],
        [pd.Timestamp("2026-01-14"), "2", "Bia", 20.0, "0.csv", None, 3],
        [pd.Timestamp("2026-01-15"), "3", None, 30.0, "0.csv", None, 4],
    ]


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_fewer_than_five_sales_are_shown_once_each(tmp_path: Path, rows: int) -> None:
    text = "data;cliente;valor\n" + "\n".join(f"1{day}/01/2026;Ana;9" for day in range(rows))

    shown = preview.preview(reading(text, folder=tmp_path))

    assert shown["row"].tolist() == list(range(2, rows + 2))


def test_sales_of_several_files_name_theirs_and_a_register_between_does_not_confuse(
    tmp_path: Path,
) -> None:
    first, register, second = (
        "data;cliente;valor\n13/01/2026;Ana;1",
        "nome;cidade;telefone\nAna;Recife;81999990000",
        "data;cliente;valor\n14/01/2026;Bia;2",
    )
    told = layout.diagnosis(reading(first, register, second, folder=tmp_path), Language())

    shown = table(told.brief, "preview")
    assert [column.name for column in shown.columns][-1] == "file"
    assert shown.frame["file"].tolist() == ["0.csv", "2.csv"]


def test_findings_of_a_kind_stand_together_with_the_first_places_and_the_remedy(
    tmp_path: Path,
) -> None:
    wrong = "".join(f"    {day}/02/2026;Ana;{day};nada;\n" for day in range(13, 17))
    told = section(diagnosed(tmp_path, SALES + wrong).brief, "findings")

    kind = table([told], "invalid-amount")
    assert kind.title == f"Atenção (5×): {catalogue.INVALID_AMOUNT.message}"
    assert kind.frame.to_numpy().tolist() == [
        [
            "Onde",
            "coluna Total: linha 5 («quarenta»); linha 9 («nada»); linha 10 («nada») e mais 2",
        ],
        ["O que fazer", catalogue.INVALID_AMOUNT.hint],
    ]


def test_without_findings_that_is_said(tmp_path: Path) -> None:
    text = "data;cliente;pedido;valor\n2026-01-13;Ana;1;1,00"

    told = section(diagnosed(tmp_path, text).brief, "findings")

    assert told.lead == "Nada a conferir: nenhuma linha deixou dúvida."


def test_the_totals_are_what_was_used_and_what_was_set_aside(tmp_path: Path) -> None:
    totals = table(diagnosed(tmp_path).brief, "reconciliation")

    assert totals.frame.to_numpy().tolist() == [
        ["Lidas na planilha", 7, 240.0],
        ["Usadas nas contas", 6, 240.0],
        ["De fora: Valor que não é um número", 1, 0.0],
    ]


def test_the_facts_say_as_of_when_which_period_and_how_many_customers(tmp_path: Path) -> None:
    assert diagnosed(tmp_path).facts == (
        ("Data-base", "19/01/2026 (última venda)"),
        ("Vendas de", "13/01/2026 a 19/01/2026"),
        ("Clientes", "2, e 1 linha de venda sem cliente identificado"),
    )


def test_a_refused_sheet_shows_its_best_header_and_what_is_missing() -> None:
    sheet = grid((None, None, None), ("Data", "Nome", "Obs"), ("13/01/2026", "Ana", "x"))

    told = section(refused(sheet).brief, "source")

    assert told.title == "vendas.xlsx, aba Vendas"
    assert told.lead == "Cabeçalho na linha 2. Não achei o valor."
    assert table([told], "columns").frame.to_numpy().tolist() == [
        ["cliente", "← «Nome»"],
        ["data", "← «Data»"],
    ]
    assert table([told], "columns").takeaway == "Colunas sem uso: «Obs»."


def test_a_column_that_is_called_a_value_and_holds_none_is_named() -> None:
    sheet = grid(("Data", "Nome", "Total"), ("13/01/2026", "Ana", "muito"))

    assert section(refused(sheet).brief, "source").lead == (
        "Cabeçalho na linha 1. Não achei o valor. O que está em «Total» não são valores."
    )


def test_a_sheet_without_a_header_shows_its_first_filled_row() -> None:
    told = section(refused(grid((None, None), ("foo", 7), ("bar", 8))).brief, "source")

    assert told.lead == "Nenhuma linha parece um cabeçalho. A primeira preenchida:"
    assert told.tables[0].frame["text"].tolist() == ["«foo»", "«7»"]


def test_an_empty_sheet_is_said_to_be_empty() -> None:
    empty = RawTable("v.xlsx", "A", pd.DataFrame(), np.array([], dtype=np.int64))

    assert section(refused(empty).brief, "source").lead == "Está vazia."


def test_a_refusal_that_judged_the_rows_shows_why_each_was_left_out() -> None:
    finding = Finding(catalogue.INVALID_DATE, "v.csv", "", "Data", (2,), ("ontem",))

    told = refused(grid(("Data",), ("ontem",)), findings=(finding,))

    assert table(told.brief, "invalid-date").frame["text"].tolist()[0] == (
        "coluna Data: linha 2 («ontem»)"
    )
    assert [each["value"] for each in document(told)["findings"]] == ["ontem"]


def schema() -> Draft202012Validator:
    named = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(SCHEMAS.glob("*"))]
    registry: Registry[Any] = Registry().with_resources(
        (each["$id"], Resource.from_contents(each)) for each in named
    )
    own = next(each for each in named if each["title"] == "carteira-diagnostico/1")
    return Draft202012Validator(own, registry=registry)


def test_the_documents_keep_to_the_schema(tmp_path: Path) -> None:
    used, unused = diagnosed(tmp_path), refused(grid(("Data", "Nome", "Obs"), ("x", "Ana", "y")))

    for told in (used, unused):
        assert [error.message for error in schema().iter_errors(document(told))] == []
    assert document(used)["refusal"] is None
    assert document(unused)["refusal"]["code"] == "no-sales-table"
    assert document(unused)["unread_columns"] == [
        {"file": "vendas.xlsx", "sheet": "Vendas", "column": "Data"},
        {"file": "vendas.xlsx", "sheet": "Vendas", "column": "Obs"},
    ]
