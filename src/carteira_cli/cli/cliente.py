"""``carteira cliente``: everything about one customer, on one page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import language as spoken
from carteira_cli.cli.speech import say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit
from carteira_cli.model.phrases import Phrase

if TYPE_CHECKING:
    from carteira_cli.pipeline import Person

ABOUT = """\
Mostra a ficha de um cliente: como está e por quê, o que compra e o próximo passo.

NOME vem por último: o nome, o código ou o CPF/CNPJ, inteiro ou em parte; acentos e maiúsculas não
importam. Se servir para vários, eles são listados. Nada é gravado.

Com --json, dá tudo o que há sobre ele nos arquivos e nas contas, para atender a quem pede acesso
aos próprios dados (LGPD): com o documento inteiro, e só se o nome for o dele, não um parecido.

Exemplos:
  carteira cliente vendas.xlsx "Padaria Aurora"
  carteira cliente jan.csv fev.csv --clientes cadastro.csv aurora
  carteira cliente vendas.xlsx 1042 --json
"""
_FEWEST = 2

FilesAndName = Annotated[
    list[str],
    typer.Argument(
        metavar="ARQUIVO... NOME",
        help="As planilhas de vendas, como em analisar, e por último o cliente.",
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        rich_help_panel="Resultado",
        help="Mostra em JSON tudo o que há sobre o cliente, com o documento inteiro.",
    ),
]


def cliente(
    files: FilesAndName,
    customers: options.Customers = None,
    sheet: options.Sheet = None,
    columns: options.Columns = None,
    as_of: options.AsOf = None,
    returns: options.Returns = None,
    tolerance: options.Tolerance = None,
    config: options.Config = None,
    password_file: options.PasswordFile = None,
    json: Json = False,
    full_documents: options.FullDocuments = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read, find the customer, show his page; give the exit code."""
    from carteira_cli import pipeline
    from carteira_cli.cli import inputs, progress, reading, values
    from carteira_cli.cli.tolerance import doubt

    *sales, wanted = _told_apart(files)
    read = inputs.choose(sales, customers)
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
    with progress.shown() as watch:
        person = pipeline.look_up(read, wanted, settled, settings.rules, spoken(), watch)
    _show(person, wanted, json=json)
    told = doubt(person.reading.reconciliation, limit, Phrase("com carteira diagnosticar"))
    if told:
        printing.notice(told)
    return Exit.TOO_MANY_SET_ASIDE if told else Exit.DONE


def _told_apart(words: list[str]) -> list[str]:
    """Take the name from the files before it.

    Raises:
        typer.BadParameter: there is no name, or no file.
    """
    *files, name = words
    if not name.strip():
        raise typer.BadParameter(say("está em branco; diga o cliente"), param_hint="NOME")
    if Path(name).is_file():
        example = say('escreva o cliente por último: carteira cliente {file} "Padaria"', file=name)
        raise typer.BadParameter(example, param_hint="NOME")
    if len(words) < _FEWEST:
        example = say('falta a planilha: carteira cliente vendas.xlsx "{name}"', name=name)
        raise typer.BadParameter(example, param_hint="ARQUIVO")
    return [*files, name]


def _show(person: "Person", wanted: str, *, json: bool) -> None:
    """Show the page, and say so when its customer is only called something like it.

    Raises:
        CarteiraError: he is, and all that is held of him was asked for.
    """
    found = person.found
    if found.alike and json:
        raise CarteiraError(catalogue.NO_SUCH_CUSTOMER, wanted=wanted, nearest=found.customer)
    if found.alike:
        text = "Nenhum cliente se chama “{wanted}”: esta é a ficha de {customer}."
        printing.notice(say(text, wanted=wanted, customer=found.customer))
    printing.show(person.report, json=json, quiet=False, drawn=printing.is_watched())
