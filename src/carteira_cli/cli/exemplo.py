"""``carteira exemplo``: a realistic example to try the program on."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError, Exit, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT = """\
Grava um exemplo realista, com vendas e cadastro, para experimentar o programa.

Os clientes e as vendas são inventados.
"""
_FOLDER = "exemplo-carteira"

Folder = Annotated[
    str,
    typer.Argument(metavar="PASTA", help="Onde gravar; sem ela, em exemplo-carteira."),
]


def exemplo(
    folder: Folder = _FOLDER,
    overwrite: options.Overwrite = False,
    quiet: options.Quiet = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Write the example as a workbook and as CSV, and say how to try it."""
    from carteira_cli.cli.saving import save

    target = _made(Path(folder))
    for name, content in _files():
        save(target / name, content, overwrite=overwrite)
        if not quiet:
            printing.notice(say("Gravado em {file}", file=(target / name).resolve()))
    if not quiet:
        file = _quoted(target / "vendas.xlsx")
        printing.result(say("Agora rode:\n  carteira analisar {file}", file=file))
    return Exit.DONE


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        details = {"name": folder.name, "folder": folder.parent.resolve()}
        place = Place(file=str(folder))
        raise CarteiraError(catalogue.OUTPUT_NO_PERMISSION, place, **details) from error
    return folder


def _files() -> "Iterator[tuple[str, bytes]]":
    from carteira_cli import example

    built = example.build()
    yield "vendas.xlsx", example.write_xlsx(built)
    yield "vendas.csv", example.write_csv(built.sales)
    yield "clientes.csv", example.write_csv(built.customers)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
