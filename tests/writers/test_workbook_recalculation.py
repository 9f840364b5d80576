"""What we say a formula comes to is what a spreadsheet program makes of it."""

import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from carteira_cli.model.columns import Category, Column, Kind, Tone
from carteira_cli.model.report import Section, Setting
from tests.writers.books import NAME, below, opened, sheet, table, written

pytestmark = pytest.mark.libreoffice

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
TODAY = date(2026, 11, 22)
LATE = Category("late", "Atrasado", Tone.WATCH), Category("active", "Ativo", Tone.GOOD)
COLUMNS = (
    NAME,
    Column("last_purchase", "Última compra", Kind.DATE),
    Column("days", "Dias", Kind.DAYS, formula="DataBase-[last_purchase]"),
    Column("cycle", "Ciclo", Kind.DAYS),
    Column("ratio", "Ciclos", Kind.NUMBER, formula="[days]/[cycle]"),
    Column("next", "Próxima", Kind.DATE, formula="[last_purchase]+ROUND([cycle],0)"),
    Column(
        "status",
        "Situação",
        Kind.CATEGORY,
        categories=(*LATE, Category("prospect", "Nunca comprou")),
        formula='IF([last_purchase]="","prospect",IF([ratio]>LimiteAtraso,"late","active"))',
    ),
    Column("lost", "Perda", Kind.MONEY, formula="ROUND(12.345*MIN(INT([ratio]),365/[cycle]),2)"),
)
SETTINGS = (
    Setting("DataBase", "Data-base", COLUMNS[1], TODAY),
    Setting("LimiteAtraso", "Atrasado acima de", COLUMNS[4], 1.5),
)


def customer(name: str, days: int, cycle: float) -> tuple[Any, ...]:
    last, ratio = TODAY - timedelta(days), days / cycle
    lost = round(12.345 * min(int(ratio), 365 / cycle), 2)
    status = "late" if ratio > 1.5 else "active"
    return name, last, days, cycle, ratio, last + timedelta(round(cycle)), status, lost


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The columns before and after LibreOffice computed them anew; ``wrong`` is a planted lie."""
    folder = tmp_path_factory.mktemp("recalculation")
    customers = (customer("=2+2", 20, 31.0), customer("Padaria", 90, 7.5), customer("c", 0, 1.0))
    prospect = ("d", None, None, None, None, None, "prospect", None)
    rows = table(COLUMNS, *customers, prospect)
    lie = table((Column("wrong", "Errado", Kind.COUNT, formula="1+1"),), (3,))
    before = folder / "before.xlsx"
    before.write_bytes(
        written(
            sheet(rows),
            Section("wrong", "Controle", tables=(lie,)),
            Section("settings", "Parâmetros", settings=SETTINGS),
        )
    )
    after = opened(through_libreoffice(before, folder), values=True)
    book = opened(before, values=True)
    found = {
        f"{moment} {column.label}": [cell.value for cell in below(workbook, column.label)][:4]
        for moment, workbook in (("before", book), ("after", after))
        for column in COLUMNS
    }
    return found | {"wrong": [below(after, "Errado", "Controle")[0].value]}


def through_libreoffice(book: Path, folder: Path, *more: Path) -> Path:
    """Let LibreOffice load a workbook, compute every formula, and save what it got.

    ``more`` workbooks go the same way, to the same folder.
    """
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    command = [
        "soffice",
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "after"),
        str(book),
        *map(str, more),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "after" / book.name


def test_libreoffice_really_computes_anew(recalculated: dict[str, list[Any]]) -> None:
    assert recalculated["wrong"] == [2]


@pytest.mark.parametrize("label", [column.label for column in COLUMNS])
def test_every_cached_value_is_what_libreoffice_gets(
    recalculated: dict[str, list[Any]], label: str
) -> None:
    ours, theirs = recalculated[f"before {label}"], recalculated[f"after {label}"]

    assert theirs == [pytest.approx(value) if isinstance(value, float) else value for value in ours]
    assert any(value is not None for value in ours)
