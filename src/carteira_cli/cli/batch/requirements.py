"""What is wrong for all clients alike is said once, before any of them is analysed."""

from pathlib import Path
from typing import TYPE_CHECKING

from carteira_cli.cli import alerts, outputs, reading, values
from carteira_cli.config import load

if TYPE_CHECKING:
    from carteira_cli.cli.running import Request


def check(request: "Request", root: Path) -> None:
    """Look at the options, and at the configuration that many share.

    Raises:
        typer.BadParameter: something in the request can't be understood.
        CarteiraError: the shared configuration can't be used, or the password is not there.
    """
    shared = load(reading.configuration(request.config, root / "-"))
    reading.options(
        shared,
        as_of=request.as_of,
        returns=request.returns,
        password_file=request.password_file,
    )
    alerts.chosen(request.alerts, shared.output.alerts)
    outputs.targets(None, request.formats or (), root / "-")
    if request.tolerance:
        values.share("--tolerancia", request.tolerance)
