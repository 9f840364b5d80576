"""Every table of the report ends in a sentence that says what it means."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from carteira_cli import pipeline
from carteira_cli.locale.language import Language
from carteira_cli.model.options import ReadingOptions
from carteira_cli.model.report import Report
from carteira_cli.writers import FILE_FORMATS, terminal
from tests.layout.laid_out import LATE, REGULAR, lay_out, tables
from tests.portfolios import day, reading
from tests.writers.books import opened

EXAMPLE = Path(__file__).parents[2] / "examples"
PORTFOLIOS = {
    "two customers": reading([*REGULAR, *LATE], on=day(90)),
    "one customer, one purchase": reading([("Ana", day(0), 10.00)]),
    "nobody identified": reading([], unidentified=[(day(0), 5.00)]),
    "prospects only": reading([], prospects=["Zoe"], unidentified=[(day(0), 5.00)]),
    "returns only": reading([("Ana", day(0), -10.00)], on=day(5)),
    "a gift": reading([("Ana", day(0), 0.00), ("Ana", day(9), 0.00)]),
    "one-time buyers": reading([(f"C{n}", day(n), 5.00) for n in range(40)], on=day(95)),
    "nothing at all": reading([]),
}


@pytest.fixture(scope="module")
def example() -> Report:
    files = [EXAMPLE / "vendas.csv", EXAMPLE / "clientes.csv"]
    return pipeline.run(files, ReadingOptions(day(60)), {}, Language()).report


@pytest.fixture(scope="module", params=[*PORTFOLIOS, "example"])
def laid_out(request: pytest.FixtureRequest) -> Report:
    if request.param == "example":
        found: Report = request.getfixturevalue("example")
        return found
    return lay_out(PORTFOLIOS[request.param])


def test_every_table_says_what_it_means_in_whole_sentences(laid_out: Report) -> None:
    silent = [
        found.name
        for found in tables([*laid_out.brief, *laid_out.book])
        if not found.takeaway.endswith((".", "!", "?")) or found.takeaway != found.takeaway.strip()
    ]

    assert silent == []


def test_no_sentence_tells_of_what_is_unknown(laid_out: Report) -> None:
    said = " ".join(found.takeaway for found in tables([*laid_out.brief, *laid_out.book]))

    assert not [word for word in ("nan", "None", "NaT", "inf ", "{", "}") if word in said]


def test_the_terminal_prints_every_sentence(example: Report) -> None:
    shown = io.StringIO()
    Console(file=shown, width=100, color_system=None).print(terminal.render(example, 100))
    words = " ".join(shown.getvalue().split())

    for found in (found for section in example.brief for found in section.tables):
        assert " ".join(found.takeaway.split()) in words


def test_the_workbook_holds_every_sentence(example: Report) -> None:
    book = opened(FILE_FORMATS["xlsx"].write(example))
    for section, sheet in zip(example.book, book.worksheets, strict=False):
        lines = " ".join(str(row[0].value) for row in sheet.iter_rows(max_col=1) if row[0].value)
        for found in section.tables:
            assert " ".join(found.takeaway.split()) in lines, f"{section.name}: {found.name}"
