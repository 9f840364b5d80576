"""Shows how far a batch has come, where somebody is watching; else nothing."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from carteira_cli.cli.printing import printable
from carteira_cli.cli.speech import say


@contextmanager
def shown(clients: int) -> Iterator[Callable[[str], None]]:
    """Draw a bar on stderr, and give what moves it on by one client, whose name it takes.

    A process takes a second to start, so whatever has clients to analyse is worth a bar.
    """
    if not clients or sys.stderr is None or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[client]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("Analisando"), total=clients, client="")
        yield lambda name: bar.update(task, advance=1, client=printable(name))
