"""Every wrong command line ends with code 2 and one Portuguese sentence that helps."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

from carteira_cli.cli.analisar import analisar
from carteira_cli.cli.app import COMMANDS

Carteira = Callable[..., Any]

WRONG = [
    ("analizar vendas.csv", "não existe o comando analizar; você quis dizer analisar?"),
    ("zap", "não existe o comando zap; os comandos são analisar, diagnosticar"),
    ("vendas.xlsx", "falta o comando antes do arquivo; tente carteira analisar vendas.xlsx"),
    ("--verson", "não existe a opção --verson; você quis dizer --version?"),
    ("analisar", "falta o argumento ARQUIVO..."),
    ("analisar v.csv -z", "não existe a opção -z"),
    ("analisar v.csv --saidaa x", "não existe a opção --saidaa; você quis dizer --saida?"),
    ("analisar v.csv --saida", "a opção --saida precisa de um valor depois dela"),
    ("analisar v.csv --json=sim", "a opção --json não leva valor"),
    ("analisar v.csv --coluna valor", "--coluna: escreva campo=cabeçalho, por exemplo"),
    ("analisar v.csv --coluna valr=X", "valr não é um campo; você quis dizer valor?"),
    ("analisar v.csv --coluna zzz=X", "zzz não é um campo; use cliente, codigo, documento"),
    ("analisar v.csv --data-base 31/02/2026", "--data-base: o dia 31/02/2026 não existe"),
    ("analisar v.csv --data-base ontem", "--data-base: escreva a data como AAAA-MM-DD"),
    ("analisar v.csv --devolucoes somar", "somar não é uma das escolhas: liquidar, ignorar, erro"),
    ("analisar v.csv --tolerancia muito", "--tolerancia: escreva uma porcentagem de 0 a 100"),
    ("analisar v.csv --tolerancia 101%", "--tolerancia: escreva uma porcentagem de 0 a 100"),
    ("analisar v.csv --tolerancia 0,05", "0,05 pode ser 0,05% ou uma fração; escreva com o"),
    ("analisar v.csv --topo 0", "--topo: 0 não é um número inteiro a partir de 1"),
    ("analisar v.csv --formato pdf", "pdf não é uma das escolhas: xlsx, json, html, csv"),
    ("analisar v.csv --saida v.pdf", "--saida: o nome deve terminar em .xlsx, .json, .html"),
    ("analisar v.csv --alerta perdidos", "--alerta: perdidos não é um alerta; escreva entre aspas"),
    ("analisar v.csv --alerta perdido>0", "perdido não é um número do resumo; você quis dizer per"),
    ("analisar ~$v.xlsx", "ARQUIVO: não sobrou nenhuma planilha de vendas para ler"),
    ("diagnosticar", "falta o argumento ARQUIVO..."),
    ("diagnosticar v.csv --coluna valr=X", "valr não é um campo; você quis dizer valor?"),
    ("configurar v.csv", "não há um terminal para fazer perguntas; diga --sim para aceitar o"),
    ("configurar v.csv w.csv", "há algo a mais na linha: w.csv"),
    ("cliente", "falta o argumento ARQUIVO... NOME"),
    ("cliente aurora", "ARQUIVO: falta a planilha: carteira cliente vendas.xlsx"),
    ("cliente v.csv pyproject.toml", "NOME: escreva o cliente por último: carteira cliente"),
    ("comparar a.xlsx", "falta o argumento DEPOIS"),
    ("comparar a.xlsx b.xlsx --topo 0", "--topo: 0 não é um número inteiro a partir de 1"),
    ("lote", "falta o argumento PASTA"),
    ("lote . --processos x", "--processos: x não é um número inteiro a partir de 1"),
    ("lote . --padrao", "a opção --padrao precisa de um valor depois dela"),
    ("cliente", "falta o argumento ARQUIVO... NOME"),
    ("cliente Aurora", "falta a planilha: carteira cliente vendas.xlsx"),
    ("comparar a.json", "falta o argumento DEPOIS"),
    ("comparar a.json b.json --topo x", "--topo: x não é um número inteiro a partir de 1"),
    ("anonimizar", "falta o argumento ARQUIVO"),
    ("analisar v.csv --chave k.txt", "--chave: só vale junto com --anonimizar"),
    ("analisar v.csv --anonimizar --na-planilha", "--anonimizar: não combina com --na-planilha"),
    ("agendar", "falta o argumento ARQUIVO..."),
    (
        "agendar v.csv --hora 25:00",
        "--hora: 25:00 não é uma hora do dia; escreva, por exemplo, 06:00",
    ),
    (
        "agendar v.csv --dia 32",
        "--dia: 32 não é um dia; diga todos, um dia da semana ou um dia do mês",
    ),
    ("completar tcsh", "TERMINAL: tcsh não é uma das escolhas: bash, zsh, fish, powershell"),
    ("exemplo uma outra", "há algo a mais na linha: outra"),
]

ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|missing|invalid|value|no such|try|for help|show this|"
    r"message|exit|got|unexpected|extra|required|default|error|aborted|did you mean|choose from|"
    r"please|input should|traceback)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("line", "sentence"), WRONG, ids=[line for line, _ in WRONG])
def test_a_wrong_line_is_told_in_portuguese_and_ends_with_code_2(
    carteira: Carteira, line: str, sentence: str
) -> None:
    outcome = carteira(*line.split())

    assert outcome.code == 2
    assert outcome.out == ""
    assert sentence in outcome.err.splitlines()[0]
    assert re.search(r"^Veja como usar: carteira.* --ajuda$", outcome.err, re.MULTILINE)
    assert not ENGLISH.search(outcome.err)


@pytest.mark.parametrize(
    "line", ["--ajuda", "analisar --help", *(f"{name} -h" for name, *_ in COMMANDS)]
)
def test_help_is_all_portuguese(carteira: Carteira, line: str) -> None:
    outcome = carteira(*line.split())

    assert outcome.code == 0
    assert outcome.out.startswith("Uso: carteira")
    prose = re.sub(r"--[\w-]+", "", outcome.out)
    assert not ENGLISH.search(prose)


def test_help_fits_80_columns(carteira: Carteira) -> None:
    for command in ("", *(name for name, *_ in COMMANDS)):
        text = carteira(*command.split(), "--ajuda").out
        assert max(map(len, text.splitlines())) <= 80


def test_every_option_has_help_and_every_portuguese_one_its_english_name(
    carteira: Carteira,
) -> None:
    text = carteira("analisar", "--ajuda").out

    listed = re.findall(
        r"^  (?:-\w, )?--([\w-]+)(?: [A-Z=ÇÃ]+| pt\|en)?\s+(\S)", text, re.MULTILINE
    )
    english = re.search(r"As opções também atendem em inglês: (.*)\.", text, re.DOTALL)

    assert english is not None
    assert len(listed) == len({*inspect.signature(analisar).parameters} - {"files"} | {"ajuda"})
    same_in_both = {"config", "json", "log", "debug"}
    assert len(english[1].split(",")) == len(listed) - len(same_in_both)


def test_without_a_command_the_help_is_shown(carteira: Carteira) -> None:
    outcome = carteira()

    assert outcome.code == 2
    assert outcome.err.startswith("Uso: carteira COMANDO [OPÇÕES]")


def test_the_version_is_told(carteira: Carteira) -> None:
    assert re.fullmatch(r"carteira \d+\.\d+\.\d+\n", carteira("--versao").out)
