"""``carteira analisar``: the main job, from sheets to report and workbook."""

from carteira_cli.cli import options, printing

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
    password_file: options.PasswordFile = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read, measure, write, report; give the exit code."""
    from carteira_cli import pipeline
    from carteira_cli.cli import breakdown, grafting, inputs, outputs, reading, remembering, values
    from carteira_cli.cli.tolerance import verdict
    from carteira_cli.layout import Wishes
    from carteira_cli.locale import Language

    read = inputs.choose(files, customers)
    settings = reading.settings(config, read[0])
    settled = reading.options(
        settings,
        sheet=sheet,
        columns=columns,
        as_of=as_of,
        returns=returns,
        full_documents=full_documents,
        password_file=password_file,
    )
    limit = values.share("--tolerancia", tolerance) if tolerance else settings.output.tolerance
    listed = values.count("--topo", top) if top else settings.output.top
    host = grafting.host(read, customers, output) if in_place else None
    shown_only = json or in_place or inputs.is_piped(read[0])
    wanted = formats or (() if shown_only or output else settings.output.formats)
    asked = output or wanted or not shown_only
    targets = outputs.targets(output, wanted, read[0]) if asked else []
    sections = not json or in_place or any(target.form.name != "json" for target in targets)
    with printing.waiting("Lendo as vendas…"):
        rules = breakdown.chosen(settings.rules, by)
        past = remembering.past(targets, host, overwrite=overwrite)
        wishes = Wishes(listed, sections, past.earlier if past else None)
        rules = remembering.rules(rules, past)
        run = pipeline.run(read, settled, rules, Language(), wishes)
        breakdown.require(by, run.analysis.findings)
        written = outputs.save(targets, run.report, read, past, overwrite=overwrite)
        told = grafting.save(host, run.report) if host else []
    printing.show(run.report, json=json, quiet=quiet)
    for text in (*(f"Gravado em {file}" for file in written), *told) if not quiet else ():
        printing.notice(text)
    if not (targets or host or json or quiet):
        printing.notice("Nada foi gravado; para gravar a planilha, diga --saida carteira.xlsx")
    return verdict(run.reading.reconciliation, limit, "na aba Pendências")
