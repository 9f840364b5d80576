"""Whole runs: the same portfolio however it is written, and every name as it was typed."""

import io
import json
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from rich.console import Console

from carteira_cli import example, pipeline
from carteira_cli.locale.language import Language
from carteira_cli.metrics import METRICS
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.report import Report
from carteira_cli.writers import FILE_FORMATS, terminal

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
RULES = {metric.name: metric.rules() for metric in METRICS}


def report(*files: Path) -> Report:
    options = ReadingOptions(today=date(2026, 11, 22), as_of="ultima")
    return pipeline.run(files, options, RULES, Language()).report


def document(*files: Path) -> dict[str, Any]:
    """The JSON of a run, less what must differ: sources, and the places of findings."""
    parsed: dict[str, Any] = json.loads(FILE_FORMATS["json"].write(report(*files)))
    del parsed["sources"]
    found = pd.DataFrame(parsed.pop("findings"))
    parsed["findings"] = found.groupby(["code", "severity", "message"]).size().to_dict()
    return parsed


@pytest.fixture(scope="module")
def built() -> example.Example:
    return example.build()


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((EXAMPLES / "vendas.json").read_bytes())
    return parsed


FORECAST = {
    "prediction",
    "p_alive",
    "expected_orders_12m",
    "expected_amount_12m",
    "amount_at_risk",
    "amount_at_stake",
    "ltv_predicted",
    "ltv_cac",
    "dcf",
}
"""What a search for the best parameters decides: its last digits are the machine's own."""


def differing(one: Any, other: Any, key: str = "", *, searched: bool = False) -> list[str]:
    """Name the places where two documents differ; money to the centavo, forecasts to 0.1 %."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        inner = [(k, one[k], other[k], searched or k in FORECAST) for k in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        inner = [(str(n), *pair, searched) for n, pair in enumerate(zip(one, other, strict=True))]
    else:
        loosely = searched and isinstance(one, float) and isinstance(other, float)
        same = one == (pytest.approx(other, rel=1e-3, abs=0.02) if loosely else other)
        return [] if same else [f"{key}: {one!r} != {other!r}"]
    return [
        place
        for name, left, right, loose in inner
        for place in differing(left, right, f"{key}.{name}", searched=loose)
    ]


@pytest.fixture(scope="module")
def shown() -> Report:
    return report(EXAMPLES / "vendas.xlsx")


def test_the_example_gives_the_committed_document(golden: dict[str, Any], shown: Report) -> None:
    written = FILE_FORMATS["json"].write(shown)

    assert differing(json.loads(written), golden) == []


def test_the_page_of_the_example_is_small_enough_to_mail(shown: Report) -> None:
    assert len(FILE_FORMATS["html"].write(shown)) < 300_000


def test_a_centavo_and_a_chance_that_differ_are_seen(golden: dict[str, Any]) -> None:
    wrong = json.loads(json.dumps(golden))
    wrong["summary"]["net_amount"] += 0.01
    wrong["customers"][3]["p_alive"] += 0.05

    assert [each.partition(":")[0] for each in differing(wrong, golden)] == [
        ".summary.net_amount",
        ".customers.3.p_alive",
    ]


def test_a_workbook_and_its_csv_give_the_same_document() -> None:
    csv = document(EXAMPLES / "vendas.csv", EXAMPLES / "clientes.csv")
    assert csv == document(EXAMPLES / "vendas.xlsx")


def test_order_of_rows_and_columns_does_not_matter(built: example.Example, tmp_path: Path) -> None:
    def shuffled(frame: pd.DataFrame) -> pd.DataFrame:
        rows = frame.sample(frac=1, random_state=5)
        return rows[rows.columns.to_series().sample(frac=1, random_state=5)]

    sales, customers = tmp_path / "v.csv", tmp_path / "c.csv"
    sales.write_bytes(example.write_csv(shuffled(built.sales)))
    customers.write_bytes(example.write_csv(shuffled(built.customers)))
    expected = document(EXAMPLES / "vendas.csv", EXAMPLES / "clientes.csv")
    assert document(customers, sales) == expected


NAMES = ("=2+2", "[/]", "[link=x]y", "+55 Bar", "@ana", "[bold]Zé[/bold]", "<b>x</b>", "'aspas")


@pytest.fixture
def hostile(tmp_path: Path) -> Report:
    lines = [f'{number};{number:02}/03/2026;"{name}";10,00' for number, name in enumerate(NAMES, 1)]
    proof = "99;30/03/2026;Ana;5,00"
    path = tmp_path / "v.csv"
    path.write_text("\n".join(["Pedido;Data;Cliente;Valor", *lines, proof]), encoding="utf-8")
    return report(path)


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_shown_as_just_that_in_every_output(name: str, hostile: Report) -> None:
    parsed = json.loads(FILE_FORMATS["json"].write(hostile))
    assert name in [customer["customer"] for customer in parsed["customers"]]

    book = openpyxl.load_workbook(io.BytesIO(FILE_FORMATS["xlsx"].write(hostile)))
    cells = [cell for row in book["Clientes"].iter_rows() for cell in row if cell.value == name]
    assert [(cell.data_type, cell.hyperlink) for cell in cells[:1]] == [("s", None)]

    assert f">{escape(name)}<" in FILE_FORMATS["html"].write(hostile).decode()

    out = io.StringIO()
    console = Console(file=out, width=120, force_terminal=True)
    console.print(terminal.render(hostile, 120))
    assert name in out.getvalue()
    assert "\x1b]8" not in out.getvalue()
