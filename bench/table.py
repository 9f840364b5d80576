"""The measured figures as a Markdown table."""

from collections.abc import Callable, Iterable
from statistics import median

from bench.stopwatch import Run

FIGURES: tuple[tuple[str, Callable[[Run], float], str], ...] = (
    ("wall, s", lambda run: run.wall, ".2f"),
    ("CPU, s", lambda run: run.cpu, ".2f"),
    ("peak memory, MiB", lambda run: run.memory, ".0f"),
)
HEAD = (
    "| job | figure | plain script | carteira | plain ÷ carteira, pair by pair |",
    "|---|---|---|---|---|",
)


def job_rows(title: str, plain: list[Run], ours: list[Run]) -> list[str]:
    """Three rows for one job; runs at the same place of both lists are a pair."""
    return [
        f"| {title} | {name} | {spread(map(figure, plain), digits)} "
        f"| {spread(map(figure, ours), digits)} | {_ratios(plain, ours, figure)} |"
        for name, figure, digits in FIGURES
    ]


def help_row(ours: list[Run]) -> str:
    """The row of the start-up time."""
    return f"| `carteira --help` | CPU, s | – | {spread((run.cpu for run in ours), '.2f')} | – |"


def spread(values: Iterable[float], digits: str) -> str:
    """Write the least, the middle and the largest value; a dash when there is none."""
    ordered = sorted(values)
    if not ordered:
        return "–"
    return f"{ordered[0]:{digits}} / **{median(ordered):{digits}}** / {ordered[-1]:{digits}}"


def _ratios(plain: list[Run], ours: list[Run], figure: Callable[[Run], float]) -> str:
    ratios = [figure(theirs) / figure(own) for theirs, own in zip(plain, ours, strict=False)]
    if not ratios:
        return "–"
    return f"{', '.join(f'{ratio:.2f}' for ratio in ratios)} (median **{median(ratios):.2f}**)"
