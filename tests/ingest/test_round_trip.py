"""The truth, written in any of the ways people write it, comes back."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carteira_cli.ingest import understand
from carteira_cli.readers import delimited
from tests.ingest.sheets_of import options

SALE = st.tuples(
    st.integers(1, 10**6),
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.sampled_from(
        ["Ana", "Açaí & Cia", 'Bar "do Zé"', "Total Ltda", "Mercado; Sol", "Café\nSul"]
    ),
    st.integers(1, 10**9),
)
SALES = st.lists(SALE, min_size=2, max_size=12, unique_by=lambda sale: sale[0])
TITLES: tuple[list[str], ...] = (
    [],
    ["Distribuidora Boa Vista"],
    ["Vendas por cliente", "", "Período: todos"],
)


def written(sales: list[tuple[int, date, str, int]], draw: st.DataObject) -> bytes:
    """Write sales in one of the styles that exports have."""
    delimiter = draw.draw(st.sampled_from([";", ",", "\t"]))
    brazilian = draw.draw(st.booleans())
    pattern = draw.draw(st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y %H:%M"]))
    order = draw.draw(st.permutations(["Pedido", "Data", "Cliente", "Valor"]))
    encoding = draw.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]))
    out = io.StringIO()
    writer = csv.writer(
        out, delimiter=delimiter, lineterminator=draw.draw(st.sampled_from(["\n", "\r\n"]))
    )
    for title in draw.draw(st.sampled_from(TITLES)):
        writer.writerow([title])
    writer.writerow(order)
    for number, day, customer, cents in sales:
        amount = f"{cents / 100:,.2f}"
        if brazilian:
            amount = amount.translate(str.maketrans(",.", ".,"))
        cells = {
            "Pedido": str(number),
            "Data": day.strftime(pattern),
            "Cliente": customer,
            "Valor": amount,
        }
        writer.writerow([cells[column] for column in order])
    return out.getvalue().encode(encoding)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(SALES, st.data())
def test_the_truth_comes_back(sales: list[tuple[int, date, str, int]], data: st.DataObject) -> None:
    proof = (0, date(2024, 12, 31), "Ana", 1)
    truth = [*sales, proof]
    given_reading = understand(delimited.read("x.csv", written(truth, data)), options())
    read = given_reading.sales
    assert sorted(read["cents"]) == sorted(cents for *_, cents in truth)
    by_order = dict(zip(read["order_id"], read["date"].dt.date, strict=True))
    assert by_order == {str(number): day for number, day, *_ in truth}
    assert len(given_reading.customers) == len({customer for *_, customer, _ in truth})
    assert given_reading.reconciliation.cents == sum(cents for *_, cents in truth)


@settings(max_examples=15, deadline=None)
@given(SALES, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(sales: list[tuple[int, date, str, int]], dice: object) -> None:
    lines = [
        f'{number};{day:%d/%m/%Y};"{name.replace(chr(34), chr(39))}";{cents / 100:.2f}'
        for number, day, name, cents in sales
    ]
    shuffled = [*lines]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (
        understand(
            delimited.read("x.csv", "\n".join(["Pedido;Data;Cliente;Valor", *each]).encode()),
            options(),
        )
        for each in (lines, shuffled)
    )
    assert one.days.equals(other.days)
    assert one.customers.equals(other.customers)


def test_the_laws_can_fail() -> None:
    with pytest.raises(AssertionError, match="reconciliation broken"):
        type(
            understand(
                delimited.read("x.csv", b"Data;Cliente;Valor\n13/01/2025;Ana;1,00"), options()
            ).reconciliation
        )(2, 2, 1, 2)
