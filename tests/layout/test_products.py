"""The sheet of products and the pairs worth selling together."""

from dataclasses import replace

import pandas as pd
import pytest

from carteira_cli.analysis import analyse
from carteira_cli.layout import report
from carteira_cli.locale.language import Language
from carteira_cli.metrics.basket import Rules
from carteira_cli.model.report import Report, Section
from carteira_cli.model.tables import Reading
from tests.layout.laid_out import section, table
from tests.portfolios import day, reading

NAMES = [f"c{number}" for number in range(10)]
# Six of ten have A and B, three have C only, and c9 has A: he should be offered B.
BOUGHT = [
    *((name, product) for name in NAMES[:6] for product in ("A", "B")),
    *((name, "C") for name in NAMES[6:9]),
    ("c9", "A"),
]


def sold(*bought: tuple[str, str | None], cents: int = 1000) -> Reading:
    """A portfolio of customers with one order of each product."""
    frame = pd.DataFrame(bought, columns=["customer_id", "product"]).astype("str")
    baskets = frame.assign(orders=1, cents=cents)
    return replace(reading([(name, day(0), 10.00) for name in NAMES]), baskets=baskets)


def laid_out(read: Reading) -> Report:
    rules = {"basket": Rules(least_lift=1.1)}
    return report(read, analyse(read, rules), Language())


def has(sections: tuple[Section, ...], name: str) -> bool:
    return name in {each.name for each in sections}


def test_a_pair_is_told_once_with_what_it_means() -> None:
    pairs = table(laid_out(sold(*BOUGHT)).brief, "affinities")

    assert pairs.frame[["product", "with"]].to_numpy().tolist() == [["B", "A"]]
    assert pairs.takeaway == (
        "100 % de quem compra B também compra A: 1,4 vezes o normal. "
        "Há o que oferecer a 1 cliente: veja a lista de clientes na planilha."
    )


def test_the_sheet_holds_both_directions_and_every_product() -> None:
    book = laid_out(sold(*BOUGHT)).book
    pairs, products = section(book, "products").tables

    assert pairs.frame[["product", "with"]].to_numpy().tolist() == [["B", "A"], ["A", "B"]]
    assert products.frame["product"].tolist() == ["A", "B", "C"]
    assert products.takeaway == ("2 produtos fazem 80 % do valor; o que mais vende, A, faz 44 %.")
    offered = table(book, "customers").frame.set_index("customer")["suggestions"]
    assert (offered["c9"], offered["c0"]) == (("B",), ())


def test_where_nothing_goes_together_the_sheet_says_so_and_the_brief_is_silent() -> None:
    report_ = laid_out(sold(("c0", "A"), ("c1", "B"), ("c2", None)))
    sheet = section(report_.book, "products")

    assert not has(report_.brief, "affinities")
    assert [each.name for each in sheet.tables] == ["products"]
    assert sheet.lead == (
        "Vendas sem produto na planilha, fora desta lista: R$ 10,00. Nenhum par de produtos é "
        "comprado junto por clientes bastantes para dizer o que vender junto."
    )
    assert "suggestions" not in table(report_.book, "customers").frame


def test_one_product_and_products_only_returned_have_their_sentence() -> None:
    one, returned = (
        section(laid_out(sold(("c0", "A"), cents=cents)).book, "products").tables[0].takeaway
        for cents in (5, -5)
    )

    assert one == "1 produto, A, faz 100 % do valor."
    assert returned == "Nenhum produto vendeu mais do que foi devolvido."


@pytest.mark.parametrize("part", ["brief", "book"])
def test_without_products_there_is_nothing_about_them(part: str) -> None:
    sections = getattr(laid_out(reading([("Ana", day(0), 5.00)])), part)

    assert not has(sections, "products")
    assert not has(sections, "affinities")


def test_the_document_has_products_pairs_and_suggestions() -> None:
    document = laid_out(sold(*BOUGHT)).document

    assert document["products"].to_dict("records")[0] == {
        "product": "A",
        "customers": 7,
        "orders": 7,
        "net_amount": 70.00,
        "share": 0.4375,
    }
    assert document["affinities"]["confidence"].tolist() == [1.0, 0.857143]
    assert document["customers"].set_index("customer")["suggestions"]["c9"] == ("B",)
