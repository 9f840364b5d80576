"""Maximum likelihood over positive parameters, from several starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
LogLikelihood = Callable[[Reals], tuple[float, Reals]]
"""Parameters → the log-likelihood of the data, and its gradient."""

Range = tuple[float, float]
"""The least and the most that a parameter can be."""

SHAPE: Range = (1e-3, 100.0)
TIME: Range = (1e-3, 1e7)
"""Shapes beyond these say no more, and special functions lose their digits there."""

_LEAST_GAIN, _LEAST_SLOPE = 1e-12, 1e-7
_MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Fit:
    """The parameters found, their log-likelihood, and whether the search came to an end."""

    params: Reals
    log_likelihood: float
    converged: bool


def maximise(
    log_likelihood: LogLikelihood,
    starts: Sequence[Sequence[float]],
    customers: float,
    ranges: Sequence[Range],
) -> Fit:
    """Climb from every start, over the logarithms of the parameters; keep the best.

    Searched with L-BFGS-B within ``ranges`` on the mean log-likelihood of a customer.
    """
    fits = [_climb(log_likelihood, start, customers, ranges) for start in starts]
    return max(fits, key=lambda fit: (fit.converged, fit.log_likelihood))


def _climb(
    log_likelihood: LogLikelihood,
    start: Sequence[float],
    customers: float,
    ranges: Sequence[Range],
) -> Fit:
    from scipy.optimize import minimize  # noqa: PLC0415  start-up cost

    def loss(logs: Reals) -> tuple[float, Reals]:
        params = np.exp(logs)
        value, gradient = log_likelihood(params)
        if not np.isfinite(value) or not np.isfinite(gradient).all():
            return np.inf, np.zeros_like(logs)
        return -value / customers, -gradient * params / customers

    found = minimize(
        loss,
        np.log(np.clip(start, *np.transpose(ranges))),
        jac=True,
        method="L-BFGS-B",
        bounds=np.log(ranges),
        options={"maxiter": _MOST_STEPS, "ftol": _LEAST_GAIN, "gtol": _LEAST_SLOPE},
    )
    converged = bool(found.success and np.isfinite(found.fun))
    return Fit(np.exp(found.x), float(-found.fun * customers), converged)
