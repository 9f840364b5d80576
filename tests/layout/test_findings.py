import pytest

from carteira_cli.model import catalogue
from carteira_cli.model.findings import Finding
from carteira_cli.model.report import Report
from carteira_cli.model.tables import Reconciliation, SetAside
from tests.layout.laid_out import section, small, table, texts

CANCELLED = Finding(
    catalogue.CANCELLED, "v.xlsx", "Vendas", "Situação", (4, 9), ("Cancelada", "Recusada")
)
NUMBERS = Finding(
    catalogue.AMBIGUOUS_NUMBERS, "v.xlsx", "Vendas", "Total", details={"reading": "mil"}
)
NO_DATE = Finding(catalogue.MISSING_DATE, "b.csv", "", "Data", (7, 8), ("", ""))
FOUND = Reconciliation(
    13, 140000, 10, 130000, (SetAside("cancelled", 2, 10000), SetAside("missing-date", 1, 0))
)


def messy() -> Report:
    return small(findings=(CANCELLED, NUMBERS, NO_DATE), reconciliation=FOUND)


def test_the_sheet_lists_every_place_of_every_finding_with_what_was_written_there() -> None:
    places = table(messy().book, "places").frame
    columns = ["message", "file", "sheet", "row", "column", "value"]

    assert places[columns].astype(object).where(places[columns].notna(), None).values.tolist() == [
        [catalogue.CANCELLED.message, "v.xlsx", "Vendas", 4, "Situação", "Cancelada"],
        [catalogue.CANCELLED.message, "v.xlsx", "Vendas", 9, "Situação", "Recusada"],
        [
            "Números como 1.234 podem ser mil ou um vírgula dois: lemos mil.",
            *("v.xlsx", "Vendas", None, "Total", None),
        ],
        [catalogue.MISSING_DATE.message, "b.csv", None, 7, "Data", None],
        [catalogue.MISSING_DATE.message, "b.csv", None, 8, "Data", None],
    ]


def test_the_kinds_are_counted_the_gravest_and_most_frequent_first() -> None:
    kinds = table(messy().book, "kinds")

    assert kinds.frame[["severity", "code", "times"]].values.tolist() == [
        ["warning", "missing-date", 2],
        ["warning", "ambiguous-numbers", 1],
        ["info", "cancelled", 2],
    ]
    assert kinds.takeaway == "5 pontos a conferir; comece pelos erros."


def test_what_was_found_is_what_was_used_and_what_was_set_aside() -> None:
    reconciled = table(messy().book, "reconciliation")

    assert reconciled.frame.values.tolist() == [
        ["Lidas na planilha", 13, 1400.00],
        ["Usadas nas contas", 10, 1300.00],
        ["De fora: Venda cancelada, recusada ou devolvida por inteiro", 2, 100.00],
        ["De fora: Linha sem data", 1, 0.00],
    ]
    assert reconciled.takeaway == (
        "13 linhas e R$ 1.400,00 lidos = 10 linhas e R$ 1.300,00 usados + "
        "3 linhas e R$ 100,00 deixados de fora."
    )


def test_the_brief_tells_the_reasons_and_apart_from_them_the_doubts() -> None:
    brief = messy().brief

    assert table(brief, "set_aside").frame["rows"].tolist() == [2, 1]
    assert texts(table(brief, "doubts")) == [
        "Números como 1.234 podem ser mil ou um vírgula dois: lemos mil."
    ]


def test_with_nothing_set_aside_the_brief_says_that_all_was_used() -> None:
    clean = small(reconciliation=Reconciliation(16, 130000, 16, 130000))

    assert section(clean.brief, "findings").lead == (
        "Tudo o que foi lido entrou nas contas: 16 linhas e R$ 1.300,00."
    )
    assert section(clean.book, "findings").lead == ("Nada a conferir: nenhuma linha deixou dúvida.")


@pytest.mark.parametrize("places", [0, 1, 100_000])
def test_many_places_are_listed_whole(places: int) -> None:
    many = Finding(
        catalogue.ZERO_AMOUNT, rows=tuple(range(2, places + 2)), values=("0,00",) * places
    )

    assert len(table(small(findings=(many,)).book, "places").frame) == max(places, 1)
