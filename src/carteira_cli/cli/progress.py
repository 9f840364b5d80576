"""What a run is busy with: shown where somebody waits longer than a second, and timed for him."""

import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from types import MappingProxyType
from typing import TYPE_CHECKING

from carteira_cli.cli import printing, speech
from carteira_cli.cli.speech import say
from carteira_cli.model.stages import Stage

if TYPE_CHECKING:
    from rich.status import Status

    from carteira_cli.model.tables import Source

_PATIENCE_SECONDS = 1.0
_DOING: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.READING: "Lendo as planilhas…",
        Stage.UNDERSTANDING: "Entendendo colunas, datas e clientes…",
        Stage.MEASURING: "Calculando a carteira…",
        Stage.LAYING_OUT: "Montando o relatório…",
        Stage.WRITING: "Gravando…",
    }
)
_DONE: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.READING: "Leitura das planilhas: {seconds} s",
        Stage.UNDERSTANDING: "Colunas, datas e clientes: {seconds} s",
        Stage.MEASURING: "Cálculo da carteira: {seconds} s",
        Stage.LAYING_OUT: "Montagem do relatório: {seconds} s",
        Stage.WRITING: "Gravação: {seconds} s",
    }
)


class Progress:
    """Shows the stage that a run is in, and remembers how long each took."""

    def __init__(self, status: "Status | None") -> None:
        self._status = status
        self._began: list[tuple[Stage, float]] = []

    def __call__(self, stage: Stage) -> None:
        """Begin a stage."""
        self._began.append((stage, perf_counter()))
        if self._status is not None:
            self._status.update(say(_DOING[stage]))

    def tell(self) -> None:
        """Say how long each stage took; the last one until now."""
        ends = [*(began for _, began in self._began[1:]), perf_counter()]
        number = speech.language().number
        for (stage, began), end in zip(self._began, ends, strict=True):
            printing.notice(say(_DONE[stage], seconds=number(end - began, 2)))


@contextmanager
def shown() -> Iterator[Progress]:
    """Watch a run, aloud once it takes long, where somebody is at a terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield Progress(None)
        return
    from rich.console import Console

    with Console(stderr=True) as console:
        status = console.status("")
        patience = threading.Timer(_PATIENCE_SECONDS, status.start)
        patience.daemon = True
        patience.start()
        try:
            yield Progress(status)
        finally:
            patience.cancel()
            patience.join()
            status.stop()


def tell_decisions(sources: "Sequence[Source]") -> None:
    """Say which sheets were used as what, and what was decided about each."""
    told = speech.language().told
    for source in sources:
        place = ", ".join(filter(None, (told(source.file), source.sheet)))
        header = say("cabeçalho na linha {row}", row=source.header_row) if source.header_row else ""
        printing.notice(" · ".join(filter(None, (place, header))))
        for decision in source.decisions:
            printing.notice(f"  {told(decision)}")
