"""``carteira diagnosticar``: how the files are understood, before any analysis."""

from carteira_cli.cli import options, printing, speech
from carteira_cli.model.findings import Exit
from carteira_cli.model.phrases import Phrase

ABOUT = """\
Mostra como a planilha foi entendida: abas, colunas, datas, valores e o que ficou de fora.

Só lê: nada é gravado. Use-o quando um total não bater ou antes de confiar numa planilha nova.

Exemplos:
  carteira diagnosticar vendas.xlsx
  carteira diagnosticar vendas.csv --coluna cliente="Razão Social"
"""


def diagnosticar(
    files: options.Files,
    customers: options.Customers = None,
    sheet: options.Sheet = None,
    columns: options.Columns = None,
    as_of: options.AsOf = None,
    config: options.Config = None,
    password_file: options.PasswordFile = None,
    json: options.DiagnosisJson = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read, show what was understood and why; give the exit code."""
    from carteira_cli import pipeline
    from carteira_cli.cli import inputs, progress, reading
    from carteira_cli.cli.tolerance import doubt

    read = inputs.choose(files, customers)
    settings = reading.settings(config, read[0])
    settled = reading.options(
        settings, sheet=sheet, columns=columns, as_of=as_of, password_file=password_file
    )
    with progress.shown() as watch:
        found = pipeline.diagnose(read, settled, speech.language(), watch)
    if verbose:
        watch.tell()
    printing.show(found.report, json=json, quiet=quiet)
    told = doubt(found.understood().reconciliation, settings.output.tolerance, Phrase("acima"))
    if told:
        printing.notice(told)
    return Exit.TOO_MANY_SET_ASIDE if told else Exit.DONE
