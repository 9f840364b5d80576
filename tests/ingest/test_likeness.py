"""A copy without anybody in it is understood as the file that it was made of."""

import datetime as dt
import os
import re
from pathlib import Path

import pandas as pd
import pytest

from carteira_cli.ingest import documents, understand
from carteira_cli.ingest.fakes import Fakes
from carteira_cli.ingest.likeness import likeness
from carteira_cli.model.tables import RawTable, Reading
from carteira_cli.readers import read
from tests.ingest.sheets_of import options

KEY = b"0123456789abcdefghijklmnopqrstuv"
DATA = Path(os.environ.get("CARTEIRA_SHARED_DATA", "../shared/data"))
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = (
    ("exports/balcao_e_duplicados.csv",),
    ("exports/pdv_vendas_por_cliente_latin1.csv",),
    ("exports/carteira_meses_em_colunas.xlsx",),
    ("exports/shopee_order_all.xlsx",),
    ("exports/nuvemshop_vendas_latin1.csv", "exports/nuvemshop_clientes_latin1.csv"),
    ("public/14_vendas_sujas_bom.csv",),
    ("public/17_lit_vendas.csv", "public/17_lit_clientes.csv"),
)


def copied(tables: list[RawTable]) -> list[RawTable]:
    return [*likeness(tables, {}, KEY).tables]


def figures(reading: Reading) -> object:
    """All that figures are made of: each customer's days, and what belongs to nobody."""
    names = ["date", "orders", "sold_cents", "returned_cents"]
    days = reading.days.groupby("customer_id", observed=True)
    each = sorted(tuple(map(tuple, his[names].astype(str).to_numpy())) for _, his in days)
    counter = reading.unidentified[names].astype(str).to_numpy().tolist()
    return each, counter, reading.reconciliation, len(reading.customers), len(reading.baskets)


def personal(reading: Reading) -> set[str]:
    columns = (reading.customers[name] for name in ("customer", "seller", "email", "phone"))
    return {text for column in columns for text in column.dropna() if len(text) > 3}


def texts(tables: list[RawTable]) -> str:
    cells = (cell for table in tables for name in table.cells for cell in table.cells[name])
    return "\n".join({cell for cell in cells if isinstance(cell, str)})


def require_the_same(tables: list[RawTable]) -> None:
    copy = copied(tables)
    before, after = understand(tables, options()), understand(copy, options())

    assert figures(after) == figures(before)
    told = texts(copy)
    assert not [name for name in personal(before) if name in told]


@pytest.mark.skipif(not DATA.exists(), reason="the sample files are not here")
@pytest.mark.parametrize("names", FILES, ids=lambda names: Path(names[0]).stem)
def test_the_copy_of_a_real_export_gives_the_same_figures(names: tuple[str, ...]) -> None:
    require_the_same([table for name in names for table in read(DATA / name)])


def test_the_copy_of_the_example_gives_the_same_figures() -> None:
    require_the_same([*read(EXAMPLES / "vendas.xlsx")])


def sheet(*rows: list[object]) -> RawTable:
    cells = pd.DataFrame(rows, dtype=object)
    return RawTable("v.xlsx", "Vendas", cells, cells.index.to_numpy() + 1)


def test_unknown_columns_are_exchanged_and_small_numbers_stay() -> None:
    born = dt.datetime(1980, 5, 1)
    table = sheet(
        ["Data", "Cliente", "Valor", "Recado", "Nascimento", "Parcelas", "RG"],
        [dt.datetime(2026, 1, 5), "Ana Prado", 10.0, "mora na Rua 7", born, 3.0, 12345678.0],
        [dt.datetime(2026, 1, 6), "ANA  PRADO ", 20.0, "mora na rua 7", born, 3.0, 12345678.0],
    )
    (copy,) = copied([table])
    first, second = copy.cells.iloc[1], copy.cells.iloc[2]

    assert [*copy.cells.iloc[0]] == [*table.cells.iloc[0]]
    assert (first[0], first[2], first[5]) == (dt.datetime(2026, 1, 5), 10.0, 3.0)
    assert re.fullmatch(r"[a-z]{4} [a-z]{2} [A-Z][a-z]{2} \d", first[3])
    assert first[3].lower() == second[3].lower() != "mora na rua 7"
    assert first[4] != born
    assert first[6] == second[6] != 12345678.0
    assert second[1] == f"{first[1].upper().replace(' ', '  ')} "
    assert "ana" not in first[1].lower()


def test_names_and_documents_are_found_in_texts_that_stay() -> None:
    told = ["Bolo da Ana", "Kit para ANA PRADO", "Nota 111.444.777-35", "a@b.com.br", "Pão"]
    rows = [[dt.datetime(2026, 1, 5), "Ana Prado", 10.0, product] for product in told]
    (copy,) = copied([sheet(["Data", "Cliente", "Valor", "Produto"], *rows)])
    kept = copy.cells[3].tolist()[1:]

    assert kept[4] == "Pão"
    assert all(new != old for new, old in zip(kept[:4], told, strict=False))
    assert kept[0].startswith("Bolo da ")
    assert re.fullmatch(r"Nota \d{3}\.\d{3}\.\d{3}-\d{2}", kept[2])


def test_a_sheet_that_nobody_understands_keeps_no_text_but_words_of_reports() -> None:
    (copy,) = copied([sheet(["Maria Silva", 1.0], ["Rua das Flores", 2.0], ["Total", 99999999.0])])

    assert copy.cells[0].tolist()[2] == "Total"
    assert not {"Maria Silva", "Rua das Flores"} & {*copy.cells[0]}
    assert copy.cells[1].tolist()[:2] == [1.0, 2.0]
    assert copy.cells[1].tolist()[2] != 99999999.0


@pytest.mark.parametrize(
    "written", ["111.444.777-35", "11144477735", "11.222.333/0001-81", "CPF: 111.444.777-35"]
)
def test_a_document_keeps_its_marks_and_proves_itself_as_before(written: str) -> None:
    fake = Fakes(KEY).document(written)
    (clean,) = documents.clean(pd.Series([fake], dtype="str"))

    assert fake != written
    assert re.sub(r"\d", "9", fake) == re.sub(r"\d", "9", written)
    assert isinstance(clean, str)


def test_a_wrong_document_stays_wrong() -> None:
    fake = Fakes(KEY).document("111.444.777-36")

    assert fake != "111.444.777-36"
    assert documents.clean(pd.Series([fake], dtype="str")).isna().all()


def test_spellings_of_one_telephone_stay_one() -> None:
    fakes = Fakes(KEY)
    digits = [re.sub(r"\D", "", fakes.phone(each)) for each in ("(11) 98888-7777", "11988887777")]

    assert digits[0] == digits[1] != "11988887777"
    assert digits[0].startswith("119")


def test_zeros_in_front_of_a_code_tell_nothing_apart() -> None:
    fakes = Fakes(KEY)
    long, short = fakes.code("0012"), fakes.code("12")

    assert long == f"00{short}"
    assert short != "12"
