from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from carteira_cli.analysis import analyse
from carteira_cli.layout import Wishes, report
from carteira_cli.locale.language import Language
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Finding
from carteira_cli.model.report import Report
from carteira_cli.model.tables import Reading, Reconciliation, SetAside, Source
from carteira_cli.writers.terminal import render
from tests.portfolios import Purchase, day, reading

PADARIA = [("Padaria Estrela", day(number), 1000.00) for number in range(0, 300, 30)]
MERCADO = [("Mercado São João", day(number), 800.00) for number in range(10, 170, 20)]
BAR = [("Bar do Zé", day(290), 99.90)]


def laid_out(read: Reading, top: int = 10) -> Report:
    return report(read, analyse(read), Language(), Wishes(top))


def lines(shown: Report, width: int) -> list[str]:
    """Print on a terminal so wide that it does not wrap a line that came out too long."""
    console = Console(file=StringIO(), width=1000)
    console.print(render(shown, width))
    return console.file.getvalue().splitlines()  # type: ignore[attr-defined, no-any-return]


def shop() -> Reading:
    return replace(
        reading([*PADARIA, *MERCADO, *BAR], on=day(300)),
        reference_date_origin="last_sale",
        sources=(Source("vendas.xlsx", "Plan1", "sales"),),
        reconciliation=Reconciliation(
            21, 1699990, 19, 1649990, (SetAside("missing-date", 2, 50000),)
        ),
        findings=(
            Finding(catalogue.MISSING_DATE, "vendas.xlsx", "Plan1", "Data", (8, 9), ("", "")),
            Finding(catalogue.MERGED_SPELLINGS, "vendas.xlsx", "Plan1", "Cliente", (12,), ("Zé",)),
        ),
    )


def test_the_whole_report_of_a_small_shop() -> None:
    assert "\n".join(lines(laid_out(shop()), 80)) == GOLDEN.strip("\n")


GOLDEN = """
Carteira de clientes
  Data-base      28/10/2026 (última venda)
  Período        01/01/2026 a 18/10/2026
  Arquivo        vendas.xlsx (Plan1)
  Linhas usadas  19 de 21

Em números
  Faturamento líquido  R$ 16.499,90    Clientes                          3
  Ticket médio            R$ 868,42    Clientes ativos                   2
  Perda estimada        R$ 5.600,00    Clientes que voltaram        66,7 %
  Pedidos                        19    Saúde da carteira (0 a 100)      55
  A carteira vale de R$ 13.339 a R$ 20.008: 8 a 12 vezes a média mensal dos 9,9
  meses que há.

Quem sustenta a carteira
                           Valor                Participação
  Cliente                líquido  Participação     acumulada
  Padaria Estrela   R$ 10.000,00        60,6 %        60,6 %  ██████████████████
  Mercado São João   R$ 6.400,00        38,8 %        99,4 %  ███████████▌
  Bar do Zé             R$ 99,90         0,6 %       100,0 %  ▏
  →  2 clientes fazem 80 % do faturamento; se o maior sair, você perde 61 %.

Quem está escapando
                              Última      Dias sem       Ciclo de        Perda
  Cliente           Situação  compra       comprar  compra (dias)     estimada
  Mercado São João  Inativo   31/05/2026       150             20  R$ 5.600,00
  →  1 cliente A ou B parou ou está atrasado; deixou de comprar cerca de
     R$ 5.600.

O que fazer hoje
  1  Ligue para Mercado São João: comprava a cada 20 dias, está há 150 dias sem
     comprar; cerca de R$ 6.400 em jogo.
  2  Se já houve vendas depois de 28/10/2026, exporte de novo: esta análise para
     nesse dia.
  3  Ofereça a segunda compra a quem acabou de chegar: Bar do Zé.
  4  Corrija 2 linhas da planilha que não puderam ser lidas: R$ 500,00 fora das
     contas.
  5  Visite Padaria Estrela, que faz 61 % do faturamento, e procure outros desse
     porte.
  →  Comece pelo primeiro: a lista vem por ordem de urgência.

Como está a carteira
  Por situação
  Situação  Clientes  Valor líquido  Participação
  Ativo            1   R$ 10.000,00        60,6 %  ████████████████████
  Inativo          1    R$ 6.400,00        38,8 %  ████████████████████
  Novo             1       R$ 99,90         0,6 %  ████████████████████
  →  61 % do faturamento vem de quem está em dia; 39 %, de quem atrasou ou
     parou.

  Por segmento
  Segmento  Clientes  Valor líquido  Participação
  Fiéis            1   R$ 10.000,00        60,6 %  ████████████████████
  Recentes         1       R$ 99,90         0,6 %  ▎
  Em risco         1    R$ 6.400,00        38,8 %  ████████████▊
  →  Procure primeiro “Em risco”: 1 cliente, que já comprou R$ 6.400.

Mês a mês
                 Valor                                           Na carteira
  Mês          líquido  Compraram  Novos  Recuperados  Perdidos       no fim
  05/2026  R$ 3.600,00          2      0            0         0            2
  06/2026  R$ 1.000,00          1      0            0         0            2
  07/2026  R$ 1.000,00          1      0            0         1            1
  08/2026  R$ 1.000,00          1      0            0         0            1
  09/2026  R$ 1.000,00          1      0            0         0            1
  10/2026     R$ 99,90          1      1            0         0            2
  →  Nos últimos 6 meses: entrou 1 cliente novo, ninguém voltou e 1 deixou de
     comprar; ficam 2 clientes, contando os atrasados, em 28/10/2026. 10/2026
     ainda está em curso.

Próximos 12 meses
  Não dá para prever as compras: há 3 clientes, e é preciso ter 100.

O que ficou de fora e o que conferir
  Ficou de fora
  Motivo          Linhas      Valor
  Linha sem data       2  R$ 500,00
  →  21 linhas e R$ 16.999,90 lidos = 19 linhas e R$ 16.499,90 usados + 2 linhas
     e R$ 500,00 deixados de fora.

  Vale conferir
  1  O mesmo cliente escrito de outro jeito: foi reunido em um só.
  →  Cada linha, com o motivo e o que fazer, está em Pendências, na planilha de
     resultado.
"""


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=70), st.integers(0, 400), st.integers(1, 10**9)),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([60, 80, 120]),
)
@settings(max_examples=25, deadline=None)
def test_no_portfolio_is_wider_than_the_terminal(
    sales: list[tuple[str, int, int]], width: int
) -> None:
    purchases: list[Purchase] = [
        (name, day(number + again), cents / 100)
        for name, number, cents in sales
        for again in (0, 9, 18)
    ]
    shown = lines(laid_out(reading(purchases, on=day(450))), width)

    assert max(map(cell_len, shown)) <= width


@pytest.mark.parametrize("top", [1, 3])
def test_no_list_names_more_customers_than_asked_for(top: int) -> None:
    late = [(name, day(number), 10.00) for name in "ABCDE" for number in (0, 10, 20)]
    shown = laid_out(reading(late, on=day(90)), top)

    listed = [len(table.frame) for section in shown.brief[1:3] for table in section.tables]
    assert listed == [top, top]
