"""Every option that commands share, declared once; values are understood in ``values.py``."""

from typing import Annotated

import typer

from carteira_cli.cli import speech
from carteira_cli.locale.words import LANGUAGES

_READING, _RESULT = "Leitura", "Resultado"


def known_language(written: str | None) -> str | None:
    """Refuse what is no language of ours; a known one is already being spoken."""
    if not written or written in LANGUAGES:
        return written
    message = speech.say("{language} não é uma das línguas: pt, en", language=written)
    raise typer.BadParameter(message, param_hint=speech.OPTION)


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="ARQUIVO...",
        help="Planilhas de vendas (.xlsx, .xls, .xlsb, .ods, .csv, .txt); várias são lidas como "
        "uma carteira só. Com -, lê da entrada padrão.",
    ),
]
ClientsFolder = Annotated[
    str,
    typer.Argument(
        metavar="PASTA",
        help="A pasta em que estão os clientes: uma subpasta ou uma planilha para cada um.",
    ),
]
Patterns = Annotated[
    list[str] | None,
    typer.Option(
        "--padrao",
        "--pattern",
        metavar="PADRÃO",
        rich_help_panel=_READING,
        help='Lê só os arquivos com esse nome, por exemplo "vendas*.xlsx", tanto dentro da pasta '
        'de cada cliente como em PASTA; com "**/*.xlsx", também os das subpastas do cliente. Pode '
        "repetir.",
    ),
]
Jobs = Annotated[
    str | None,
    typer.Option(
        "--processos",
        "--jobs",
        metavar="N",
        help="Quantos clientes analisar ao mesmo tempo; sem ela, um para cada núcleo do "
        "processador.",
    ),
]
Everybody = Annotated[
    bool,
    typer.Option(
        "--tudo",
        "--all",
        help="Analisa também os clientes em que nada mudou desde a última vez.",
    ),
]
BatchOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--saida",
        "--output",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Onde gravar o resumo do lote; sem ela, em PASTA, com o nome carteira-lote.xlsx.",
    ),
]
BatchConfig = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="ARQUIVO",
        rich_help_panel=_READING,
        help="Configuração de todos; sem ela, vale o carteira.toml da pasta do cliente e, se não "
        "há, o de PASTA ou o da pasta atual.",
    ),
]
Customers = Annotated[
    str | None,
    typer.Option(
        "--clientes",
        "--customers",
        metavar="ARQUIVO",
        rich_help_panel=_READING,
        help="Cadastro de clientes; sem ele, vale o que estiver na própria planilha.",
    ),
]
Sheet = Annotated[
    str | None,
    typer.Option(
        "--aba",
        "--sheet",
        metavar="NOME",
        rich_help_panel=_READING,
        help="Lê só esta aba.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--coluna",
        "--column",
        metavar="CAMPO=CABEÇALHO",
        rich_help_panel=_READING,
        help='Diz qual coluna é qual, por exemplo cliente="Razão Social"; pode repetir.',
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--data-base",
        "--as-of",
        metavar="DATA",
        autocompletion=lambda: ["hoje", "ultima"],
        rich_help_panel=_READING,
        help="Dia em que a carteira é vista: AAAA-MM-DD, dd/mm/aaaa, hoje ou ultima (o dia da "
        "última venda). Sem ela: hoje, se a última venda tem até 31 dias; senão, ultima.",
    ),
]
Returns = Annotated[
    str | None,
    typer.Option(
        "--devolucoes",
        "--returns",
        metavar="MODO",
        autocompletion=lambda: ["liquidar", "ignorar", "erro"],
        rich_help_panel=_READING,
        help="liquidar desconta as devoluções (é o padrão), ignorar as deixa de fora, erro para "
        "se houver alguma.",
    ),
]
Tolerance = Annotated[
    str | None,
    typer.Option(
        "--tolerancia",
        "--tolerance",
        metavar="PORCENTAGEM",
        rich_help_panel=_READING,
        help="Quantas linhas podem estar ilegíveis antes de o comando terminar com código 1; o "
        "padrão é 5%.",
    ),
]
Config = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="ARQUIVO",
        rich_help_panel=_READING,
        help="Configuração; sem ela, vale carteira.toml ao lado da planilha ou na pasta atual.",
    ),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--saida",
        "--output",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Onde gravar; sem ela, ao lado da primeira planilha, com -carteira no nome.",
    ),
]
InPlace = Annotated[
    bool,
    typer.Option(
        "--na-planilha",
        "--in-place",
        rich_help_panel=_RESULT,
        help="Grava as abas dentro da própria planilha lida (.xlsx ou .xlsm); tudo o mais nela "
        "fica como está, e ao lado fica uma cópia de antes (.bak).",
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--formato",
        "--format",
        metavar="FORMATO",
        autocompletion=lambda: ["xlsx", "json", "csv", "html"],
        rich_help_panel=_RESULT,
        help="xlsx (o padrão), html, uma página para ler, mandar e imprimir, json, ou csv, que "
        "grava uma pasta de tabelas; pode repetir.",
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        rich_help_panel=_RESULT,
        help="Mostra o resultado em JSON em vez do relatório, e só grava arquivos se forem "
        "pedidos com --saida ou --formato.",
    ),
]
BatchJson = Annotated[
    bool,
    typer.Option(
        "--json",
        rich_help_panel=_RESULT,
        help="Mostra o resumo em JSON em vez da tabela; as planilhas são gravadas do mesmo jeito.",
    ),
]
DiagnosisJson = Annotated[
    bool,
    typer.Option("--json", rich_help_panel=_RESULT, help="Mostra o diagnóstico em JSON."),
]
ConfigOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--saida",
        "--output",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Onde gravar; sem ela, carteira.toml ao lado da planilha.",
    ),
]
AcceptAll = Annotated[
    bool,
    typer.Option(
        "--sim",
        "--yes",
        rich_help_panel=_RESULT,
        help="Aceita o que foi detectado, sem perguntar nada.",
    ),
]
OverwriteConfig = Annotated[
    bool,
    typer.Option(
        "--sobrescrever",
        "--overwrite",
        rich_help_panel=_RESULT,
        help="Grava por cima da configuração que já existe; o que ela diz continua valendo.",
    ),
]
OneFile = Annotated[str, typer.Argument(metavar="ARQUIVO", help="A planilha a copiar.")]
CopyOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--saida",
        "--output",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Onde gravar a cópia; sem ela, ao lado da planilha, com -anonimo no nome.",
    ),
]
CopyKey = Annotated[
    str | None,
    typer.Option(
        "--chave",
        "--key",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Arquivo da chave com que cópias de vários arquivos trocam o mesmo pelo mesmo, como "
        "as vendas e o cadastro; se não existe, é criado. Não o mande com as cópias.",
    ),
]
OverwriteCopy = Annotated[
    bool,
    typer.Option(
        "--sobrescrever",
        "--overwrite",
        rich_help_panel=_RESULT,
        help="Grava por cima de uma cópia que já existe.",
    ),
]
PasswordFile = Annotated[
    str | None,
    typer.Option(
        "--senha-arquivo",
        "--password-file",
        metavar="ARQUIVO",
        rich_help_panel=_READING,
        help="Arquivo de texto que tem, na primeira linha, a senha da planilha.",
    ),
]
Top = Annotated[
    str | None,
    typer.Option(
        "--topo",
        "--top",
        metavar="N",
        rich_help_panel=_RESULT,
        help="Quantos clientes o relatório lista.",
    ),
]
By = Annotated[
    list[str] | None,
    typer.Option(
        "--por",
        "--by",
        metavar="CAMPO",
        autocompletion=lambda: ["vendedor", "uf", "cidade", "categoria", "canal"],
        rich_help_panel=_RESULT,
        help="Separa a carteira por vendedor, uf, cidade, categoria, canal ou qualquer coluna do "
        "cadastro; pode repetir.",
    ),
]
Alerts = Annotated[
    list[str] | None,
    typer.Option(
        "--alerta",
        "--alert",
        metavar="CONDIÇÃO",
        rich_help_panel=_RESULT,
        help='Termina com código 10 se a condição valer, por exemplo "perdidos_desde>0" ou '
        '"receita_em_risco>10%", entre aspas; pode repetir.',
    ),
]
Log = Annotated[
    str | None,
    typer.Option(
        "--log",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Acrescenta a este arquivo uma linha por execução: hora, código de saída, segundos e "
        "linhas lidas, sem dados de clientes.",
    ),
]
Overwrite = Annotated[
    bool,
    typer.Option(
        "--sobrescrever",
        "--overwrite",
        rich_help_panel=_RESULT,
        help="Grava por cima também de arquivos que não foram feitos por este programa.",
    ),
]
FullDocuments = Annotated[
    bool,
    typer.Option(
        "--documentos-completos",
        "--full-documents",
        rich_help_panel=_RESULT,
        help="Mostra CPF e CNPJ inteiros; o normal é mascarar.",
    ),
]
Anonymise = Annotated[
    bool,
    typer.Option(
        "--anonimizar",
        "--anonymize",
        rich_help_panel=_RESULT,
        help="Pseudônimos no lugar dos nomes, e nenhum documento, telefone, e-mail ou anotação em "
        "nada do que é mostrado ou gravado; o arquivo ganha -carteira-anonima no nome.",
    ),
]
Key = Annotated[
    str | None,
    typer.Option(
        "--chave",
        "--key",
        metavar="ARQUIVO",
        rich_help_panel=_RESULT,
        help="Com --anonimizar: arquivo da chave que dá sempre os mesmos pseudônimos; se não "
        "existe, é criado. Guarde-o bem: quem o tem pode descobrir os nomes.",
    ),
]
Quiet = Annotated[
    bool,
    typer.Option(
        "-q",
        "--silencioso",
        "--quiet",
        help="Não mostra nada quando dá certo; com --json, só o documento.",
    ),
]
Verbose = Annotated[
    bool,
    typer.Option(
        "-v",
        "--detalhado",
        "--verbose",
        help="Conta o que foi decidido na leitura e quanto tempo levou cada etapa.",
    ),
]
_LANGUAGE = typer.Option(
    "--idioma",
    "--lang",
    metavar="pt|en",
    autocompletion=lambda: [*LANGUAGES],
    callback=known_language,
    help="Língua do que o programa diz e grava; sem ela, a do sistema.",
)
Language = Annotated[str | None, _LANGUAGE]
Debug = Annotated[
    bool,
    typer.Option("--debug", help="Mostra os detalhes técnicos de um erro."),
]
