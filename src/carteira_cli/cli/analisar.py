"""``carteira analisar``: the main job, from sheets to report and workbook."""

from typing import TYPE_CHECKING

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import say

if TYPE_CHECKING:
    from carteira_cli.cli.running import Outcome, Request

ABOUT = """\
Lê as vendas e mostra a carteira: quem sustenta, quem está indo embora e quem procurar.

Grava uma planilha pronta para trabalhar ao lado do arquivo lido, que nunca é alterado, a não ser
que --na-planilha peça para gravar dentro dele.

Da entrada padrão (-), sem --saida nem --formato, só mostra o relatório.

Exemplos:
  carteira analisar vendas.xlsx
  carteira analisar jan.csv fev.csv mar.csv --clientes cadastro.csv
  carteira analisar vendas.csv --coluna valor="Total líquido"
  carteira analisar vendas.xlsx --por uf --por vendedor
  carteira analisar vendas.xlsx --na-planilha
  carteira analisar vendas.xlsx --alerta "receita_em_risco>10%"
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
    alerts: options.Alerts = None,
    overwrite: options.Overwrite = False,
    full_documents: options.FullDocuments = False,
    anonymise: options.Anonymise = False,
    key: options.Key = None,
    password_file: options.PasswordFile = None,
    log: options.Log = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read, measure, write, report; give the exit code."""
    from carteira_cli.cli import journal

    with journal.kept(log, "analisar", files) as entry:
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
            alerts=alerts,
            overwrite=overwrite,
            full_documents=full_documents,
            password_file=password_file,
            anonymise=anonymise,
            key=key,
        )
        entry.files = request.files
        outcome = _analysed(request, quiet=quiet, verbose=verbose)
        entry.exit = outcome.exit
        entry.count(outcome.run.reading.reconciliation)
        _tell(request, outcome, quiet=quiet)
    return outcome.exit


def _analysed(request: "Request", *, quiet: bool, verbose: bool) -> "Outcome":
    """Read, measure and write; what can't be written is shown before the run ends."""
    from carteira_cli.cli import progress, running

    try:
        with progress.shown() as watch:
            outcome = running.analyse(request, watch)
    except running.UnwrittenError as refusal:
        printing.show(refusal.run.report, json=request.json, quiet=quiet)
        for text in refusal.warnings:
            printing.notice(text)
        raise
    if verbose:
        progress.tell_decisions(outcome.run.reading.sources)
        watch.tell()
    return outcome


def _tell(request: "Request", outcome: "Outcome", *, quiet: bool) -> None:
    """Show the report, where the files are, and what nobody should miss."""
    from carteira_cli.cli import running

    printing.show(outcome.run.report, json=request.json, quiet=quiet)
    told = outcome.told if not quiet else ()
    for text in (*told, *outcome.warnings):
        printing.notice(text)
    if running.writes_nothing(request) and not quiet:
        printing.notice(say("Nada foi gravado; para gravar a planilha, diga --saida carteira.xlsx"))
