"""One table and one sheet for each field asked for, and the groups that differ."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import Wishes, report
from carteira_cli.locale.language import Language
from carteira_cli.metrics.breakdowns import Rules
from carteira_cli.model.report import Report
from carteira_cli.model.tables import Reading, Source
from carteira_cli.writers.json_document import write
from tests.layout.laid_out import LATE, REGULAR, section, table
from tests.layout.test_document import problems
from tests.portfolios import day, reading

PORTFOLIO = reading([*REGULAR, *LATE], on=day(90))


def by(
    *fields: str, top: int = 10, read: Reading = PORTFOLIO, **details: Mapping[str, str]
) -> Report:
    """The report of a portfolio of which a register says more, by some of its fields."""
    columns = {name: pd.Series(said, dtype="str") for name, said in details.items()}
    told = replace(read, details=pd.DataFrame(columns).reindex(read.customers.index))
    return report(told, analyse(told, {"breakdowns": Rules(by=fields)}), Language(), Wishes(top))


def test_a_field_has_a_table_in_the_brief_and_a_sheet_named_after_its_header() -> None:
    found = by("porte", Porte={"Ana": "ME"})
    brief, sheet = table(found.brief, "breakdowns"), section(found.book, "breakdown_Porte")

    assert (brief.title, brief.columns[0].label, sheet.title) == ("Por Porte", "Porte", "Porte")
    assert brief.frame["value"].tolist() == ["ME", "não informado"]
    assert sheet.tables[0].frame["share"].round(2).tolist() == [0.77, 0.23]


def test_the_sentence_names_the_value_with_most_money_at_stake() -> None:
    found = by("porte", Porte={"Ana": "ME", "Bia": "EPP"})

    assert table(found.brief, "breakdowns").takeaway == (
        "EPP tem mais dinheiro em jogo: R$ 300; 1 de 1 clientes atrasou ou parou."
    )


def test_without_money_at_stake_it_names_the_one_that_brings_most() -> None:
    found = by("porte", read=reading(REGULAR), Porte={"Ana": "ME"})

    assert table(found.brief, "breakdowns").takeaway == "ME é o que mais traz: 100 % do valor."


def test_values_beyond_the_top_are_counted() -> None:
    found = by("porte", top=1, Porte={"Ana": "ME", "Bia": "EPP"})

    assert table(found.brief, "breakdowns").takeaway.endswith("Há mais 1 na planilha.")
    assert len(section(found.book, "breakdown_Porte").tables[0].frame) == 2


def test_a_field_that_only_prospects_fill_is_said_to_be_empty() -> None:
    read = reading(REGULAR, prospects=["Zoe"])
    found = by("porte", read=read, Porte={"Zoe": "ME"})

    assert table(found.brief, "breakdowns").takeaway == (
        "Nenhum cliente com compras tem este campo preenchido."
    )


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        ([("customers", "Ramo")], "Ramo"),
        ([("customers", "Ramo"), ("customers", "Ramo"), ("sales", "Grupo")], "Ramo"),
        ([("sales", "Grupo")], "Grupo"),
        ([("customers", "Ramo"), ("customers", "Grupo")], "Categoria"),
        ([("customers", "CATEGORIA")], "Categoria"),
        ([], "Categoria"),
    ],
)
def test_a_known_field_is_called_by_the_header_on_which_the_sheets_agree(
    headers: list[tuple[str, str]], title: str
) -> None:
    sources = [Source("c", "", role, columns={"categoria": header}) for role, header in headers]
    read = replace(PORTFOLIO, sources=tuple(sources))
    found = by("categoria", read=read, category={"Ana": "Bar"})

    assert section(found.book, "breakdown_category").title == title


def crowd() -> Report:
    """Thirty of forty small firms stopped buying, five of sixty others."""
    firms = {f"c{number:03}": number < 40 for number in range(100)}
    stopped = [*range(30), *range(40, 45)]
    purchases = [
        (name, day(at), 10.00)
        for number, name in enumerate(firms)
        for at in range(0, 50 if number in stopped else 100, 10)
    ]
    porte = {name: "ME" if small else "EPP" for name, small in firms.items()}
    return by(read=reading(purchases, on=day(95)), Porte=porte)


def test_a_group_that_differs_is_told_unasked() -> None:
    found = crowd()
    personas = table(found.brief, "personas")

    assert personas.frame["group"].tolist() == ["Porte = ME"]
    assert personas.takeaway == (
        "Em Porte = ME, 75 % dos clientes pararam ou atrasaram; no resto, 8 %."
    )
    assert table(found.book, "personas").title.startswith("Grupos")


def test_without_a_field_and_without_a_group_there_is_nothing_to_say() -> None:
    found = by(Porte={"Ana": "ME"})

    names = {each.name for each in (*found.brief, *found.book)}
    assert not [name for name in names if name.startswith(("breakdown", "personas"))]


def test_the_document_nests_the_groups_by_field_and_keeps_to_the_schema() -> None:
    written = json.loads(write(by("porte", Porte={"Ana": "ME"})))

    assert problems(written) == []
    (first, unsaid) = written["breakdowns"]["Porte"]
    assert (first["value"], first["customers"], first["active"]) == ("ME", 1, 1)
    assert (unsaid["value"], unsaid["inactive"], unsaid["share"]) == (None, 1, 0.230769)
    assert problems(json.loads(write(crowd()))) == []
