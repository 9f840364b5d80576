"""``carteira anonimizar``: a copy of the user's own file that can be shown to others."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import plural, say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import Exit
from carteira_cli.model.stages import Stage

if TYPE_CHECKING:
    from carteira_cli.ingest.likeness import Column, Likeness

ABOUT = """\
Grava uma cópia da planilha com os mesmos números e sem ninguém nela, boa para mandar a alguém.

Ficam as abas, os cabeçalhos, as datas, os valores, os produtos, as cidades e as situações. Nomes,
CPF e CNPJ, telefones, e-mails, códigos de cliente e todo outro texto são trocados por inventados:
o mesmo pelo mesmo, para que a análise da cópia dê os mesmos números. Fórmulas, comentários, abas
ocultas e propriedades do arquivo não vão para a cópia.

Os nomes das abas, dos cabeçalhos e dos produtos ficam: olhe a cópia antes de mandá-la.

Exemplos:
  carteira anonimizar vendas.xlsx
  carteira anonimizar vendas.csv --saida para-o-suporte.csv
"""

_COUNTED = {
    "names": ("{n} nome trocado", "{n} nomes trocados"),
    "documents": ("{n} documento trocado", "{n} documentos trocados"),
    "emails": ("{n} e-mail trocado", "{n} e-mails trocados"),
    "phones": ("{n} telefone trocado", "{n} telefones trocados"),
    "codes": ("{n} código trocado", "{n} códigos trocados"),
    "texts": ("{n} valor trocado", "{n} valores trocados"),
}
_WITHIN = (
    "{n} texto tinha algo pessoal e foi trocado",
    "{n} textos tinham algo pessoal e foram trocados",
)


def anonimizar(
    file: options.OneFile,
    columns: options.Columns = None,
    config: options.Config = None,
    output: options.CopyOutput = None,
    key: options.CopyKey = None,
    overwrite: options.OverwriteCopy = False,
    password_file: options.PasswordFile = None,
    quiet: options.Quiet = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,  # noqa: ARG001  read by the error boundary
) -> int:
    """Copy the file without anybody in it, and say what was exchanged."""
    from carteira_cli import pipeline
    from carteira_cli.cli import inputs, progress, reading, saving, secrecy

    (path,) = inputs.choose([file], may_be_piped=False)[:1]
    settings = reading.settings(config, path)
    settled = reading.options(settings, columns=columns, password_file=password_file)
    with progress.shown() as watch:
        watch(Stage.READING)
        copied = pipeline.without_anybody(path, settled, secrecy.secret(key))
    target = _target(path, output, is_text=_is_text(copied))
    content = _written(path, copied)
    written = saving.save(target, content, overwrite=overwrite, inputs=(path,))
    if not quiet:
        _tell(copied)
        printing.notice(say("Gravado em {file}", file=written))
    return Exit.DONE


def _is_text(copied: "Likeness") -> bool:
    return bool(copied.tables[0].delimiter)


def _target(path: Path, output: str | None, *, is_text: bool) -> Path:
    """Name the copy after the file; what came as text stays text, all else becomes .xlsx."""
    suffix = (path.suffix or ".csv") if is_text else ".xlsx"
    if output is None:
        return path.with_name(f"{path.stem}-anonimo{suffix}")
    if not is_text and not output.lower().endswith(suffix):
        message = say("o nome deve terminar em {suffix}", suffix=suffix)
        raise typer.BadParameter(message, param_hint="--saida")
    return Path(output)


def _written(path: Path, copied: "Likeness") -> bytes:
    from carteira_cli.readers import content
    from carteira_cli.readers.characters import codec
    from carteira_cli.writers import plain_sheets

    if not _is_text(copied):
        return plain_sheets.workbook(copied.tables)
    return plain_sheets.delimited(copied.tables[0], codec(content.take(path)[1]))


def _tell(copied: "Likeness") -> None:
    """Say column by column what was exchanged, and what was left out or not understood."""
    for column in copied.columns:
        printing.result(say("{column}: {what}", column=_title(column), what=_what(column)))
    for sheet in copied.unknown:
        text = say("{sheet}: não é vendas nem cadastro; todo o texto foi trocado", sheet=sheet)
        printing.result(text)
    hidden = [
        finding.sheet
        for table in copied.tables
        for finding in table.findings
        if finding.code is catalogue.HIDDEN_SHEET
    ]
    for sheet in hidden:
        printing.result(say("{sheet}: aba oculta, não foi para a cópia", sheet=sheet))


def _title(column: "Column") -> str:
    title = column.header or say("colunas sem cabeçalho")
    if not column.sheet:
        return title
    return say("{sheet}, {column}", sheet=column.sheet, column=title)


def _what(column: "Column") -> str:
    return plural(*_COUNTED.get(column.treatment.value, _WITHIN), column.changed)
