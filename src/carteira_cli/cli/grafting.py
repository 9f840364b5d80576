"""``--na-planilha``: the result goes into the very file that was read, which is kept beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from carteira_cli.cli import inputs, saving
from carteira_cli.cli.speech import say
from carteira_cli.model import catalogue
from carteira_cli.model.findings import CarteiraError
from carteira_cli.model.phrases import Phrase
from carteira_cli.model.report import Report
from carteira_cli.readers import content

_OPTION = "--na-planilha"
_BACKUP, _OLDEST = ".bak", ".original.bak"


@dataclass(frozen=True, slots=True)
class Host:
    """The file that takes our sheets in, and its bytes before anything was done."""

    path: Path
    content: bytes


def host(read: Sequence[Path], customers: str | None, output: str | None) -> Host:
    """Take the one file of sales among those read, and refuse early what can't be written.

    Raises:
        typer.BadParameter: there are several, or another place is asked for too.
        CarteiraError: the file can't be read, or is one that we don't write into.
    """
    from carteira_cli.writers.graft import require_graftable

    if output:
        raise _misuse(say("não combina com --saida; escolha uma das duas"))
    sales = read[:-1] if customers and len(read) > 1 else read
    if len(sales) > 1 or inputs.is_piped(sales[0]):
        raise _misuse(say("só dá para gravar dentro da planilha quando se lê um arquivo só"))
    _, before = content.take(sales[0])
    require_graftable(before)
    return Host(sales[0].resolve(), before)


def _misuse(message: str) -> typer.BadParameter:
    return typer.BadParameter(message, param_hint=_OPTION)


def renewed(before: bytes, report: Report, name: str) -> bytes:
    """Write a workbook of ours anew; the sheets that its owner added to it stay as they are.

    Of what stood on our sheets, nothing is left behind among the texts that all sheets share.

    Raises:
        CarteiraError: the result would be unsound.
    """
    from carteira_cli.writers import FILE_FORMATS
    from carteira_cli.writers.graft import foreign_sheets, forget, prove

    write = FILE_FORMATS["xlsx"].write
    if not foreign_sheets(before):
        return write(report)
    grafted = _grafted(before, report, name)
    prove(before, grafted)
    renewed = forget(grafted)
    _require_sound(before, renewed)
    return renewed


def _grafted(before: bytes, report: Report, name: str) -> bytes:
    """Put our sheets into a workbook, under names that none of its own sheets has."""
    from carteira_cli.writers import FILE_FORMATS
    from carteira_cli.writers.graft import foreign_sheets, graft

    beside = frozenset((name, sheet) for sheet in foreign_sheets(before))
    return graft(before, FILE_FORMATS["xlsx"].write(replace(report, beside=beside)))


def save(file: Host, report: Report) -> list[str]:
    """Put the report's sheets into the file, keep the file of before, and say so.

    Everything is built and checked before anything is written; a file that would stay the
    same is not touched.

    Raises:
        CarteiraError: the file can't take them in, or can't be written; it is as it was.
    """
    from carteira_cli.writers.graft import prove

    grafted = _grafted(file.content, report, file.path.name)
    proof = prove(file.content, grafted)
    if grafted == file.content:
        return [say("{file} já estava em dia: nada foi alterado", file=file.path)]
    _require_sound(file.content, grafted)
    backup = _keep(file)
    written = saving.replace(file.path, grafted, read=file.content)
    done = say(
        "Gravado em {file}: {sheets} abas; nenhuma outra parte do seu arquivo foi alterada "
        "({parts} conferidas, byte a byte)",
        file=written,
        sheets=proof.sheets,
        parts=proof.parts,
    )
    return [done, say("O arquivo de antes está em {file}", file=backup)]


def _require_sound(before: bytes, after: bytes) -> None:
    """Refuse to write a file that Excel would want to repair, unless it wanted so before."""
    from carteira_cli.writers.package import faults

    found = faults(after)
    new = {*found} - {*faults(before)} if found else set()
    if new:
        worst = min(new, key=found.index)
        text = "a conferência achou um defeito no resultado ({slug}, {part})"
        reason = Phrase(text, slug=worst.slug, part=worst.part)
        raise CarteiraError(catalogue.IN_PLACE_UNSOUND, reason=reason)


def _keep(file: Host) -> Path:
    """Keep the file as it is beside itself; the oldest one kept stays for good."""
    backup = file.path.with_name(file.path.name + _BACKUP)
    oldest = file.path.with_name(file.path.name + _OLDEST)
    if backup.exists() and not oldest.exists() and backup.read_bytes() != file.content:
        backup.rename(oldest)
    return saving.save(backup, file.content, overwrite=True)
