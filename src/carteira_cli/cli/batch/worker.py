"""One client's analysis, in a process of its own: small values in, small values out."""

import gc
import os
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from carteira_cli.cli import speech
from carteira_cli.model import catalogue
from carteira_cli.model.batch import Standing
from carteira_cli.model.findings import Exit, Severity

if TYPE_CHECKING:
    from carteira_cli.cli.running import Outcome, Request

FIGURES = (
    "customers",
    "active_customers",
    "orders",
    "net_amount",
    "mean_monthly_amount",
    "amount_at_risk",
    "estimated_lost_amount",
    "top_20pct_share",
    "repeat_rate",
    "churn_rate",
    "portfolio_health",
)
"""The summary figures that a batch keeps of each client."""

_COUNTED = {"late_customers": "late", "inactive_customers": "inactive"}
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a process works: its language, how many threads it may use, whether defects are shown."""

    language: str
    threads: int
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one client: a standing, or the reason why there is none.

    ``lasting`` tells whether the same files give the same result on another day.
    """

    standing: Standing | None = None
    written: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()
    exit: int = Exit.DONE
    lasting: bool = False
    reason: str = ""
    hint: str = ""
    trace: str = ""


def settle(manner: Manner) -> None:
    """Speak the right language, keep to our share of the cores, and print nothing.

    It comes before the libraries are loaded: they look for their limits once.
    """
    speech.settle([speech.OPTION, manner.language])
    os.environ.update(dict.fromkeys(_THREADS, str(manner.threads)))
    if not manner.debug:
        warnings.simplefilter("ignore")
        _hush()
    import pyarrow as pa

    pa.set_cpu_count(manner.threads)


def analyse(debug: bool, request: "Request") -> Told:
    """Analyse one client and write his workbook; whatever goes wrong is told, never raised."""
    try:
        from carteira_cli.cli import running

        outcome = running.analyse(_with_configured_formats(request))
        return _told(outcome)
    except Exception as error:  # noqa: BLE001  one bad client never stops the others
        trace = traceback.format_exc() if debug else ""
        return replace(_failure(error), trace=trace)
    finally:
        gc.collect()


def _hush() -> None:
    """Send what a dying library writes to the screen nowhere: the parent says what happened."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)


def _with_configured_formats(request: "Request") -> "Request":
    """Let the client's configuration choose the formats where nobody else does."""
    from carteira_cli.cli import reading

    if request.formats:
        return request
    configured = reading.settings(request.config, request.files[0]).output.formats
    return replace(request, formats=configured or None)


def _told(outcome: "Outcome") -> Told:
    return Told(
        standing=_standing(outcome),
        written=tuple(map(str, outcome.written)),
        alerts=outcome.warnings,
        exit=int(outcome.exit),
        lasting=_is_lasting(outcome),
    )


def _standing(outcome: "Outcome") -> Standing:
    analysis, found = outcome.run.analysis, outcome.run.reading.reconciliation
    return Standing(
        reference_date=analysis.reference_date,
        figures=_figures(analysis.summary, analysis.tables["status"]),
        rows=found.rows,
        rows_used=found.rows_used,
        cents=found.cents,
        cents_used=found.cents_used,
        errors=_kinds(outcome, Severity.ERROR),
        warnings=_kinds(outcome, Severity.WARNING),
    )


def _figures(summary: Mapping[str, Any], status: Any) -> Mapping[str, float | None]:
    """Make plain numbers of the figures, null where they can't be known."""
    told = {name: summary.get(name) for name in FIGURES}
    known = summary.get("active_customers") is not None
    counts = dict(zip(status["status"], status["customers"], strict=True)) if known else {}
    told |= {name: counts.get(slug, 0) if known else None for name, slug in _COUNTED.items()}
    return {name: _plain(value) for name, value in told.items()}


def _plain(value: Any) -> float | None:
    if value is None or value != value:  # noqa: PLR0124  NaN
        return None
    number = value.item() if hasattr(value, "item") else value
    return int(number) if isinstance(number, int) else float(number)


def _kinds(outcome: "Outcome", severity: Severity) -> int:
    findings = outcome.run.analysis.findings
    return len({each.code.slug for each in findings if each.code.severity is severity})


def _is_lasting(outcome: "Outcome") -> bool:
    """Tell whether another day sees the same: neither a figure nor a sale to come goes by today."""
    analysis = outcome.run.analysis
    is_awaited = any(each.code is catalogue.FUTURE_DATE for each in analysis.findings)
    return analysis.reference_date_origin != "today" and not is_awaited


def _failure(error: Exception) -> Told:
    """Say why a client could not be done, and what to do about it."""
    from carteira_cli.cli.failures import failure

    told = failure(error)
    return Told(reason=told.reason, hint=told.hint, exit=int(told.exit))
