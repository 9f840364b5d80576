"""`carteira.toml` is found, read, validated, and refused with every reason at once."""

from datetime import date
from pathlib import Path

import pytest

from carteira_cli import config
from carteira_cli.config import Settings
from carteira_cli.metrics import METRICS, goals, lifecycle, rfm, worth
from carteira_cli.model.findings import CarteiraError, Exit
from carteira_cli.model.options import ReadingOptions

TODAY = date(2026, 11, 22)
NO_DATE = "escreva a data como AAAA-MM-DD ou dd/mm/aaaa, ou use hoje ou ultima"


def settings(folder: Path, text: str) -> Settings:
    path = folder / "carteira.toml"
    path.write_text(text, encoding="utf-8")
    return config.load(path)


def refusal(folder: Path, text: str) -> CarteiraError:
    with pytest.raises(CarteiraError) as refused:
        settings(folder, text)
    assert refused.value.code.exit == Exit.CONFIG
    return refused.value


def problems(folder: Path, text: str) -> list[str]:
    written = str(refusal(folder, text).details["problems"])
    return [line.removeprefix("  - ") for line in written.splitlines() if line]


def test_without_a_file_everything_has_its_default() -> None:
    default = config.load(None)

    assert default.options(TODAY) == ReadingOptions(today=TODAY, as_of_origin="config")
    assert default.rules == {metric.name: metric.rules() for metric in METRICS}


def test_an_empty_file_settles_nothing(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == Settings.default()


def test_the_reading_is_settled_by_its_section(tmp_path: Path) -> None:
    text = """
    [leitura]
    aba = "Vendas"
    colunas = { cliente = "Razão Social" }
    status = { "Em rota" = "venda" }
    devolucoes = "ignorar"
    valor_zero = "ignorar"
    data_base = "31/10/2026"
    [clientes]
    unir = { "Ana S." = "Ana Souza" }
    ignorar = ["Loja própria"]
    balcao = ["Vendas Avulsas"]
    [relatorio]
    documentos_completos = true
    """

    assert settings(tmp_path, text).options(TODAY) == ReadingOptions(
        today=TODAY,
        sheet="Vendas",
        columns={"cliente": "Razão Social"},
        status={"Em rota": "venda"},
        returns="ignorar",
        ignore_zero=True,
        as_of=date(2026, 10, 31),
        as_of_origin="config",
        merge={"Ana S.": "Ana Souza"},
        ignore_customers=("Loja própria",),
        counter=("Vendas Avulsas",),
        full_documents=True,
    )


def test_a_metric_is_ruled_by_the_section_of_its_name(tmp_path: Path) -> None:
    text = """
    [lifecycle]
    late_ratio = 2
    [rfm]
    bins = 4
    [[rfm.segments]]
    name = "melhores"
    r = [3, 4]
    f = [3, 4]
    m = [1, 4]
    """

    rules = settings(tmp_path, text).rules

    assert rules["lifecycle"] == lifecycle.Rules(late_ratio=2.0)
    best = rfm.SegmentRule("melhores", (3, 4), (3, 4), (1, 4))
    assert rules["rfm"] == rfm.Rules(bins=4, segments=(best,))


def test_a_date_of_toml_is_a_date(tmp_path: Path) -> None:
    text = "[leitura]\ndata_base = 2026-10-31\n[metas]\ncustomers = { alvo = 9, ate = 2026-12-31 }"

    read = settings(tmp_path, text)

    assert read.reading.as_of == date(2026, 10, 31)
    assert read.rules["goals"].goals["customers"].due == date(2026, 12, 31)


def test_a_bare_number_is_a_goal_without_a_date(tmp_path: Path) -> None:
    rules = settings(tmp_path, "[metas]\nnet_amount = 500000").rules["goals"]

    assert rules == goals.Rules({"net_amount": goals.Goal(500_000.0, None)})


def test_goals_keep_the_order_of_the_user(tmp_path: Path) -> None:
    read = settings(tmp_path, "[metas]\norders = 9\ncustomers = 3\nnet_amount = 1")

    assert list(read.rules["goals"].goals) == ["orders", "customers", "net_amount"]


def test_the_worth_is_ruled_by_the_section_of_the_business(tmp_path: Path) -> None:
    text = """
    [negocio]
    margem = 0.4
    taxa_desconto = 0.1
    investimento_aquisicao = 6000
    multiplo_minimo = 5
    multiplo_maximo = 6
    """

    rules = settings(tmp_path, text).rules["worth"]

    assert rules == worth.Rules(0.4, 0.1, 6000.0, 5.0, 6.0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[leitra]", "[leitra]: esta seção não existe; use leitura"),
        ("[leitura]\nabba = 'x'", "[leitura] abba: esta chave não existe; use aba"),
        ("[rfm]\nbin = 5", "[rfm] bin: esta chave não existe; use bins"),
        ("[totals]\nx = 1", "[totals] x: esta chave não existe"),
        ("[rfm]\nbins = '5'", "[rfm] bins: deve ser um número inteiro"),
        ("[rfm]\nbins = 5.5", "[rfm] bins: deve ser um número inteiro"),
        ("[rfm]\nbins = true", "[rfm] bins: deve ser um número inteiro"),
        ("[rfm]\nmode = 'x'", "[rfm] mode: deve ser 'quantile', 'r-rfm' ou 'fixed'"),
        ("[rfm]\nrecency = 3", "[rfm] recency: deve ser uma lista entre colchetes"),
        ("[rfm]\nrecency = [1, 'x']", "[rfm] recency, item 2: deve ser um número"),
        (
            "[rfm]\nsegments = [{ name = 'a', r = [1], f = [1, 2], m = [1, 2] }]",
            "[rfm] segments, item 1, r, item 2: faltam itens",
        ),
        (
            "[rfm]\nsegments = [{ name = 'a', r = [1, 2], f = [1, 2] }]",
            "[rfm] segments, item 1, m: falta a chave m",
        ),
        ("[pareto]\na_until = nan", "[pareto] a_until: deve ser um número finito"),
        ("rfm = 3", "[rfm]: deve ser uma seção, com uma chave por linha"),
        ("leitura = 3", "[leitura]: deve ser uma seção, com uma chave por linha"),
        ("[leitura]\naba = 3", "[leitura] aba: deve ser um texto entre aspas"),
        (
            "[leitura]\ncolunas = { valr = 'x' }",
            "[leitura] colunas: valr não é um campo; use valor",
        ),
        (
            "[leitura]\ndata_base = '31/02/2026'",
            "[leitura] data_base: o dia 31/02/2026 não existe no calendário",
        ),
        (
            "[leitura]\ndata_base = 2026-10-31T10:00:00",
            f"[leitura] data_base: {NO_DATE}",
        ),
        ("[clientes]\nignorar = 'Ana'", "[clientes] ignorar: deve ser uma lista entre colchetes"),
        ("[clientes]\nunir = { 'Ana S.' = 3 }", "[clientes] unir: deve ser um texto entre aspas"),
        ("[relatorio]\ntopo = 0", "[relatorio] topo: deve ser pelo menos 1"),
        ("[relatorio]\ntolerancia = 5", "[relatorio] tolerancia: deve ser no máximo 1.0"),
        (
            "[relatorio]\ndocumentos_completos = 'sim'",
            "[relatorio] documentos_completos: deve ser true ou false",
        ),
        (
            "[relatorio]\nformatos = ['pdf']",
            "[relatorio] formatos, item 1: deve ser 'xlsx', 'json', 'csv' ou 'html'",
        ),
        ("[metas]\nnet_amont = 3", "[metas]: net_amont não é um número do resumo; use net_amount"),
        ("[negocio]\nmargen = 0.3", "[negocio] margen: esta chave não existe; use margem"),
        (
            "[negocio]\nmargem = 30",
            "[negocio]: margem e taxa_desconto devem ficar entre 0 e 1 (0.30 = 30 %)",
        ),
        (
            "[negocio]\ninvestimento_aquisicao = -1",
            "[negocio]: investimento_aquisicao não pode ser negativo",
        ),
        (
            "[negocio]\nmultiplo_minimo = 20",
            "[negocio]: multiplo_minimo deve ser maior que 0 e não passar de multiplo_maximo",
        ),
        ("[negocio]\nmargem = '30 %'", "[negocio] margem: deve ser um número"),
        ("[health]\ntrend = -1", "[health]: nenhum peso pode ser negativo"),
        ("[metas]\nnet_amount = 'x'", "[metas] net_amount: deve ser um número"),
        ("[metas]\nnet_amount = { ate = 2026-12-31 }", "[metas] net_amount: falta a chave alvo"),
        (
            "[metas]\nnet_amount = { alvo = 1, ate = 'logo' }",
            "[metas] net_amount: escreva a data como AAAA-MM-DD",
        ),
        (
            "[lifecycle]\nlate_ratio = 9",
            "[lifecycle]: late_ratio deve ser maior que 0 e menor que inactive_ratio",
        ),
    ],
)
def test_a_wrong_key_is_told_with_its_place(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, text) == [problem]


@pytest.mark.parametrize("text", ["[worth]\nmargin = 0.3", "[goals]\norders = 3"])
def test_what_has_a_portuguese_section_has_no_other(tmp_path: Path, text: str) -> None:
    assert "esta seção não existe" in problems(tmp_path, text)[0]


def test_a_day_is_no_goal(tmp_path: Path) -> None:
    assert "last_sale não é um número" in problems(tmp_path, "[metas]\nlast_sale = 3")[0]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, "[rfm]\nbin = 5\nmode = 'x'\n[leitura]\naba = 3\n[paretto]")

    assert len(found) == 4


def test_names_of_customers_stay_unsaid(tmp_path: Path) -> None:
    said = str(refusal(tmp_path, "[clientes]\nunir = { 'Ana Souza' = 3 }").details)

    assert "Ana" not in said


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[leitura\naba = 1", "erro de escrita na linha 1, coluna 9"),
        (b"aba = ", "erro de escrita no fim do arquivo"),
        ("aba = 'Relação'".encode("latin-1"), "salve-o com a codificação UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "carteira.toml"
    path.write_bytes(content)

    with pytest.raises(CarteiraError) as refused:
        config.load(path)

    assert (refused.value.code.slug, refused.value.details["reason"]) == (
        "config-unreadable",
        reason,
    )


def test_the_mark_that_notepad_writes_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "carteira.toml"
    path.write_bytes(b"\xef\xbb\xbf[rfm]\r\nbins = 5\r\n")

    assert config.load(path) == Settings.default()


def test_the_given_file_goes_before_those_that_lie_around(tmp_path: Path) -> None:
    beside, working, given = (tmp_path / name for name in ("beside", "working", "given.toml"))
    for folder in (beside, working):
        folder.mkdir()
    (working / "carteira.toml").touch()

    assert config.find(None, (beside, working)) == working / "carteira.toml"
    (beside / "carteira.toml").touch()
    assert config.find(None, (beside, working)) == beside / "carteira.toml"
    given.touch()
    assert config.find(given, (beside, working)) == given


def test_no_file_is_no_error_unless_it_was_given(tmp_path: Path) -> None:
    assert config.find(None, (tmp_path,)) is None
    with pytest.raises(CarteiraError) as refused:
        config.find(tmp_path / "x.toml", (tmp_path,))
    assert refused.value.code.slug == "config-not-found"
