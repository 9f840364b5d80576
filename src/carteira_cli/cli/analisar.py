"""``carteira analisar``: the main job, from sheets to report and workbook."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from carteira_cli.cli import options, printing
from carteira_cli.model.findings import Exit
from carteira_cli.model.options import ReadingOptions, Returns

if TYPE_CHECKING:
    from carteira_cli.config import Settings
    from carteira_cli.model.report import Report
    from carteira_cli.model.tables import Reconciliation

ABOUT = """\
Lê as vendas e mostra a carteira: quem sustenta, quem está indo embora e quem procurar.

Grava uma planilha pronta para trabalhar ao lado do arquivo lido, que nunca é alterado.

\b
Exemplos:
  carteira analisar vendas.xlsx
  carteira analisar jan.csv fev.csv mar.csv --clientes cadastro.csv
  carteira analisar vendas.csv --coluna valor="Total líquido"
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
    formats: options.Formats = None,
    json: options.Json = False,
    top: options.Top = None,
    overwrite: options.Overwrite = False,
    full_documents: options.FullDocuments = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read, measure, write, report; give the exit code."""
    from carteira_cli import pipeline
    from carteira_cli.cli import inputs, outputs, values
    from carteira_cli.locale import Language

    read = inputs.choose(files, customers)
    settings = _settings(config, read[0])
    reading = _reading(settings, sheet, columns, as_of, returns, full_documents=full_documents)
    limit = values.share("--tolerancia", tolerance) if tolerance else settings.output.tolerance
    listed = values.count("--topo", top) if top else settings.output.top
    wanted = formats or (() if json or output else settings.output.formats)
    targets = outputs.targets(output, wanted, read[0]) if output or wanted or not json else []
    sections = not json or any(target.form.name != "json" for target in targets)
    with printing.waiting("Lendo as vendas…"):
        run = pipeline.run(read, reading, settings.rules, Language(), top=listed, sections=sections)
        written = outputs.save(targets, run.report, read, overwrite=overwrite)
    _show(run.report, json=json, quiet=quiet)
    for file in written if not quiet else ():
        printing.notice(f"Gravado em {file}")
    return _verdict(run.reading.reconciliation, limit)


def _settings(config: str | None, first: Path) -> "Settings":
    """Read the given configuration, or the one beside the first file or in this folder."""
    from carteira_cli.config import find, load

    return load(find(Path(config) if config else None, (first.parent, Path.cwd())))


def _reading(
    settings: "Settings",
    sheet: str | None,
    columns: list[str] | None,
    as_of: str | None,
    returns: str | None,
    *,
    full_documents: bool,
) -> ReadingOptions:
    """Put what was said on the command line over what the configuration says."""
    from carteira_cli.cli import values

    said: dict[str, Any] = {
        "sheet": sheet,
        "columns": {**settings.reading.columns, **values.columns("--coluna", columns or ())},
        "as_of": as_of and values.day("--data-base", as_of),
        "as_of_origin": as_of and "given",
        "returns": returns and values.choice("--devolucoes", returns, get_args(Returns)),
        "full_documents": full_documents,
    }
    today = date.today()  # noqa: TID251  the shell reads the clock
    return replace(settings.options(today), **{key: value for key, value in said.items() if value})


def _show(report: "Report", *, json: bool, quiet: bool) -> None:
    """Put the result on stdout: the document if asked for, else the report unless quiet."""
    from carteira_cli.writers import FILE_FORMATS, terminal

    columns = printing.width()
    if json:
        printing.document(FILE_FORMATS["json"].write(report))
    elif not quiet:
        printing.report(terminal.render(report, columns), columns)


def _verdict(found: "Reconciliation", limit: float) -> Exit:
    """Say so when too many rows could not be understood."""
    from carteira_cli.cli.tolerance import unread_share
    from carteira_cli.locale import Language

    share = unread_share(found)
    if share <= limit:
        return Exit.DONE
    percent = Language().share
    printing.notice(
        f"Atenção: {percent(share, 1)} das linhas não puderam ser lidas (o limite é "
        f"{percent(limit, 1)}). Veja quais e por quê na aba Pendências."
    )
    return Exit.TOO_MANY_SET_ASIDE
