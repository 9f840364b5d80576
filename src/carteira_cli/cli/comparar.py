"""``carteira comparar``: what changed between two results."""

from pathlib import Path
from typing import Annotated

import typer

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import language as spoken
from carteira_cli.cli.speech import say
from carteira_cli.model.findings import Exit
from carteira_cli.model.stages import Stage

ABOUT = """\
Compara dois resultados: quem chegou, voltou, atrasou e parou, e o que isso vale.

Cada um é uma planilha de resultado ou um JSON de carteira analisar; podem ser um de cada. Se o
primeiro for o mais novo, são comparados na ordem das datas. Nada é gravado.

Exemplos:
  carteira comparar outubro-carteira.xlsx novembro-carteira.xlsx
  carteira comparar antes.json vendas-carteira.xlsx --topo 30
  carteira comparar antes.json depois.json --json
"""

Before = Annotated[str, typer.Argument(metavar="ANTES", help="O resultado de antes.")]
After = Annotated[str, typer.Argument(metavar="DEPOIS", help="O resultado de depois.")]
Json = Annotated[
    bool,
    typer.Option(
        "--json", rich_help_panel="Resultado", help="Mostra a comparação em JSON, com todos."
    ),
]
_TOP = 10


def comparar(
    before: Before,
    after: After,
    json: Json = False,
    top: options.Top = None,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Read both results, show what changed; give the exit code."""
    from carteira_cli.cli import progress, values
    from carteira_cli.layout.compared import compared
    from carteira_cli.readers.earlier.result import result

    most = values.count("--topo", top) if top else _TOP
    with progress.shown() as watch:
        watch(Stage.READING)
        first, second = (result(Path(name)) for name in (before, after))
        if first.state.reference_date > second.state.reference_date:
            first, second = second, first
            text = "{file} é o mais novo dos dois: comparei na ordem das datas."
            printing.notice(say(text, file=second.name))
        outcome = compared(first, second, spoken(), most)
    printing.show(outcome, json=json, quiet=False)
    return Exit.DONE
