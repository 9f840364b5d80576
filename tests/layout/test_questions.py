"""What a file leaves open is asked, and nothing else."""

from pathlib import Path

from carteira_cli import layout
from carteira_cli.layout import questions
from carteira_cli.layout.questions import Question
from carteira_cli.locale.language import Language
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Place
from carteira_cli.model.tables import Source
from tests.ingest.sheets_of import grid, options, reading


def unclear(text: str, folder: Path) -> list[Question]:
    return [*questions.unclear(reading(text, folder=folder), Language())]


def asked(found: list[Question]) -> list[tuple[str, str, str | None]]:
    return [(each.subject.value, each.about, each.default) for each in found]


def test_a_clear_file_leaves_nothing_to_ask(tmp_path: Path) -> None:
    text = "data;cliente;pedido;status;valor\n13/01/2026;Ana;1;Faturado;10,00"

    assert unclear(text, tmp_path) == []


def test_unknown_status_words_are_asked_once_each_the_most_frequent_first(tmp_path: Path) -> None:
    rows = ["Zumbi", "Em Rota", "EM ROTA", "Faturado"]
    text = "data;cliente;pedido;status;valor\n" + "\n".join(
        f"1{n + 3}/01/2026;Ana;{n};{word};10,00" for n, word in enumerate([*rows, "Em Rota"])
    )

    found = unclear(text, tmp_path)

    assert asked(found) == [("status", "Em Rota", "venda"), ("status", "Zumbi", "venda")]
    assert found[1].text == "O que significa a situação «Zumbi» (1 linha)?"
    assert list(found[0].choices) == ["venda", "cancelada", "aberta", "devolucao"]


def test_dates_that_could_be_either_are_asked_with_the_period_they_make(tmp_path: Path) -> None:
    (found,) = unclear("data;cliente;valor\n03/04/2026;Ana;1,50\n05/06/2026;Ana;1,50", tmp_path)

    assert asked([found]) == [("option", "dates", "dia-mes")]
    assert "vão de 03/04/2026 a 05/06/2026" in found.text


def test_numbers_that_could_be_either_are_asked_with_the_total_they_make(tmp_path: Path) -> None:
    (found,) = unclear("data;cliente;valor\n13/01/2026;Ana;1.234", tmp_path)

    assert asked([found]) == [("option", "decimal", "virgula")]
    assert "R$ 1.234,00" in found.text


def test_values_that_disagree_with_the_items_ask_what_a_row_is(tmp_path: Path) -> None:
    text = "data;cliente;pedido;qtd;preço;total\n13/01/2026;Ana;1;2;10,00;99,00"

    assert asked(unclear(text, tmp_path)) == [("option", "grain", "item")]


def test_where_most_sales_have_nobody_the_column_of_the_customer_is_asked(tmp_path: Path) -> None:
    text = """
        data;cliente;pedido;comprador real;valor
        13/01/2026;;1;Ana;10,00
        14/01/2026;Bia;2;Bia;10,00
        15/01/2026;;3;Caio;10,00
    """
    (found,) = unclear(text, tmp_path)

    assert asked([found]) == [("column", "cliente", "cliente")]
    assert list(found.choices) == ["cliente", "comprador real"]


def refusal(*rows: tuple[object, ...]) -> list[Question]:
    table = grid(*rows)
    error = CarteiraError(catalogue.NO_SALES_TABLE, Place(table.file, table.sheet))
    return [*questions.missing(layout.look([table], options()), error, Language())]


def test_a_refused_file_is_asked_for_what_it_lacks_and_no_answer_is_taken_for_granted() -> None:
    found = refusal(("Data", "Nome", "Foo", "Bar"), ("13/01/2026", "Ana", "9,90", "x"))

    assert asked(found) == [("column", "valor", None)]
    assert list(found[0].choices) == ["Foo", "Bar", "Data", "Nome"]


def test_a_file_without_any_known_header_is_asked_for_everything() -> None:
    found = refusal(("foo", "bar", "baz"), ("13/01/2026", "Ana", "9,90"))

    assert [each.about for each in found] == ["data", "valor", "cliente"]


def test_nothing_is_asked_of_an_empty_sheet_nor_about_another_refusal() -> None:
    elsewhere = CarteiraError(catalogue.NO_SALES, Place("v.csv"))

    assert refusal((None, None)) == []
    assert not [*questions.missing([Source("v.csv", "", "ignored")], elsewhere, Language())]


def test_the_columns_that_decide_are_those_on_which_all_lists_of_sales_agree() -> None:
    january = Source("j", "", "sales", columns={"data": "Dia", "valor": "Total", "cidade": "C"})
    february = Source("f", "", "sales", columns={"data": "Dia", "valor": "Valor"})
    register = Source("c", "", "customers", columns={"cliente": "Nome"})

    assert questions.decisive([january, register]) == {"data": "Dia", "valor": "Total"}
    assert questions.decisive([january, february]) == {"data": "Dia"}


def test_nothing_is_settled_for_a_layout_that_is_known() -> None:
    known = Source("s", "", "sales", layout="shopee", columns={"data": "Dia"})

    assert questions.decisive([known]) == {}
