"""A name that is not there is answered with the nearest one that is."""

from carteira_cli.model.guesses import guess


def test_the_nearest_name_is_asked_about_as_it_is_written() -> None:
    assert guess("venda", ["Clientes", "Vendas"]) == "Você quis dizer Vendas? "


def test_case_makes_no_difference() -> None:
    assert guess("VENDAS", ["vendas 2026"]) == "Você quis dizer vendas 2026? "


def test_nothing_is_asked_where_no_name_is_near() -> None:
    assert guess("xyz", ["Vendas"]) == ""
    assert guess("Vendas", []) == ""
