"""Living columns: formulas over cells of the same row and named settings, with their values."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.report import Section, Setting
from carteira_cli.writers import FILE_FORMATS
from carteira_cli.writers.workbook.formulas import Template, is_name, template
from tests.writers.books import below, opened, report, sheet, table, written

DAYS = Column("days", "Dias", Kind.DAYS, formula="DataBase-[last]")
LAST = Column("last", "Última compra", Kind.DATE)
ORIGIN = Column(
    "origin",
    "Origem",
    Kind.CATEGORY,
    categories=(Category("own", "Do cliente"), Category("late", "Tarde demais")),
)
STATUS = Column(
    "status",
    "Situação",
    Kind.CATEGORY,
    categories=(Category("late", 'Atra"sado', Tone.BAD), Category("active", "Ativo", Tone.GOOD)),
    formula='IF(AND([days]>LimiteAtraso,[origin]="own"),"late","active")',
)
COLUMNS = (LAST, DAYS, ORIGIN, STATUS)
ROWS = (
    (date(2026, 11, 2), 20, "own", "late"),
    (date(2026, 11, 21), 1, "own", "active"),
    (None, None, None, None),
)
SETTINGS = Section(
    "settings",
    "Parâmetros",
    settings=(
        Setting("DataBase", "Data-base", LAST, date(2026, 11, 22)),
        Setting("LimiteAtraso", "Limite", Column("n", "", Kind.NUMBER), 15.0),
    ),
)


def cells_of(content: bytes, header: str, *, values: bool = False) -> list[Any]:
    return [cell.value for cell in below(opened(content, values=values), header)]


def text_of(formula: str, names: Sequence[str] = ("DataBase",)) -> str | None:
    column = Column("x", "X", Kind.NUMBER, formula=formula)
    made = template(column, (LAST, ORIGIN, column), 0, names)
    return made.at(6) if made else None


def test_a_living_column_refers_to_its_row_and_to_the_settings() -> None:
    content = written(sheet(table(COLUMNS, *ROWS)), SETTINGS)

    first = below(opened(content), "Dias")[0].row
    assert cells_of(content, "Dias")[:2] == [f"=DataBase-$A{first}", f"=DataBase-$A{first + 1}"]


def test_a_formula_carries_the_value_of_the_frame() -> None:
    content = written(sheet(table(COLUMNS, *ROWS)), SETTINGS)

    assert cells_of(content, "Dias", values=True) == [20, 1, None]
    assert cells_of(content, "Situação", values=True) == ['Atra"sado', "Ativo", None]


def test_slugs_in_a_formula_become_the_words_that_the_cells_show() -> None:
    content = written(sheet(table(COLUMNS, *ROWS)), SETTINGS)

    first = below(opened(content), "Situação")[0].row
    assert cells_of(content, "Situação")[0] == (
        f'=IF(AND($B{first}>LimiteAtraso,$C{first}="Do cliente"),"Atra""sado","Ativo")'
    )


def test_a_row_without_a_value_has_no_formula() -> None:
    assert cells_of(written(sheet(table(COLUMNS, *ROWS)), SETTINGS), "Dias")[2] is None


def test_without_its_settings_a_column_is_plain_values() -> None:
    assert cells_of(written(sheet(table(COLUMNS, *ROWS))), "Dias") == [20, 1, None]


def test_without_a_column_it_reads_a_column_is_plain_values() -> None:
    content = written(sheet(table((DAYS,), (20,))), SETTINGS)

    assert cells_of(content, "Dias") == [20]


def test_a_living_date_carries_its_serial_day() -> None:
    following = Column("next", "Próxima", Kind.DATE, formula="[last]+30")

    content = written(sheet(table((LAST, following), (date(2026, 1, 1), date(2026, 1, 31)))))

    assert cells_of(content, "Próxima", values=True) == [pd.Timestamp(2026, 1, 31)]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("[last]+ROUND(1.5,0)", "$A7+ROUND(1.5,0)"),
        ("MAX([last],DataBase)/[x]", "MAX($A7,DataBase)/$C7"),
        ('IF(TRUE,"a ""[last]"" DataBase",1)', 'IF(TRUE,"a ""[last]"" DataBase",1)'),
        ("[last]>=Limite", None),
        ("[nobody]+1", None),
        ("A1+1", None),
        ("", None),
    ],
)
def test_a_formula_is_translated_or_left_out(formula: str, text: str | None) -> None:
    assert text_of(formula) == text


def test_a_template_fills_every_gap_with_the_row_as_sheets_count() -> None:
    assert Template(("$A", "+$B", "")).at(9) == "$A10+$B10"


@pytest.mark.parametrize(
    ("name", "legal"),
    [
        ("DataBase", True),
        ("Limite_1", True),
        ("Situação", True),
        ("A1", False),
        ("LIM1", False),
        ("R1C1", False),
        ("r", False),
        ("1a", False),
        ("a b", False),
        ("", False),
    ],
)
def test_only_what_no_program_takes_for_a_cell_is_a_name(name: str, *, legal: bool) -> None:
    assert is_name(name) is legal


def test_the_facts_of_a_report_are_on_its_first_sheet() -> None:
    facts = (("Data-base", "22/11/2026"), ("Arquivo", "a.xlsx"), ("Linhas", "3 de 4"))
    content = FILE_FORMATS["xlsx"].write(report(Section("s", "Resumo"), sheet(), facts=facts))

    first, second = ([row[0].value for row in page] for page in opened(content))
    assert first[1:4] == ["Data-base: 22/11/2026", "Arquivo: a.xlsx", "Linhas: 3 de 4"]
    assert second[1:] == ["← Voltar ao Resumo", "Data-base: 22/11/2026"]


def test_a_function_younger_than_the_format_gets_its_prefix_in_every_row() -> None:
    young = Column("x", "Novo", Kind.NUMBER, formula="IFS([last]>1,3)")

    content = written(sheet(table((LAST, young), (date(2026, 1, 1), 3), (date(2026, 1, 2), 3))))

    assert [str(cell).startswith("=_xlfn.IFS(") for cell in cells_of(content, "Novo")] == [True] * 2
