"""What is written into ``carteira.toml`` reads back as the same."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carteira_cli import config
from carteira_cli.model.options import ReadingOptions

TODAY = date(2026, 11, 22)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (
    TEXTS | st.booleans() | st.integers(-(2**40), 2**40) | st.dates() | st.floats(allow_nan=False)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
SECTIONS = st.dictionaries(TEXTS, st.dictionaries(TEXTS, VALUES, max_size=4), max_size=4)


@given(SECTIONS)
def test_writing_and_reading_gives_the_same_back(sections: dict[str, Any]) -> None:
    assert tomllib.loads(config.write(sections, "# o cabeçalho")) == sections


def test_sections_are_written_as_a_user_would() -> None:
    text = config.write(
        {"leitura": {"aba": "Vendas", "colunas": {"cliente": "Razão Social"}}, "rfm": {"bins": 3}},
        "",
    )

    assert text.endswith(
        """
[leitura]
aba = "Vendas"

[leitura.colunas]
cliente = "Razão Social"

[rfm]
bins = 3
"""
    )


def test_what_was_settled_joins_what_the_file_said_before(tmp_path: Path) -> None:
    path = tmp_path / "carteira.toml"
    path.write_text(
        '[leitura]\ndevolucoes = "ignorar"\ncolunas = { valor = "V" }\n'
        '[[rfm.segments]]\nname = "bons"\nr = [4, 5]\nf = [1, 5]\nm = [1, 5]\n',
        encoding="utf-8",
    )
    settled = ReadingOptions(
        TODAY, columns={"valor": "V", "data": "D"}, status={"Em rota": "venda"}, dates="mes-dia"
    )

    path.write_text(
        config.write(config.settled(config.content(path), settled), ""), encoding="utf-8"
    )

    after = config.load(path)
    read = after.options(TODAY)
    assert (read.returns, read.columns, read.status, read.dates) == (
        *("ignorar", {"valor": "V", "data": "D"}, {"Em rota": "venda"}, "mes-dia"),
    )
    assert [each.name for each in after.rules["rfm"].segments] == ["bons"]


@pytest.mark.parametrize("option", [{"grain": "item"}, {"decimal": "ponto"}, {"sheet": "Vendas"}])
def test_every_answer_is_kept(tmp_path: Path, option: dict[str, Any]) -> None:
    path = tmp_path / "carteira.toml"
    settled = ReadingOptions(TODAY, **option)

    path.write_text(config.write(config.settled({}, settled), ""), encoding="utf-8")

    assert config.load(path).options(TODAY) == ReadingOptions(
        TODAY, as_of_origin="config", **option
    )


def test_nothing_settled_writes_no_section() -> None:
    assert config.settled({}, ReadingOptions(TODAY)) == {}
    assert config.content(None) == {}
