"""``carteira analisar``: the main job, from sheets to report and workbook."""

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import say

ABOUT = """\
Lê as vendas e mostra a carteira: quem sustenta, quem está indo embora e quem procurar.

Grava uma planilha pronta para trabalhar ao lado do arquivo lido, que nunca é alterado, a não ser
que --na-planilha peça para gravar dentro dele.

Da entrada padrão (-), sem --saida nem --formato, só mostra o relatório.

\b
Exemplos:
  carteira analisar vendas.xlsx
  carteira analisar jan.csv fev.csv mar.csv --clientes cadastro.csv
  carteira analisar vendas.csv --coluna valor="Total líquido"
  carteira analisar vendas.xlsx --por uf --por vendedor
  carteira analisar vendas.xlsx --na-planilha
  carteira analisar vendas.xlsx --anonimizar
  gunzip -c vendas.csv.gz | carteira analisar - --saida carteira.xlsx
"""


def analisar(
    files: options.Files,
    customers: options.Customers = None,
    sheet: options.Sheet = None,
    columns: options.Columns = None,
    as_of: options.AsOf = None,
    returns: options.Returns = None,
    tolerance: options.Tolerance = None,
    config: options.Config = None,
    output: options.Output = None,
    in_place: options.InPlace = False,
    formats: options.Formats = None,
    json: options.Json = False,
    top: options.Top = None,
    by: options.By = None,
    overwrite: options.Overwrite = False,
    full_documents: options.FullDocuments = False,
    anonymise: options.Anonymise = False,
    key: options.Key = None,
    password_file: options.PasswordFile = None,
    quiet: options.Quiet = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read, measure, write, report; give the exit code."""
    from carteira_cli.cli import inputs, running

    request = running.Request(
        files=inputs.choose(files, customers),
        customers=customers,
        sheet=sheet,
        columns=columns,
        as_of=as_of,
        returns=returns,
        tolerance=tolerance,
        config=config,
        output=output,
        in_place=in_place,
        formats=formats,
        json=json,
        top=top,
        by=by,
        overwrite=overwrite,
        full_documents=full_documents,
        password_file=password_file,
        anonymise=anonymise,
        key=key,
    )
    with printing.waiting(say("Lendo as vendas…")):
        outcome = running.analyse(request)
    printing.show(outcome.run.report, json=json, quiet=quiet)
    told = outcome.told if not quiet else ()
    for text in (*told, *outcome.warnings):
        printing.notice(text)
    if running.writes_nothing(request) and not quiet:
        printing.notice(say("Nada foi gravado; para gravar a planilha, diga --saida carteira.xlsx"))
    return outcome.exit
