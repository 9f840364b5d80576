"""Names that are nearly the same: which are suggested, and what the suggested line does."""

from itertools import product
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd
import pytest
from rapidfuzz import fuzz

from carteira_cli import config
from carteira_cli.ingest import lookalikes, names
from carteira_cli.ingest.cells import TEXT
from carteira_cli.model.tables import Reading
from tests.ingest.sheets_of import reading

CNPJ, BRANCH, OTHER = "11222333000181", "11222333000262", "97917066000182"


def suggested(*rows: tuple[str, str | None, int]) -> list[str]:
    """The lines suggested for customers given by name, document and number of sales."""
    people = pd.DataFrame(rows, columns=["name", "document_key", "weight"])
    people = people.astype({"name": TEXT, "document_key": TEXT})
    keys, code = names.keys(people["name"]), pd.Series([None] * len(rows), dtype=TEXT)
    customer = np.arange(len(rows))
    return lookalikes.suggest(people.assign(name_key=keys, code=code, customer=customer))[
        "line"
    ].tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tânia Falcão", "Tânia Falca"),
        ("Mercado Boa Esperança", "Mercado Boa Esperanca do"),
        ("Silvio Aparecido Santos", "Silvio Santos Aparecido"),
    ],
)
def test_a_slip_of_the_pen_is_suggested_from_the_smaller_to_the_larger(
    one: str, other: str
) -> None:
    keys = names.keys(pd.Series([one, other], dtype=TEXT))
    assert fuzz.token_sort_ratio(*keys) >= lookalikes.ALIKE
    assert suggested((one, None, 9), (other, None, 1)) == [f'"{other}" = "{one}"']


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Padaria Sol Nascente 1", "Padaria Sol Nascente 12"),
        ("Mariana Albuquerque", "Adriana Albuquerque"),
        ("Bar e Lanchonete Adriana Almeida Rocha", "Bar e Lanchonete Adriana Almeida Machado"),
        ("Ana", "Ani"),
    ],
)
def test_other_figures_other_letters_and_other_words_are_other_people(one: str, other: str) -> None:
    assert suggested((one, None, 9), (other, None, 1)) == []


def test_two_documents_are_two_customers_unless_they_share_their_root() -> None:
    assert suggested(("Rede Sol Centro", CNPJ, 9), ("Rede Sol Centra", OTHER, 1)) == []
    assert suggested(("Rede Sol Centro", CNPJ, 9), ("Rede Sol Centra", None, 1)) == [
        '"Rede Sol Centra" = "Rede Sol Centro"'
    ]
    crowded = (
        ("Rede Sol Centro", CNPJ, 9),
        ("Rede Sol Centra", OTHER, 1),
        ("Rede Sem Par", None, 1),
    )
    assert suggested(*crowded) == []
    assert suggested(("Rede Sol Centro", CNPJ, 9), ("Rede Sol Centra", BRANCH, 1)) == [
        '"Rede Sol Centra" = "Rede Sol Centro"'
    ]


def test_a_name_of_several_customers_is_not_suggested() -> None:
    assert (
        suggested(("Tânia Falcão", None, 9), ("TANIA FALCAO", None, 2), ("Tânia Falca", None, 1))
        == []
    )


def test_a_name_that_a_stranger_bears_too_is_not_suggested_for_a_branch() -> None:
    branches = (("Rede Sol Centro", CNPJ, 9), ("Rede Sol Centra", BRANCH, 1))
    assert suggested(*branches, ("REDE SOL CENTRO", OTHER, 5)) == []


def test_each_customer_has_one_line_with_the_likest_of_the_larger() -> None:
    found = suggested(
        ("Mercado Boa Esperança", None, 9),
        ("Mercado Boa Esperansa", None, 5),
        ("Mercado Boa Esperanssa", None, 1),
    )
    assert found == [
        '"Mercado Boa Esperansa" = "Mercado Boa Esperança"',
        '"Mercado Boa Esperanssa" = "Mercado Boa Esperansa"',
    ]


def test_the_order_of_people_does_not_matter() -> None:
    rows = [("Tânia Falcão", None, 2), ("Tânia Falca", None, 2), ("Tania Falcaoo", None, 1)]
    assert suggested(*rows) == suggested(*reversed(rows))


def sold(*names: str, folder: Path, toml: str = "") -> Reading:
    """Understand one sale to each name, as a user with this carteira.toml would see it."""
    (folder / "carteira.toml").write_text(toml, encoding="utf-8")
    wishes = config.load(folder / "carteira.toml").customers
    lines = [f"1{day}/01/2025;{name};10,00" for day, name in enumerate(names)]
    sheet = "\n".join(["Data;Cliente;Valor", *lines])
    return reading(sheet, folder=folder, merge=wishes.merge, ignore_customers=wishes.ignore)


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Vinícius Saldanha", "Vinicíus Saldanhaa"),
        ('Bar do "Zé" Carneiro', 'Bar do "Zé" Carneirro'),
        ("Casa C:\\novo\\teto", "Casa C:\\novo\\tetto"),
    ],
)
def test_the_line_pasted_into_the_configuration_joins_the_two(
    name: str, alike: str, tmp_path: Path
) -> None:
    before = sold(name, name, alike, folder=tmp_path)
    (found,) = [note for note in before.findings if note.code.slug == "look-alike"]
    assert (len(before.customers), found.rows) == (2, (4,))

    (line,) = found.values  # noqa: PD011  a finding is no frame
    after = sold(name, name, alike, folder=tmp_path, toml=f"[clientes.unir]\n{line}\n")
    assert after.customers["customer"].tolist() == [name]
    assert after.days["sold_cents"].sum() == 3000
    assert "look-alike" not in {note.code.slug for note in after.findings}


def test_a_chain_of_lines_makes_one_customer(tmp_path: Path) -> None:
    chain = ("Mercado Boa Esperança", "Mercado Boa Esperansa", "Mercado Boa Esperanssa")
    before = sold(*chain, folder=tmp_path)
    (found,) = [note for note in before.findings if note.code.slug == "look-alike"]
    lines = found.values  # noqa: PD011  a finding is no frame
    toml = "\n".join(["[clientes.unir]", *lines])
    assert len(sold(*chain, folder=tmp_path, toml=toml).customers) == 1


def crowd(size: int, first: str = "") -> pd.DataFrame:
    """Invent customers without documents whose names share beginnings and words."""
    draw = np.random.default_rng(7)
    syllables = np.array([*map("".join, product("bcdfglmnprstv", "aeio"))])
    words = ["".join(draw.choice(syllables, 4)) for _ in range(2 * size)]
    written = pd.Series(
        [f"{first}{a} {b}" for a, b in zip(words[::2], words[1::2], strict=True)], dtype=TEXT
    )
    return pd.DataFrame(
        {
            "name": written,
            "name_key": names.keys(written),
            "document_key": pd.Series([None] * size, dtype=TEXT),
            "code": pd.Series([None] * size, dtype=TEXT),
            "weight": 1.0,
            "customer": np.arange(size),
        }
    )


@pytest.mark.parametrize("first", ["", "Supermercado "])
def test_ten_thousand_names_take_a_moment(first: str) -> None:
    people = crowd(10_000, first)
    lookalikes.suggest(people[:10])
    started = process_time()
    lookalikes.suggest(people)
    assert process_time() - started < 1  # about 0.2 s; the margin is for a busy machine
