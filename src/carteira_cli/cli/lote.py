"""``carteira lote``: many clients at once, for who keeps the portfolios of others."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carteira_cli.cli import options, printing
from carteira_cli.cli.speech import say
from carteira_cli.model.batch import Client, Situation
from carteira_cli.model.findings import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carteira_cli.cli.batch.run import Done
    from carteira_cli.cli.running import Request

ABOUT = """\
Analisa a carteira de muitos clientes de uma vez, e resume todas numa planilha.

Em PASTA, cada subpasta com planilhas é um cliente, e cada planilha solta é outro. A planilha de
cada um é gravada ao lado das vendas dele; o resumo, carteira-lote.xlsx, tem uma linha para cada
um: os números, o que mudou desde a última vez e o caminho para a planilha dele.

Um cliente que falha não para os outros: é contado e nomeado, com o motivo. Da segunda vez em
diante, só é analisado quem mudou. Com -q, só aparece o que falhou.

Exemplos:
  carteira lote clientes
  carteira lote clientes --padrao "vendas*.xlsx"
  carteira lote clientes --data-base 31/10/2026 --tudo
  carteira lote clientes --alerta "perdidos_desde>0"
  carteira lote clientes -o resumo.xlsx --processos 2 -q
"""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What was asked of the batch as a whole."""

    patterns: "Sequence[str] | None"
    output: str | None
    processes: int
    everybody: bool
    json: bool
    quiet: bool
    debug: bool


def lote(
    folder: options.ClientsFolder,
    patterns: options.Patterns = None,
    as_of: options.AsOf = None,
    returns: options.Returns = None,
    tolerance: options.Tolerance = None,
    config: options.BatchConfig = None,
    output: options.BatchOutput = None,
    formats: options.Formats = None,
    by: options.By = None,
    alerts: options.Alerts = None,
    overwrite: options.Overwrite = False,
    full_documents: options.FullDocuments = False,
    password_file: options.PasswordFile = None,
    json: options.BatchJson = False,
    everybody: options.Everybody = False,
    jobs: options.Jobs = None,
    log: options.Log = None,
    quiet: options.Quiet = False,
    language: options.Language = None,  # noqa: ARG001  settled before the command
    debug: options.Debug = False,
) -> int:
    """Analyse every client, write the summary, name who failed; give the exit code."""
    from carteira_cli.cli import journal

    with journal.kept(log, "lote", [folder]) as entry:
        from carteira_cli.cli import running, values
        from carteira_cli.cli.batch import processes

        request = running.Request(
            files=(),
            as_of=as_of,
            returns=returns,
            tolerance=tolerance,
            config=config,
            formats=formats,
            by=by,
            alerts=alerts,
            overwrite=overwrite,
            full_documents=full_documents,
            password_file=password_file,
        )
        count = values.count("--processos", jobs) if jobs else processes.cores()
        wish = _Wish(patterns, output, count, everybody, json, quiet, debug)
        entry.exit = _run(Path(folder), request, wish)
    return entry.exit


def _run(root: Path, request: "Request", wish: _Wish) -> Exit:
    """Analyse everybody in the folder, write the summary, say how it went."""
    from carteira_cli.cli.batch import clients, requirements, run, summary

    clients.require_folder(root)
    requirements.check(request, root)
    target = summary.place(root, wish.output)
    with summary.alone(root, target):
        found = clients.require(root, wish.patterns)
        summary.refuse_foreign(target, found, overwrite=request.overwrite)
        if not wish.quiet:
            _say_who_is_left_out(found.empty)
        order = run.Order(root, found, request, target, wish.processes, wish.everybody, wish.debug)
        done = run.run(order)
        rows = [each.client for each in done]
        report = summary.report(rows, root)
        printing.show(report, json=wish.json, quiet=wish.quiet)
        _name_who_failed(done)
        try:
            written = summary.save(target, report, found, overwrite=request.overwrite)
            if not wish.quiet:
                printing.notice(say("Gravado em {file}", file=written))
        finally:
            if not wish.quiet or _exit(done):
                printing.notice(summary.outcome(rows))
    return _exit(done)


def _say_who_is_left_out(folders: "Sequence[str]") -> None:
    for folder in folders:
        printing.notice(say("{folder} não tem planilha para ler: ficou de fora.", folder=folder))


def _name_who_failed(done: "Sequence[Done]") -> None:
    """Say of each who failed, or has an alert, who it is and why."""
    for each in done:
        if each.trace:
            printing.notice(each.trace)
        for text in _sentences(each.client):
            printing.notice(text)


def _sentences(client: Client) -> "list[str]":
    if client.situation is not Situation.FAILED:
        return [f"{client.place}: {alert}" for alert in client.alerts]
    reason = client.reason.rstrip(".")
    return [
        say(
            "Falhou: {client}: {reason}. {hint}",
            client=client.place,
            reason=reason,
            hint=client.hint,
        ).rstrip()
    ]


def _exit(done: "Sequence[Done]") -> Exit:
    """Choose the gravest that happened to anybody: a failure, a doubt, an alert."""
    codes = {each.exit for each in done}
    if any(each.client.situation is Situation.FAILED for each in done):
        return Exit.TOO_MANY_SET_ASIDE
    return next((e for e in (Exit.TOO_MANY_SET_ASIDE, Exit.ALERT) if e in codes), Exit.DONE)
